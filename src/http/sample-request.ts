/** A request to try, for one operation: from the document's examples, or made up by its schemas. */
import type { Operation } from '../engine/model/contract.js';
import { CannotMake, type Maker } from '../engine/model/draw.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import { get } from '../engine/values/paths.js';
import { filledPath } from '../engine/values/filled-path.js';
import { linksOf, ownName, recordParameter } from '../engine/records/record-key.js';
import type { Json } from '../grammar/json.js';
import { credentialHeader, sampleToken } from './sample-credential.js';
import { formData, urlEncoded } from './sample-form.js';

export interface SampleRequest {
  vendor: string;
  method: string;
  /** The vendor's own path, with the query. */
  path: string;
  headers: Record<string, string>;
  /** A JSON body. */
  body?: unknown;
  /** A body that is not JSON. */
  text?: string;
}

/** Fixed time for equal samples: 2026-01-01T00:00:00Z. */
const NOW = 1_767_225_600_000;

/** @param maker must be loaded */
export function sampleRequest(vendor: Vendor, full: Rule, maker: Maker): SampleRequest {
  const { operation } = full;
  const params = paramsOf(vendor, full, maker);
  const { headers, query } = credentialOf(vendor, operation);
  const search = new URLSearchParams({ ...query, ...requiredQuery(vendor, operation, params, maker) }).toString();
  const { type, ...sent } = bodyOf(vendor, operation, maker);
  return {
    vendor: vendor.name,
    method: operation.method,
    path: filledPath(operation.path, (name) => params[name]) + (search === '' ? '' : `?${search}`),
    headers: { ...headers, ...(type !== undefined && { 'Content-Type': type }) },
    ...sent,
  };
}

function bodyOf(
  { contract: { tools } }: Vendor,
  operation: Operation,
  maker: Maker,
): { type?: string; body?: unknown; text?: string } {
  const type = mediaTypeOf(operation);
  const schema = tools.bodySchema(operation);
  if (type === undefined || schema === undefined) return {};
  const body = tools.example(operation).body ?? made(maker, schema);
  if (type.startsWith('multipart/')) return formData(body, schema);
  if (body === undefined) return {};
  return type.includes('urlencoded') ? { type, text: urlEncoded(body) } : { type, body };
}

/** undefined: no body, or none that can be made up. */
const mediaTypeOf = ({ mediaTypes = [] }: Operation): string | undefined =>
  mediaTypes.find((type) => type.includes('json')) ??
  mediaTypes.find((type) => type.includes('urlencoded')) ??
  mediaTypes.find((type) => type.startsWith('multipart/'));

/** undefined: no valid value can be made up. */
function made(maker: Maker, schema: Json): unknown {
  try {
    return maker.make({ path: '', schema }, () => 0.5, NOW);
  } catch (error) {
    if (error instanceof CannotMake) return undefined;
    throw error;
  }
}

/**
 * Examples of the document; else those of the first record of the seed and of its parents; else 1, the first id that is
 * counted up, or a made-up value where 1 is not valid.
 */
function paramsOf(vendor: Vendor, full: Rule, maker: Maker): Json {
  const { operation, rule } = full;
  const { tools } = vendor.contract;
  const { params: shown } = tools.example(operation);
  const seeded = paramsOfSeed(vendor, full);
  const known = (name: string): unknown => shown[name] ?? seeded[ownName(rule, name)];
  const params: Json = Object.fromEntries(operation.parameters.map((name) => [name, known(name) ?? '1']));
  for (const { in: place, field } of vendor.contract.validate(operation, texts(params), '', undefined).issues)
    if (place === 'path' && known(field) === undefined)
      params[field] = made(maker, tools.pathSchema(operation, field) ?? {}) ?? '1';
  return params;
}

/** The values that name the first record of the seed, by the resource's names of path parameters. */
function paramsOfSeed({ resources, seed }: Vendor, { operation, rule }: Rule): Json {
  const params: Json = {};
  let resource = 'resource' in rule ? resources.get(rule.resource ?? '') : undefined;
  let [record] = seed.records[resource?.name ?? ''] ?? [];
  const own = recordParameter(rule, operation.parameters);
  if (resource && record && own !== '') params[own] = get(record, resource.rule.id.field);
  for (let level = 0; resource && level < MAX_LEVELS; level++) {
    for (const { parameter, field } of linksOf(resource.rule)) params[parameter] ??= record && get(record, field);
    const { parent } = resource.rule;
    resource = parent && resources.get(parent.resource);
    const above = seed.records[parent?.resource ?? ''] ?? [];
    const id = parent && params[parent.parameter];
    record = above.find((one) => id === undefined || (resource && get(one, resource.rule.id.field) === id));
    if (parent && resource && record) params[parent.parameter] ??= get(record, resource.rule.id.field);
  }
  return params;
}

const MAX_LEVELS = 10;

const texts = (params: Json): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));

/** The credential for the first alternative of the operation's security. */
function credentialOf(
  vendor: Vendor,
  { security: [needed = {}] }: Operation,
): { headers: Record<string, string>; query: Record<string, string> } {
  const token = sampleToken(vendor);
  const schemes = vendor.contract.securitySchemes.filter(({ name }) => Object.hasOwn(needed, name));
  return {
    headers: Object.fromEntries(
      schemes.flatMap((scheme) => {
        const header = credentialHeader(scheme, token);
        return header ? [header] : [];
      }),
    ),
    query: Object.fromEntries(
      schemes.flatMap(({ kind, parameter }) => (kind === 'query' ? [[parameter, token] as const] : [])),
    ),
  };
}

/** Values for the query parameters that the operation cannot do without. */
function requiredQuery({ contract }: Vendor, operation: Operation, params: Json, maker: Maker): Record<string, string> {
  const missing = contract
    .validate(operation, texts(params), '', undefined)
    .issues.filter((issue) => issue.in === 'query' && issue.keyword === 'required');
  if (missing.length === 0) return {};
  const schemas = contract.tools.querySchemas(operation);
  return Object.fromEntries(
    missing.map(({ field }) => {
      const value = made(maker, schemas.get(field) ?? {});
      return [field, typeof value === 'string' ? value : JSON.stringify(value ?? '')];
    }),
  );
}
