/**
 * The Contract port on openapi-backend: the only file that knows its shapes, Ajv's, and those of an OpenAPI document.
 *
 * openapi-backend flattens the operations and builds the validators, each on first use; they are called directly.
 * Matching is ours (router.ts), see docs/decisions/0003.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { dereferenceSync } from 'dereference-json-schema';
import { OpenAPIRouter, OpenAPIValidator, type Document, type Operation as BackendOperation } from 'openapi-backend';
import type { Contract, Match, Operation, SecurityScheme, Violation } from '../engine/model.js';
import { isObject, type Json } from '../engine/paths.js';
import type { Issue } from '../engine/refusal.js';
import { parseParameters, type Parameter } from './parameters.js';
import { Router } from './router.js';
import { declaredPaths, flagged, projection, propertiesOf, requiredFields, suppliedPaths } from './schema.js';

export interface ContractOptions {
  /** Path parameters whose value may hold unencoded slashes. */
  slashes?: readonly string[];
  trailingSlash?: 'exact' | 'either';
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json$/;

type Validator = (value: unknown) => ErrorObject[];

/** @param source a document whose `$ref`s are all within it */
export function openApiContract(source: Json, options: ContractOptions = {}): Contract {
  const document = dereferenceSync(source) as Json;
  const backend = new OpenAPIRouter({ definition: document as unknown as Document })
    .getOperations()
    .filter((it) => it.operationId !== undefined);
  const builder = validatorBuilder(document);
  const operations = backend.map(operationOf);
  const raw = new Map(backend.map((it) => [it.operationId ?? '', it]));
  const router = new Router<Operation>({
    slashes: new Set(options.slashes),
    eitherTrailingSlash: options.trailingSlash === 'either',
  });
  const { basePaths, hosts } = serversOf(document);
  for (const operation of operations)
    for (const base of basePaths) router.add(operation.method, base + operation.path, operation);

  const get = (operation: Operation): BackendOperation => {
    const found = raw.get(operation.id);
    if (found === undefined) throw new Error(`no operation ${operation.id} in this contract`);
    return found;
  };
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

  const bodySchema = memo((operation) => ({ schema: contentSchema(get(operation).requestBody) }));
  const request = memo((operation) => requestValidators(builder, get(operation)));
  const takes = memo((operation) => projection(bodySchema(operation).schema, 'readOnly'));
  const gives = memo((operation, status) => projection(contentSchema(responseOf(get(operation), status)), 'writeOnly'));
  const reply = memo((operation, status) => replyValidator(builder, get(operation), status));
  const secrets = memo((operation) => flagged(bodySchema(operation).schema, 'writeOnly'));
  const schemas =
    isObject(document['components']) && isObject(document['components']['schemas'])
      ? document['components']['schemas']
      : {};

  return {
    title: isObject(document['info']) ? String(document['info']['title']) : 'untitled',
    hosts,
    operations,
    securitySchemes: securitySchemesOf(document),

    match(method, path): Match | { allow: string[] } | 'malformed' | undefined {
      const found = router.find(method, path);
      if (found === undefined) return undefined;
      if ('allow' in found) return { allow: withImplied(found.allow) };
      const { target: operation, values } = found;
      const params: Record<string, string> = {};
      try {
        for (const [at, name] of operation.parameters.entries()) params[name] = decodeURIComponent(values[at] ?? '');
      } catch {
        return 'malformed';
      }
      return { operation, params };
    },

    validate(operation, params, query, body) {
      const { parameters, checkParameters, checkBody, requiresBody } = request(operation);
      const sent = parseParameters(parameters, params, query);
      const issues = [...sent.issues];
      for (const error of checkParameters({ path: sent.params, query: sent.query, header: {}, cookie: {} }))
        issues.push(issueOf(error));
      if (body === undefined && requiresBody) {
        const missing = checkBody({});
        if (missing.length === 0) issues.push({ in: 'body', field: '', keyword: 'required', params: {} });
        for (const error of missing) issues.push(issueOf(error));
      } else if (body !== undefined) {
        for (const error of checkBody(body)) issues.push(issueOf(error));
      }
      return {
        params: sent.params,
        query: sent.query,
        body: body === undefined ? undefined : takes(operation)(body),
        issues,
      };
    },

    project: (operation, status, body) =>
      hasContent(responseOf(get(operation), status)) ? gives(operation, status)(body) : undefined,

    check(operation, status, body): Violation[] {
      const validate = reply(operation, status);
      if (validate === 'undeclared')
        return [{ field: '', problem: `status ${status} is not declared for ${operation.id}` }];
      return validate(body).map((error) => ({
        field: pathOf(error.instancePath),
        problem: `${error.keyword}: ${error.message ?? ''}`,
      }));
    },

    writeOnly: (operation) => secrets(operation),
    writable: (operation) =>
      Object.entries(propertiesOf(bodySchema(operation).schema)).flatMap(([name, part]) =>
        isObject(part) && part['readOnly'] === true ? [] : [name],
      ),
    required: (schema) => requiredFields(schemas[schema]),
    paths: (schema) => declaredPaths(schemas[schema]),
    supplied: (operation) => suppliedPaths(bodySchema(operation).schema),
    bodyPaths: (operation) => declaredPaths(bodySchema(operation).schema),
    queryParameters: (operation) =>
      request(operation)
        .parameters.filter((it) => it.in === 'query')
        .map((it) => it.name),
    example: (operation) => exampleOf(get(operation)),
  };
}

