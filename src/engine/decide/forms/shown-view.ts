/** A view of records in the forms of their resources: `sameRecordsAs` and `only`. */
import type { Json } from '../../../grammar/json.js';
import type { Resource, Vendor } from '../../model/vendor.js';
import type { Page, PageQuery, View } from '../../model/view.js';
import { holdsOneOf, resourceNamed } from '../../records/locate.js';
import { storedAs } from '../../records/record-key.js';
import { fromStored, isInForm } from './convert-form.js';

export class ShownView implements View {
  constructor(
    private readonly vendor: Vendor,
    private readonly stored: View,
  ) {}

  get(name: string, id: string): Json | undefined {
    const resource = resourceNamed(this.vendor, name);
    const record = this.stored.get(storedAs(resource), id);
    return record && isShown(resource, record) ? inResourceForm(resource, record) : undefined;
  }

  /**
   * Also finds records that the resource does not show, because unique values must be unique among all stored records.
   * Finds none for a resource with `sameRecordsAs`: conflicts are found among the stored records.
   */
  find(name: string, fields: readonly string[], values: readonly unknown[]): Json | undefined {
    const { sameRecordsAs } = resourceNamed(this.vendor, name).rule;
    return sameRecordsAs === undefined ? this.stored.find(name, fields, values) : undefined;
  }

  page(name: string, query: PageQuery): Page {
    const resource = resourceNamed(this.vendor, name);
    const page = this.stored.page(storedAs(resource), { ...query, ...conditionOf(resource, query) });
    return { ...page, items: page.items.map((record) => inResourceForm(resource, record)) };
  }

  count(name: string, query: Pick<PageQuery, 'parent' | 'where'>): number {
    const resource = resourceNamed(this.vendor, name);
    return this.stored.count(storedAs(resource), { ...query, ...conditionOf(resource, query) });
  }

  elsewhere(name: string, id: string): boolean {
    return this.stored.elsewhere(storedAs(resourceNamed(this.vendor, name)), id);
  }

  highest(name: string): number {
    return this.stored.highest(storedAs(resourceNamed(this.vendor, name)));
  }
}

/** A stored record as this resource shows it; empty if the resource does not show it. */
export const inOwnForm = (resource: Resource, stored: Json): Json[] =>
  isShown(resource, stored) ? [inResourceForm(resource, stored)] : [];

function inResourceForm(resource: Resource, record: Json): Json {
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
  return { where: (record) => isShown(resource, record) && (where?.(inResourceForm(resource, record)) ?? true) };
}
