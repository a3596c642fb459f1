/** Applies a resource's field rules to a record: stamps, defaults, generated and derived values, required fields. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Account } from '../model/call.js';
import type { MissingField } from '../model/contract.js';
import type { PlannedField, RecordContext, Resource } from '../model/vendor.js';
import type { Derivation, IdRule } from '../../grammar/behavior.js';
import { findReferenced, holdsOneOf } from '../records/locate.js';
import { isEmbedded } from './present.js';
import { recordAddress } from '../records/record-address.js';
import { storedAs } from '../records/record-key.js';
import { keyReader } from '../values/id-formats.js';
import { edit, get, getAll, set, topOf } from '../values/paths.js';
import { timestamp } from '../values/timestamp.js';
import { isLeftOut } from '../values/secret-placeholder.js';

/** A complete new record from the fields that were sent. `fixed` overrides them. */
export function newRecord(context: RecordContext, resource: Resource, sent: Json, fixed: Json): Json {
  const { rule } = resource;
  let record: Json = { ...sent, ...fixed };
  const isMade = rule.id.format !== 'given' && rule.id.format !== 'single';
  if (isMade && !isReadable(context, rule.id, get(record, rule.id.field))) {
    record = set(record, rule.id.field, context.draw.id(storedAs(resource), rule.id));
  } else if (rule.id.format === 'given' && get(record, rule.id.field) === undefined) {
    // The body may leave out the object with the id.
    record = set(record, rule.id.field, context.draw.id(storedAs(resource), { format: 'text', length: 8 }));
  }
  return withComputedFields(
    context,
    resource,
    withStamps(context, resource, withDefaults(resource, record, true), true),
    true,
  );
}

/** Whether a path can name the record by this id. */
const isReadable = ({ vendor }: RecordContext, rule: IdRule, id: unknown): boolean =>
  id !== undefined && id !== null && vendor.cache.of(keyReader, rule)(String(id)) !== undefined;

/** The record after a change: defaults and generated values for new list elements, derived values, `updated` stamps. */
export function changedRecord(context: RecordContext, resource: Resource, old: Json, record: Json): Json {
  return withComputedFields(
    context,
    resource,
    withStamps(context, resource, withDefaults(resource, keptStamps(resource, old, record), false, old), false),
    false,
    old,
  );
}

/** A new record that has its id and stamps, such as one of the seed, with its defaults and derived values. */
export function completeRecord(context: RecordContext, resource: Resource, record: Json): Json {
  return withComputedFields(context, resource, withDefaults(resource, record, true), true);
}

/** A record that was made by other rules, so that replies can show it. */
export const adaptedRecord = (context: RecordContext, resource: Resource, record: Json): Json =>
  repaired(context, resource, withRequiredFields(context, resource, record));

/** Sets defaults in a new record; in a changed record, only in list elements, since lists are replaced as a whole. */
export function withDefaults({ plan }: Resource, record: Json, isNew: boolean, old: Json = noFields): Json {
  let out = record;
  for (const { path, rule } of isNew ? plan.defaults : plan.elementDefaults) {
    const top = topOf(path);
    // Unchanged lists have their defaults already.
    if (record[top] === old[top] && record[top] !== undefined) continue;
    out = edit(out, path, (value) => (value === undefined ? rule.default : value));
  }
  return out;
}

const noFields: Json = {};

function withStamps(context: RecordContext, { plan }: Resource, record: Json, isNew: boolean): Json {
  let out = record;
  for (const { path, rule } of isNew ? plan.stamps : plan.restamps) {
    const { stamp, prefix = 'User' } = rule;
    out = set(out, path, stamp === 'creator' ? userId(context.account, prefix) : timestamp(context.now, rule));
  }
  return out;
}

/** Stamps keep their values, whatever a change sends; those of changes are renewed afterwards. */
function keptStamps({ plan }: Resource, old: Json, record: Json): Json {
  let out = record;
  for (const { path } of plan.stamps) {
    const top = topOf(path);
    if (out[top] === old[top]) continue;
    const value = get(old, path);
    if (value !== undefined) out = set(out, path, value);
  }
  return out;
}

function withComputedFields(
  context: RecordContext,
  resource: Resource,
  record: Json,
  isNew: boolean,
  before: Json = noFields,
): Json {
  let out = record;
  for (const { path, rule } of resource.plan.constants) out = set(out, path, rule.constant);
  for (const field of resource.plan.made) {
    const { generate, derive } = field.rule;
    if (generate !== undefined) out = withGenerated(context, resource, field, generate, out, before);
    if (derive !== undefined) out = withDerived(context, resource, field, derive, out);
  }
  return repaired(context, resource, isNew ? withRequiredFields(context, resource, out) : out);
}

function withGenerated(
  { draw }: RecordContext,
  { name }: Resource,
  { path, rule: { keptBy } }: PlannedField,
  format: IdRule['format'],
  record: Json,
  before: Json,
): Json {
  const kept = keptBy === undefined ? undefined : valuesBy(before, path, keptBy);
  const make = (): unknown => draw.id(`${name}.${path}`, { format });
  return edit(record, path, (old, holder) => old ?? kept?.get(get(holder, keptBy ?? '')) ?? make());
}

