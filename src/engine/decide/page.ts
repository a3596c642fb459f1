/** Selects one page of a list, by offset, page number, cursor or ids. */
import type { PageRule, RuleOf } from '../../grammar/behavior.js';
import type { Json } from '../../grammar/json.js';
import type { DecideContext, Resource } from '../model/vendor.js';
import type { Page, PageQuery, ListPosition } from '../model/view.js';
import { Refusal } from '../model/refusal.js';
import { compare } from '../values/compare.js';
import { get } from '../values/paths.js';

/** The page that the query requests. */
export interface Paging {
  limit?: number;
  offset?: number;
  after?: ListPosition;
}

export interface ListPage {
  items: Json[];
  hasMore: boolean;
  /** Whether there are records before the page. */
  hasBefore: boolean;
  paging: Paging;
  /** Makes the cursor of the next page; undefined: there is no next page, or the style has no cursors. */
  next: (() => string) | undefined;
}

type Scope = Pick<PageQuery, 'parent' | 'where'>;

export function listPage(
  context: DecideContext,
  resource: Resource,
  rule: RuleOf<'list'>,
  scope: Scope,
): ListPage | Refusal {
  const paging = pagingOf(context, rule);
  if (paging instanceof Refusal) return paging;
  if (rule.page?.style === 'ids') return pageById(context, resource, rule.page, scope, paging);
  const { query } = context.input;
  const page = rule.sort
    ? slice(sorted(context, rule, scope), paging)
    : context.view.page(resource.name, { ...scope, ...paging });
  const { next } = page;
  return {
    items: page.items,
    hasMore: next !== undefined,
    hasBefore: (paging.offset ?? 0) > 0 || paging.after !== undefined,
    paging,
    next: next && (() => writeCursor(next, fingerprint(query, rule))),
  };
}

function pagingOf({ input: { query } }: DecideContext, rule: RuleOf<'list'>): Paging | Refusal {
  const { page } = rule;
  if (!page) return {};
  const sent = page.limit === undefined ? 0 : nonNegative(query[page.limit]);
  // Where zero and less are allowed, they ask for no limit: `-1` is a default of some documents.
  const limit = sent === 0 ? page.size : sent;
  const size = limit === undefined ? {} : { limit };
  const at = query[page.position];
  switch (page.style) {
    case 'offset':
      return { ...size, offset: nonNegative(at ?? 0) };
    case 'page':
      return { ...size, offset: nonNegative(Number(at ?? page.first ?? 1) - (page.first ?? 1)) * (limit ?? 0) };
    case 'cursor':
      return at === undefined
        ? { ...size, ...offsetOf(query, page) }
        : afterCursor(size, readCursor(String(at), fingerprint(query, rule), page.position));
    case 'ids':
      return size;
    default:
      return page.style satisfies never;
  }
}

/** A list with cursors may also start at a number of records. */
const offsetOf = (query: Json, { offset }: PageRule): Pick<Paging, 'offset'> => {
  const at = offset === undefined ? undefined : query[offset];
  return at === undefined ? {} : { offset: nonNegative(at) };
};

const afterCursor = (size: Paging, after: ListPosition | Refusal): Paging | Refusal =>
  after instanceof Refusal ? after : { ...size, after };

/** Contracts may lack a minimum for limits and offsets. */
const nonNegative = (value: unknown): number => Math.max(0, Number(value) || 0);

/** The page after or before the record with a given id. */
function pageById(
  { view, input: { query } }: DecideContext,
  resource: Resource,
  page: PageRule,
  scope: Scope,
  paging: Paging,
): ListPage | Refusal {
  const { items } = view.page(resource.name, scope);
  const placeOf = (parameter: string | undefined): number | Refusal | undefined => {
    const id = parameter === undefined ? undefined : query[parameter];
    if (parameter === undefined || id === undefined) return undefined;
    const at = items.findIndex((item) => String(get(item, resource.rule.id.field)) === String(id));
    return at < 0 ? new Refusal('invalid', { id, field: parameter, issues: [unknownCursor(parameter)] }) : at;
  };
  const behind = placeOf(page.position);
  const before = placeOf(page.before);
  if (behind instanceof Refusal) return behind;
  if (before instanceof Refusal) return before;
  const { limit = items.length } = paging;
  const start = before === undefined ? (behind ?? -1) + 1 : Math.max(0, before - limit);
  const end = Math.min(before ?? items.length, start + limit);
  return {
    items: items.slice(start, end),
    hasMore: before === undefined ? end < items.length : start > 0,
    hasBefore: start > 0,
    paging,
    next: undefined,
  };
}

/** All records of the scope in the order that the client requests. */
function sorted(context: DecideContext, rule: RuleOf<'list'>, scope: Scope): Json[] {
  const { items } = context.view.page(rule.resource, scope);
  const { sort } = rule;
  if (sort === undefined) return items;
  const { query } = context.input;
  const named = query[sort.parameter];
  const by = typeof named === 'string' ? named : sort.default;
  const [name, first] = by.startsWith('-') ? [by.slice(1), -1] : [by, 1];
  const path = sort.fields !== undefined && Object.hasOwn(sort.fields, name) ? sort.fields[name] : name;
  const direction = sort.direction === undefined ? undefined : query[sort.direction];
  const sign = /^desc/i.test(String(direction ?? '')) ? -first : first;
  return [...items].sort((a, b) => sign * compare(get(a, path ?? name), get(b, path ?? name)));
}

/** A page of a sorted list. Its cursor holds an index into the list. */
function slice(items: readonly Json[], { limit = Infinity, offset, after }: Paging): Page {
  const start = after ? after.seq : (offset ?? 0);
  const end = start + limit;
  return { items: items.slice(start, end), ...(end < items.length && { next: { key: null, seq: end } }) };
}

/** An opaque cursor: the end of the page and the query that it belongs to. */
const writeCursor = (end: ListPosition, query: string): string =>
  Buffer.from(JSON.stringify([query, end.key ?? null, end.seq])).toString('base64url');

const unknownCursor = (field: string) => ({ in: 'query', field, keyword: 'cursor', params: {} }) as const;

function readCursor(text: string, query: string, field: string): ListPosition | Refusal {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(read) && read.length === 3 && read[0] === query && Number.isSafeInteger(read[2]))
      return { key: read[1] as unknown, seq: read[2] as number };
  } catch {
    // Not a cursor of this server: refused below.
  }
  return new Refusal('invalid', { field, issues: [unknownCursor(field)] });
}

/** The query without cursor and limit. A cursor is valid only for the query that it was made for. */
function fingerprint(query: Json, rule: RuleOf<'list'>): string {
  const own = [rule.page?.position, rule.page?.limit, rule.page?.offset];
  const rest = Object.entries(query).filter(([name]) => !own.includes(name));
  return JSON.stringify(rest.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The ids of the first and last record of a page. */
export interface PageIds {
  firstId: unknown;
  lastId: unknown;
}

export const idsOf = (resource: Resource, items: readonly Json[]): PageIds => {
  const id = (record: Json | undefined): unknown => record && get(record, resource.rule.id.field);
  return { firstId: id(items[0]), lastId: id(items.at(-1)) };
};
