/** list: filters, order, pages, and what the reply tells of them. */
import type { PageRule, RuleOf } from '../../../grammar/behavior.js';
import type { Json } from '../../../grammar/json.js';
import type { Decision } from '../../model/call.js';
import type { Address, DecideContext, Resource } from '../../model/vendor.js';
import { predicate } from '../filter.js';
import { parentOf, resourceOf } from '../locate.js';
import { cut, idsOf, type Cut } from '../page.js';
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
  const page = cut(context, resource, rule, scope);
  if (page instanceof Refusal) return page;
  const { names } = context.vendor.derived.of(template, rule.reply);
  const counts =
    names.has('total') || names.has('pageCount') || names.has('lastLink') || rule.page?.linkHeader === true;
  const total = counts ? view.count(resource.name, scope) : undefined;
  const values: Json = {
    items: page.items.map((item) => shown(context, resource, rule, item)),
    limit: page.paging.limit,
    offset: page.paging.offset,
    page: rule.page?.style === 'page' ? (input.query[rule.page.position] ?? rule.page.first ?? 1) : undefined,
    total,
    count: page.items.length,
    hasMore: page.hasMore,
  };
  return rule.page ? paged(context.address, resource, rule.page, page, names, values) : { changes: [], values };
}

function shown({ vendor, view }: DecideContext, resource: Resource, { each }: RuleOf<'list'>, record: Json): unknown {
  const item = present(vendor, view, resource, record);
  return each === undefined
    ? item
    : vendor.derived.of(template, each).fill({ item, id: get(record, resource.rule.id.field) });
}

/** What names the pages beside this one; made only where the reply has it. */
function paged(
  address: Address,
  resource: Resource,
  rule: PageRule,
  page: Cut,
  names: ReadonlySet<string>,
  values: Json,
): Decision {
  const ids = idsOf(resource, page.items);
  const total = values['total'] as number | undefined;
  const isTold = rule.linkHeader === true || TOLD.some((name) => names.has(name));
  const pages: Neighbours = isTold ? neighbours(rule, { ...page, ...ids }, total) : {};
  const header = rule.linkHeader ? linkHeader(address, pages) : undefined;
  return {
    changes: [],
    values: {
      ...values,
      ...withEnd(rule, { ...ids, ...told(address, rule, page, pages) }),
      pageCount: countOf(page, total),
    },
    ...(header !== undefined && { headers: { link: header } }),
  };
}

const TOLD = [
  'nextCursor',
  'nextLink',
  'previousLink',
  'firstLink',
  'lastLink',
  'nextPage',
  'previousPage',
  'nextOffset',
];

function told(address: Address, rule: PageRule, { next }: Cut, pages: Neighbours): Json {
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

/** Where there is no such page or record, what the rule says of it. */
function withEnd({ end = 'omitted' }: PageRule, values: Json): Json {
  if (end === 'omitted') return values;
  const none = end === 'null' ? null : '';
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? none]));
}

const countOf = ({ paging: { limit } }: Cut, total: number | undefined): number | undefined =>
  total === undefined ? undefined : limit ? Math.ceil(total / limit) : Math.min(total, 1);
