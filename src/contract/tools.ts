/** Functions for `check`, `explain` and `verify`, which serving does not need. */
import { isObject, type Json } from '../grammar/json.js';
import type { ContractTools, Operation } from '../engine/model/contract.js';
import { isDeclared } from '../engine/values/place-at.js';
import { stepsOf } from '../engine/values/paths.js';
import { contentSchema } from './bodies/media-types.js';
import { exampleOfCall } from './document-parts.js';
import type { Matcher } from './match.js';
import { responseOf, type Declared } from './operations.js';
import type { Places, SchemaPlace } from './schema-place.js';
import type { PlainSchemas } from './plain-schemas.js';
import type { Requests } from './validate-requests.js';

interface Parts {
  document: Json;
  operations: readonly Operation[];
  places: Places;
  plain: () => PlainSchemas;
  get: (operation: Operation) => Declared;
  requests: Requests;
  schema: (name: string) => SchemaPlace | undefined;
  unusable: readonly string[];
  matcher: Matcher;
}

export function contractTools({
  document,
  operations,
  places,
  plain,
  get,
  requests,
  schema,
  unusable,
  matcher,
}: Parts): ContractTools {
  const body = (operation: Operation): SchemaPlace | undefined => requests.place(operation);
  return {
    body,
    reply: (operation, status) => {
      const found = contentSchema(responseOf(get(operation), status));
      return isObject(found) ? places.of(found) : undefined;
    },
    schema,
    schemaNames: () => {
      const { components } = document;
      const schemas = isObject(components) ? components['schemas'] : undefined;
      return Object.keys(isObject(schemas) ? schemas : {});
    },
    recordSchema: (name) => {
      const place = schema(name);
      return place && { path: '', schema: plain().at(place) };
    },
    requiredAt: (name, path) => {
      const place = requiredPlace(schema(name), path);
      return place && plain().at(place);
    },
    hasBodyField: (operation, path) => isDeclared(body(operation), path),
    hasField: (name, path) => isDeclared(schema(name), path),
    closedBody: (operation) => {
      const place = body(operation);
      return place === undefined || place.names.length === 0 || operation.mediaTypes?.includes('multipart/form-data')
        ? undefined
        : place.isClosed;
    },
    bodySchema: (operation) => {
      const found = plain().of(requests.schema(operation));
      return isObject(found) ? found : undefined;
    },
    pathSchema: (operation, parameter) => {
      const declared = get(operation).parameters.find(({ in: place, name }) => place === 'path' && name === parameter);
      const found = plain().of(declared?.['schema']);
      return isObject(found) ? found : undefined;
    },
    querySchemas: (operation) =>
      new Map(
        get(operation).parameters.flatMap((parameter) =>
          parameter['in'] === 'query' && isObject(parameter['schema'])
            ? [[String(parameter['name']), plain().of(parameter['schema']) as Json]]
            : [],
        ),
      ),
    example: (operation) => exampleOfCall(document, get(operation)),
    unusable: () => [...unusable],
    brokenByExamples: () =>
      operations.flatMap((operation) =>
        requests.brokenByExamples(operation).map((broken) => ({ operation, ...broken })),
      ),
    unreachable: () => matcher.unreachable().map(({ target, by }) => ({ operation: target, by })),
  };
}

/** The place at a path, if the object that holds it requires it. */
function requiredPlace(root: SchemaPlace | undefined, path: string): SchemaPlace | undefined {
  let holder = root;
  let isRequired = false;
  for (const { key, isList } of stepsOf(path)) {
    if (!holder?.names.includes(key)) return undefined;
    isRequired = holder.required.has(key);
    holder = isList ? holder.property(key)?.item() : holder.property(key);
  }
  return isRequired ? holder : undefined;
}
