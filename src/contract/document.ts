/** What an OpenAPI document says beside its schemas: contents, servers, security schemes, examples. */
import { isObject, type Json } from '../grammar/json.js';
import { mainType, mediaOf } from './bodies/media-types.js';
import type { SecurityScheme } from '../engine/model/contract.js';
import type { Operation as BackendOperation } from 'openapi-backend';

export const responseOf = (raw: BackendOperation, status: number): Json | undefined => {
  const responses = raw.responses as Json | undefined;
  const found = responses?.[String(status)] ?? responses?.[`${String(status)[0]}XX`] ?? responses?.['default'];
  return isObject(found) ? found : undefined;
};

export const hasContent = (holder: Json | undefined): boolean =>
  isObject(holder?.['content']) && Object.keys(holder['content']).length > 0;

export function exampleOf(raw: BackendOperation): { params: Json; body?: unknown } {
  const params: Json = {};
  for (const parameter of (raw.parameters ?? []) as unknown as Json[]) {
    if (parameter['in'] === 'path') params[String(parameter['name'])] = parameter['example'];
  }
  return { params, body: exampleIn(raw.requestBody as Json | undefined) };
}

/** The values that an operation lists for its path parameters, by name. */
export function listedValues(raw: BackendOperation): Map<string, string[]> {
  const parameters = (raw.parameters ?? []) as unknown as Json[];
  return new Map(
    parameters.flatMap(({ in: place, name, schema }) => {
      const values: unknown = isObject(schema) ? (schema['enum'] ?? [schema['const']]) : [];
      const listed = Array.isArray(values) ? values.filter((value) => value !== undefined).map(String) : [];
      return place === 'path' && listed.length > 0 ? [[String(name), listed]] : [];
    }),
  );
}

/** The first example of what a request body or a response holds. */
export function exampleIn(holder: Json | undefined): unknown {
  const media = mediaOf(holder, mainType(holder));
  if (media === undefined) return undefined;
  const named = isObject(media['examples']) ? Object.values(media['examples'])[0] : undefined;
  return isObject(named) ? named['value'] : media['example'];
}

export function securitySchemesOf(document: Json): SecurityScheme[] {
  const components = isObject(document['components']) ? document['components'] : {};
  const schemes = isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  return Object.entries(schemes).flatMap(([name, scheme]): SecurityScheme[] => {
    if (!isObject(scheme)) return [];
    const parameter = String(scheme['name'] ?? '');
    if (scheme['type'] === 'apiKey') return [{ name, parameter, kind: scheme['in'] as SecurityScheme['kind'] }];
    const http = scheme['type'] === 'http' ? String(scheme['scheme']).toLowerCase() : 'bearer';
    if (http === 'basic') return [{ name, parameter, kind: 'basic' }];
    if (http !== 'bearer') return [{ name, parameter: http, kind: 'http' }];
    return [{ name, parameter, kind: 'bearer' }];
  });
}

/** Base paths and hosts of the servers, with every value that an enumerated variable can take. */
export function serversOf(document: Json): { basePaths: string[]; hosts: string[] } {
  const servers = Array.isArray(document['servers']) ? (document['servers'] as Json[]) : [];
  const urls = servers.flatMap((server) =>
    expand(String(server['url'] ?? '/'), isObject(server['variables']) ? server['variables'] : {}),
  );
  const parsed = urls.flatMap((url) => {
    const base = new URL(url, 'http://relative.invalid');
    return [
      {
        host: base.host === 'relative.invalid' ? undefined : base.host.toLowerCase(),
        path: base.pathname.replace(/\/$/, ''),
      },
    ];
  });
  return {
    basePaths: [...new Set(['', ...parsed.map((it) => it.path)])],
    hosts: [...new Set(parsed.flatMap((it) => (it.host === undefined ? [] : [it.host])))],
  };
}

function expand(url: string, variables: Json): string[] {
  const name = /\{(.+?)\}/.exec(url)?.[1];
  if (name === undefined) return [url];
  const variable = isObject(variables[name]) ? variables[name] : {};
  const values = Array.isArray(variable['enum']) ? (variable['enum'] as unknown[]) : [variable['default'] ?? name];
  return values.flatMap((value) => expand(url.replace(`{${name}}`, String(value)), variables));
}
