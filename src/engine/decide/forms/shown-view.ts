/** A view of records in the forms of their resources: `sameRecordsAs` and `only`. */
import type { Json } from '../../../grammar/json.js';
import type { ResourceRule, SameRecordsRule } from '../../../grammar/behavior.js';
import type { Resource, Vendor } from '../../model/vendor.js';
import type { Page, PageQuery, View } from '../../model/view.js';
import { holdsOneOf, resourceOf } from '../locate.js';
import { storedAs } from '../record-key.js';
import { fromStored, isInForm } from './form.js';

export class ShownView implements View {
  constructor(
    private readonly vendor: Vendor,
    private readonly stored: View,
  ) {}

  get(name: string, id: string): Json | undefined {
    const resource = resourceOf(this.vendor, name);
    const record = this.stored.get(storedAs(resource), id);
    return record && isShown(resource, record) ? shown(resource, record) : undefined;
  }

  /** Finds hidden records as well: unique values count in all. */
  find(name: string, fields: readonly string[], values: readonly unknown[]): Json | undefined {
    const resource = resourceOf(this.vendor, name);
    const { sameRecordsAs: rule } = resource.rule;
    if (rule === undefined) return this.stored.find(name, fields, values);
    const key = storedKey(rule, resourceOf(this.vendor, rule.resource).rule, fields);
    if (key === undefined) return undefined;
    const wanted = key.map(({ at, value }) => (at === undefined ? value : values[at]));
    const record = this.stored.find(
      rule.resource,
      key.map(({ path }) => path),
      wanted,
    );
    return record && fromStored(resource, rule, record);
  }

  page(name: string, query: PageQuery): Page {
    const resource = resourceOf(this.vendor, name);
    const page = this.stored.page(storedAs(resource), { ...query, ...conditionOf(resource, query) });
    return { ...page, items: page.items.map((record) => shown(resource, record)) };
  }

  count(name: string, query: Pick<PageQuery, 'parent' | 'where'>): number {
    const resource = resourceOf(this.vendor, name);
    return this.stored.count(storedAs(resource), { ...query, ...conditionOf(resource, query) });
  }

  elsewhere(name: string, id: string): boolean {
    return this.stored.elsewhere(storedAs(resourceOf(this.vendor, name)), id);
  }

  highest(name: string): number {
    return this.stored.highest(storedAs(resourceOf(this.vendor, name)));
  }
}

/** A stored record as this resource shows it; empty if the resource does not show it. */
export const inOwnForm = (resource: Resource, stored: Json): Json[] =>
  isShown(resource, stored) ? [shown(resource, stored)] : [];

function shown(resource: Resource, record: Json): Json {
  const { sameRecordsAs } = resource.rule;
  return sameRecordsAs === undefined ? record : fromStored(resource, sameRecordsAs, record);
}

const isShown = ({ rule: { only, sameRecordsAs } }: Resource, stored: Json): boolean =>
  (sameRecordsAs === undefined || isInForm(sameRecordsAs, stored)) &&
  (only === undefined || holdsOneOf(only.fields, stored));

/** The condition of a query, on stored records. */
function conditionOf(resource: Resource, { where }: Pick<PageQuery, 'where'>): Pick<PageQuery, 'where'> {
  const { only, sameRecordsAs } = resource.rule;
  if (only === undefined && sameRecordsAs === undefined) return {};
  return { where: (record) => isShown(resource, record) && (where?.(shown(resource, record)) ?? true) };
}

interface KeyPart {
  path: string;
  /** The position among the fields that are looked for; undefined: the value is fixed. */
  at?: number;
  value?: unknown;
}

/**
 * The stored unique key that has these fields of a form, and otherwise only fields with a fixed value; undefined: there
 * is none.
 */
export function storedKey(
  rule: SameRecordsRule,
  stored: ResourceRule,
  fields: readonly string[],
): KeyPart[] | undefined {
  const paths = fields.map((field) => rule.fields[field] ?? field);
  const fixed = rule.where ?? {};
  const keys = [...(stored.unique ?? []).map((item) => item.fields), ...(stored.aliases ?? []).map((alias) => [alias])];
  const key = keys.find(
    (item) => paths.every((path) => item.includes(path)) && item.every((path) => paths.includes(path) || path in fixed),
  );
  return key?.map((path) => (paths.includes(path) ? { path, at: paths.indexOf(path) } : { path, value: fixed[path] }));
}
