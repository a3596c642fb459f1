/** Requests that try to get each refusal of an operation. */
import { keyHeader } from '../../src/engine/request/idempotency.js';
import { linksOf, namedBy, ownName, recordParameter } from '../../src/engine/records/record-key.js';
import type { Rule, Vendor } from '../../src/engine/model/vendor.js';
import { bodyPath, inBody } from '../../src/engine/values/body-path.js';
import { get, set } from '../../src/engine/values/paths.js';
import type { FieldRule, ResourceRule } from '../../src/grammar/behavior.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import { unfitting } from './required-fields.js';
import { multipart, type Lab, type Sent } from './lab.js';

type Request = Sent & { params?: Json; query?: string };

/** Reasons that the credential decides: `forbidden-key` is refused as `forbidden`. */
export const REFUSED = ['credentialRejected', 'forbidden', 'rateLimited'] as const;

/** Invalid independent of stored records. */
export function anyState(bench: Lab, rule: Rule): Request[] {
  const { vendor } = bench;
  const { operation } = rule;
  const names = Object.keys(vendor.contract.tools.example(operation).params);
  const resources = resourcesOf(vendor, rule);
  return [
    { headers: { origin: 'https://page.example' } },
    { token: '' },
    ...REFUSED.map((reason) => ({ token: `${reason}-key` })),
    { raw: new Uint8Array(21 * 1024 * 1024) },
    ...['x-none/x-none', ''].map((type) => ({ raw: Buffer.from('{}'), type })),
    ...(operation.mediaTypes ?? []).flatMap((type) =>
      MALFORMED.map((raw) => ({ raw, type: type.replaceAll('*', 'x') })),
    ),
    ...sameKey(bench, rule),
    ...(operation.mediaTypes?.includes('multipart/form-data')
      ? [multipart('icon', 'text/plain'), multipart('other')]
      : []),
    ...wrongBodies(vendor, rule).map((body) => ({ body })),
    ...names.flatMap((name) =>
      ['!', 'a b', '\u0001', 'x'.repeat(3000)].map((value) => ({ params: { [name]: value } })),
    ),
    ...names.flatMap((name) => unknownIds(resources.get(name)).map((value) => ({ params: { [name]: value } }))),
    ...names.flatMap((name) => similarIds(bench, resources.get(name)).map((value) => ({ params: { [name]: value } }))),
    ...unknownElsewhere(bench, rule),
    ...foreignParams(vendor, rule).map((params) => ({ params })),
    ...wrongQueries(vendor, rule),
  ];
}

/** Wrong for a record of the caller's own. */
export function ownRecords(bench: Lab, rule: Rule): Request[] {
  const body = exampleBody(bench.vendor, rule);
  const fields = Object.entries(ruleOf(bench.vendor, rule)?.fields ?? {});
  const bodies = [
    ...fields
      .filter(([, field]) => field.references)
      .map(([path]) => set(body, inBody(bodyPath(rule.rule), path), 'nobody')),
    'atLeastOneOf' in rule.rule && rule.rule.atLeastOneOf
      ? Object.fromEntries(Object.entries(body).filter(([key]) => !atLeast(rule).includes(key)))
      : body,
  ];
  const records = recordsOf(bench, rule);
  const everywhere = [...bodies, ...byKey(bench, rule, [...bodies, ...unfitting(bench, rule, undefined)])];
  const sentTo = (record: Json, sent: readonly Json[]): Request[] => sent.map((one) => about(bench, rule, record, one));
  return [
    // Refused ones first: a field may be immutable because of the value of another one.
    ...records.flatMap((record) => sentTo(record, fixedOnes(rule, fields, body, record))),
    ...records.flatMap((record) => sentTo(record, [...everywhere, ...unfitting(bench, rule, record)])),
    ...elsewhere(bench, rule, records).map((params) => ({ params, body })),
    ...(records.length === 0 ? everywhere.map((sent) => ({ body: sent })) : []),
    ...(makesRecords(rule) ? newRecords(bench, rule, unfitting(bench, rule, undefined)) : []),
  ];
}

