/** Validators by openapi-backend and Ajv, each compiled on first use. */
import { isObject, type Json } from '../grammar/json.js';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { OpenAPIValidator, type Document, type Operation as BackendOperation } from 'openapi-backend';
import type { Issue } from '../engine/refusals/refusal.js';
import { contentSchema } from './bodies/media-types.js';
import { responseOf } from './document.js';
import { isIgnored, parameterOf, queryInTemplate } from './parameters/parameter.js';
import { planOf, type ParameterPlan } from './parameters/parse.js';
import type { PlaceOf } from './text/place.js';
import type { PatternEngine } from './patterns.js';

export type Validator = (value: unknown) => ErrorObject[];

export interface ValidatorOptions {
  /** Or only the first that is found. Default true. */
  allErrors?: boolean;
  /** Whether what is checked is given the defaults of its schema. Default true. */
  useDefaults?: boolean;
  /** `fast`: dates and times by their look alone. Default `full`. */
  formats?: 'full' | 'fast';
  /** What patterns are matched with. Default: RegExp. */
  regExp?: PatternEngine | undefined;
}

/** openapi-backend's builder with Ajv for 2020-12 (its own is draft-07). Nothing is compiled before it is asked for. */
export function validatorBuilder(
  document: Json,
  { allErrors = true, useDefaults = true, formats: mode = 'full', regExp }: ValidatorOptions = {},
): OpenAPIValidator {
  // The meta-schema is for `check`: what is served has passed it.
  const options = {
    strict: false,
    allErrors,
    useDefaults,
    validateFormats: true,
    meta: false,
    validateSchema: false,
    // The code is what Ajv would write into a file of its own; nobody asks for one.
    ...(regExp && { code: { regExp: Object.assign((pattern: string) => regExp(pattern), { code: '' }) } }),
  };
  const ajv = new Ajv2020(options);
  formats.default(ajv, { mode });
  // Theirs takes time with the square of the text, hours for a megabyte.
  ajv.addFormat('url', (text: string) => /^(?:https?|ftp):/i.test(text) && URL.canParse(text));
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

export interface RequestValidators {
  parameters: ParameterPlan;
  checkParameters: Validator;
  checkBody: Validator;
  requiresBody: boolean;
}

export function requestValidators(
  builder: OpenAPIValidator,
  raw: BackendOperation,
  schema: Json | undefined,
  placeOf: PlaceOf,
): RequestValidators {
  const body = raw.requestBody as Json | undefined;
  const declared = (raw.parameters ?? []) as unknown as Json[];
  const parameters = [...declared, ...queryInTemplate(raw.path, declared)].map((it) => parameterOf(it, placeOf));
  // The builder takes application/json for what it validates; the media type itself has been checked before.
  const compiled =
    builder.buildRequestValidatorsForOperation({
      ...raw,
      requestBody:
        schema === undefined
          ? undefined
          : { required: true, content: { 'application/json': { schema: withoutExamples(schema) } } },
      parameters: parameters
        .filter((parameter) => !isIgnored(parameter))
        .map(({ in: where, name, schema }) => ({
          ...declared.find((other) => other['in'] === where && other['name'] === name),
          content: undefined,
          schema: withoutExamples(schema),
        })),
    } as never) ?? [];
  const [bodyValidator, parameterValidator] = compiled.length === 2 ? compiled : [undefined, compiled[0]];
  const checkBody = run(bodyValidator);
  return {
    parameters: planOf(parameters),
    checkParameters: run(parameterValidator),
    checkBody: (value) => checkBody({ requestBody: value }),
    requiresBody: body?.['required'] === true,
  };
}

export function replyValidator(
  builder: OpenAPIValidator,
  raw: BackendOperation,
  status: number,
): Validator | 'undeclared' {
  const response = responseOf(raw, status);
  if (response === undefined) return 'undeclared';
  const schema = contentSchema(response);
  if (schema === undefined) return run(undefined);
  const compiled = builder.buildStatusBasedResponseValidatorForOperation({
    ...raw,
    responses: { [status]: { description: '', content: { 'application/json': { schema: withoutExamples(schema) } } } },
  } as never);
  return run(compiled?.[String(status)]);
}

const none: ErrorObject[] = [];

const run =
  (validate: ValidateFunction | undefined): Validator =>
  (value) =>
    validate === undefined || validate(value) ? none : (validate.errors ?? none);

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

export function issueOf({ keyword, instancePath, params }: ErrorObject): Issue {
  const end = instancePath.indexOf('/', 1);
  const where = end < 0 ? instancePath.slice(1) : instancePath.slice(1, end);
  let field = end < 0 ? '' : fieldAt(instancePath.slice(end + 1));
  const extra: unknown = keyword === 'required' ? params['missingProperty'] : params['additionalProperty'];
  if (keyword === 'required' || keyword === 'additionalProperties')
    field = field === '' ? String(extra) : `${field}.${String(extra)}`;
  const place = where === 'requestBody' ? 'body' : (where as Issue['in']);
  if (keyword === 'additionalProperties' && place === 'query')
    return { in: place, field, keyword: 'unknownParameter', params: {} };
  return { in: place, field, keyword, params };
}

/** A JSON Pointer without its first slash as a field path. */
const fieldAt = (pointer: string): string => {
  const field = pointer.includes('/') ? pointer.replaceAll('/', '.') : pointer;
  return field.includes('~') ? field.replaceAll('~1', '/').replaceAll('~0', '~') : field;
};

export const pathOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '.');
