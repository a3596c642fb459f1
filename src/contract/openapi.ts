/**
 * The Contract port on openapi-backend. This folder is the only place that knows its shapes, Ajv's, and those of an OpenAPI document.
 *
 * openapi-backend flattens the operations and builds the validators, each on first use; they are called directly.
 * Matching is ours (router.ts), see docs/decisions/0003.
 */
import { isObject, type Json } from '../grammar/json.js';
import type { Contract, Match, Operation, Violation } from '../engine/model/contract.js';
import type { ErrorObject } from 'ajv';
import { dereferenceSync } from 'dereference-json-schema';
import { OpenAPIRouter, type Document, type Operation as BackendOperation } from 'openapi-backend';
import {
  exampleIn,
  exampleOf,
  hasContent,
  listedValues,
  responseOf,
  securitySchemesOf,
  serversOf,
} from './document.js';
import type { PatternEngine } from './patterns.js';
import { decodeBody } from './bodies/decode.js';
import { contentSchema, declaredFor, mainType, mediaOf, schemaOf, typesOf } from './bodies/media-types.js';
import { parameterOf, type Parameter } from './parameters/parameter.js';
import { isPlain, parseParameters, pathText } from './parameters/parse.js';
import { Places } from './place.js';
import type { PlaceOf } from './text/place.js';
import { resolvePointer } from '../engine/values/pointer.js';
import { Router } from './router.js';

import { parameterNames } from './template.js';
import {
  declaredPaths,
  fieldSchema,
  flagged,
  projection,
  propertiesOf,
  requiredAt,
  requiredFields,
  suppliedPaths,
} from './schema.js';
import {
  issueOf,
  pathOf,
  replyValidator,
  requestValidators,
  validatorBuilder,
  type RequestValidators,
} from './validators.js';

export interface ContractOptions {
  /** Path parameters whose value may hold unencoded slashes. */
  slashes?: readonly string[];
  trailingSlash?: 'exact' | 'either';
  /** What patterns are matched with. Default: RegExp, for contracts whose patterns are known. */
  regExp?: PatternEngine | undefined;
}

/** Hosts (lower case, with port if any) that a document's servers name. */
export const hostsOf = (document: Json): string[] => serversOf(document).hosts;