/** For new records: also of an upsert by the path. */
const newRecords = (bench: Lab, rule: Rule, bodies: Json[]): Request[] =>
  bodies.flatMap((body) => [
    { body },
    ...(rule.rule.verb === 'upsert' && rule.rule.by !== undefined
      ? [{ body: set(body, rule.rule.by, unknownIds(ruleOf(bench.vendor, rule))[0]) }]
      : []),
    ...[...resourcesOf(bench.vendor, rule)].flatMap(([name, resource]) =>
      unknownIds(resource).map((id) => ({ body, params: { [name]: id } })),
    ),
  ]);

const makesRecords = ({ rule: { verb } }: Rule): boolean => verb === 'create' || verb === 'upsert';

/** The id of each record below the parents of the others, and below a parent that does not exist. */
function elsewhere(bench: Lab, rule: Rule, records: readonly Json[]): Json[] {
  const { vendor } = bench;
  const { parameter, resource = '' } = ruleOf(vendor, rule)?.parent ?? {};
  if (parameter === undefined || !rule.operation.parameters.includes(parameter)) return [];
  const places = records.map((record) => paramsFor(bench, rule, record));
  const unknown = unknownIds(vendor.resources.get(resource)?.rule);
  return places.flatMap((params) =>
    [...unknown, ...places.map((other) => other[parameter]).filter((id) => id !== params[parameter])].map((id) => ({
      ...params,
      [parameter]: id,
    })),
  );
}

/** Bodies in which one immutable field is another, and the others are as they are stored. */
function fixedOnes({ rule }: Rule, fields: [string, FieldRule][], body: Json, record: Json): Json[] {
  const fixed = fields.filter(([, field]) => field.immutable).map(([path]) => path);
  const sentAt = (path: string): string => inBody(bodyPath(rule), path);
  const isWhole = rule.verb !== 'update' || bodyPath(rule) !== '';
  const start =
    rule.verb === 'upsert' && rule.by !== undefined
      ? set(body, sentAt(rule.by), get(record, rule.by))
      : isWhole
        ? body
        : {};
  const same = fixed.reduce(
    (sent, path) =>
      get(record, path) === undefined ? without(sent, sentAt(path)) : set(sent, sentAt(path), get(record, path)),
    start,
  );
  return fixed.flatMap((path) =>
    ['another', { another: true }].map((value) => set(isWhole ? same : {}, sentAt(path), value)),
  );
}

const without = (body: Json, path: string): Json =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== path));

/** For an upsert: the same bodies for each record that is there. */
function byKey(bench: Lab, { rule }: Rule, bodies: Json[]): Json[] {
  if (rule.verb !== 'upsert' || rule.by === undefined) return [];
  const { by } = rule;
  return recordsOfResource(bench, rule.resource).flatMap((record) =>
    bodies.map((body) => set(body, by, get(record, by))),
  );
}

/** Additional records, for conflicts with existing values. */
export async function createMore(bench: Lab, rule: Rule): Promise<void> {
  const { vendor } = bench;
  const name = 'resource' in rule.rule ? rule.rule.resource : undefined;
  const create = [...vendor.rules.values()].find(
    ({ rule: other }) => ['create', 'upsert'].includes(other.verb) && 'resource' in other && other.resource === name,
  );
  if (name === undefined || create === undefined) return;
  // An upsert by the path would change the records that there are.
  const isByPath = create.rule.verb === 'upsert' && create.rule.by === undefined;
  const parents = [{}, ...(isByPath ? [] : bench.records(name).map((record) => paramsFor(bench, create, record)))];
  for (const [at, params] of parents.entries()) {
    const body = (ruleOf(vendor, rule)?.unique ?? [])
      .flatMap(({ fields }) => fields)
      .filter((path) => isIn(bench, create, path) && typeof get(exampleBody(vendor, create), path) === 'string')
      .reduce((sent, path) => set(sent, path, `${String(get(sent, path))} ${at}`), exampleBody(vendor, create));
    await bench.perform(create.operation, { params, body });
  }
}

