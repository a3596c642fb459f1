/**
 * The Contract port. This folder is the only place that knows the shapes of openapi-backend, of Ajv and of OpenAPI
 * documents. What each of them is used for: docs/decisions/0003 and 0016.
 */
import { isObject, type Json } from '../grammar/json.js';
import type { Contract, Operation, Violation } from '../engine/model/contract.js';
import type { ErrorObject } from 'ajv';
import { isJsonType } from '../engine/values/media-type.js';
import { contentSchema, mainType, replyTypeOf, schemaOf, typesOf } from './bodies/media-types.js';
import { repaired, type Repairing } from './repair.js';
import { branchesOf } from './branches.js';
import { SchemaCompiler, type CompilerOptions, type Validate } from './compiler.js';
import { exampleIn, hasContent, securitySchemesOf } from './document-parts.js';
import { memoize } from '../engine/values/memoize.js';
import { passwordNames } from './passwords.js';
import { fieldPlace, requiredFields, isSupplied, secretNames } from './fields.js';
import { Matcher } from './match.js';
import { memo } from './memo-by-operation.js';
import { once } from '../engine/values/once.js';
import { declaredOperations, responseOf, type Declared } from './operations.js';
import type { PatternEngine } from './metered-pattern.js';
import { withinBounds } from '../engine/model/too-much-work.js';
import { Places, type SchemaPlace } from './schema-place.js';
import { PlainSchemas } from './plain-schemas.js';
import { FieldRemover } from './field-remover.js';
import { pointerTo, resolveReference } from './references.js';
import { canBeInvalid } from './can-be-invalid.js';
import { declaredReplyHeaders } from './reply-headers.js';
import { Requests } from './validate-requests.js';
import { SecretFinder } from './secret-finder.js';
import { hostsOf } from './servers.js';
import { contractTools } from './tools.js';
import { schemaMistakeOf, fieldPath } from './validators.js';

export { hostsOf } from './servers.js';

export interface ContractOptions {
  /** Path parameters whose values may have unencoded slashes. */
  slashes?: readonly string[];
  trailingSlash?: 'exact' | 'either';
  /** Matches patterns. Default: RegExp, for contracts with trusted patterns. */
  regExp?: PatternEngine | undefined;
  /** Maximum work of validating a small value, in units of `work.ts`. */
  maxWork?: number | undefined;
}

