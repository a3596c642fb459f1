/** list: filters, sorts, selects a page, and computes the reply's page values. */
import type { PageRule, RuleOf } from '../../../grammar/behavior.js';
import type { Json } from '../../../grammar/json.js';
import type { Decision } from '../../model/call.js';
import type { Address, DecideContext, Resource } from '../../model/vendor.js';
import { predicate } from '../filter.js';
import { parentOf, resourceOf } from '../locate.js';
import { listPage, idsOf, type ListPage } from '../page.js';
import { linkHeader, linkTo, neighbours, type Neighbours } from '../page-links.js';
import { present } from '../present.js';
import { Refusal } from '../../refusals/refusal.js';
import { get } from '../../values/paths.js';
import { template } from '../../values/template.js';

export function list(context: DecideContext, rule: RuleOf<'list'>): Decision | Refusal {
  const { view, vendor, input } = context;
  const resource = resourceOf(vendor, rule.resource);
  const parent = parentOf(context, resource);
  if (parent instanceof Refusal) return parent;
  const where = predicate(context, resource, rule);
  const scope = { ...(parent && { parent: String(parent.id) }), ...(where && { where }) };
  const page = listPage(context, resource, rule, scope);
  if (page instanceof Refusal) return page;
  const { names } = context.vendor.derived.of(template, rule.reply);
  const counts =
    names.has('total') || names.has('pageCount') || names.has('lastLink') || rule.page?.linkHeader === true;
  const total = counts ? view.count(resource.name, scope) : undefined;
  const values: Json = {
    items: page.items.map((item) => listItem(context, resource, rule, item)),
    limit: page.paging.limit,
    offset: page.paging.offset,
    page: rule.page?.style === 'page' ? (input.query[rule.page.position] ?? rule.page.first ?? 1) : undefined,
    total,
    count: page.items.length,
    hasMore: page.hasMore,
  };
  return rule.page ? listWithPages(context.address, resource, rule.page, page, names, values) : { changes: [], values };
}

function listItem(
  { vendor, view }: DecideContext,
  resource: Resource,
  { each }: RuleOf<'list'>,
  record: Json,
): unknown {
  const item = present(vendor, view, resource, record);
  return each === undefined
    ? item
    : vendor.derived.of(template, each).fill({ item, id: get(record, resource.rule.id.field) });
}

/** Adds links and cursors of other pages, if the reply shows them. */
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
  const needsPages = rule.linkHeader === true || PAGE_VALUES.some((name) => names.has(name));
  const pages: Neighbours = needsPages ? neighbours(rule, { ...page, ...ids }, total) : {};
  const header = rule.linkHeader ? linkHeader(address, pages) : undefined;
  return {
    changes: [],
    values: {
      ...values,
      ...withEnd(rule, { ...ids, ...pageValues(address, rule, page, pages) }),
      pageCount: countOf(page, total),
    },
    ...(header !== undefined && { headers: { link: header } }),
  };
}

const PAGE_VALUES = [
  'nextCursor',
  'nextLink',
  'previousLink',
  'firstLink',
  'lastLink',
  'nextPage',
  'previousPage',
  'nextOffset',
];

function pageValues(address: Address, rule: PageRule, { next }: ListPage, pages: Neighbours): Json {
  const link = (to: keyof Neighbours): string | undefined => {
    const parameters = pages[to];
    return parameters && linkTo(address, rule.links, parameters);
  };
  const place = (to: keyof Neighbours): unknown => pages[to]?.[rule.position];
  return {
    nextCursor: rule.style === 'ids' ? place('next') : next && pages.next ? place('next') : undefined,
    nextLink: link('next'),
    previousLink: link('previous'),
    firstLink: link('first'),
    lastLink: link('last'),
    nextPage: place('next'),
    previousPage: place('previous'),
    nextOffset: place('next'),
  };
}

/** Fills values of pages and records that do not exist: omitted, null or '', as the rule states. */
function withEnd({ end = 'omitted' }: PageRule, values: Json): Json {
  if (end === 'omitted') return values;
  const none = end === 'null' ? null : '';
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? none]));
}

const countOf = ({ paging: { limit } }: ListPage, total: number | undefined): number | undefined =>
  total === undefined ? undefined : limit ? Math.ceil(total / limit) : Math.min(total, 1);