/** More calls than the rate limits allow. */
export const tooMany = ({ vendor }: Lab): Request[] => {
  const all = (vendor.behavior.limits ?? []).map(({ requests }) => requests);
  return all.length === 0 ? [] : Array.from({ length: Math.min(...all) + 1 }, () => ({}));
};

/** With values that another record has. */
export function taken(bench: Lab, rule: Rule): Request[] {
  const own = ruleOf(bench.vendor, rule);
  const records = recordsOf(bench, rule);
  const body = exampleBody(bench.vendor, rule);
  const keys = [...(own?.unique ?? []).map(({ fields }) => fields), ...(own ? [[own.id.field]] : [])];
  // The id of the example is taken since more records were made.
  const fresh =
    own && isIn(bench, rule, own.id.field)
      ? set(body, inBody(bodyPath(rule.rule), own.id.field), unknownIds(own)[0])
      : body;
  const bodies = records.flatMap((record) =>
    keys.map((fields) =>
      fields.reduce((sent, path) => {
        // A derived value is sent by that which it is derived from.
        const source = own?.fields?.[path]?.derive?.slug ?? path;
        return isIn(bench, rule, source) ? set(sent, inBody(bodyPath(rule.rule), source), get(record, source)) : sent;
      }, fresh),
    ),
  );
  const writes = ['create', 'upsert'].includes(rule.rule.verb) ? records.slice(0, 3) : records;
  return [
    {},
    {},
    ...(writes.length === 0 ? bodies.map((sent) => ({ body: sent })) : []),
    ...writes.flatMap((record) => bodies.map((sent) => about(bench, rule, record, sent))),
    ...newByPath(rule, own).flatMap((params) => bodies.map((sent) => ({ params, body: sent }))),
  ];
}

/** The path parameters of a new record, if the operation makes one by its path. */
function newByPath({ rule, operation }: Rule, own: ResourceRule | undefined): Json[] {
  const last = operation.parameters.at(-1);
  const [id] = own ? unknownIds(own) : [];
  return rule.verb === 'upsert' && rule.by === undefined && last !== undefined && id !== undefined
    ? [{ [last]: id }]
    : [];
}

const isIn = ({ vendor }: Lab, rule: Rule, path: string): boolean =>
  vendor.contract.tools.hasBodyField(rule.operation, inBody(bodyPath(rule.rule), path));

const atLeast = ({ rule }: Rule): readonly string[] =>
  rule.verb === 'update' ? (rule.atLeastOneOf?.fields ?? []).map((path) => path.split('.')[0] ?? '') : [];

function exampleBody({ contract }: Vendor, { operation }: Rule): Json {
  const { body } = contract.tools.example(operation);
  return isObject(body) ? body : {};
}

const ruleOf = (vendor: Vendor, { rule }: Rule): ResourceRule | undefined =>
  'resource' in rule && rule.resource !== undefined ? vendor.resources.get(rule.resource)?.rule : undefined;

/** The resource whose record each path parameter names. */
function resourcesOf(vendor: Vendor, { rule, operation }: Rule): Map<string, ResourceRule> {
  if (!('resource' in rule) || rule.resource === undefined) return new Map();
  const own = rule.resource;
  const ruleOf = (name: string): ResourceRule | undefined => vendor.resources.get(name)?.rule;
  return new Map(
    operation.parameters.flatMap((name) => {
      const found = ruleOf(
        namedBy(ruleOf, own, ownName(rule, name), recordParameter(rule, operation.parameters)) ?? '',
      );
      return found ? [[name, found] as const] : [];
    }),
  );
}

