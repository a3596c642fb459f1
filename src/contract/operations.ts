/** The operations of a document with resolved parameters, bodies and responses. Schemas keep their references. */
import { isObject, type Json } from '../grammar/json.js';
import type { Operation } from '../engine/model/contract.js';
import { OpenAPIRouter, type Document } from 'openapi-backend';
import { objectAt } from './references.js';
import { parameterNames } from './path-template.js';

/** An operation in the document. */
export interface Declared {
  operation: Operation;
  parameters: Json[];
  requestBody: Json | undefined;
  /** By status, range of statuses (`2XX`) or `default`. */
  responses: Readonly<Record<string, Json>>;
}

/** openapi-backend lists the operations, with parameters and security of their paths. */
export function declaredOperations(document: Json): Declared[] {
  const names = new Map<string, string[]>();
  const known = new OpenAPIRouter({ definition: document as unknown as Document }).getOperations() as unknown as Json[];
  return [...known, ...queryOperations(document)].map((raw) => declared(document, raw, names));
}

/** OpenAPI 3.2 also has `query`. */
function queryOperations(document: Json): Json[] {
  const paths = isObject(document['paths']) ? document['paths'] : {};
  return Object.entries(paths).flatMap(([path, item]) => {
    if (!isObject(item) || !isObject(item['query'])) return [];
    const { query, parameters = [] } = item;
    const own = (query['parameters'] ?? []) as unknown[];
    return [
      {
        security: document['security'],
        ...query,
        path,
        method: 'query',
        parameters: [...own, ...(parameters as unknown[])],
      },
    ];
  });
}

/** @param names parameter lists by their text, so that operations share equal lists (better for the processor's cache) */
function declared(document: Json, raw: Json, names: Map<string, string[]>): Declared {
  const requestBody = objectAt(document, raw['requestBody']);
  const responses = responsesOf(document, raw['responses']);
  const path = String(raw['path']);
  const parameters = parameterNames(path);
  const shared = names.get(parameters.join('/')) ?? parameters;
  names.set(parameters.join('/'), shared);
  const statuses = Object.keys(responses).map(Number).filter(Number.isInteger);
  const content = requestBody?.['content'];
  return {
    operation: {
      id: String(raw['operationId']),
      summary: typeof raw['summary'] === 'string' ? raw['summary'] : '',
      method: String(raw['method']).toUpperCase(),
      path,
      parameters: shared,
      security: (Array.isArray(raw['security']) ? raw['security'] : []) as Operation['security'],
      statuses,
      successes: successesOf(statuses, responses),
      ...(isObject(content) && { mediaTypes: Object.keys(content).map((type) => type.toLowerCase()) }),
    },
    parameters: parametersOf(document, raw['parameters']),
    requestBody,
    responses,
  };
}

/** Parameters of the operation override those of its path. */
function parametersOf(document: Json, list: unknown): Json[] {
  const byName = new Map<string, Json>();
  for (const entry of Array.isArray(list) ? (list as unknown[]) : []) {
    const parameter = objectAt(document, entry);
    const name = `${String(parameter?.['in'])} ${String(parameter?.['name'])}`;
    if (parameter && !byName.has(name)) byName.set(name, parameter);
  }
  return [...byName.values()];
}

function responsesOf(document: Json, responses: unknown): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(isObject(responses) ? responses : {}).flatMap(([status, response]) => {
      const found = objectAt(document, response);
      return found === undefined || status.startsWith('x-') ? [] : [[status, found]];
    }),
  );
}

/** If no status below 300 is declared, `2XX` means 200; else a redirect is the success, else `default` means 200. */
function successesOf(statuses: readonly number[], responses: Readonly<Record<string, Json>>): number[] {
  const plain = statuses.filter((status) => status >= 200 && status < 300);
  if (plain.length > 0) return plain;
  if (responses['2XX'] !== undefined) return [200];
  const redirects = statuses.filter((status) => status >= 300 && status < 400);
  return redirects.length === 0 && responses['default'] !== undefined ? [200] : redirects;
}

/** The response for a status: exact, by range, or the default. */
export const responseOf = ({ responses }: Declared, status: number): Json | undefined =>
  responses[String(status)] ?? responses[`${String(status)[0]}XX`] ?? responses['default'];