/** @param source a document whose `$ref`s are all within it */
export function openApiContract(source: Json, options: ContractOptions = {}): Contract {
  const document = dereferenceSync(source) as Json;
  const backend = new OpenAPIRouter({ definition: document as unknown as Document })
    .getOperations()
    .filter((it) => it.operationId !== undefined);
  const { regExp } = options;
  const builder = once(() => validatorBuilder(document, { regExp }));
  const changes = once(() => validatorBuilder(document, { regExp, useDefaults: false }));
  const first = once(() => validatorBuilder(document, { regExp, allErrors: false }));
  const replies = once(() => validatorBuilder(document, { regExp, formats: 'fast', useDefaults: false }));
  const names = new Map<string, string[]>();
  const operations = backend.map((it) => operationOf(it, names));
  const raw = new Map(backend.map((it) => [it.operationId ?? '', it]));
  const router = new Router<Operation>({
    slashes: new Set(options.slashes),
    eitherTrailingSlash: options.trailingSlash === 'either',
  });
  const { basePaths, hosts } = serversOf(document);
  const get = (operation: Operation): BackendOperation => {
    const found = raw.get(operation.id);
    if (found === undefined) throw new Error(`no operation ${operation.id} in this contract`);
    return found;
  };
  for (const operation of operations)
    for (const base of basePaths)
      router.add(operation.method, base + operation.path, operation, listedValues(get(operation)));

  const memo = <V>(make: (operation: Operation, status: number) => V) => {
    const made = new Map<Operation, Map<number, V>>();
    return (operation: Operation, status = 0): V => {
      let row = made.get(operation);
      if (row === undefined) made.set(operation, (row = new Map<number, V>()));
      let value = row.get(status);
      if (value === undefined) row.set(status, (value = make(operation, status)));
      return value;
    };
  };

  const places = new Places(document, regExp);
  const placeOf: PlaceOf = (schema) => places.of(schema);
  const styledInPath = new Map(
    operations.flatMap((operation) => {
      const styled = styledParameters(get(operation), placeOf);
      return styled.size === 0 ? [] : [[operation, styled] as const];
    }),
  );
  /** By the place of the media type in the document. */
  const bodyTypes = memo((operation) => typesOf(get(operation).requestBody));
  const mainBody = memo((operation) => {
    const main = mainType(get(operation).requestBody);
    return main === undefined ? 0 : bodyTypes(operation).indexOf(main);
  });
  const bodyAt = (operation: Operation, contentType: unknown): number => {
    const types = bodyTypes(operation);
    if (types.length < 2 || typeof contentType !== 'string') return mainBody(operation);
    const declared = declaredFor(types, contentType);
    return declared === undefined ? mainBody(operation) : types.indexOf(declared);
  };
  const schemaAt = memo((operation, at) => ({
    schema: schemaOf(get(operation).requestBody, bodyTypes(operation)[at]),
  }));
  const placeAt = memo((operation, at) => placeOf(schemaAt(operation, at).schema));
  const bodySchema = (operation: Operation): { schema: Json | undefined } => schemaAt(operation, mainBody(operation));
  const requestAt = memo((operation, at) =>
    requestValidators(builder(), get(operation), schemaAt(operation, at).schema, placeOf),
  );
  const request = (operation: Operation): RequestValidators => requestAt(operation, mainBody(operation));
  const requestOfChange = memo((operation, at) =>
    requestValidators(changes(), get(operation), schemaAt(operation, at).schema, placeOf),
  );
  const requestOfMany = memo((operation, at) =>
    requestValidators(first(), get(operation), schemaAt(operation, at).schema, placeOf),
  );
  const takes = memo((operation, at) => projection(schemaAt(operation, at).schema, 'readOnly'));
  const gives = memo((operation, status) => {
    const response = responseOf(get(operation), status);
    return hasContent(response) ? projection(contentSchema(response), 'writeOnly') : (): undefined => undefined;
  });
  const reply = memo((operation, status) => replyValidator(replies(), get(operation), status));
  const secrets = memo((operation) => flagged(bodySchema(operation).schema, 'writeOnly'));
  const schemas = new Map(
    isObject(document['components']) && isObject(document['components']['schemas'])
      ? Object.entries(document['components']['schemas'])
      : [],
  );

  const schemaNamed = (name: string): unknown =>
    name.startsWith('#/') ? resolvePointer(document, name) : schemas.get(name);

  return {
    document: source,
    title: isObject(document['info']) ? String(document['info']['title']) : 'untitled',
    hosts,
    operations,
    securitySchemes: securitySchemesOf(document),

    match(method, path, query): Match | { allow: string[] } | 'malformed' | undefined {
      const found = router.find(method, path, query);
      if (found === undefined) return isDecodable(path) ? undefined : 'malformed';
      if ('allow' in found) return { allow: withImplied(found.allow) };
      const { target: operation, values } = found;
      const { parameters: names } = operation;
      const params: Record<string, string> = {};
      try {
        const styled = styledInPath.get(operation);
        for (let at = 0; at < values.length; at++) {
          const name = names[at] ?? '';
          const value = values[at] ?? '';
          const parameter = styled?.get(name);
          params[name] = parameter ? pathText(parameter, value) : decoded(value);
        }
      } catch {
        return 'malformed';
      }
      return { operation, params };
    },

    bodyType: (operation, contentType) => declaredFor(bodyTypes(operation), contentType),
    decodeBody(operation, contentType, body) {
      const at = bodyAt(operation, contentType);
      const media = mediaOf(get(operation).requestBody, bodyTypes(operation)[at]);
      return decodeBody(body, contentType, placeAt(operation, at), media);
    },

    validate(operation, params, query, body, headers = {}, { bodyDefaults = true } = {}) {
      const at = bodyAt(operation, headers['content-type']);
      const { parameters, checkParameters, requiresBody } = requestAt(operation, at);
      const { checkBody } = (bodyDefaults ? requestAt : requestOfChange)(operation, at);
      const sent = parseParameters(parameters, { params, query, headers });
      const { issues } = sent;
      for (const error of checkParameters({
        path: sent.path,
        query: sent.query,
        header: sent.header,
        cookie: sent.cookie,
      }))
        issues.push(issueOf(error));
      if (body === undefined && requiresBody) {
        const missing = checkBody({});
        if (missing.length === 0) issues.push({ in: 'body', field: '', keyword: 'required', params: {} });
        for (const error of missing) issues.push(issueOf(error));
      } else if (body !== undefined) {
        // Every mistake of a body of many parts is more than anybody reads, and costs seconds.
        const check = hasMany(body) ? requestOfMany(operation, at).checkBody : checkBody;
        for (const error of check(body)) issues.push(issueOf(error));
      }
      return {
        params: sent.path,
        query: sent.query,
        body: body === undefined ? undefined : takes(operation, at)(body),
        issues,
      };
    },

    project: (operation, status, body) => gives(operation, status)(body),

    check(operation, status, body): Violation[] {
      const validate = reply(operation, status);
      if (validate === 'undeclared')
        return [{ field: '', problem: `status ${status} is not declared for ${operation.id}` }];
      const errors = validate(body);
      return errors.length === 0 ? sound : errors.map(violationOf);
    },

    declares: (operation, status) => responseOf(get(operation), status) !== undefined,
    closedBody: (operation) => {
      const { schema } = bodySchema(operation);
      return schema?.['properties'] === undefined || operation.mediaTypes?.includes('multipart/form-data')
        ? undefined
        : schema['additionalProperties'] === false;
    },
    writeOnly: (operation) => secrets(operation),
    writable: (operation, at) =>
      Object.entries(propertiesOf(fieldSchema(bodySchema(operation).schema, at?.split('.') ?? []))).flatMap(
        ([name, part]) => (isObject(part) && part['readOnly'] === true ? [] : [name]),
      ),
    required: (schema) => requiredFields(schemaNamed(schema)),
    requiredAt: (schema, path) => requiredAt(schemaNamed(schema), path.split('.')),
    fieldSchema: (schema, path) => fieldSchema(schemaNamed(schema), path.split('.')),
    paths: (schema) => declaredPaths(schemaNamed(schema)),
    supplied: (operation) => suppliedPaths(bodySchema(operation).schema),
    bodyPaths: (operation) => declaredPaths(bodySchema(operation).schema),
    queryParameters: (operation) =>
      request(operation)
        .parameters.all.filter((it) => it.in === 'query')
        .map((it) => it.name),
    bodySchema: (operation) => bodySchema(operation).schema,
    querySchemas: (operation) =>
      new Map([...request(operation).parameters.query].map(([name, { schema }]) => [name, schema] as const)),
    replySchema: (operation, status) => contentSchema(responseOf(get(operation), status)),
    headerParameters: (operation) => request(operation).parameters.header.map(({ name }) => name.toLowerCase()),
    replyExample: (operation, status) => exampleIn(responseOf(get(operation), status)),
    example: (operation) => exampleOf(get(operation)),
  };
}

