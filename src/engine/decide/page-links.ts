/** Links to other pages of a list: in the reply's body, or as a Link header (RFC 8288). */
import type { PageRule } from '../../grammar/behavior.js';
import type { Address } from '../model/vendor.js';
import type { ListPage } from './page.js';

/** The query parameters of other pages; a page that does not exist is left out. */
export interface Neighbours {
  next?: PageParameters;
  previous?: PageParameters;
  first?: PageParameters;
  last?: PageParameters;
}

type PageParameters = Readonly<Record<string, string | number | undefined>>;

/** @param total number of records on all pages; undefined: not counted */
export function neighbours(
  rule: PageRule,
  { paging, hasMore, hasBefore, next, ...ids }: PagePosition,
  total?: number,
): Neighbours {
  const { limit, offset = 0 } = paging;
  const { position, before } = rule;
  switch (rule.style) {
    case 'offset':
    case 'page': {
      const at = (start: number): PageParameters => ({ [position]: positionOf(rule, start, limit) });
      const lastStart = total === undefined || !limit ? undefined : Math.max(0, Math.ceil(total / limit) - 1) * limit;
      return {
        ...(hasMore && limit !== undefined && { next: at(offset + limit) }),
        ...(hasBefore && { previous: at(Math.max(0, offset - (limit ?? offset))) }),
        first: at(0),
        ...(lastStart !== undefined && { last: at(lastStart) }),
      };
    }
    case 'cursor':
      return { ...(next && { next: { [position]: next() } }), first: { [position]: undefined } };
    case 'ids':
      return {
        ...(hasMore && { next: { [position]: String(ids.lastId), ...(before && { [before]: undefined }) } }),
        ...(hasBefore &&
          before !== undefined && { previous: { [before]: String(ids.firstId), [position]: undefined } }),
        first: { [position]: undefined, ...(before && { [before]: undefined }) },
      };
    default:
      return rule.style satisfies never;
  }
}

export interface PagePosition extends ListPage {
  firstId: unknown;
  lastId: unknown;
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
