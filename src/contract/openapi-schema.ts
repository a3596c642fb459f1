/** The JSON Schema of OpenAPI 3.1 documents, as the OpenAPI Initiative publishes it (packaged by @seriousme/openapi-schema-validator). */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import schema from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json' with { type: 'json' };

export interface SchemaError {
  /** Steps from the root of the document. */
  path: string[];
  message: string;
}

let validate: ReturnType<Ajv2020['compile']> | undefined;

/** What keeps a document from being OpenAPI 3.1. */
export function openApiErrors(document: unknown): SchemaError[] {
  if (validate === undefined) {
    const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
    formats.default(ajv);
    ajv.addFormat('media-range', true);
    validate = ajv.compile(schema);
  }
  if (validate(document)) return [];
  // Ajv reports each failed alternative of each level: the deepest places are where the mistake is.
  const all = (validate.errors ?? []).map(({ instancePath, message, params }) => ({
    path: instancePath
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
    message: [message ?? '', ...Object.values(params as object).filter((it) => typeof it === 'string')].join(' '),
  }));
  const depth = Math.max(...all.map((it) => it.path.length));
  return all.filter((it) => it.path.length === depth).slice(0, 1);
}
