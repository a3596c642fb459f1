/** A small API out of a few lines: its document and behavior, in the real pipeline. */
import { behavior as grammar } from '../../src/grammar/behavior.js';
import { conform } from '../../src/grammar/conform.js';
import { SHARED_ACCOUNT } from '../../src/engine/model/call.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import type { Seed } from '../../src/engine/model/vendor.js';
import { buildVendor } from '../../src/loading/build.js';
import { lab, type Lab } from './lab.js';

export const evidence = { inferred: 'a test' };

export interface Api {
  paths: Json;
  schemas?: Json;
  resources?: Json;
  operations: Json;
  requests?: Json;
  /** Beside those that every API here has. */
  refusals?: Json;
  top?: Json;
  document?: Json;
  seed?: Seed;
  /** Default true: each operation declares 4XX. */
  declaresErrors?: boolean;
}

const refused = (status: number): Json => ({
  status,
  body: { code: status, message: '$message' },
  undeclared: true,
  evidence,
});

const refusals = {
  noSuchRoute: refused(404),
  methodNotAllowed: refused(405),
  malformedUrl: refused(400),
  payloadTooLarge: refused(413),
  unsupportedMediaType: refused(415),
  malformedBody: refused(400),
  unauthenticated: refused(401),
  credentialRejected: refused(401),
  forbidden: refused(403),
  rateLimited: refused(429),
  invalidId: refused(400),
  invalid: refused(400),
  notFound: refused(404),
  foreign: { as: 'notFound', evidence },
  conflict: refused(409),
  immutable: refused(422),
};

const error = { type: 'object', properties: { code: { type: 'integer' }, message: { type: 'string' } } };

const withErrors = (paths: Json): Json =>
  Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [
      path,
      Object.fromEntries(Object.entries(item as Json).map(([key, it]) => [key, isObject(it) ? declaring(it) : it])),
    ]),
  );

const declaring = (operation: Json): Json => ({
  ...operation,
  responses: {
    ...(operation['responses'] as Json),
    '4XX': { description: 'refused', content: { 'application/json': { schema: error } } },
  },
});

/** The records of all callers. */
export const stored = ({ vendor, world }: Lab, resource: string): Json[] =>
  world.store.records(vendor, { name: SHARED_ACCOUNT, number: 0 }, resource);

export const ok = (schema?: Json, status = 200): Json => ({
  [status]: { description: 'ok', ...(schema && { content: { 'application/json': { schema } } }) },
});

export const sends = (schema: Json, type = 'application/json'): Json => ({
  required: true,
  content: { [type]: { schema } },
});

export const inPath = (...names: string[]): Json[] =>
  names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

export const inQuery = (schemas: Json): Json[] =>
  Object.entries(schemas).map(([name, schema]) => ({ name, in: 'query', schema }));

export function api({
  paths,
  schemas = {},
  resources = {},
  operations,
  requests,
  refusals: own,
  top,
  document,
  seed,
  declaresErrors = true,
}: Api): Lab {
  const result = conform(grammar, {
    stuntdouble: 1,
    accounts: { treat: 'one', evidence },
    ...top,
    requests: {
      unknownBodyFields: { treat: 'asDeclared', evidence },
      unknownQueryParameters: { treat: 'ignore', evidence },
      trailingSlash: { treat: 'exact', evidence },
      browserOrigin: { treat: 'accept', evidence },
      ...requests,
    },
    dialect: { messages: { default: { text: '$field: $keyword', evidence } }, refusals: { ...refusals, ...own } },
    resources,
    operations,
  });
  if ('wrong' in result) throw new Error(result.wrong.map((item) => item.problem).join('\n'));
  const whole = {
    openapi: '3.1.0',
    info: { title: 'A test', version: '1' },
    paths: declaresErrors ? withErrors(paths) : paths,
    components: { schemas },
    ...document,
  };
  const vendor = buildVendor(
    { name: 'acme', document: whole, behavior: result.data, seed: seed ?? { records: {}, credentials: [] } },
    {},
  );
  return lab(vendor);
}
