/** Requests for the operations of a document, made by a sampler that is not ours: the document's own examples first. */
import { sample } from 'openapi-sampler';
import { follow } from '../../../src/contract/references.js';
import { isObject, type Json } from '../../../src/grammar/json.js';

export interface Request {
  method: string;
  /** Template as in the document. */
  path: string;
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, string>;
  contentType: string | undefined;
  body: unknown;
}

export interface Described {
  id: string;
  method: string;
  path: string;
  operation: Json;
  parameters: Json[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

export function operationsOf(document: Json): Map<string, Described> {
  const out = new Map<string, Described>();
  for (const [path, raw] of Object.entries(document['paths'] as Json)) {
    const item = follow(document, raw) as Json;
    for (const method of METHODS) {
      const operation = follow(document, item[method]);
      if (!isObject(operation)) continue;
      const id = String(operation['operationId']);
      out.set(id, {
        id,
        method: method.toUpperCase(),
        path,
        operation,
        parameters: parametersOf(document, item, operation),
      });
    }
  }
  return out;
}

function parametersOf(document: Json, item: Json, operation: Json): Json[] {
  const found = new Map<string, Json>();
  for (const raw of [item['parameters'], operation['parameters']].flat()) {
    const parameter = follow(document, raw);
    if (isObject(parameter)) found.set(`${String(parameter['in'])} ${String(parameter['name'])}`, parameter);
  }
  return [...found.values()];
}

/** @param known values of path parameters for existing records */
export function requestFor(document: Json, described: Described, known: Record<string, unknown> = {}): Request {
  const { method, path, operation, parameters } = described;
  const of = (place: string, all: boolean): Record<string, unknown> =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter['in'] === place && (all || parameter['required'] === true))
        .map((parameter) => [String(parameter['name']), valueOf(document, parameter)]),
    );
  const content = (follow(document, operation['requestBody']) as Json | undefined)?.['content'];
  const type = isObject(content) ? chosen(Object.keys(content)) : undefined;
  const media = isObject(content) && type !== undefined ? (follow(document, content[type]) as Json) : undefined;
  return {
    method,
    path,
    params: { ...of('path', true), ...known },
    query: of('query', false),
    headers: Object.fromEntries(
      Object.entries(of('header', false)).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    contentType: type?.includes('*') ? 'application/json' : type,
    body: media && bodyOf(document, media),
  };
}

const chosen = (types: string[]): string | undefined =>
  types.find((type) => type.startsWith('application/json')) ??
  types.find((type) => type.includes('json')) ??
  types.find((type) => type.includes('form')) ??
  types[0];

function valueOf(document: Json, parameter: Json): unknown {
  return (
    exampleOf(document, parameter) ??
    sampleOf(
      document,
      parameter['schema'] ?? (Object.values((parameter['content'] ?? {}) as Json)[0] as Json | undefined)?.['schema'],
    )
  );
}

function bodyOf(document: Json, media: Json): unknown {
  return exampleOf(document, media) ?? sampleOf(document, media['schema']);
}

function exampleOf(document: Json, holder: Json): unknown {
  if (holder['example'] !== undefined) return holder['example'];
  const { examples } = holder;
  const first = isObject(examples) ? follow(document, Object.values(examples)[0]) : undefined;
  return isObject(first) ? first['value'] : undefined;
}

function sampleOf(document: Json, schema: unknown): unknown {
  return schema === undefined
    ? undefined
    : sample(schema as never, { skipReadOnly: true, skipNonRequired: false, quiet: true }, document);
}

/** Only what the schema requires: for bodies whose optional parts are more than the sampler gets right. */
export function leastBody(document: Json, { operation }: Described): unknown {
  const content = (follow(document, operation['requestBody']) as Json | undefined)?.['content'];
  const type = isObject(content) ? chosen(Object.keys(content)) : undefined;
  const media = isObject(content) && type !== undefined ? (follow(document, content[type]) as Json) : undefined;
  return (
    media && sample(media['schema'] as never, { skipReadOnly: true, skipNonRequired: true, quiet: true }, document)
  );
}
