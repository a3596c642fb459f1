/** The refusals that an operation lists, and requests that try to get each of them. */
import { isObject, type Json } from '../../src/grammar/json.js';
import type { Rule, Vendor } from '../../src/engine/model/vendor.js';
import type { JournalEntry } from '../../src/engine/journal/entry.js';
import type { FieldRule, ResourceRule } from '../../src/grammar/behavior.js';
import type { Reason } from '../../src/grammar/reasons.js';
import { describeRefusals } from '../../src/describe/refusals.js';
import { possibleRefusals } from '../../src/engine/refusals/possible.js';
import { get, set } from '../../src/engine/values/paths.js';
import { lab, multipart, type Lab, type Sent } from './lab.js';

type Request = Sent & { params?: Json; query?: string };

/** `refusals.typeImmutable: immutable type` */
const named = (rule: string, reason: string, about: string): string => `${rule}: ${reason} ${about}`.trim();

/** The refusals of `explain`, by subject. */
export function listedRefusals(vendor: Vendor, rule: Rule): string[] {
  const words = ('words' in rule.rule ? rule.rule.words : undefined) ?? {};
  const browser: [string, Reason, string][] =
    vendor.behavior.requests.browserOrigin.treat === 'refuse' ? [['browserOrigin', 'browserOrigin', '']] : [];
  const possible = possibleRefusals(vendor.contract, vendor.behavior, rule.operation).map(
    ({ reason, variant, about }): [string, Reason, string] => [
      words[variant as Reason] ?? variant,
      reason,
      reason === 'conflict'
        ? (about.fields ?? []).join(' ')
        : reason === 'notFound' || reason === 'foreign'
          ? (about.resource ?? '')
          : (about.field ?? ''),
    ],
  );
  const all = [...browser, ...possible];
  const told = new Set(describeRefusals(vendor, rule).map((refusal) => refusal.rule));
  const untold = all.filter(([variant]) => !told.has(`refusals.${variant}`));
  if (untold.length > 0 || told.size > all.length)
    throw new Error(`explain tells other refusals: ${untold.join(', ')}`);
  return [...new Set(all.map(([variant, reason, about]) => named(`refusals.${variant}`, reason, about)))].sort();
}

/** The refusals that many requests to an operation get, named as they are promised. */
export async function reachedBy(vendor: Vendor, rule: Rule, promised: readonly string[]): Promise<string[]> {
  const reached = new Set<string>();
  for (const requests of [anyState, ownRecords, taken]) {
    const bench = lab(withCredentials(vendor));
    if (requests === taken) await createMore(bench, rule);
    for (const request of requests(bench, rule)) {
      await bench.perform(rule.operation, request);
      const entry = bench.journal().at(-1);
      if (entry?.reason !== undefined) {
        const refusal = named(entry.rule, entry.reason, subjectOf(entry));
        // A quirk does not state the subjects of its refusals.
        const bare = named(entry.rule, entry.reason, '');
        reached.add(!promised.includes(refusal) && promised.includes(bare) ? bare : refusal);
      }
    }
    if (bench.complaints.length > 0) throw new Error(bench.complaints.join('\n'));
  }
  return [...reached].sort();
}

function subjectOf({ reason, why }: JournalEntry): string {
  const says = why?.says ?? '';
  switch (reason) {
    case 'immutable':
      return why?.immutable?.field ?? '';
    case 'conflict':
      return (why?.holder?.fields ?? []).join(' ');
    case 'notFound':
      return /^this account has no (\S+) /.exec(says)?.[1] ?? '';
    case 'foreign':
    case 'unknownReference':
      return /^(\S+) /.exec(says)?.[1] ?? '';
    default:
      return '';
  }
}

const REFUSED = ['credentialRejected', 'forbidden', 'rateLimited'] as const;

/** With a credential for each refusal that a credential decides. */
const withCredentials = (vendor: Vendor): Vendor =>
  Object.assign(Object.create(vendor) as Vendor, {
    seed: {
      ...vendor.seed,
      credentials: [
        ...vendor.seed.credentials,
        ...REFUSED.map((refuse) => ({ name: refuse, token: `${refuse}-key`, refuse })),
      ],
    },
  });

