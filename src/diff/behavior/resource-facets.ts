import type { Resource } from '../../engine/model/vendor.js';
import type { FieldRule } from '../../grammar/behavior.js';
import { listed, requirementText } from '../../engine/values/wording.js';
import { facetsOf, type Facet, type FacetMaker } from './facet.js';

/** Facets of a resource that only some operations show. */
export type Concern = 'writes' | 'lists' | 'all';

export interface ResourceFacet extends Facet {
  concern: Concern;
  /** The field that it is about; undefined: the record as a whole. */
  field?: string;
}

/** Ids, parents, uniqueness, and the rules of each field. */
export function resourceFacets({ name, rule }: Resource): ResourceFacet[] {
  const at = ['resources', name];
  const { parent, context = [], order, unique = [], requires = [], embed = {}, dropped, aliases = [] } = rule;
  const ofId = facetsOf([...at, 'id'], rule.id.evidence);
  const all = (facets: Facet[]): ResourceFacet[] => facets.map((facet) => ({ ...facet, concern: 'all' }));
  return [
    ...all(idFacets(ofId, rule.id)),
    ...all(aliases.flatMap((field) => ofId('alias', `field ${field}`, true))),
    ...(parent
      ? all(
          facetsOf([...at, 'parent'], parent.evidence)(
            'parent',
            'parent',
            parent.open ? 'need not exist' : 'must exist',
          ),
        )
      : []),
    ...(context[0] ? all(facetsOf([...at, 'context'], context[0].evidence)('contexts', 'path', context.length)) : []),
    ...(order
      ? facetsOf([...at, 'order'], order.evidence)('order', 'list', { by: order.by, direction: order.direction })
      : []
    ).map((facet): ResourceFacet => ({ ...facet, concern: 'lists' })),
    ...unique.flatMap(({ fields, evidence }, i) =>
      facetsOf([...at, 'unique', String(i)], evidence)(
        'unique',
        `${fields.length === 1 ? 'field' : 'fields'} ${listed(fields)}`,
        true,
      ).map((facet): ResourceFacet => ({
        ...facet,
        concern: 'writes',
        ...(fields.length === 1 && { field: fields[0] ?? '' }),
      })),
    ),
    ...requires.flatMap(({ when, each, anyOf, on, evidence }, i) =>
      facetsOf([...at, 'requires', String(i)], evidence)(
        'requires',
        requirementText({ when, each, anyOf, on }),
        true,
      ).map((facet): ResourceFacet => ({ ...facet, concern: 'writes' })),
    ),
    ...Object.entries(embed).flatMap(([field, { evidence, children, by }]) =>
      all(
        facetsOf([...at, 'embed', field], evidence)(
          'embed',
          `field ${field}`,
          children === undefined ? { by: by ?? null } : 'children',
        ),
      ),
    ),
    ...(dropped
      ? all(facetsOf([...at, 'dropped'], dropped.evidence)('dropped', 'record', dropped.whenParentChanges))
      : []),
    ...Object.entries(rule.fields ?? {}).flatMap(([path, field]) => fieldFacets([...at, 'fields', path], path, field)),
  ];
}

function idFacets(of: FacetMaker, id: Resource['rule']['id']): Facet[] {
  const { field, format, prefix, alphabet, length, malformed, scope } = id;
  return [
    ...of('idField', 'id', field),
    ...of('idFormat', 'id', { format, prefix: prefix ?? '' }, 'format'),
    ...of(
      'idShape',
      'id',
      alphabet === undefined && length === undefined
        ? undefined
        : { alphabet: alphabet ?? null, length: length ?? null },
    ),
    ...of('malformedId', 'id', malformed ?? 'invalidId', 'malformed'),
    ...of('idScope', 'id', scope),
  ];
}

function fieldFacets(at: readonly string[], path: string, rule: FieldRule): ResourceFacet[] {
  const of = facetsOf(at, rule.evidence);
  const place = `field ${path}`;
  const { immutable, stamp, generate, keptBy, constant, derive, format } = rule;
  const source = { stamp, generate, keptBy, constant, derive };
  const hasSource = Object.values(source).some((part) => part !== undefined);
  const facets: [Concern, Facet[]][] = [
    [
      'writes',
      of('immutable', place, immutable && { when: immutable.when, evenEqual: immutable.evenEqual }, 'immutable'),
    ],
    ['writes', of('default', place, rule.default, 'default')],
    ['writes', of('merge', place, rule.merge, 'merge')],
    ['writes', of('distinct', place, rule.distinct, 'distinct')],
    ['writes', of('references', place, rule.references && true, 'references')],
    ['writes', of('alsoSentAs', place, rule.alsoSentAs, 'alsoSentAs')],
    ['all', of('source', place, hasSource ? source : undefined)],
    ['all', of('stampFormat', place, stamp === undefined || stamp === 'creator' ? undefined : (format ?? 'date-time'))],
    ['all', of('hidden', place, rule.hidden === true ? true : undefined, 'hidden')],
    ['all', of('convert', place, rule.convert && { to: rule.convert.to }, 'convert')],
  ];
  return facets.flatMap(([concern, list]) => list.map((facet) => ({ ...facet, concern, field: path })));
}
