/** What a resource's field rules make of a record: stamps, defaults, generated and derived values, completeness. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Account } from '../model/call.js';
import type { Making, Resource } from '../model/vendor.js';
import type { Derivation } from '../../grammar/behavior.js';
import { named } from './locate.js';
import { edit, get, set, topOf } from '../values/paths.js';
import { timestamp } from '../values/timestamp.js';
import { isWithheld } from '../values/withheld.js';

/** A complete new record out of what was sent. */
export function born(context: Making, resource: Resource, sent: Json, fixed: Json): Json {
  const { rule } = resource;
  let record: Json = { ...sent, ...fixed };
  const isMade = rule.id.format !== 'given' && rule.id.format !== 'single';
  if (isMade && (get(record, rule.id.field) ?? undefined) === undefined) {
    record = set(record, rule.id.field, context.draw.id(resource.name, rule.id));
  }
  return finished(context, resource, stamped(context, resource, defaulted(resource, record, true), true), true);
}

/** The record after a change: defaults and generated values of new list elements, derived values, the `updated` stamp. */
export function changed(context: Making, resource: Resource, old: Json, record: Json): Json {
  return finished(context, resource, stamped(context, resource, defaulted(resource, record, false, old), false), false);
}

/** What the rules derive in a record of the seed, which brings its stamps and ids along. */
export function seeded(context: Making, resource: Resource, record: Json): Json {
  return finished(context, resource, defaulted(resource, record, true), true);
}

/** Defaults are for what is new: a new record, and at any time the elements of a list, which is always replaced whole. */
function defaulted({ plan }: Resource, record: Json, isNew: boolean, old: Json = nothing): Json {
  let out = record;
  for (const { path, rule } of isNew ? plan.defaults : plan.elementDefaults) {
    const top = topOf(path);
    // What no write has touched since has its defaults already.
    if (record[top] === old[top] && record[top] !== undefined) continue;
    out = edit(out, path, (value) => (value === undefined ? rule.default : value));
  }
  return out;
}

const nothing: Json = {};

function stamped(context: Making, { plan }: Resource, record: Json, isNew: boolean): Json {
  let out = record;
  for (const { path, rule } of isNew ? plan.stamps : plan.restamps) {
    const { stamp, prefix = 'User' } = rule;
    out = set(out, path, stamp === 'creator' ? userId(context.account, prefix) : timestamp(context.now, rule));
  }
  return out;
}

function finished(context: Making, resource: Resource, record: Json, isNew: boolean): Json {
  let out = record;
  for (const { path, rule } of resource.plan.constants) out = set(out, path, rule.constant);
  for (const { path, rule } of resource.plan.made) {
    const { generate, derive, once } = rule;
    if (generate !== undefined) {
      out = edit(out, path, (old) => old ?? context.draw.id(`${resource.name}.${path}`, { format: generate }));
    }
    if (derive !== undefined) {
      const whole = out;
      out = edit(out, path, (old, holder, index) => {
        if (once && old !== undefined) return old;
        return derived(context, resource, path, derive, path.includes('[]') ? holder : whole, old, index);
      });
    }
  }
  return fitting(context, resource, isNew ? complete(context, resource, out) : out);
}

/** What replies could not show gives way to what they can. */
function fitting({ vendor, maker, draw, now }: Making, { rule }: Resource, record: Json): Json {
  if (rule.repair === undefined || rule.schema === undefined) return record;
  return vendor.contract.repair(rule.schema, record, (field) => maker.make(field, () => draw.random(), now));
}

/** Born complete: what a reply requires and nobody supplied is made up once, stored, and reads back the same. */
function complete(context: Making, resource: Resource, record: Json): Json {
  let out = record;
  for (const field of resource.required) {
    out = edit(out, field.path, (old) =>
      old === undefined ? context.maker.make(field, () => context.draw.random(), context.now) : old,
    );
  }
  return out;
}

function derived(
  context: Making,
  resource: Resource,
  path: string,
  rule: Derivation,
  holder: Json,
  old: unknown,
  index: number,
): unknown {
  if (rule.presence !== undefined) {
    const value = get(holder, rule.presence);
    return (value !== undefined && value !== null) || isWithheld(holder, rule.presence);
  }
  const source = rule.mask ?? rule.lookup ?? rule.slug ?? rule.copy;
  if (source !== undefined && isWithheld(holder, source)) return old;
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
  if (rule.slug !== undefined) return slug(get(holder, rule.slug));
  if (rule.copy !== undefined)
    return (
      get(rule.through === undefined ? holder : referenced(context, resource, rule.through, holder), rule.copy) ??
      old ??
      rule.otherwise
    );
  if (rule.index !== undefined) return index;
  return position(context, resource, path, holder);
}

/** Behind every sibling that is there: the places of those that went are not given again while later ones are left. */
function position(context: Making, resource: Resource, path: string, holder: Json): number {
  const { parent } = resource.rule;
  const siblings = context.view.page(resource.name, parent ? { parent: String(get(holder, parent.field)) } : {}).items;
  return siblings.reduce((next, it) => Math.max(next, Number(get(it, path) ?? -1) + 1), 0);
}

/** The record that a field of this one references. */
function referenced(context: Making, resource: Resource, path: string, holder: Json): Json | undefined {
  const { references } = resource.rule.fields?.[path] ?? {};
  return references && named(context, references.resource, get(holder, path));
}

function masked(rule: Derivation, value: unknown): unknown {
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, masked(rule, part)]));
  const { start = 0, end = 0, fill = '...' } = rule;
  // Characters, not UTF-16 units: half of one is no text. A value that would show more than it hides is hidden whole.
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

/** A global id of the user behind a credential: the same for the same credential, telling nothing of it. */
const userId = (account: Account, prefix: string): string =>
  Buffer.from(`${prefix}:${account.number}:${account.name.slice(-4)}`).toString('base64');