/** Invalid independent of stored records. */
function anyState({ vendor }: Lab, rule: Rule): Request[] {
  const { operation } = rule;
  const names = Object.keys(vendor.contract.tools.example(operation).params);
  const resources = resourcesOf(vendor, rule);
  return [
    { headers: { origin: 'https://page.example' } },
    { token: '' },
    ...REFUSED.map((reason) => ({ token: `${reason}-key` })),
    { raw: new Uint8Array(21 * 1024 * 1024) },
    { raw: Buffer.from('{}'), type: 'text/plain' },
    { raw: Buffer.from('{'), type: operation.mediaTypes?.[0] },
    ...(operation.mediaTypes?.includes('multipart/form-data')
      ? [multipart('icon', 'text/plain'), multipart('other')]
      : []),
    ...wrongBodies(vendor, rule).map((body) => ({ body })),
    ...names.flatMap((name) => ['!', 'a b', '\u0001'].map((value) => ({ params: { [name]: value } }))),
    ...names.flatMap((name) => unknownIds(resources.get(name)).map((value) => ({ params: { [name]: value } }))),
    ...foreignParams(vendor, rule).map((params) => ({ params })),
    ...wrongQueries(vendor, rule),
  ];
}

/** Wrong for a record of the caller's own. */
function ownRecords(bench: Lab, rule: Rule): Request[] {
  const body = exampleBody(bench.vendor, rule);
  const fields = Object.entries(ruleOf(bench.vendor, rule)?.fields ?? {});
  const bodies = [
    ...fields.filter(([, field]) => field.references).map(([path]) => set(body, path, 'nobody')),
    'atLeastOneOf' in rule.rule && rule.rule.atLeastOneOf
      ? Object.fromEntries(Object.entries(body).filter(([key]) => !atLeast(rule).includes(key)))
      : body,
  ];
  const records = recordsOf(bench, rule);
  const everywhere = [...bodies, ...byKey(bench, rule, bodies)];
  const sentTo = (record: Json, sent: readonly Json[]): Request[] =>
    sent.map((one) => ({ params: paramsFor(bench.vendor, rule, record), body: one }));
  return [
    // Refused ones first: a field may be immutable because of the value of another one.
    ...records.flatMap((record) => sentTo(record, fixedOnes(rule, fields, body, record))),
    ...records.flatMap((record) => sentTo(record, everywhere)),
    ...elsewhere(bench.vendor, rule, records).map((params) => ({ params, body })),
    ...(records.length === 0 ? everywhere.map((sent) => ({ body: sent })) : []),
  ];
}

/** The id of each record below the parents of the others. */
function elsewhere(vendor: Vendor, rule: Rule, records: readonly Json[]): Json[] {
  const parameter = ruleOf(vendor, rule)?.parent?.parameter;
  if (parameter === undefined || !rule.operation.parameters.includes(parameter)) return [];
  const places = records.map((record) => paramsFor(vendor, rule, record));
  return places.flatMap((params) =>
    places
      .filter((other) => other[parameter] !== params[parameter])
      .map((other) => ({ ...params, [parameter]: other[parameter] })),
  );
}