/** @param document normalized OpenAPI 3.1; its references are not resolved */
export function openApiContract(document: Json, options: ContractOptions = {}): Contract {
  const { regExp, maxWork } = options;
  const places = new Places(document, regExp);
  const unusable: string[] = [];
  const compiler = (more: Pick<CompilerOptions, 'allErrors' | 'formats'>): (() => SchemaCompiler) =>
    once(() => new SchemaCompiler(places, { ...more, regExp, maxWork, unusable: (_, why) => unusable.push(why) }));
  const all = compiler({ allErrors: true, formats: 'full' });
  const first = compiler({ allErrors: false, formats: 'full' });
  const replies = compiler({ allErrors: true, formats: 'fast' });

  const known = new Map<string, Declared>(
    declaredOperations(document).map((operation) => [operation.operation.id, operation]),
  );
  const get = (operation: Operation): Declared => known.get(operation.id) ?? throwUnknownOperation(operation);
  const response = (operation: Operation, status: number): Json | undefined => responseOf(get(operation), status);
  const matcher = new Matcher(document, places, [...known.values()], options);
  const requests = new Requests({ places, get, all, first });
  const plain = once(() => new PlainSchemas(places));
  const secrets = once(() => new SecretFinder(places));
  const projection = new FieldRemover('writeOnly');
  const gives = memo((operation, status) => {
    const found = response(operation, status);
    const schema = contentSchema(found);
    return hasContent(found) ? projection.whole(schema && places.of(schema)) : nothing;
  });
  const reply = memo((operation, status) => replyValidator(replies, response(operation, status)));
  const replyType = memo((operation, status) => {
    const type = mainType(response(operation, status));
    return { type: type === undefined ? undefined : replyTypeOf(type) };
  });
  const replyHeaders = memo((operation, status) => declaredReplyHeaders(document, response(operation, status), status));
  const passwords = memo((operation) => {
    const replies = operation.statuses.map((status) => contentSchema(response(operation, status)));
    const { requestBody, parameters } = get(operation);
    const sent = typesOf(requestBody).map((type) => schemaOf(requestBody, type));
    return { names: passwordNames(places, parameters, [...sent, ...replies]) };
  });
  const schema = (name: string): SchemaPlace | undefined => namedPlace(places, name);
  const wholes = new Map<string, Validate>();
  const whole = (name: string): Validate => {
    let validate = wholes.get(name);
    if (validate === undefined) {
      validate = replies().compile(namedSchema(document, name), { direction: 'reply', defaults: false });
      wholes.set(name, validate);
    }
    return validate;
  };
  const branched = new Map<string, NonNullable<Repairing['branches']>>();
  const branches = (name: string): NonNullable<Repairing['branches']> => {
    let found = branched.get(name);
    if (found === undefined) {
      found = branchesOf(places, namedSchema(document, name)).map((branch) => ({
        ...branch,
        validate: replies().compile(branch.schema, { direction: 'reply', defaults: false }),
      }));
      branched.set(name, found);
    }
    return found;
  };
  const required = memoize((name) => requiredFields(schema(name), (place) => plain().at(place)));
  const body = (operation: Operation): SchemaPlace | undefined => requests.place(operation);

  const operations = [...known.values()].map((item) => item.operation);

  return {
    document,
    title: isObject(document['info']) ? String(document['info']['title']) : 'untitled',
    hosts: hostsOf(document),
    operations,
    securitySchemes: securitySchemesOf(document),
    match: matcher.match,
    bodyType: requests.bodyType,
    decodeBody: requests.decodeBody,
    validate: requests.validate,
    project: (operation, status, value) => gives(operation, status)(value),
    check(operation, status, value): Violation[] {
      const validate = reply(operation, status);
      if (validate === 'undeclared')
        return [{ field: '', problem: `status ${status} is not declared for ${operation.id}` }];
      return withinBounds(
        () => {
          const errors = validate(value);
          return errors.length === 0 ? noViolations : errors.map(violationOf);
        },
        ({ message }) => [{ field: '', problem: `is not checked. ${message}` }],
      );
    },
    declares: (operation, status) => response(operation, status) !== undefined,
    replyType: (operation, status) => replyType(operation, status).type,
    replyHeaders: (operation, status) => replyHeaders(operation, status),
    replyExample: (operation, status) => exampleIn(document, response(operation, status)),
    secrets: (operation) => secrets().of(body(operation)),
    secretNames: (operation) => secretNames(body(operation)),
    passwords: (operation) => passwords(operation).names,
    secretsOf: (name) => secrets().of(schema(name)),
    writable: (operation, at) => {
      const whole = body(operation);
      const place = at === undefined ? whole : fieldPlace(whole, at);
      return place?.names.filter((name) => place.property(name)?.isReadOnly !== true) ?? [];
    },
    missing: (name, has) => required(name).filter(({ path }) => !has(path)),
    repair: (name, record, make, kept) => {
      const place = schema(name);
      if (place === undefined) return record;
      return repaired(
        { validate: whole(name), place, schemaOf: (part) => plain().at(part), make, kept, branches: branches(name) },
        record,
      );
    },
    mistakes: (name, value) => (schema(name) === undefined ? [] : whole(name)(value).map(schemaMistakeOf)),
    supplies: (operation, path) => isSupplied(body(operation), path),
    canBeInvalid: (operation) => canBeInvalid(places, get(operation)),
    queryParameters: (operation) => requests.names(operation, 'query'),
    headerParameters: (operation) => requests.names(operation, 'header').map((name) => name.toLowerCase()),
    fieldSchema: (name, path) => {
      const place = fieldPlace(schema(name), path);
      return place && plain().at(place);
    },
    replySchema: (operation, status) => {
      const found = plain().of(contentSchema(response(operation, status)));
      return isObject(found) ? found : undefined;
    },
    tools: contractTools({ document, operations, places, plain, get, requests, schema, unusable, matcher }),
  };
}

function throwUnknownOperation(operation: Operation): never {
  throw new Error(`no operation ${operation.id} in this contract`);
}

/** The schema with this component name or pointer. */
function namedPlace(places: Places, name: string): SchemaPlace | undefined {
  const found = namedSchema(places.document, name);
  return isObject(found) ? places.of(found) : undefined;
}

const namedSchema = (document: Json, name: string): unknown =>
  resolveReference(document, name.startsWith('#') ? name : pointerTo(['components', 'schemas', name]))?.value;

const nothing = (): undefined => undefined;
const anything = (): readonly ErrorObject[] => [];

function replyValidator(
  compiler: () => SchemaCompiler,
  response: Json | undefined,
): 'undeclared' | ((value: unknown) => readonly ErrorObject[]) {
  if (response === undefined) return 'undeclared';
  const type = mainType(response);
  const schema = schemaOf(response, type);
  if (type === undefined || schema === undefined || !isJsonType(replyTypeOf(type))) return anything;
  return compiler().compile(schema, { direction: 'reply', defaults: false });
}

const noViolations: Violation[] = [];

const violationOf = (error: ErrorObject): Violation => ({
  field: fieldPath(error.instancePath),
  problem: `${error.keyword}: ${error.message ?? ''}`,
});
