/** The JSON Schema of OpenAPI 3.1 documents, as the OpenAPI Initiative publishes it (packaged by @seriousme/openapi-schema-validator). */
import { isObject } from '../grammar/json.js';
import { parsePointer } from '../grammar/json-pointer.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import schema from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json' with { type: 'json' };

export interface SchemaError {
  /** Steps from the root of the document. */
  path: string[];
  message: string;
}

/** Maximum number of errors that are reported. */
const MAX_ERRORS = 50;

type Validate = ReturnType<Ajv2020['compile']>;

let validators: { document: Validate; schema: Validate } | undefined;

function load(): { document: Validate; schema: Validate } {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateFormats: true,
    // The published schema is valid.
    validateSchema: false,
    // The optimizer doubles the time of the compilation, and these validators run as fast without it.
    code: { optimize: false },
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

interface Found {
  schema: unknown;
  path: string[];
}

function schemasIn(value: unknown, path: string[]): Found[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => schemasIn(item, [...path, String(at)]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]): Found[] => {
    const at = [...path, key];
    // Values and extensions contain no schemas of OpenAPI.
    if (key === 'example' || key === 'examples' || key.startsWith('x-')) return [];
    const isOne = key === 'schema' || (path.length === 2 && path[0] === 'components' && path[1] === 'schemas');
    return isOne ? [{ schema: part, path: at }] : schemasIn(part, at);
  });
}

/** Ajv reports each failed alternative at each level; the deepest place is the mistake. One for each place. */
function deepest({ errors }: Validate, at: readonly string[]): SchemaError[] {
  const first = new Map<string, SchemaError>();
  const above = new Set<string>();
  for (const { instancePath, message = '', params } of errors ?? []) {
    const path = [...at, ...parsePointer(instancePath)];
    const details = Object.values(params as object).filter(
      (param): param is string => typeof param === 'string' && !message.includes(param),
    );
    if (!first.has(instancePath)) first.set(instancePath, { path, message: [message, ...details].join(' ') });
    for (let end = instancePath.lastIndexOf('/'); end >= 0; end = instancePath.lastIndexOf('/', end - 1)) {
      const place = instancePath.slice(0, end);
      if (above.has(place) || end === 0) break;
      above.add(place);
    }
    if (instancePath !== '') above.add('');
  }
  return [...first].filter(([place]) => !above.has(place)).map(([, error]) => error);
}