/** @param names lists of parameters by their text: operations that have the same share one, for the cache's sake */
function operationOf(raw: BackendOperation, names: Map<string, string[]>): Operation {
  const content =
    isObject(raw.requestBody) && isObject((raw.requestBody as Json)['content'])
      ? ((raw.requestBody as Json)['content'] as Json)
      : undefined;
  const parameters = parameterNames(raw.path);
  const shared = names.get(parameters.join('/')) ?? parameters;
  names.set(parameters.join('/'), shared);
  const statuses = Object.keys(raw.responses ?? {})
    .map(Number)
    .filter(Number.isInteger);
  return {
    id: raw.operationId ?? '',
    summary: raw.summary ?? '',
    method: raw.method.toUpperCase(),
    path: raw.path,
    parameters: shared,
    security: raw.security ?? [],
    statuses,
    successes: statuses.filter((status) => status < 300),
    ...(content && { mediaTypes: Object.keys(content).map((it) => it.toLowerCase()) }),
  };
}

/** Path parameters whose text is more than a percent-encoded value: lists, objects, `label` and `matrix`. */
function styledParameters(raw: BackendOperation, placeOf: PlaceOf): Map<string, Parameter> {
  const parameters = ((raw.parameters ?? []) as unknown as Json[])
    .filter((parameter) => parameter['in'] === 'path')
    .map((parameter) => parameterOf(parameter, placeOf));
  return new Map(
    parameters.flatMap((parameter) =>
      isPlain(parameter) && parameter.style === 'simple' ? [] : [[parameter.name, parameter] as const],
    ),
  );
}

/** Throws for a bad percent-encoding. */
const decoded = (text: string): string => (text.includes('%') ? decodeURIComponent(text) : text);

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

/** HEAD comes with GET, OPTIONS with every path. */
const withImplied = (methods: string[]): string[] => [
  ...methods,
  ...(methods.includes('GET') ? ['HEAD'] : []),
  'OPTIONS',
];

const sound: Violation[] = [];

const violationOf = (error: ErrorObject): Violation => ({
  field: pathOf(error.instancePath),
  problem: `${error.keyword}: ${error.message ?? ''}`,
});

const MANY = 2000;

/** Whether a value has more than so many parts. */
const hasMany = (value: unknown): boolean => left(value, MANY) < 0;

function left(value: unknown, most: number): number {
  let rest = most - 1;
  if (typeof value !== 'object' || value === null) return rest;
  for (const key of Object.keys(value)) {
    if (rest < 0) return rest;
    rest = left((value as Json)[key], rest);
  }
  return rest;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
