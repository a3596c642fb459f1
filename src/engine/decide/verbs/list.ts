/** list: filters, sorts, selects a page, and computes the reply's page values. */
import type { PageRule, RuleOf } from '../../../grammar/behavior.js';
import type { Json } from '../../../grammar/json.js';
import type { Decision } from '../../model/call.js';
import type { Address, DecideContext, Resource } from '../../model/vendor.js';
import { predicate } from '../filter.js';
import { parentOf, resourceNamed } from '../../records/locate.js';
import { listPage, idsOf, type ListPage, type PageIds } from '../page.js';
import { linkHeader, linkTo, neighbours, type Neighbours } from '../page-links.js';
import { shownRecord } from '../shown-record.js';
import { Refusal } from '../../model/refusal.js';
import { once } from '../../values/once.js';
import { template } from '../../values/template.js';

export function list(context: DecideContext, rule: RuleOf<'list'>): Decision | Refusal {
  const { view, vendor, input } = context;
  const resource = resourceNamed(vendor, rule.resource);
  const parent = parentOf(context, resource);
  if (parent instanceof Refusal) return parent;
  const where = predicate(context, resource, rule);
  const scope = { ...(parent && { parent: String(parent.id) }), ...(where && { where }) };
  const page = listPage(context, resource, rule, scope);
  if (page instanceof Refusal) return page;
  const { names } = context.vendor.cache.of(template, rule.reply);
  const counts =
    names.has('total') || names.has('pageCount') || names.has('lastLink') || rule.page?.linkHeader === true;
  const total = counts ? view.count(resource.name, scope) : undefined;
  const values: Json = {
    items: page.items.map((item) => listItem(context, resource, rule, item)),
    limit: page.paging.limit,
    offset: page.paging.offset ?? (page.paging.after === undefined && rule.page?.offset !== undefined ? 0 : undefined),
    page: rule.page?.style === 'page' ? (input.query[rule.page.position] ?? rule.page.first ?? 1) : undefined,
    total,
    count: page.items.length,
    hasMore: page.hasMore,
    isFirst: !page.hasBefore,
    isLast: !page.hasMore,
    isEmpty: page.items.length === 0,
  };
  return rule.page ? listWithPages(context.address, resource, rule.page, page, names, values) : { changes: [], values };
}

function listItem(context: DecideContext, resource: Resource, { each }: RuleOf<'list'>, record: Json): unknown {
  const { values } = shownRecord(context, resource, record);
  return each === undefined ? values['item'] : context.vendor.cache.of(template, each).fill(values);
}

/** Adds the values of pages that the reply shows, because links take time. */
function listWithPages(
  address: Address,
  resource: Resource,
  rule: PageRule,
  page: ListPage,
  names: ReadonlySet<string>,
  values: Json,
): Decision {
  const ids = idsOf(resource, page.items);
  const total = values['total'] as number | undefined;
  const pages = once(() => neighbours(rule, page, ids, total));
  const list: PagedList = { ids, address, rule, page, total, pages };
  const none = rule.end === undefined || rule.end === 'omitted' ? undefined : rule.end === 'null' ? null : '';
  for (const name of names) {
    const compute = PAGE_VALUES.get(name);
    if (compute) values[name] = compute(list) ?? none;
  }
  const header = rule.linkHeader ? linkHeader(address, pages()) : undefined;
  return { changes: [], values, ...(header !== undefined && { headers: { link: header } }) };
}

interface PagedList {
  ids: PageIds;
  address: Address;
  rule: PageRule;
  page: ListPage;
  /** undefined: not counted */
  total: number | undefined;
  pages: () => Neighbours;
}

/** By name in the reply; undefined for pages and records that do not exist. */
const PAGE_VALUES: ReadonlyMap<string, (list: PagedList) => unknown> = new Map([
  ['firstId', ({ ids }) => ids.firstId],
  ['lastId', ({ ids }) => ids.lastId],
  ['pageCount', (list) => countOf(list)],
  ['nextCursor', (list) => (list.rule.style === 'ids' || list.page.next ? positionOfPage(list, 'next') : undefined)],
  ['nextLink', (list) => linkOf(list, 'next')],
  ['previousLink', (list) => linkOf(list, 'previous')],
  ['firstLink', (list) => linkOf(list, 'first')],
  ['lastLink', (list) => linkOf(list, 'last')],
  ['nextPage', (list) => positionOfPage(list, 'next')],
  ['previousPage', (list) => positionOfPage(list, 'previous')],
  ['nextOffset', (list) => positionOfPage(list, 'next')],
]);

const positionOfPage = ({ rule, pages }: PagedList, to: keyof Neighbours): unknown => pages()[to]?.[rule.position];

function linkOf({ address, rule, pages }: PagedList, to: keyof Neighbours): string | undefined {
  const parameters = pages()[to];
  return parameters && linkTo(address, rule.links, parameters);
}

function countOf({ rule, page, total }: PagedList): number | undefined {
  const { limit } = page.paging;
  if (total === undefined) return undefined;
  return Math.max(rule.emptyPageCount ?? 0, limit ? Math.ceil(total / limit) : Math.min(total, 1));
}
