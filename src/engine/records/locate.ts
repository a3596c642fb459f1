/** Finds the record that a call addresses, and its parents. */
import type { Json } from '../../grammar/json.js';
import type { OperationRule, ProtectRule } from '../../grammar/behavior.js';
import type { DecideContext, RecordContext, Resource, Vendor } from '../model/vendor.js';
import type { View } from '../model/view.js';
import { equal, get } from '../values/paths.js';
import { keyReader } from '../values/id-formats.js';
import { Refusal } from '../model/refusal.js';
import { isInContext, keyAt, keyOf, linksOf } from './record-key.js';

export function resourceNamed(vendor: Vendor, name: string): Resource {
  const resource = vendor.resources.get(name);
  if (resource === undefined) throw new Error(`resource ${name} is not in the behavior of ${vendor.name}`);
  return resource;
}

/** The record that the call addresses, or the refusal notFound or foreign. Parents are checked first. */
export function targetRecord(context: DecideContext, resource: Resource): Json | Refusal {
  const parent = parentOf(context, resource);
  if (parent instanceof Refusal) return parent;
  const raw = requestedId(context);
  const record = locate(context, resource, raw);
  if (record instanceof Refusal) return record;
  return isBelow(resource, record, parent) ? record : notFound(resource, raw);
}

/** Like `targetRecord`, but undefined if the record does not exist. A missing parent is still a refusal. */
export function findTarget(context: DecideContext, resource: Resource): Json | Refusal | undefined {
  const parent = parentOf(context, resource);
  if (parent instanceof Refusal) return parent;
  const record = find(context, resource, requestedId(context));
  return record && isBelow(resource, record, parent) ? record : undefined;
}

export interface Parent {
  id: unknown;
}

export const isBelow = ({ rule: { parent: link } }: Resource, record: Json, parent: Parent | undefined): boolean =>
  link === undefined || parent === undefined || String(get(record, link.field)) === String(parent.id);

/** The id of the record that the call addresses, as sent. */
export function requestedId({ input, rule: { operation, rule } }: DecideContext): string {
  const value = valueNamed(input, operation.parameters, 'record' in rule ? rule.record : undefined);
  return value === undefined || value === null ? '' : String(value);
}

function valueNamed(
  { params, query, body }: DecideContext['input'],
  parameters: readonly string[],
  place: Extract<OperationRule, { verb: 'read' }>['record'],
): unknown {
  if (place === undefined) return params[parameters.at(-1) ?? ''];
  if ('path' in place) return params[place.path];
  return 'query' in place ? query[place.query] : get(body, place.body);
}

/** The parent record in the path, or the refusal notFound or foreign; undefined: the path has none. */
export function parentOf(context: DecideContext, resource: Resource): Parent | Refusal | undefined {
  const link = resource.rule.parent;
  if (link === undefined || !Object.hasOwn(context.input.params, link.parameter)) return undefined;
  const parent = resourceNamed(context.vendor, link.resource);
  const above = parent === resource ? undefined : parentOf(context, parent);
  if (above instanceof Refusal) return above;
  const raw = String(context.input.params[link.parameter]);
  if (link.open && find(context, parent, raw) === undefined) return { id: idOf(parent, raw) };
  const record = locate(context, parent, raw);
  if (record instanceof Refusal) return record;
  return isBelow(parent, record, above) ? { id: get(record, parent.rule.id.field) } : notFound(parent, raw);
}

/** An id of a path, in the type that records have it. */
const idOf = ({ rule }: Resource, raw: string): unknown =>
  rule.id.format === 'integer' && /^-?\d{1,15}$/.test(raw) ? Number(raw) : raw;

function locate(context: DecideContext, resource: Resource, raw: string): Json | Refusal {
  const found = find(context, resource, raw);
  if (found) return found;
  const { rule } = resource;
  const key = (resource.readKey ??= keyReader(rule.id))(raw);
  // The parent of a child belongs to the caller, so a child of another account cannot be below it.
  const mayBeForeign = key !== undefined && rule.parent === undefined;
  if (mayBeForeign && context.view.elsewhere(resource.name, keyAt(resource, context.input.params, key)))
    return new Refusal('foreign', { id: raw, resource: resource.name }, rule.foreign);
  return notFound(resource, raw);
}

/** Finds a record by id or alias, within the contexts of the path. */
function find({ view, input: { params } }: DecideContext, resource: Resource, raw: string): Json | undefined {
  const key = (resource.readKey ??= keyReader(resource.rule.id))(raw);
  const found =
    key === undefined
      ? undefined
      : (view.get(resource.name, keyAt(resource, params, key)) ?? findBelowAny(view, resource, params, key));
  if (found && isInContext(resource, found, params)) return found;
  for (const alias of resource.rule.aliases ?? []) {
    const other = view.find(resource.name, [alias], [raw]);
    const shown = other && view.get(resource.name, keyOf(resource, other));
    if (shown && isInContext(resource, shown, params)) return shown;
  }
  return undefined;
}

/** Finds a record by its id alone, if the path does not name each parent and context below which ids are unique. */
function findBelowAny(view: View, resource: Resource, params: Json, id: string): Json | undefined {
  const { rule } = resource;
  if (rule.id.scope === undefined) return undefined;
  if (linksOf(rule).every(({ parameter }) => params[parameter] !== undefined)) return undefined;
  const where = (record: Json): boolean =>
    String(get(record, rule.id.field)) === id && isInContext(resource, record, params);
  return view.page(resource.name, { where }).items[0];
}

const notFound = (resource: Resource, id: string): Refusal =>
  new Refusal('notFound', { id, resource: resource.name }, resource.rule.notFound);

/** The record that a reference points to, by id or alias. */
export function findReferenced(
  { vendor, view }: Pick<RecordContext, 'vendor' | 'view'>,
  name: string,
  value: unknown,
): Json | undefined {
  if (value === undefined || value === null) return undefined;
  const found = view.get(name, String(value));
  if (found) return found;
  for (const alias of resourceNamed(vendor, name).rule.aliases ?? []) {
    const other = view.find(name, [alias], [String(value)]);
    if (other) return other;
  }
  return undefined;
}

export const refuseProtected = (
  rule: ProtectRule | undefined,
  resource: Resource,
  record: Json,
): Refusal | undefined =>
  rule && holds(rule.when, record)
    ? new Refusal('protected', { id: keyOf(resource, record), resource: resource.name }, rule.refuse)
    : undefined;

/** Whether each field has one of its values. */
export function holdsOneOf(where: Readonly<Record<string, readonly unknown[]>>, record: Json): boolean {
  for (const path in where) if (!isOneOf(where[path] ?? [], get(record, path))) return false;
  return true;
}

function isOneOf(values: readonly unknown[], value: unknown): boolean {
  for (const each of values) if (equal(each, value)) return true;
  return false;
}

export function holds(when: Readonly<Record<string, unknown>>, record: Json): boolean {
  for (const path in when) if (!equal(get(record, path), when[path])) return false;
  return true;
}
