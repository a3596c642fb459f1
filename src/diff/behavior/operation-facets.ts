import type { Operation } from '../../engine/model/contract.js';
import type { Rule, Vendor } from '../../engine/model/vendor.js';
import type { OperationRule, RuleOf } from '../../grammar/behavior.js';
import { facetsOf, leavesOf, type Facet, type FacetMaker } from './facet.js';

/** What one operation does, without its resource. */
export function operationFacets(vendor: Vendor, { operation, rule }: Rule): Facet[] {
  const at = ['operations', operation.id];
  const of = facetsOf(at, rule.evidence);
  if (rule.verb === 'decline' || rule.verb === 'example') return of('verb', 'operation', rule.verb);
  return [
    ...verbFacets(of, rule),
    ...of('status', 'reply status', rule.status, 'status'),
    ...replyFacets(of, rule),
    ...of('record', 'request', recordPlace(rule, operation)),
    ...('body' in rule ? of('bodyAt', 'body', rule.body?.at) : []),
    ...('bodyLimit' in rule ? of('bodyLimit', 'body', rule.bodyLimit) : []),
    ...of('unknownBodyFields', 'body', unknownBodyFields(vendor, operation, rule)),
    ...('protect' in rule && rule.protect
      ? facetsOf([...at, 'protect'], rule.protect.evidence)('protect', 'record', rule.protect.when)
      : []),
    ...(rule.verb === 'list' ? listFacets(at, rule) : []),
  ];
}

function verbFacets(of: FacetMaker, rule: OperationRule): Facet[] {
  const merge = 'merge' in rule ? of('merge', 'body', rule.merge) : [];
  switch (rule.verb) {
    case 'singleton':
      return [...of('verb', 'operation', `singleton: ${rule.does}`), ...merge];
    case 'upsert':
      return [
        ...of('verb', 'operation', 'upsert'),
        ...merge,
        ...of('existing', 'record', rule.existing ?? 'update'),
        ...of('by', 'body', rule.by ?? 'the id in the request'),
      ];
    case 'update':
      return [...of('verb', 'operation', 'update'), ...merge, ...of('atLeastOneOf', 'body', rule.atLeastOneOf?.fields)];
    case 'replace':
      return [
        ...of('verb', 'operation', 'replace'),
        ...(rule.keep ?? []).flatMap((field) => of('keep', `field ${field}`, true)),
      ];
    case 'quirk':
      return [...of('verb', 'operation', 'quirk'), ...of('quirk', 'operation', rule.quirk)];
    default:
      return of('verb', 'operation', rule.verb);
  }
}

/** The template of the reply, and of each list element. */
function replyFacets(of: FacetMaker, rule: OperationRule): Facet[] {
  if (!('reply' in rule) && rule.verb === 'quirk') return [];
  const own = 'reply' in rule ? rule.reply : undefined;
  const reply = own ?? (own === null ? null : rule.verb === 'list' ? '$items' : '$item');
  const each = rule.verb === 'list' ? (rule.each ?? '$item') : undefined;
  return [
    ...leavesOf(reply).flatMap(([path, value]) => of('reply', ['reply', path].filter(Boolean).join(' '), value)),
    ...(each === undefined
      ? []
      : leavesOf(each).flatMap(([path, value]) =>
          of('reply', ['list element', path].filter(Boolean).join(' '), value),
        )),
  ];
}

/** The place of the id, with the position of a path parameter in place of its name. */
function recordPlace(rule: OperationRule, { parameters }: Operation): unknown {
  if (!('record' in rule) || rule.record === undefined) return undefined;
  if (!('path' in rule.record)) return rule.record;
  const position = parameters.indexOf(rule.record.path);
  return position === parameters.length - 1 ? undefined : { path: position };
}

function unknownBodyFields(
  { behavior, contract }: Vendor,
  operation: Operation,
  rule: OperationRule,
): string | undefined {
  if (operation.mediaTypes === undefined) return undefined;
  const own = 'unknownBodyFields' in rule ? rule.unknownBodyFields : undefined;
  const treat = own ?? behavior.requests.unknownBodyFields.treat;
  // A closed schema is compared with the contract.
  return treat === 'asDeclared' ? (contract.tools.closedBody(operation) === true ? 'refuse' : 'ignore') : treat;
}

function listFacets(at: readonly string[], { filters = {}, page, sort }: RuleOf<'list'>): Facet[] {
  const ofPage = page && facetsOf([...at, 'page'], page.evidence);
  const ofSort = sort && facetsOf([...at, 'sort'], sort.evidence);
  return [
    ...Object.entries(filters).flatMap(([name, { evidence, ...how }]) =>
      facetsOf([...at, 'filters', name], evidence)('filter', `query ${name}`, how),
    ),
    ...(page && ofPage
      ? [
          ...ofPage('page', 'page style', page.style),
          ...ofPage('page', 'page size parameter', page.limit),
          ...ofPage('page', 'page position parameter', page.position),
          ...ofPage('page', 'page before parameter', page.before),
          ...ofPage('page', 'page offset parameter', page.offset),
          ...ofPage('page', 'number of the first page', page.style === 'page' ? (page.first ?? 1) : undefined),
          ...ofPage('page', 'end of the list', page.end ?? 'omitted'),
          ...ofPage('page', 'number of pages of an empty list', page.emptyPageCount ?? 0),
          ...ofPage('page', 'links', page.links ?? 'absolute'),
          ...ofPage('pageSize', 'page size', page.size),
          ...ofPage('linkHeader', 'reply header link', page.linkHeader),
        ]
      : []),
    ...(sort && ofSort
      ? [
          ...ofSort('sort', `query ${sort.parameter}`, { direction: sort.direction ?? null }),
          ...Object.entries(sort.fields ?? {}).flatMap(([value, field]) =>
            ofSort('sort', `query ${sort.parameter}=${value}`, field),
          ),
          ...ofSort('order', 'list', sort.default),
        ]
      : []),
  ];
}
