import type { Resource, Vendor } from '../engine/model/vendor.js';
import type { OperationRule } from '../grammar/behavior.js';
import { point, value, type Point } from './point.js';
import { listed } from '../engine/refusals/row.js';

/** What the resource says of its records, as far as it matters to the verb. */
export function describeRecords(
  vendor: Vendor,
  verb: OperationRule['verb'],
  { name, rule, children }: Resource,
): Point[] {
  const at = ['resources', name];
  const is = (...verbs: OperationRule['verb'][]): boolean => verb === 'quirk' || verbs.includes(verb);
  const { id, parent, order, unique = [], embed = {} } = rule;
  const out = [point(id.field, `the id: ${idSays(id)}`, [...at, 'id'], id.evidence)];
  if (parent)
    out.push(
      point(
        parent.field,
        `belongs to the ${parent.resource} that ${parent.parameter} names, and goes with it`,
        [...at, 'parent'],
        parent.evidence,
      ),
    );
  if (order && is('list'))
    out.push(
      point(
        'order',
        `by ${order.by}, ${order.direction === 'asc' ? 'lowest' : 'highest'} first`,
        [...at, 'order'],
        order.evidence,
      ),
    );
  if (is('create', 'update', 'replace', 'upsert'))
    for (const [i, { fields, evidence }] of unique.entries())
      out.push(point(listed(fields), 'unique', [...at, 'unique', String(i)], evidence));
  if (!is('delete'))
    for (const [property, it] of Object.entries(embed)) {
      const shown =
        it.children === undefined
          ? `the ${it.reference ?? ''} that ${it.by ?? ''} names, or null`
          : `its records of ${it.children}`;
      out.push(point(property, `shows ${shown}`, [...at, 'embed', property], it.evidence));
    }
  for (const child of children) {
    const { parent: link, dropped } = vendor.resources.get(child)?.rule ?? {};
    if (link && is('delete'))
      out.push(point(child, `its records of ${child} go with it`, ['resources', child, 'parent'], link.evidence));
    if (dropped && is('update', 'replace', 'upsert'))
      out.push(
        point(
          child,
          `its records of ${child} go when ${dropped.whenParentChanges} changes`,
          ['resources', child, 'dropped'],
          dropped.evidence,
        ),
      );
  }
  return out;
}

function idSays({ format, prefix, length, anyPrefix, alsoPrefixes }: Resource['rule']['id']): string {
  const formats = {
    uuid: 'a UUID',
    integer: 'an integer, counted up',
    ulid: `${prefix ?? ''} and a ULID`,
    globalId: `base64 of ${prefix ?? ''}:number:suffix`,
    digits: 'an integer as text, counted up',
    text: `${prefix ?? ''} and ${length ?? 24} characters`,
    given: 'chosen by the client',
    single: 'none: there is one record for each account and context',
  };
  const also = alsoPrefixes ? `; ${listed(alsoPrefixes.map(value))} is well-formed too` : '';
  return formats[format] + (anyPrefix ? '; any prefix is well-formed' : '') + also;
}
