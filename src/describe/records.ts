import { fieldsOf } from '../engine/decide/requirements.js';
import type { Resource, Vendor } from '../engine/model/vendor.js';
import type { OperationRule, SameRecordsRule } from '../grammar/behavior.js';
import { point, value, type Point } from './point.js';
import { conditions, listed, oneOfEach, requirementText } from '../engine/values/wording.js';

const whenChecked = {
  create: ['create'],
  change: ['update', 'replace'],
  always: ['create', 'update', 'replace'],
} as const;

/** The rules of a resource that apply to the verb: id, parent, context, order, unique fields, related records. */
export function describeRecords(
  vendor: Vendor,
  verb: OperationRule['verb'],
  { name, rule, children }: Resource,
): Point[] {
  const at = ['resources', name];
  const is = (...verbs: OperationRule['verb'][]): boolean => verb === 'quirk' || verbs.includes(verb);
  const { id, parent, context = [], order, unique = [], requires = [], embed = {}, repair } = rule;
  const out = [point(id.field, `the id: ${idText(id)}`, [...at, 'id'], id.evidence)];
  if (rule.sameRecordsAs) out.push(...otherForm(name, rule.sameRecordsAs));
  if (rule.only)
    out.push(
      point('stored record', `exists only if ${oneOfEach(rule.only.fields)}`, [...at, 'only'], rule.only.evidence),
    );
  if (parent)
    out.push(
      point(
        parent.field,
        `the ${parent.resource} in the path parameter ${parent.parameter}${parent.open ? ', which need not exist' : ''}; the record is deleted with it`,
        [...at, 'parent'],
        parent.evidence,
      ),
    );
  for (const [i, { field, parameter, evidence }] of context.entries())
    out.push(
      point(field, `set from the path parameter ${parameter}: any value`, [...at, 'context', String(i)], evidence),
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
  for (const [i, requirement] of requires.entries())
    if (is('upsert', 'singleton', ...whenChecked[requirement.on ?? 'always']))
      out.push(
        point(
          listed(fieldsOf(requirement)),
          `refused unless ${requirementText(requirement)}`,
          [...at, 'requires', String(i)],
          requirement.evidence,
        ),
      );
  if (repair && is('create', 'update', 'replace', 'upsert'))
    out.push(
      point(
        'stored record',
        'fields that the reply schema requires get a made-up value if they are missing or of another type',
        [...at, 'repair'],
        repair.evidence,
      ),
    );
  if (!is('delete'))
    for (const [property, embedded] of Object.entries(embed)) {
      const shown =
        embedded.children === undefined
          ? `the ${embedded.reference ?? ''} whose id is in ${embedded.by ?? ''}, or null`
          : `its ${embedded.children} records`;
      out.push(point(property, `shows ${shown}`, [...at, 'embed', property], embedded.evidence));
    }
  for (const child of children) {
    const { parent: link, dropped } = vendor.resources.get(child)?.rule ?? {};
    if (link && is('delete'))
      out.push(point(child, `its ${child} records are deleted with it`, ['resources', child, 'parent'], link.evidence));
    if (dropped && is('update', 'replace', 'upsert'))
      out.push(
        point(
          child,
          `its ${child} records are deleted when ${dropped.whenParentChanges} changes`,
          ['resources', child, 'dropped'],
          dropped.evidence,
        ),
      );
  }
  return out;
}

/** One point for the form, and one for each field that the stored record has under another name. */
function otherForm(name: string, rule: SameRecordsRule): Point[] {
  const { resource, where, fields, cases = [], evidence } = rule;
  const at = ['resources', name, 'sameRecordsAs'];
  const those = where ? ` where ${conditions(where)}` : '';
  const pairs = [
    ...Object.entries(fields).map(([own, stored]) => [own, stored, ''] as const),
    ...cases.flatMap((item) =>
      Object.entries(item.fields).map(([own, stored]) => [own, stored, ` where ${oneOfEach(item.when)}`] as const),
    ),
  ];
  return [
    point('records', `the same as of ${resource}${those}, in another form`, at, evidence),
    ...pairs.map(([own, stored, condition]) => point(own, `is ${stored} of the ${resource}${condition}`, at, evidence)),
  ];
}

function idText({ format, prefix, length, anyPrefix, alsoPrefixes }: Resource['rule']['id']): string {
  const formats = {
    uuid: 'a UUID',
    integer: 'an integer, counted up',
    ulid: `${prefix ?? ''} followed by a ULID`,
    globalId: `base64 of ${prefix ?? ''}:number:suffix`,
    digits: 'an integer as text, counted up',
    text: `${prefix ?? ''} followed by ${length ?? 24} characters`,
    given: 'set by the client',
    single: 'none: one record for each account and context',
  };
  const also = alsoPrefixes ? `; also well-formed: ${listed(alsoPrefixes.map(value))}` : '';
  return formats[format] + (anyPrefix ? '; any prefix is accepted' : '') + also;
}
