/** list: filters, order, and the three styles of paging. */
import type { Json } from '../../../grammar/json.js';
import type { DecideContext } from '../../model/vendor.js';
import type { Decision } from '../../model/call.js';
import type { Page, PageQuery, Place } from '../../model/view.js';
import { parentOf, present, resourceOf } from '../locate.js';
import type { FilterRule, OperationRule } from '../../../grammar/behavior.js';
import { equal, get, getAll } from '../../values/paths.js';
import { Refusal } from '../../refusals/refusal.js';
import { template } from '../../values/template.js';

type ListRule = Extract<OperationRule, { verb: 'list' }>;

export function list(context: DecideContext, rule: ListRule): Decision {
  const { view, vendor, input } = context;
  const resource = resourceOf(vendor, rule.resource);
  const parent = parentOf(context, resource);
  const where = predicate(context, rule);
  const scope = { ...(parent && { parent: String(parent.id) }), ...(where && { where }) };
  const paging = position(context, rule);
  const page = rule.sort ? sorted(context, rule, scope) : view.page(resource.name, { ...scope, ...paging });
  const named = template(rule.reply).names;
  return {
    changes: [],
    values: {
      items: page.items.map((item) => present(vendor, view, resource, item)),
      limit: paging.limit,
      offset: paging.offset,
      page: rule.page?.style === 'page' ? input.query[rule.page.position] : undefined,
      total: named.has('total') ? view.count(resource.name, scope) : undefined,
      hasMore: page.next !== undefined,
      nextCursor: page.next && named.has('nextCursor') ? cursor(page.next, fingerprint(input.query, rule)) : undefined,
    },
  };
}

function predicate(context: DecideContext, rule: ListRule): ((record: Json) => boolean) | undefined {
  const tests = Object.entries(rule.filters ?? {}).flatMap(([parameter, filter]) => {
    const wanted = context.input.query[parameter];
    return wanted === undefined ? [] : [test(context, filter, wanted)];
  });
  return tests.length === 0 ? undefined : (record) => tests.every((passes) => passes(record));
}

function test(context: DecideContext, filter: FilterRule, wanted: unknown): (record: Json) => boolean {
  const fold = (value: unknown): unknown =>
    filter.ignoreCase && typeof value === 'string' ? value.toLowerCase() : value;
  const target = fold(wanted);
  const matches = (value: unknown): boolean =>
    filter.match === 'equals'
      ? equal(fold(value), target)
      : typeof value === 'string' && String(fold(value)).includes(String(target));
  const seen = (value: unknown): unknown => {
    const { through } = filter;
    if (!through || value === null) return value;
    const other = context.view.get(through.resource, String(value));
    return other && get(other, through.field);
  };
  return (record) => {
    const values = getAll(record, filter.field);
    if (filter.nullMatches && (values.length === 0 || values.includes(null))) return true;
    return values.some((value) => matches(seen(value)));
  };
}

function position({ input }: DecideContext, rule: ListRule): Pick<PageQuery, 'limit' | 'offset' | 'after'> {
  if (!rule.page) return {};
  const limit = Number(input.query[rule.page.limit]);
  const at = input.query[rule.page.position];
  switch (rule.page.style) {
    case 'offset':
      return { limit, offset: Number(at ?? 0) };
    case 'page':
      return { limit, offset: (Number(at ?? 1) - 1) * limit };
    case 'cursor':
      return at === undefined
        ? { limit }
        : { limit, after: place(String(at), fingerprint(input.query, rule), rule.page.position) };
    default:
      return rule.page.style satisfies never;
  }
}

/** An order of the client's choice: the whole list is read, which is what such a list returns anyway. */
function sorted(context: DecideContext, rule: ListRule, scope: Pick<PageQuery, 'parent' | 'where'>): Page {
  const { items } = context.view.page(rule.resource, scope);
  const named = rule.sort && context.input.query[rule.sort.parameter];
  const by = typeof named === 'string' ? named : (rule.sort?.default ?? '');
  const [path, sign] = by.startsWith('-') ? [by.slice(1), -1] : [by, 1];
  return { items: [...items].sort((a, b) => sign * compare(get(a, path), get(b, path))) };
}

/** undefined and null first, numbers before text, text by code unit: the same on every machine and in every locale. */
export function compare(a: unknown, b: unknown): number {
  const [x, y] = [rank(a), rank(b)];
  if (x !== y) return x - y;
  if (x === 0 || a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

const rank = (value: unknown): number =>
  value === undefined || value === null ? 0 : typeof value === 'boolean' ? 1 : typeof value === 'number' ? 2 : 3;

/** A cursor says where the page ended and which query it belongs to; clients may not read it. */
const cursor = (end: Place, query: string): string =>
  Buffer.from(JSON.stringify([query, end.key ?? null, end.seq])).toString('base64url');

function place(text: string, query: string, field: string): Place {
  const issue = { in: 'query', field, keyword: 'cursor', params: {} } as const;
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(read) && read.length === 3 && read[0] === query && Number.isSafeInteger(read[2]))
      return { key: read[1] as unknown, seq: read[2] as number };
  } catch {
    // Not one of ours: refused below.
  }
  throw new Refusal('invalid', { field, issues: [issue] });
}

/** The query without its place and size: a cursor is good for the query that it was given for. */
function fingerprint(query: Json, rule: ListRule): string {
  const rest = Object.entries(query).filter(([name]) => name !== rule.page?.position && name !== rule.page?.limit);
  return JSON.stringify(rest.sort(([a], [b]) => (a < b ? -1 : 1)));
}
