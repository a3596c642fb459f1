/** Infers paging, filters and sorting of a list from the names of its query parameters. */
import type { FilterRule, PageRule } from '../grammar/behavior.js';
import type { OperationFacts, ParameterFacts } from './operations.js';
import type { SchemaAt } from './openapi-document.js';
import { allowsNull, type Schemas } from './schemas.js';
import { filteredField, isUnknowable } from './list-filters.js';
import { forbidsZeroPages, LAST, MORE } from './paging-words.js';
import { exampleOfMedia } from './resource-rule.js';
import { stampOf } from './timestamps.js';
import { folded } from './words.js';

export interface ListRules {
  page: PageRule | undefined;
  filters: Record<string, FilterRule>;
  sort:
    | {
        parameter: string;
        default: string;
        direction?: string;
        fields?: Record<string, string>;
        evidence: { inferred: string };
      }
    | undefined;
  /** Query parameters without effect. */
  ignored: string[];
}

const LIMIT =
  /^(limit|pagesize|perpage|size|count|max|maxresults|maxitems|maxrecords|top|take|pagelimit|itemsperpage|num|results(perpage)?|maxpagesize|resultsize|batchsize|first)$/;
const IDS = /^(startingafter|afterid|sinceid|lastid|startafter)$/;
const BEFORE = /^(endingbefore|beforeid|untilid)$/;
const CURSOR =
  /^(cursor|pagetoken|nextpagetoken|token|nexttoken|continuationtoken|continue|marker|startcursor|pagecursor|nextcursor|after|pageafter|bookmark|scrollid|lastevaluatedkey|exclusivestartkey|startkey)$/;
const OFFSET = /^(offset|skip|start|from|startindex|pageoffset|firstresult)$/;
const PAGE = /^(page|pagenumber|pageindex|pageno|p|currentpage|pagenum)$/;
/** Default page size if the document has none. */
const PAGE_SIZE = 100;

export function listRules(
  schemas: Schemas,
  operation: OperationFacts,
  recordSchema: SchemaAt,
  wholeReply: SchemaAt | undefined,
  id: string | undefined,
  bodies: readonly SchemaAt[],
): ListRules {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  const page = pageRule(schemas, operation, query, wholeReply);
  const used = new Set([page?.limit, page?.position, page?.before, page?.offset]);
  const rest = query.filter(({ name }) => !used.has(name));
  const sort = sortRule(schemas, rest, recordSchema, id);
  const filters: Record<string, FilterRule> = Object.create(null) as Record<string, FilterRule>;
  const ignored: string[] = [];
  for (const parameter of rest) {
    if (parameter.name === sort?.parameter || parameter.name === sort?.direction) continue;
    const field = filteredField(schemas, parameter, recordSchema);
    if (field === undefined || isUnknowable(schemas, parameter, field, bodies)) ignored.push(parameter.name);
    else
      filters[parameter.name] = {
        field,
        match: 'equals',
        evidence: { inferred: `the parameter ${parameter.name} has the name of the field ${field}` },
      };
  }
  return { page, filters, sort, ignored };
}

const isNumber = (schemas: Schemas, { schema }: ParameterFacts): boolean => {
  const types = schema && schemas.facts(schema).types;
  // Some documents declare numbers as texts.
  const isDigits = ['default', 'example'].some((key) => /^\d+$/.test(String(schema?.schema[key] ?? '')));
  return types !== undefined && (types.has('integer') || types.has('number') || isDigits);
};

