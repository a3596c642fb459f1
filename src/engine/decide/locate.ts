/** Finding the records that a call is about, and what of them may be shown. */
import { isObject, type Json } from '../../grammar/json.js';
import type { DecideContext, Making, Resource, Vendor } from '../model/vendor.js';
import type { View } from '../model/view.js';
import { equal, get, omit } from '../values/paths.js';
import { idKey } from '../values/id-formats.js';
import { treeOf, type Tree } from '../values/redact.js';
import { Refusal } from '../refusals/refusal.js';
import type { ProtectRule } from '../../grammar/behavior.js';

export function resourceOf(vendor: Vendor, name: string): Resource {
  const resource = vendor.resources.get(name);
  if (resource === undefined) throw new Error(`resource ${name} is not in the behavior of ${vendor.name}`);
  return resource;
}

export const keyOf = (resource: Resource, record: Json): string => String(get(record, resource.rule.id.field));

/** The record that the path names; its parent first. Throws invalidId, notFound or foreign. */
export function target(context: DecideContext, resource: Resource): Json {
  const parent = parentOf(context, resource);
  const record = locate(
    context,
    resource,
    String(context.input.params[context.rule.operation.parameters.at(-1) ?? '']),
  );
  const link = resource.rule.parent;
  if (link && parent && !equal(get(record, link.field), parent.id)) throw missing(resource, keyOf(resource, record));
  return record;
}

/** The parent that the path names, for a resource that has one. */
export function parentOf(context: DecideContext, resource: Resource): { id: unknown; record: Json } | undefined {
  const link = resource.rule.parent;
  if (link === undefined) return undefined;
  const parent = resourceOf(context.vendor, link.resource);
  const record = locate(context, parent, String(context.input.params[link.parameter]));
  return { id: get(record, parent.rule.id.field), record };
}

function locate({ view }: DecideContext, resource: Resource, raw: string): Json {
  const { rule } = resource;
  const key = idKey(rule.id, raw);
  const found = key === undefined ? undefined : view.get(resource.name, key);
  if (found) return found;
  for (const alias of rule.aliases ?? []) {
    const other = view.find(resource.name, [alias], [raw]);
    if (other) return other;
  }
  // A child is looked for below a parent that is the caller's own, and what another account has is none of its children.
  const mayBeForeign = key !== undefined && rule.parent === undefined;
  if (mayBeForeign && view.elsewhere(resource.name, key))
    throw new Refusal('foreign', { id: raw, resource: resource.name }, rule.foreign);
  throw missing(resource, raw);
}

const missing = (resource: Resource, id: string): Refusal =>
  new Refusal('notFound', { id, resource: resource.name }, resource.rule.notFound);

/** The record that a value of another record names: by its id, or by an alias. */
export function named(
  { vendor, view }: Pick<Making, 'vendor' | 'view'>,
  name: string,
  value: unknown,
): Json | undefined {
  if (value === undefined || value === null) return undefined;
  const found = view.get(name, String(value));
  if (found) return found;
  for (const alias of resourceOf(vendor, name).rule.aliases ?? []) {
    const other = view.find(name, [alias], [String(value)]);
    if (other) return other;
  }
  return undefined;
}

/** Refuses a change of a record that the vendor protects. */
export function protect(rule: ProtectRule | undefined, resource: Resource, record: Json): void {
  if (rule && holds(rule.when, record)) {
    throw new Refusal('protected', { id: keyOf(resource, record), resource: resource.name }, rule.refuse);
  }
}

export const holds = (when: Readonly<Record<string, unknown>>, record: Json): boolean =>
  Object.entries(when).every(([path, value]) => equal(get(record, path), value));

/** A record as replies may name it: without what never leaves the store, with what is embedded. */
export function present(vendor: Vendor, view: View, resource: Resource, record: Json): Json {
  const out = without(record, resource.secret);
  const { embed } = resource.rule;
  if (embed === undefined) return out;
  const shown = { ...out };
  for (const [property, rule] of Object.entries(embed)) {
    const other = resourceOf(vendor, rule.children ?? rule.reference ?? '');
    if (rule.children !== undefined) {
      shown[property] = view
        .page(other.name, { parent: keyOf(resource, record) })
        .items.map((item) => present(vendor, view, other, item));
    } else {
      const found = rule.by === undefined ? undefined : named({ vendor, view }, other.name, get(record, rule.by));
      shown[property] = found ? present(vendor, view, other, found) : null;
    }
  }
  return shown;
}

/** A copy without these paths; the record itself when it has none of them. */
export const without = (record: Json, paths: readonly string[]): Json =>
  paths.length === 0 ? record : (drop(record, treeOf(paths)) as Json);

function drop(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item) => drop(item, tree));
  if (!isObject(value)) return value;
  let out: Json | undefined;
  for (const [key, below] of tree.below) {
    if (!Object.hasOwn(value, key)) continue;
    if (below.whole) out = omit(out ?? value, key);
    else (out ??= { ...value })[key] = drop(value[key], below);
  }
  return out ?? value;
}
