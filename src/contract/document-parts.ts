/** Reads parts of an OpenAPI document other than schemas: contents, security schemes, examples. */
import { isObject, type Json } from '../grammar/json.js';
import type { SecurityScheme } from '../engine/model/contract.js';
import { mainType, mediaOf } from './bodies/media-types.js';
import type { Declared } from './operations.js';
import { objectAt } from './references.js';

export const hasContent = (holder: Json | undefined): boolean =>
  isObject(holder?.['content']) && Object.keys(holder['content']).length > 0;

export function exampleOfCall(document: Json, declared: Declared): { params: Json; body?: unknown } {
  const params: Json = {};
  for (const parameter of declared.parameters) {
    if (parameter['in'] === 'path') params[String(parameter['name'])] = firstExample(document, parameter);
  }
  return { params, body: exampleIn(document, declared.requestBody) };
}

/** The first example of a request body or response. */
export function exampleIn(document: Json, holder: Json | undefined): unknown {
  const media = mediaOf(holder, mainType(holder));
  return media && firstExample(document, media);
}

/** All examples of a media type or header: its own, and those of its schema. */
export function examplesOf(document: Json, media: Json | undefined): unknown[] {
  if (media === undefined) return [];
  const { example, examples } = media;
  const named = Object.values(isObject(examples) ? examples : {}).map((one) => objectAt(document, one)?.['value']);
  const schema = objectAt(document, media['schema']) ?? {};
  const own: unknown[] = Array.isArray(schema['examples']) ? schema['examples'] : [];
  return [example, ...named, schema['example'], ...own].filter((value) => value !== undefined);
}

function firstExample(document: Json, holder: Json): unknown {
  const { examples } = holder;
  const named = isObject(examples) ? objectAt(document, Object.values(examples)[0]) : undefined;
  return named ? named['value'] : holder['example'];
}

/** The values that an operation lists for its path parameters, by name. */
export function listedValues(document: Json, { parameters }: Declared): Map<string, string[]> {
  return new Map(
    parameters.flatMap(({ in: place, name, schema: given }) => {
      const schema = objectAt(document, given);
      const values: unknown = schema ? (schema['enum'] ?? [schema['const']]) : [];
      const listed = Array.isArray(values) ? values.filter((value) => value !== undefined).map(String) : [];
      return place === 'path' && listed.length > 0 ? [[String(name), listed]] : [];
    }),
  );
}

export function securitySchemesOf(document: Json): SecurityScheme[] {
  const components = isObject(document['components']) ? document['components'] : {};
  const schemes = isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  return Object.entries(schemes).flatMap(([name, given]): SecurityScheme[] => {
    const scheme = objectAt(document, given);
    if (scheme === undefined) return [];
    const parameter = String(scheme['name'] ?? '');
    if (scheme['type'] === 'apiKey') return [{ name, parameter, kind: scheme['in'] as SecurityScheme['kind'] }];
    const http = scheme['type'] === 'http' ? String(scheme['scheme']).toLowerCase() : 'bearer';
    if (http === 'basic') return [{ name, parameter, kind: 'basic' }];
    if (http !== 'bearer') return [{ name, parameter: http, kind: 'http' }];
    return [{ name, parameter, kind: 'bearer' }];
  });
}