function pageRule(
  schemas: Schemas,
  operation: OperationFacts,
  query: readonly ParameterFacts[],
  reply: SchemaAt | undefined,
): PageRule | undefined {
  const named = (pattern: RegExp, numeric?: boolean): ParameterFacts | undefined =>
    query.find(
      (parameterFacts) =>
        pattern.test(folded(parameterFacts.name)) &&
        (numeric === undefined || isNumber(schemas, parameterFacts) === numeric),
    );
  const limit = named(LIMIT, true) ?? named(LIMIT);
  const before = named(BEFORE);
  const found = position(schemas, named, reply) ?? returned(schemas, query, reply);
  if (found === undefined) return undefined;
  const { style, parameter } = found;
  const offset = style === 'cursor' && !OFFSET.test(folded(parameter.name)) ? named(OFFSET, true) : undefined;
  const bounds = limit?.schema?.schema ?? {};
  const size = Number(bounds['default'] ?? Math.min(PAGE_SIZE, Number(bounds['maximum'] ?? PAGE_SIZE)));
  const first = parameter.schema?.schema;
  const isZero =
    style === 'page' && (first?.['default'] === 0 || (first?.['minimum'] === 0 && first['default'] === undefined));
  const hasLink = operation.successes.some(({ headers }) => headers.includes('link'));
  return {
    style,
    ...(limit && limit.name !== parameter.name && { limit: limit.name }),
    size: Number.isSafeInteger(size) && size > 0 ? size : PAGE_SIZE,
    position: parameter.name,
    ...(offset && { offset: offset.name }),
    ...(style === 'ids' && before && { before: before.name }),
    ...(isZero && { first: 0 as const }),
    end: endOf(schemas, reply, folded(parameter.name)),
    ...(showsPaths(operation) && !asksForUris(schemas, reply) && { links: 'path' as const }),
    ...(forbidsZeroPages(schemas, reply) && { emptyPageCount: 1 as const }),
    ...(hasLink && { linkHeader: true }),
    evidence: { inferred: `the parameters ${limit ? `${limit.name} and ` : ''}${parameter.name} say so` },
  };
}

/** Names of links to other pages. */
const LINK = /next|prev|first|last|href/i;

/** Whether a link without a host would break its schema. */
const asksForUris = (schemas: Schemas, reply: SchemaAt | undefined): boolean =>
  reply !== undefined &&
  [...schemas.facts(reply).properties].some(
    ([name, places]) =>
      LINK.test(name) &&
      places.some((place) => /^(uri|url|iri)$/.test(String(schemas.unwrapped(place).schema['format']))),
  );

/** Whether the document's own examples write links to other pages without a host. */
function showsPaths({ successes }: OperationFacts): boolean {
  const raw = successes.find(({ content }) => content !== undefined)?.content?.raw ?? {};
  const example = exampleOfMedia(raw);
  return typeof example === 'object' && example !== null && hasPath(example as Record<string, unknown>, 0);
}

const hasPath = (holder: Record<string, unknown>, depth: number): boolean =>
  Object.entries(holder).some(([name, value]) => {
    if (typeof value === 'string') return LINK.test(name) && value.startsWith('/');
    const isHolder = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isHolder && depth < 2 && hasPath(value as Record<string, unknown>, depth + 1);
  });

type Find = (pattern: RegExp, numeric?: boolean) => ParameterFacts | undefined;

function position(
  schemas: Schemas,
  named: Find,
  reply: SchemaAt | undefined,
): { style: PageRule['style']; parameter: ParameterFacts } | undefined {
  const choices: [PageRule['style'], ParameterFacts | undefined][] = [
    ['ids', named(IDS)],
    ['page', showsPages(schemas, reply) ? named(PAGE, true) : undefined],
    ['cursor', named(CURSOR, false) ?? named(OFFSET, false)],
    ['page', named(PAGE, true) ?? named(PAGE)],
    ['offset', named(OFFSET, true)],
    ['cursor', named(CURSOR)],
  ];
  for (const [style, parameter] of choices) if (parameter) return { style, parameter };
  return undefined;
}