/** Calls that name no record in the query or in the body. */
function unknownElsewhere(bench: Lab, rule: Rule): Request[] {
  const place = 'record' in rule.rule ? rule.rule.record : undefined;
  const own = ruleOf(bench.vendor, rule);
  if (place === undefined || 'path' in place) return [];
  const theirs = bench.vendor.seed.credentials.flatMap(({ records = {} }) =>
    (records[('resource' in rule.rule ? rule.rule.resource : undefined) ?? ''] ?? []).map((record) =>
      get(record, own?.id.field ?? ''),
    ),
  );
  return [...unknownIds(own), ...similarIds(bench, own), ...theirs].map((id) =>
    'query' in place
      ? { query: `${place.query}=${String(id)}` }
      : { body: set(exampleBody(bench.vendor, rule), place.body, id) },
  );
}

/** An id that is as well-formed as that of a record, and names none. */
function similarIds({ vendor, records }: Lab, rule: ResourceRule | undefined): unknown[] {
  const name = [...vendor.resources].find(([, known]) => known.rule === rule)?.[0];
  if (rule === undefined || name === undefined) return [];
  const taken = new Set(records(name).map((record) => String(get(record, rule.id.field))));
  const [first] = taken;
  const all = first === undefined ? [] : Array.from('123456789abcdef', (end) => first.slice(0, -1) + end);
  return all.filter((id) => !taken.has(id)).slice(0, 3);
}

function unknownIds(rule: ResourceRule | undefined): unknown[] {
  switch (rule?.id.format) {
    case 'uuid':
      return ['00000000-0000-4000-8000-000000000000'];
    case 'integer':
      return [987654321];
    case 'ulid':
      return [`${rule.id.prefix ?? ''}01HZZZZZZZZZZZZZZZZZZZZZZZ`];
    case 'globalId':
      return [Buffer.from(`${rule.id.prefix ?? ''}:987654321:zzzz`).toString('base64')];
    default:
      return ['nobody'];
  }
}

const recordsOfResource = (bench: Lab, name: string): Json[] => bench.records(name);

const recordsOf = (bench: Lab, { rule }: Rule): Json[] =>
  'resource' in rule && rule.resource !== undefined ? recordsOfResource(bench, rule.resource) : [];

