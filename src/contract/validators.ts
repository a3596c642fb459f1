/** Validators of requests and replies, each compiled on first use. */
import type { Json } from '../grammar/json.js';
import { escapeStep, unescapeStep } from '../grammar/json-pointer.js';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { OpenAPIValidator, type Document } from 'openapi-backend';
import { MISSING, UNKNOWN, type SchemaMistake } from '../engine/model/contract.js';
import type { Issue } from '../engine/model/refusal.js';
import type { SchemaCompiler, Validate } from './compiler.js';
import type { Declared } from './operations.js';
import { isIgnored, preparedParameter, queryInTemplate, type Parameter } from './parameters/parameter.js';
import { planOf, type ParameterPlan } from './parameters/parse.js';
import type { Places } from './schema-place.js';

export interface RequestValidators {
  parameters: ParameterPlan;
  checkParameters: Validate;
  /** The body is at `requestBody`. */
  checkBody: Validate;
  requiresBody: boolean;
}

/**
 * @param schema schema of the body for its media type
 * @param defaults whether to fill in the defaults of the body's schema
 */
export function requestValidators(
  places: Places,
  compiler: SchemaCompiler,
  declared: Declared,
  schema: Json | undefined,
  defaults: boolean,
): RequestValidators {
  const { operation, requestBody } = declared;
  const raw = [...declared.parameters, ...queryInTemplate(operation.path, declared.parameters)];
  const parameters = raw.map((parameter) => preparedParameter(parameter, (item) => places.of(item)));
  const body = { type: 'object', required: ['requestBody'], properties: { requestBody: schema } };
  return {
    parameters: planOf(parameters),
    checkParameters: parameterValidator(compiler, declared, parameters),
    checkBody: schema === undefined ? () => [] : compiler.compile(body, { direction: 'request', defaults }),
    requiresBody: requestBody?.['required'] === true,
  };
}

/** openapi-backend combines all parameters into one schema; it compiles with our compiler instead of its own. */
class ParameterSchemas extends OpenAPIValidator {
  constructor(private readonly compiler: SchemaCompiler) {
    super({ definition: { paths: {} } as unknown as Document, lazyCompileValidators: true });
  }

  /** The only method of Ajv that it calls. */
  override getAjv(): never {
    const purpose = { direction: 'request', defaults: true } as const;
    return { compile: (schema: Json) => this.compiler.compileOnce(schema, purpose) } as never;
  }
}

const none: readonly ErrorObject[] = [];

function parameterValidator(compiler: SchemaCompiler, declared: Declared, parameters: readonly Parameter[]): Validate {
  const known = parameters
    .filter((parameter) => !isIgnored(parameter))
    .map(({ in: where, name, schema }) => ({
      ...declared.parameters.find((other) => other['in'] === where && other['name'] === name),
      in: where,
      name,
      content: undefined,
      schema,
    }));
  if (known.length === 0) return () => none;
  const operation = { operationId: declared.operation.id, parameters: known };
  const [validate] = new ParameterSchemas(compiler).buildRequestValidatorsForOperation(operation as never) ?? [];
  return (validate as unknown as Validate | undefined) ?? ((): readonly ErrorObject[] => none);
}

export function issueOf({ keyword, instancePath, params }: ErrorObject): Issue {
  const end = instancePath.indexOf('/', 1);
  const where = end < 0 ? instancePath.slice(1) : instancePath.slice(1, end);
  let field = end < 0 ? '' : fieldAt(instancePath.slice(end + 1));
  const extra: unknown = params[NAMED[keyword] ?? ''];
  if (extra !== undefined) field = field === '' ? String(extra) : `${field}.${String(extra)}`;
  const place = where === 'requestBody' ? 'body' : (where as Issue['in']);
  const isUnknown = keyword === 'additionalProperties' || keyword === 'unevaluatedProperties';
  if (isUnknown && place === 'query') return { in: place, field, keyword: 'unknownParameter', params: {} };
  if (keyword === 'unevaluatedProperties')
    return { in: place, field, keyword: 'additionalProperties', params: { additionalProperty: extra } };
  return { in: place, field, keyword, params };
}

/** Keywords of an object whose errors concern one of its properties. */
const NAMED: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
};

export function schemaMistakeOf({ keyword, instancePath, params, message = '' }: ErrorObject): SchemaMistake {
  const extra: unknown = params[NAMED[keyword] ?? ''];
  if (extra === undefined) return { pointer: instancePath, problem: described(message, params) };
  const pointer = `${instancePath}/${escapeStep(String(extra))}`;
  return { pointer, problem: keyword === 'required' ? MISSING : UNKNOWN };
}

const described = (message: string, { allowedValues, type }: ErrorObject['params']): string => {
  if (Array.isArray(allowedValues))
    return `must be one of ${allowedValues.map((value) => JSON.stringify(value)).join(', ')}`;
  return Array.isArray(type) ? `must be ${type.join(' or ')}` : message;
};

/** Converts a JSON Pointer without its first slash to a field path. */
const fieldAt = (pointer: string): string => {
  const field = pointer.includes('/') ? pointer.replaceAll('/', '.') : pointer;
  return unescapeStep(field);
};

export const fieldPath = (pointer: string): string => pointer.slice(1).replaceAll('/', '.');
