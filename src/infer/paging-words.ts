/** Maps the properties around a list to the engine's template names for pages. */
import type { PageRule } from '../grammar/behavior.js';
import { isAbout, type Meaning } from './envelope.js';
import type { SchemaAt } from './openapi-document.js';
import { allowsNull, type Schemas } from './schemas.js';
import { folded } from './words.js';

const TOTAL =
  /^(total|totalcount|totalitems|totalresults|totalrecords|totalelements|totalentries|totalsize|count|itemcount|resultcount|recordcount|numfound|totalobjects|estimatedtotal|results)$/;
const COUNT = /^(count|numberofelements|length|itemcount|resultcount|size|num|returned)$/;
const PAGES = /^(totalpages|pagecount|numpages|lastpage|pages|pagetotal)$/;
const NUMBER = /^(page|currentpage|pagenumber|number|pageindex|pageno)$/;
const LIMIT = /^(limit|pagesize|perpage|size|itemsperpage|pagelimit|maxresults)$/;
const OFFSET = /^(offset|skip|start|startindex|from)$/;
const NEXT =
  /^(next|nextpage|nextcursor|nextpagetoken|nexttoken|nextpageuri|nextpageurl|nexturl|nexturi|nextlink|odatanextlink|continuationtoken|continue|cursor|pagetoken|endcursor|after|marker|nextmarker|nextoffset|starttingafter|bookmark|path|uri|href)$/;
const PREVIOUS =
  /^(prev|previous|prevpage|previouspage|previouspageuri|previouspageurl|prevurl|previousurl|previouslink|prevlink)$/;

/** @param page the page rule; undefined: no paging */
export const pagingMeaning =
  (schemas: Schemas, page: PageRule | undefined): Meaning =>
  (name, place, whole) => {
    const types = schemas.facts(place).types;
    const bare = folded(name);
    if (types.has('boolean')) return flagMeaning(bare);
    if (types.has('integer') || types.has('number'))
      return numberMeaning(schemas, bare, whole, page) ?? (page ? undefined : onlyPage(bare, place));
    if (!types.has('string')) return undefined;
    return page === undefined ? noOtherPage(bare, place) : textMeaning(place, bare, page);
  };

/** The numbers of a list that has all records on one page, whatever page its example shows. */
function onlyPage(bare: string, place: SchemaAt): unknown {
  if (PAGES.test(bare)) return 1;
  if (NUMBER.test(bare)) return Number(place.schema['minimum'] ?? (bare === 'pageindex' ? 0 : 1));
  return OFFSET.test(bare) ? 0 : noOtherPage(bare, place);
}

const noOtherPage = (bare: string, { schema }: SchemaAt): unknown =>
  (NEXT.test(bare) || PREVIOUS.test(bare)) && allowsNull(schema) ? null : undefined;

/** Flags that are true where there are further records, and where there are none. */
export const MORE = /more|next|truncated|incomplete/;
export const LAST = /^(is)?(last(page)?|done|end(oflist)?|finalpage)$/;

function flagMeaning(bare: string): string | undefined {
  if (MORE.test(bare)) return '$hasMore';
  if (LAST.test(bare)) return '$isLast';
  if (/^(is)?first(page)?$/.test(bare)) return '$isFirst';
  return /^(is)?empty$/.test(bare) ? '$isEmpty' : undefined;
}

function numberMeaning(
  schemas: Schemas,
  bare: string,
  whole: SchemaAt,
  page: PageRule | undefined,
): string | undefined {
  const others = [...schemas.facts(whole).properties.keys()].map(folded);
  const hasTotal = others.some((other) => other !== bare && TOTAL.test(other) && other.startsWith('total'));
  if (COUNT.test(bare) && hasTotal && bare !== 'size') return '$count';
  if (TOTAL.test(bare) || (/count$|^total/.test(bare) && !PAGES.test(bare))) return '$total';
  if (page === undefined) return undefined;
  if (PAGES.test(bare)) return '$pageCount';
  if (NUMBER.test(bare)) return page.style === 'page' ? '$page' : undefined;
  if (LIMIT.test(bare)) return '$limit';
  if (OFFSET.test(bare)) return page.style === 'offset' || page.offset !== undefined ? '$offset' : undefined;
  if (NEXT.test(bare)) return page.style === 'offset' ? '$nextOffset' : page.style === 'page' ? '$nextPage' : undefined;
  return PREVIOUS.test(bare) && page.style === 'page' ? '$previousPage' : undefined;
}

function textMeaning({ schema }: SchemaAt, bare: string, page: PageRule): string | undefined {
  if (/^firstid$/.test(bare) || (page.style === 'ids' && bare === 'startcursor')) return '$firstId';
  if (/^lastid$/.test(bare) || (page.style === 'ids' && bare === 'endcursor')) return '$lastId';
  const isLink =
    /ur[il]|link|href/.test(bare) || /ur[il]/.test(String(schema['format'] ?? '')) || isUrl(schema['example']);
  const isPlainLink = page.style !== 'cursor' && page.style !== 'ids';
  if (/^first(page)?(ur[il]|link)?$/.test(bare) && (isLink || isPlainLink)) return '$firstLink';
  if (/^last(page)?(ur[il]|link)?$/.test(bare) && (isLink || isPlainLink)) return '$lastLink';
  if (PREVIOUS.test(bare)) return isLink || isPlainLink ? '$previousLink' : undefined;
  const isPosition = !isPlainLink && [folded(page.position), `next${folded(page.position)}`].includes(bare);
  if (!NEXT.test(bare) && !isPosition) return undefined;
  if (/^(path|uri|href)$/.test(bare)) return undefined;
  return isLink || (isPlainLink && !/token|cursor/.test(bare)) ? '$nextLink' : '$nextCursor';
}

const isUrl = (value: unknown): boolean => typeof value === 'string' && /^https?:\/\//.test(value);

/** Whether the schema of the number of pages does not allow 0. */
export const forbidsZeroPages = (schemas: Schemas, reply: SchemaAt | undefined, depth = 0): boolean =>
  reply !== undefined &&
  [...schemas.facts(reply).properties].some(([name, places]) =>
    places.some((place) => {
      const inner = schemas.unwrapped(place);
      const least = Number(inner.schema['minimum'] ?? 0);
      return PAGES.test(folded(name))
        ? least >= 1
        : depth < 1 && isAbout(name) && forbidsZeroPages(schemas, inner, depth + 1);
    }),
  );