/** The path parameters that name a record, its parents and its contexts. */
function paramsFor({ vendor, records }: Lab, rule: Rule, record: Json): Json {
  const { operation } = rule;
  const params: Json = {};
  const place = 'record' in rule.rule ? rule.rule.record : undefined;
  const named = recordParameter(rule.rule, operation.parameters);
  let own = ruleOf(vendor, rule);
  const id = get(record, own?.id.field ?? '');
  let at: Json | undefined = record;
  while (own !== undefined && at !== undefined) {
    const holder: Json = at;
    for (const { parameter, field } of linksOf(own)) params[parameter] ??= get(holder, field);
    const link = own.parent;
    own = link && vendor.resources.get(link.resource)?.rule;
    const key = own?.id.field ?? '';
    at = link && records(link.resource).find((one) => String(get(one, key)) === String(get(holder, link.field)));
  }
  if (named !== '' && place === undefined) params[named] ??= id;
  return Object.fromEntries(
    operation.parameters.flatMap((name) => {
      const value = params[ownName(rule.rule, name)] ?? params[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A call about a record, wherever the call names it. */
function about(bench: Lab, rule: Rule, record: Json, body: Json): Request {
  const place = 'record' in rule.rule ? rule.rule.record : undefined;
  const id = get(record, ruleOf(bench.vendor, rule)?.id.field ?? '');
  const params = paramsFor(bench, rule, record);
  if (place === undefined || 'path' in place) return { params, body };
  return 'query' in place
    ? { params, body, query: `${place.query}=${encodeURIComponent(String(id))}` }
    : { params, body: set(body, place.body, id) };
}

/** Parameters that name a record of another account. */
function foreignParams(vendor: Vendor, rule: Rule): Json[] {
  const resources = [...resourcesOf(vendor, rule)];
  return vendor.seed.credentials.flatMap(({ records = {} }) =>
    resources.flatMap(([name, resource]) => {
      const key = [...vendor.resources].find(([, known]) => known.rule === resource)?.[0] ?? '';
      return (records[resource.sameRecordsAs?.resource ?? key] ?? []).map((record) => ({
        [name]: get(record, resource.id.field),
      }));
    }),
  );
}

function wrongBodies(vendor: Vendor, rule: Rule): unknown[] {
  const body = exampleBody(vendor, rule);
  const names = rule.operation.mediaTypes ? vendor.contract.writable(rule.operation) : [];
  return [
    [],
    ...names.flatMap((name) => ['?', 0, [0], null].map((value) => ({ ...body, [name]: value }))),
    { [`${names[0] ?? 'x'}?`]: 1 },
  ];
}

/** A parameter is wrong by its value, or by being sent twice. */
function wrongQueries(vendor: Vendor, rule: Rule): Request[] {
  const query = vendor.contract.queryParameters(rule.operation);
  return query.flatMap((name) => ['%3F', '0', `&${name}=`].map((value) => ({ query: `${name}=${value}` })));
}

/** Texts that are no JSON, no form and no UTF-8. */
const MALFORMED = ['{', '<', 'a=%ZZ'].map((text) => Buffer.from(text)).concat(Buffer.from([0xff]));

/** One idempotency key for two different requests. */
function sameKey(bench: Lab, rule: Rule): Request[] {
  const { vendor } = bench;
  const header = keyHeader(vendor.contract, vendor.behavior, rule.operation);
  if (header === undefined) return [];
  const key = { headers: { [header]: 'one-key' } };
  const [query = 'none'] = vendor.contract.queryParameters(rule.operation);
  const { id } = ruleOf(vendor, rule) ?? {};
  const hasId = id !== undefined && vendor.contract.tools.hasBodyField(rule.operation, id.field);
  const example = exampleBody(vendor, rule);
  const body = hasId ? set(example, id.field, unknownIds(ruleOf(vendor, rule))[0]) : example;
  const added = vendor.contract
    .writable(rule.operation)
    .flatMap((name) => ['another', 7654321, true, ['another']].map((value) => ({ ...body, [name]: value })));
  const others = [...added, ...variants(body)];
  return [
    ...(hasId ? [{ ...key, body }] : [key]),
    ...others.map((other) => ({ ...key, body: other })),
    { ...key, body: [] },
    { ...key, query: `${query}=1` },
    ...rule.operation.parameters.map((name) => ({ ...key, params: { [name]: 'another' } })),
    ...recordsOf(bench, rule).flatMap((record) => [
      { ...key, params: paramsFor(bench, rule, record) },
      { ...key, body: withRecord(bench, rule, record, body) },
    ]),
  ];
}

/** The body with the id of this record, if the operation looks for it there. */
function withRecord({ vendor }: Lab, rule: Rule, record: Json, body: Json): Json {
  const place = 'record' in rule.rule ? rule.rule.record : undefined;
  return place && 'body' in place ? set(body, place.body, get(record, ruleOf(vendor, rule)?.id.field ?? '')) : body;
}

/** Each with one other value, or with one less. */
function variants(value: unknown): unknown[] {
  if (Array.isArray(value)) return [[...value, ...value], [], ...variants(value[0]).map((one) => [one])];
  if (!isObject(value))
    return typeof value === 'string'
      ? [`${value}x`]
      : typeof value === 'number'
        ? [value + 1]
        : typeof value === 'boolean'
          ? [!value]
          : [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...variants(inner).map((one) => ({ ...value, [name]: one })),
    without(value, name),
  ]);
}
