/** Links to other pages of a list: in the reply's body, or as a Link header (RFC 8288). */
import type { PageRule } from '../../grammar/behavior.js';
import type { Address } from '../model/vendor.js';
import type { ListPage, PageIds } from './page.js';

/** The query parameters of other pages; undefined: there is no such page. */
export interface Neighbours {
  next?: PageParameters | undefined;
  previous?: PageParameters | undefined;
  first?: PageParameters | undefined;
  last?: PageParameters | undefined;
}

type PageParameters = Readonly<Record<string, string | number | undefined>>;

/**
 * @param ids of the first and last record of the page
 * @param total number of records on all pages; undefined: not counted
 */
export function neighbours(rule: PageRule, page: ListPage, ids: PageIds, total?: number): Neighbours {
  const { paging, hasMore, hasBefore, next } = page;
  const { limit, offset = 0 } = paging;
  const { position, before } = rule;
  switch (rule.style) {
    case 'offset':
    case 'page': {
      const at = (start: number): PageParameters => ({ [position]: positionOf(rule, start, limit) });
      const lastStart = total === undefined || !limit ? undefined : Math.max(0, Math.ceil(total / limit) - 1) * limit;
      return {
        next: hasMore && limit !== undefined ? at(offset + limit) : undefined,
        previous: hasBefore ? at(Math.max(0, offset - (limit ?? offset))) : undefined,
        first: at(0),
        last: lastStart === undefined ? undefined : at(lastStart),
      };
    }
    case 'cursor':
      return { next: next && { [position]: next() }, first: { [position]: undefined } };
    case 'ids':
      return {
        next: hasMore ? { [position]: String(ids.lastId), ...(before && { [before]: undefined }) } : undefined,
        previous:
          hasBefore && before !== undefined ? { [before]: String(ids.firstId), [position]: undefined } : undefined,
        first: { [position]: undefined, ...(before && { [before]: undefined }) },
      };
    default:
      return rule.style satisfies never;
  }
}

const positionOf = (rule: PageRule, start: number, limit = 1): number =>
  rule.style === 'page' ? Math.floor(start / (limit || 1)) + (rule.first ?? 1) : start;

/** The URL of the list with these query parameters replaced; undefined removes one. */
export function linkTo(address: Address, how: PageRule['links'], parameters: PageParameters): string {
  const query = new URLSearchParams(address.query);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) query.delete(name);
    else query.set(name, String(value));
  }
  const text = query.toString();
  return `${how === 'path' ? '' : address.base}${address.path}${text === '' ? '' : `?${text}`}`;
}

const RELATIONS = { first: 'first', previous: 'prev', next: 'next', last: 'last' } as const;

/** undefined: there is no other page. */
export function linkHeader(address: Address, pages: Neighbours): string | undefined {
  const links = (['first', 'previous', 'next', 'last'] as const).flatMap((name) => {
    const parameters = pages[name];
    return parameters ? [`<${linkTo(address, 'absolute', parameters)}>; rel="${RELATIONS[name]}"`] : [];
  });
  return links.length === 0 ? undefined : links.join(', ');
}