function operationOf(raw: BackendOperation): Operation {
  const content =
    isObject(raw.requestBody) && isObject((raw.requestBody as Json)['content'])
      ? ((raw.requestBody as Json)['content'] as Json)
      : undefined;
  const statuses = Object.keys(raw.responses ?? {})
    .map(Number)
    .filter(Number.isInteger);
  return {
    id: raw.operationId ?? '',
    method: raw.method.toUpperCase(),
    path: raw.path,
    parameters: [...raw.path.matchAll(/\{(.+?)\}/g)].map((it) => it[1] ?? ''),
    security: raw.security ?? [],
    statuses,
    successes: statuses.filter((status) => status < 300),
    ...(content && { mediaTypes: Object.keys(content).map((it) => it.toLowerCase()) }),
  };
}

/** HEAD comes with GET, OPTIONS with every path. */
const withImplied = (methods: string[]): string[] => [
  ...methods,
  ...(methods.includes('GET') ? ['HEAD'] : []),
  'OPTIONS',
];

// ---------------------------------------------------------------- validators

/** openapi-backend's builder with Ajv for 2020-12 (its own is draft-07). Nothing is compiled before it is asked for. */
function validatorBuilder(document: Json): OpenAPIValidator {
  const options = { strict: false, allErrors: true, useDefaults: true, validateFormats: true } as const;
  const ajv = new Ajv2020(options);
  formats.default(ajv);
  for (const annotation of ['int32', 'int64', 'float', 'double', 'byte', 'binary', 'password'])
    ajv.addFormat(annotation, true);
  return new OpenAPIValidator({
    definition: document as unknown as Document,
    lazyCompileValidators: true,
    // Its types know the draft-07 class only; it calls nothing but compile.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the two classes share their base
    customizeAjv: () => ajv,
  });
}

interface RequestValidators {
  parameters: Parameter[];
  checkParameters: Validator;
  checkBody: Validator;
  requiresBody: boolean;
}

function requestValidators(builder: OpenAPIValidator, raw: BackendOperation): RequestValidators {
  const body = raw.requestBody as Json | undefined;
  const schema = contentSchema(body);
  // The builder takes application/json for what it validates; the media type itself has been checked before.
  const compiled =
    builder.buildRequestValidatorsForOperation({
      ...raw,
      requestBody:
        schema === undefined
          ? undefined
          : { required: true, content: { 'application/json': { schema: withoutExamples(schema) } } },
      parameters: ((raw.parameters ?? []) as unknown as Json[]).map((it) => ({
        ...it,
        schema: withoutExamples(it['schema']),
      })),
    } as never) ?? [];
  const [bodyValidator, parameterValidator] = compiled.length === 2 ? compiled : [undefined, compiled[0]];
  return {
    parameters: ((raw.parameters ?? []) as unknown as Json[]).map(parameterOf),
    checkParameters: run(parameterValidator),
    checkBody: (value) => run(bodyValidator)({ requestBody: value }),
    requiresBody: body?.['required'] === true,
  };
}

function replyValidator(builder: OpenAPIValidator, raw: BackendOperation, status: number): Validator | 'undeclared' {
  const response = responseOf(raw, status);
  if (response === undefined) return 'undeclared';
  const schema = contentSchema(response);
  if (schema === undefined) return hasContent(response) ? () => [] : run(undefined);
  const compiled = builder.buildStatusBasedResponseValidatorForOperation({
    ...raw,
    responses: { [status]: { description: '', content: { 'application/json': { schema: withoutExamples(schema) } } } },
  } as never);
  return run(compiled?.[String(status)]);
}

