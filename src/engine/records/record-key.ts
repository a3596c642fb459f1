/** The key of a record in the store, and its links to the parent and the contexts in the path. */
import type { OperationRule, ResourceRule } from '../../grammar/behavior.js';
import { isInferred } from '../../grammar/evidence.js';
import type { Json } from '../../grammar/json.js';
import type { Resource } from '../model/vendor.js';
import type { View } from '../model/view.js';
import { get, set } from '../values/paths.js';

type Ruled = Pick<Resource, 'rule'>;

/** The name of the resource that stores the records of a resource. */
export const storedAs = ({ rule, name }: Pick<Resource, 'rule' | 'name'>): string =>
  rule.sameRecordsAs?.resource ?? name;

/** The key of a record in the store: its id; if ids are unique only below a parent or context, their ids first. */
export function keyOf({ rule }: Ruled, record: Json): string {
  const { id } = rule;
  if (id.scope === undefined && id.format !== 'single') return String(get(record, id.field));
  const own = id.format === 'single' ? id.format : get(record, id.field);
  return scoped([...linksOf(rule).map(({ field }) => get(record, field)), own]);
}

/** The key of the record with this id below the parent and contexts in these path parameters. */
export function keyAt({ rule }: Ruled, params: Json, id: string): string {
  if (rule.id.scope === undefined && rule.id.format !== 'single') return id;
  const own = rule.id.format === 'single' ? rule.id.format : id;
  return scoped([...linksOf(rule).map(({ parameter }) => params[parameter]), own]);
}

const scoped = (parts: readonly unknown[]): string =>
  parts.map((part) => (part === undefined ? '' : encodeURIComponent(String(part)))).join('/');

const none: readonly Link[] = [];

interface Link {
  parameter: string;
  field: string;
}

/** The path parameters that name contexts and the parent, in this order, with the fields that store them. */
export const linksOf = ({ context, parent }: Pick<ResourceRule, 'context' | 'parent'>): readonly Link[] =>
  context === undefined && parent === undefined ? none : [...(context ?? []), ...(parent ? [parent] : [])];

/** Whether a record is in the contexts of the path. A record without a context is in each. */
export function isInContext({ rule }: Ruled, record: Json, params: Json): boolean {
  if (rule.context === undefined) return true;
  return rule.context.every(({ parameter, field }) => {
    const [wanted, stored] = [params[parameter], get(record, field)];
    return wanted === undefined || stored === undefined || String(stored) === String(wanted);
  });
}

/** The fields that a new record gets from the contexts in the path. */
export function contextFields({ rule }: Ruled, params: Json): Json {
  let record: Json = {};
  for (const { parameter, field } of rule.context ?? [])
    if (params[parameter] !== undefined) record = set(record, field, params[parameter]);
  return record;
}

/** The path parameter that names the record, the last one if the rule does not say; '': none does. */
export function recordParameter(rule: OperationRule, parameters: readonly string[]): string {
  // These look up no record of their own resource.
  if (rule.verb === 'singleton' || rule.verb === 'list' || rule.verb === 'create') return '';
  if (!('record' in rule) || rule.record === undefined) return ownName(rule, parameters.at(-1) ?? '');
  return 'path' in rule.record ? rule.record.path : '';
}

/** What the resource calls a path parameter of the operation. */
export const ownName = (rule: OperationRule, parameter: string): string =>
  ('parameters' in rule ? rule.parameters?.[parameter] : undefined) ?? parameter;

/** The values of path parameters by the names that the resource gives them, beside those of the path. */
export function withOwnNames(rule: OperationRule, params: Json): Json {
  if (!('parameters' in rule) || rule.parameters === undefined) return params;
  const out = { ...params };
  for (const [name, own] of Object.entries(rule.parameters)) if (Object.hasOwn(params, name)) out[own] = params[name];
  return out;
}

const MAX_LEVELS = 10;

/** The resource whose record a path parameter names; undefined: none, for example for a context. */
export function namedBy(
  resourceRule: (resource: string) => ResourceRule | undefined,
  name: string,
  parameter: string,
  record: string,
): string | undefined {
  let at: string | undefined = name;
  for (let level = 0; at !== undefined && level < MAX_LEVELS; level++) {
    const rule: ResourceRule | undefined = resourceRule(at);
    if (rule?.context?.some((item) => item.parameter === parameter)) return undefined;
    if (rule?.parent?.parameter === parameter) return rule.parent.open ? undefined : rule.parent.resource;
    at = rule?.parent?.resource;
  }
  return record === parameter ? name : undefined;
}

/** Keywords that a path parameter may violate if it only separates groups of records. */
const TEXT_KEYWORDS = new Set(['pattern', 'format', 'minLength', 'maxLength']);

/**
 * Whether a mistake in a path parameter is ignored: the parameter is an inferred context or open parent, so each of
 * its values has a group of records of its own.
 */
export function isOnlyDivider(
  resourceRule: (resource: string) => ResourceRule | undefined,
  rule: OperationRule,
  { field, keyword }: { field: string; keyword: string },
): boolean {
  if (!TEXT_KEYWORDS.has(keyword)) return false;
  const parameter = ownName(rule, field);
  let at = 'resource' in rule ? rule.resource : undefined;
  for (let level = 0; at !== undefined && level < MAX_LEVELS; level++) {
    const { context, parent }: Partial<ResourceRule> = resourceRule(at) ?? {};
    const divider = [...(context ?? []), ...(parent?.open ? [parent] : [])].find((one) => one.parameter === parameter);
    if (divider) return divider.field.startsWith('$') && isInferred(divider.evidence);
    at = parent?.resource;
  }
  return false;
}

/** Link fields that begin with `$`. They are stored and never shown. */
export const hiddenLinks = (rule: ResourceRule): string[] =>
  [...linksOf(rule).map(({ field }) => field)].filter((field) => field.startsWith('$'));

/** The records of a child resource below this record. */
export function childrenOf(view: View, resource: Resource, record: Json, child: Resource): Json[] {
  const parent = String(get(record, resource.rule.id.field));
  if (resource.rule.id.scope === undefined) return view.page(child.name, { parent }).items;
  return view.page(child.name, { parent, where: (json) => isInSamePlace(resource, record, child, json) }).items;
}

/** Whether a record is the parent of a child. Its id may also be that of another record, below another parent. */
export const isParentOf = (resource: Ruled, record: Json, child: Ruled, json: Json): boolean =>
  child.rule.parent !== undefined &&
  String(get(record, resource.rule.id.field)) === String(get(json, child.rule.parent.field)) &&
  (resource.rule.id.scope === undefined || isInSamePlace(resource, record, child, json));

/** Whether a child is in the contexts that divide the records of its parent. */
const isInSamePlace = (resource: Ruled, record: Json, child: Ruled, json: Json): boolean =>
  linksOf(resource.rule).every(({ parameter, field }) => {
    const own = child.rule.context?.find((item) => item.parameter === parameter);
    return own === undefined || String(get(json, own.field)) === String(get(record, field));
  });