function withDerived(
  context: RecordContext,
  resource: Resource,
  { path, rule: { once } }: PlannedField,
  derive: Derivation,
  record: Json,
): Json {
  return edit(record, path, (old, holder, index) => {
    if (derive.where !== undefined && !holdsOneOf(derive.where, record)) return undefined;
    if (once && old !== undefined) return old;
    return derived(context, resource, path, derive, path.includes('[]') ? holder : record, old, index);
  });
}

/** The values at a path below a list, by the field `key` of the same element. */
function valuesBy(record: Json, path: string, key: string): Map<unknown, unknown> {
  const end = path.lastIndexOf('[]') + 2;
  const elements = getAll(record, path.slice(0, end));
  return new Map(elements.map((element) => [get(element, key), get(element, path.slice(end + 1))]));
}

/** `repair`: replaces values that are not valid by a reply schema; the resource's own has the last word. */
function repaired({ vendor, maker, draw, now }: RecordContext, { rule, schemas }: Resource, record: Json): Json {
  if (rule.repair === undefined || rule.schema === undefined) return record;
  const { contract } = vendor;
  const make = (field: MissingField): unknown => maker.make(field, () => draw.random(), now);
  const pass = (from: Json, makeOne: typeof make): Json =>
    [...schemas].reverse().reduce((out, schema) => contract.repair(schema, out, makeOne, rule.id.field), from);
  const out = pass(record, make);
  if (schemas.length < 2 || schemas.every((schema) => contract.mistakes(schema, out).length === 0)) return out;
  // One schema may refuse what another one allows: then a value is made that suits all of them.
  return pass(out, (field) => {
    const parts = schemas.flatMap((schema) => contract.fieldSchema(schema, field.path) ?? []);
    return make(parts.length > 1 ? { ...field, schema: { allOf: parts } } : field);
  });
}

/** Makes up missing values of required fields. They are stored, so each reply shows the same ones. */
function withRequiredFields(context: RecordContext, resource: Resource, record: Json): Json {
  let out = record;
  const copies = new Set<Json>();
  for (const schema of resource.schemas) {
    const has = (path: string): boolean => get(out, path) !== undefined || isEmbedded(resource.rule, path);
    for (const field of context.vendor.contract.missing(schema, has))
      out = edit(out, field.path, () => context.maker.make(field, () => context.draw.random(), context.now), copies);
  }
  return out;
}

function derived(
  context: RecordContext,
  resource: Resource,
  path: string,
  rule: Derivation,
  holder: Json,
  old: unknown,
  index: number,
): unknown {
  if (rule.presence !== undefined) {
    const value = get(holder, rule.presence);
    return !isEmpty(value) || isLeftOut(holder, rule.presence);
  }
  const source = rule.mask ?? rule.lookup ?? rule.slug ?? rule.copy ?? rule.names;
  if (source !== undefined && isLeftOut(holder, source)) return old;
  if (rule.names !== undefined) {
    const value = get(holder, rule.names);
    return isObject(value) ? Object.keys(value) : [];
  }
  if (rule.mask !== undefined) {
    const value = get(holder, rule.mask);
    return value === undefined ? old : masked(rule, value);
  }
  if (rule.lookup !== undefined) {
    const value = get(holder, rule.lookup);
    if (value === undefined) return old;
    const { table = {}, otherwise = old } = rule;
    return Object.hasOwn(table, String(value)) ? table[String(value)] : otherwise;
  }
  if (rule.slug !== undefined) {
    const value = get(holder, rule.slug);
    return value === undefined || value === null ? old : slug(value);
  }
  if (rule.copy !== undefined)
    return (
      get(rule.through === undefined ? holder : referenced(context, resource, rule.through, holder), rule.copy) ??
      old ??
      rule.otherwise
    );
  if (rule.address !== undefined) return recordAddress(context, resource, holder) ?? old;
  if (rule.index !== undefined) return index;
  return nextPosition(context, resource, path, holder);
}

/** No value, or an object or list without entries. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** The highest position among the other records, plus one. Positions of deleted records are not reused. */
function nextPosition(context: RecordContext, resource: Resource, path: string, holder: Json): number {
  const { parent, id } = resource.rule;
  const own = get(holder, id.field);
  const all = context.view.page(resource.name, parent ? { parent: String(get(holder, parent.field)) } : {}).items;
  const siblings = all.filter((item) => get(item, id.field) !== own);
  return siblings.reduce((next, item) => Math.max(next, Number(get(item, path) ?? -1) + 1), 0);
}

function referenced(context: RecordContext, resource: Resource, path: string, holder: Json): Json | undefined {
  const { references } = resource.rule.fields?.[path] ?? {};
  return references && findReferenced(context, references.resource, get(holder, path));
}

function masked(rule: Derivation, value: unknown): unknown {
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, masked(rule, part)]));
  const { start = 0, end = 0, fill = '...' } = rule;
  // Splits by code points. A value of which more would be shown than hidden is hidden completely.
  const text = Array.from(String(value));
  if (text.length < 2 * (start + end)) return fill;
  return [...text.slice(0, start), fill, ...(end > 0 ? text.slice(-end) : [])].join('');
}

export const slug = (value: unknown): string =>
  String(value)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '') || '_';

/** A global id for the user of an account. It does not reveal the credential. */
const userId = (account: Account, prefix: string): string =>
  Buffer.from(`${prefix}:${account.number}:${account.name.slice(-4)}`).toString('base64');