/** Bodies in which one immutable field is another, and the others are as they are stored. */
function fixedOnes({ rule }: Rule, fields: [string, FieldRule][], body: Json, record: Json): Json[] {
  const fixed = fields.filter(([, field]) => field.immutable).map(([path]) => path);
  const start =
    rule.verb === 'upsert' && rule.by !== undefined
      ? set(body, rule.by, get(record, rule.by))
      : rule.verb === 'update'
        ? {}
        : body;
  const same = fixed.reduce(
    (sent, path) => (get(record, path) === undefined ? without(sent, path) : set(sent, path, get(record, path))),
    start,
  );
  return fixed.flatMap((path) =>
    ['another', { another: true }].map((value) => set(rule.verb === 'update' ? {} : same, path, value)),
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
async function createMore(bench: Lab, rule: Rule): Promise<void> {
  const { vendor } = bench;
  const name = 'resource' in rule.rule ? rule.rule.resource : undefined;
  const create = [...vendor.rules.values()].find(
    ({ rule: other }) => ['create', 'upsert'].includes(other.verb) && 'resource' in other && other.resource === name,
  );
  if (name === undefined || create === undefined) return;
  const parents = [{}, ...bench.records(name).map((record) => paramsFor(vendor, create, record))];
  for (const [at, params] of parents.entries()) {
    const body = (ruleOf(vendor, rule)?.unique ?? [])
      .flatMap(({ fields }) => fields)
      .filter((path) => isIn(bench, create, path) && typeof get(exampleBody(vendor, create), path) === 'string')
      .reduce((sent, path) => set(sent, path, `${String(get(sent, path))} ${at}`), exampleBody(vendor, create));
    await bench.perform(create.operation, { params, body });
  }
}

/** With values that another record has. */
function taken(bench: Lab, rule: Rule): Request[] {
  const own = ruleOf(bench.vendor, rule);
  const records = recordsOf(bench, rule);
  const body = exampleBody(bench.vendor, rule);
  const keys = [...(own?.unique ?? []).map(({ fields }) => fields), ...(own ? [[own.id.field]] : [])];
  // The id of the example is taken since more records were made.
  const fresh = own && isIn(bench, rule, own.id.field) ? set(body, own.id.field, unknownIds(own)[0]) : body;
  const bodies = records.flatMap((record) =>
    keys.map((fields) =>
      fields.reduce((sent, path) => (isIn(bench, rule, path) ? set(sent, path, get(record, path)) : sent), fresh),
    ),
  );
  const targets = records.map((record) => paramsFor(bench.vendor, rule, record));
  const writes = ['create', 'upsert'].includes(rule.rule.verb) ? targets.slice(0, 3) : targets;
  return [
    {},
    {},
    ...(writes.length === 0 ? [{}] : writes).flatMap((params) => bodies.map((sent) => ({ params, body: sent }))),
  ];
}

const isIn = ({ vendor }: Lab, { operation }: Rule, path: string): boolean =>
  vendor.contract.tools.hasBodyField(operation, path);

const atLeast = ({ rule }: Rule): readonly string[] =>
  rule.verb === 'update' ? (rule.atLeastOneOf?.fields ?? []).map((path) => path.split('.')[0] ?? '') : [];

function exampleBody({ contract }: Vendor, { operation }: Rule): Json {
  const { body } = contract.tools.example(operation);
  return isObject(body) ? body : {};
}

const ruleOf = (vendor: Vendor, { rule }: Rule): ResourceRule | undefined =>
  'resource' in rule && rule.resource !== undefined ? vendor.resources.get(rule.resource)?.rule : undefined;

function resourcesOf(vendor: Vendor, rule: Rule): Map<string, ResourceRule> {
  const own = ruleOf(vendor, rule);
  return new Map(
    rule.operation.parameters.flatMap((name) => {
      const found = name === own?.parent?.parameter ? vendor.resources.get(own.parent.resource)?.rule : own;
      return found ? [[name, found] as const] : [];
    }),
  );
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

function paramsFor(vendor: Vendor, rule: Rule, record: Json): Json {
  const own = ruleOf(vendor, rule);
  return Object.fromEntries(
    rule.operation.parameters.map((name) => [
      name,
      get(record, (name === own?.parent?.parameter ? own.parent.field : own?.id.field) ?? ''),
    ]),
  );
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

/** A parameter is wrong by its value, or by standing twice. */
function wrongQueries(vendor: Vendor, rule: Rule): Request[] {
  const query = vendor.contract.queryParameters(rule.operation);
  return query.flatMap((name) => ['%3F', '0', `&${name}=`].map((value) => ({ query: `${name}=${value}` })));
}