const run =
  (validate: ValidateFunction | undefined): Validator =>
  (value) =>
    validate === undefined || validate(value) ? [] : (validate.errors ?? []);

/** Examples and documentation mean nothing to Ajv, and an `$id` in one of them breaks it. */
function withoutExamples(schema: unknown, known = new Map<unknown, unknown>()): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const seen = known.get(schema);
  if (seen !== undefined) return seen;
  if (Array.isArray(schema)) {
    const out: unknown[] = [];
    known.set(schema, out);
    for (const item of schema) out.push(withoutExamples(item, known));
    return out;
  }
  const out: Json = {};
  known.set(schema, out);
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'example' || key === 'examples') {
      if (!isObject(value) || !('type' in value)) continue;
    }
    out[key] = key === 'default' || key === 'enum' || key === 'const' ? value : withoutExamples(value, known);
  }
  return out;
}

// ---------------------------------------------------------------- the document

const responseOf = (raw: BackendOperation, status: number): Json | undefined => {
  const responses = raw.responses as Json | undefined;
  const found = responses?.[String(status)] ?? responses?.[`${String(status)[0]}XX`] ?? responses?.['default'];
  return isObject(found) ? found : undefined;
};

const hasContent = (holder: Json | undefined): boolean =>
  isObject(holder?.['content']) && Object.keys(holder['content']).length > 0;

/** The schema of the JSON (or else the first) media type. */
function contentSchema(holder: unknown): Json | undefined {
  if (!isObject(holder) || !isObject(holder['content'])) return undefined;
  const types = Object.entries(holder['content']);
  const [, media] = types.find(([type]) => JSON_TYPE.test(type)) ?? types[0] ?? [];
  return isObject(media) && isObject(media['schema']) ? media['schema'] : undefined;
}

function exampleOf(raw: BackendOperation): { params: Json; body?: unknown } {
  const params: Json = {};
  for (const parameter of (raw.parameters ?? []) as unknown as Json[]) {
    if (parameter['in'] === 'path') params[String(parameter['name'])] = parameter['example'];
  }
  const content = isObject(raw.requestBody) ? (raw.requestBody as Json)['content'] : undefined;
  const media = isObject(content) ? Object.values(content)[0] : undefined;
  if (!isObject(media)) return { params };
  const named = isObject(media['examples']) ? Object.values(media['examples'])[0] : undefined;
  return { params, body: isObject(named) ? named['value'] : media['example'] };
}

const parameterOf = (raw: Json): Parameter => ({
  in: raw['in'] as Parameter['in'],
  name: String(raw['name']),
  schema: isObject(raw['schema']) ? raw['schema'] : {},
});

function securitySchemesOf(document: Json): SecurityScheme[] {
  const components = isObject(document['components']) ? document['components'] : {};
  const schemes = isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  return Object.entries(schemes).flatMap(([name, scheme]): SecurityScheme[] => {
    if (!isObject(scheme)) return [];
    const parameter = String(scheme['name'] ?? '');
    if (scheme['type'] === 'apiKey') return [{ name, parameter, kind: scheme['in'] as SecurityScheme['kind'] }];
    if (scheme['type'] === 'http' && String(scheme['scheme']).toLowerCase() === 'basic')
      return [{ name, parameter, kind: 'basic' }];
    return [{ name, parameter, kind: 'bearer' }];
  });
}

/** Base paths and hosts of the servers, with every value that an enumerated variable can take. */
function serversOf(document: Json): { basePaths: string[]; hosts: string[] } {
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

// ---------------------------------------------------------------- issues

function issueOf(error: ErrorObject): Issue {
  const [, where = '', ...rest] = error.instancePath
    .split('/')
    .map((it) => it.replaceAll('~1', '/').replaceAll('~0', '~'));
  const extra =
    error.keyword === 'required'
      ? String(error.params['missingProperty'])
      : error.keyword === 'additionalProperties'
        ? String(error.params['additionalProperty'])
        : undefined;
  const field = [...rest, ...(extra === undefined ? [] : [extra])].join('.');
  const place = where === 'requestBody' ? 'body' : (where as Issue['in']);
  if (error.keyword === 'additionalProperties' && place === 'query')
    return { in: place, field, keyword: 'unknownParameter', params: {} };
  return { in: place, field, keyword: error.keyword, params: error.params };
}

const pathOf = (pointer: string): string => pointer.split('/').slice(1).join('.');