/** A text that the reply has under the same name, so that the next call can send it. */
function returned(
  schemas: Schemas,
  query: readonly ParameterFacts[],
  reply: SchemaAt | undefined,
): { style: 'cursor'; parameter: ParameterFacts } | undefined {
  if (reply === undefined) return undefined;
  const { properties } = schemas.facts(reply);
  const isText = (place: SchemaAt): boolean => schemas.facts(place).types.has('string');
  const shown = [...properties].filter(([, places]) => places.some(isText));
  const tellsMore = [...properties].some(([name, places]) => {
    const says = MORE.test(folded(name)) || LAST.test(folded(name));
    return says && places.some((place) => schemas.facts(place).types.has('boolean'));
  });
  const parameter = query.find(({ name, required, schema }) => {
    if (required || schema === undefined || !isText(schema) || 'enum' in schemas.unwrapped(schema).schema) return false;
    return shown.some(
      ([other, places]) =>
        folded(other) === `next${folded(name)}` ||
        (folded(other) === folded(name) && tellsMore && places.some((place) => allowsNull(place.schema))),
    );
  });
  return parameter && { style: 'cursor', parameter };
}

/** Whether the reply has the number of its page. */
const showsPages = (schemas: Schemas, reply: SchemaAt | undefined): boolean =>
  reply !== undefined && [...schemas.facts(reply).properties.keys()].some((name) => PAGE.test(folded(name)));

/** The value of the next cursor or link if there is no next page, by its schema. */
function endOf(schemas: Schemas, reply: SchemaAt | undefined, position: string): NonNullable<PageRule['end']> {
  if (reply === undefined) return 'omitted';
  for (const [name, [place]] of schemas.facts(reply).properties) {
    const inner = place && schemas.unwrapped(place);
    if (place === undefined || inner === undefined) continue;
    const isAbout =
      schemas.facts(inner).properties.size > 0 && /next|paging|pagination|cursor|links|meta|page/i.test(name);
    const below = isAbout ? endOf(schemas, inner, position) : 'omitted';
    if (below !== 'omitted') return below;
    if (!(/next|cursor/i.test(name) || folded(name) === position) || !schemas.isScalar(inner)) continue;
    if (allowsNull(place.schema)) return 'null';
    if (schemas.facts(reply).required.has(name)) return 'empty';
  }
  return 'omitted';
}

const SORT = /^(sort|sortby|orderby|ordering|sortfield|orderfield|sortkey|sortcolumn|order)$/;
const DIRECTION = /^(order|direction|sortorder|sortdirection|orderdirection|dir|sortdir|ascending)$/;

function sortRule(
  schemas: Schemas,
  rest: readonly ParameterFacts[],
  recordSchema: SchemaAt,
  id: string | undefined,
): ListRules['sort'] {
  const names = [...schemas.facts(recordSchema).properties.keys()];
  const fallback =
    names.find((name) => stampOf(name) === 'created') ??
    (id !== undefined && idIsNumber(schemas, recordSchema, id) ? id : undefined);
  if (fallback === undefined) return undefined;
  for (const parameter of rest) {
    if (!SORT.test(folded(parameter.name)) || parameter.schema === undefined) continue;
    const { enum: choices } = schemas.unwrapped(parameter.schema).schema;
    const values = Array.isArray(choices) ? choices.map(String) : [];
    const fields = Object.fromEntries(
      values.flatMap((value) => {
        const field = names.find((name) => folded(name) === folded(value));
        return field === undefined ? [] : [[value.replace(/^-/, ''), field]];
      }),
    );
    if (Object.keys(fields).length === 0) continue;
    const direction = rest.find((other) => other !== parameter && DIRECTION.test(folded(other.name)));
    return {
      parameter: parameter.name,
      default: fallback,
      ...(direction && { direction: direction.name }),
      fields,
      evidence: { inferred: `the choices of the parameter ${parameter.name} are names of fields` },
    };
  }
  return undefined;
}

function idIsNumber(schemas: Schemas, recordSchema: SchemaAt, id: string): boolean {
  const place = schemas.property(recordSchema, id);
  return place !== undefined && schemas.facts(place).types.has('integer');
}
