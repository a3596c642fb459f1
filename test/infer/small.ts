/** Makes small documents in the styles of public APIs, and infers the rule of each operation. */
import type { Behavior } from '../../src/grammar/behavior.js';
import type { Json } from '../../src/grammar/json.js';
import { normalize } from '../../src/contract/normalize/normalize.js';
import { infer } from '../../src/infer/infer.js';

export const text: Json = { type: 'string' };
export const integer: Json = { type: 'integer' };
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
export const listOf = (items: Json): Json => ({ type: 'array', items });
export const object = (properties: Record<string, Json>, required: string[] = []): Json => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

export interface Sketch {
  reply?: Json;
  body?: Json;
  status?: number;
  query?: Record<string, Json>;
  bodyType?: string;
  headers?: Json;
}

/** An operation with one success; other parts only if given. */
export function operation({
  reply,
  body,
  status = 200,
  query = {},
  bodyType = 'application/json',
  headers,
}: Sketch = {}): Json {
  return {
    ...(body && { requestBody: { required: true, content: { [bodyType]: { schema: body } } } }),
    parameters: Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema })),
    responses: {
      [status]: {
        description: 'ok',
        ...(headers && { headers }),
        ...(reply && { content: { 'application/json': { schema: reply } } }),
      },
    },
  };
}

/** @param paths operations by `GET /pets/{id}` */
export function api(paths: Record<string, Sketch>, schemas: Record<string, Json> = {}, more: Json = {}): Json {
  const items: Record<string, Json> = {};
  for (const [title, sketch] of Object.entries(paths)) {
    const [method = '', path = ''] = title.split(' ');
    (items[path] ??= {})[method.toLowerCase()] = { operationId: title, ...operation(sketch) };
  }
  return { openapi: '3.1.0', info: { title: 'small', version: '1' }, paths: items, components: { schemas }, ...more };
}

/** An operation of a document, to change it. */
export const operationAt = (document: Json, title: string): Json => {
  const [method = '', path = ''] = title.split(' ');
  return ((document['paths'] as Json)[path] as Json)[method.toLowerCase()] as Json;
};

export const inferred = (document: Json): Behavior => infer(normalize(document).document);

/** `{ 'GET /pets': 'list pet' }`: the verb of each operation and the resource that it is about. */
export const verbs = ({ operations }: Behavior): Record<string, string> =>
  Object.fromEntries(
    Object.entries(operations).map(([id, rule]) => [
      id,
      'resource' in rule ? `${rule.verb} ${rule.resource ?? ''}` : rule.verb,
    ]),
  );
