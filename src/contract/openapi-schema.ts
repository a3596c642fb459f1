/** The JSON Schema of OpenAPI 3.1 documents, as the OpenAPI Initiative publishes it (packaged by @seriousme/openapi-schema-validator). */
import { resolvePointer } from '../engine/values/pointer.js';
import { isObject } from '../grammar/json.js';
import { parsePointer } from '../grammar/json-pointer.js';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import schema from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json' with { type: 'json' };

export interface SchemaError {
  /** Steps from the root of the document, to the unknown key if there is one. */
  path: string[];
  message: string;
  /** For an unknown key: the keys that are known beside it. */
  known?: string[];
  /** For a word that is not allowed: the allowed ones. */
  allowed?: string[];
  /** For a missing key. */
  missing?: string;
}

/** Maximum number of errors that are reported. */
const MAX_ERRORS = 50;

type Validate = ReturnType<Ajv2020['compile']>;

let validators: { document: Validate; schema: Validate } | undefined;

function load(): { document: Validate; schema: Validate } {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    // Errors have the schema that was broken.
    verbose: true,
    validateFormats: true,
    // The published schema is valid.
    validateSchema: false,
    // The optimizer doubles the time of the compilation, and these validators run as fast without it.
    code: { optimize: false },
    // It would print the code that cannot be compiled; the error says why.
    logger: false,
  });
  formats.default(ajv);
  ajv.addFormat('media-range', true);
  return {
    document: ajv.compile(schema),
    schema: ajv.compile({ $ref: 'https://json-schema.org/draft/2020-12/schema' }),
  };
}

/** Violations of OpenAPI 3.1, and of JSON Schema 2020-12 in its schemas. */
export function openApiErrors(document: unknown): SchemaError[] {
  const { document: isDocument, schema: isSchema } = (validators ??= load());
  const inDocument = isDocument(document) ? [] : deepest(isDocument, []);
  // The schema of OpenAPI does not define Schema Objects.
  const inSchemas = schemasIn(document, []).flatMap(({ schema: found, path }) =>
    isSchema(found) ? [] : deepest(isSchema, path),
  );
  return [...inDocument, ...inSchemas].slice(0, MAX_ERRORS);
}

export interface FoundSchema {
  schema: unknown;
  path: string[];
}

/** The Schema Objects of a document that are in no other one. */
export function schemasIn(value: unknown, path: string[]): FoundSchema[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => schemasIn(item, [...path, String(at)]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]): FoundSchema[] => {
    const at = [...path, key];
    // Values and extensions contain no schemas of OpenAPI.
    if (key === 'example' || key === 'examples' || key.startsWith('x-')) return [];
    const isOne = key === 'schema' || (path.length === 2 && path[0] === 'components' && path[1] === 'schemas');
    return isOne ? [{ schema: part, path: at }] : schemasIn(part, at);
  });
}

/**
 * Ajv reports each failed alternative at each level; the deepest place is the mistake. One for each place, and each key
 * that is unknown there.
 */
function deepest({ errors }: Validate, at: readonly string[]): SchemaError[] {
  const first = new Map<string, { place: string; error: SchemaError }>();
  const above = new Set<string>();
  for (const error of errors ?? []) {
    const { instancePath, keyword } = error;
    // The error of the alternative says more.
    if (keyword === 'if') continue;
    const key = unknownKey(error);
    const known = key === undefined ? undefined : knownKeys(error.parentSchema);
    // It is evaluated by an alternative that failed for another reason.
    if (key !== undefined && known?.includes(key)) continue;
    const id = key === undefined ? instancePath : `${instancePath} ${key}`;
    if (!first.has(id))
      first.set(id, { place: instancePath, error: worded(error, [...at, ...parsePointer(instancePath)], key, known) });
    for (let end = instancePath.lastIndexOf('/'); end >= 0; end = instancePath.lastIndexOf('/', end - 1)) {
      const place = instancePath.slice(0, end);
      if (above.has(place) || end === 0) break;
      above.add(place);
    }
    if (instancePath !== '') above.add('');
  }
  return [...first.values()]
    .filter(({ place, error }) => error.known !== undefined || !above.has(place))
    .map(({ error }) => error);
}

function worded(
  { keyword, message = '', params }: ErrorObject,
  path: string[],
  key: string | undefined,
  known: string[] | undefined,
): SchemaError {
  const given = params as { missingProperty?: string; allowedValues?: unknown[] };
  if (key !== undefined) return { path: [...path, key], message: 'is an unknown key', known: known ?? [] };
  if (keyword === 'required' && given.missingProperty !== undefined)
    return { path, message: `has no ${given.missingProperty}`, missing: given.missingProperty };
  const allowed = (given.allowedValues ?? []).filter((value) => typeof value === 'string');
  if (keyword === 'enum' && allowed.length > 0) return { path, message: 'has a value that is not allowed', allowed };
  const details = Object.values(params as object).filter(
    (param): param is string => typeof param === 'string' && !message.includes(param),
  );
  return { path, message: [message, ...details].join(' ') };
}

function unknownKey({ keyword, params }: ErrorObject): string | undefined {
  const given = params as { unevaluatedProperty?: string; additionalProperty?: string };
  return keyword === 'unevaluatedProperties' || keyword === 'additionalProperties'
    ? (given.unevaluatedProperty ?? given.additionalProperty)
    : undefined;
}

const MAX_DEPTH = 5;

/** The names of the properties that a schema and its alternatives define. */
function knownKeys(part: unknown, depth = 0): string[] {
  if (!isObject(part) || depth > MAX_DEPTH) return [];
  const { properties, dependentSchemas, $ref } = part;
  const own = isObject(properties) ? Object.keys(properties) : [];
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((key) =>
    Array.isArray(part[key]) ? (part[key] as unknown[]) : [],
  );
  const dependent = isObject(dependentSchemas) ? Object.values(dependentSchemas) : [];
  const target = typeof $ref === 'string' && $ref.startsWith('#') ? resolvePointer(schema, $ref) : undefined;
  const others = [...lists, ...dependent, part['if'], part['then'], part['else'], target];
  return [...new Set([...own, ...others.flatMap((other) => knownKeys(other, depth + 1))])];
}
