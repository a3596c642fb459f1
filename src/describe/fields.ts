/** What the rules of a field do, in sentences. */
import type { Contract, Operation } from '../engine/model/contract.js';
import type { Resource } from '../engine/model/vendor.js';
import type { Derivation, FieldRule } from '../grammar/behavior.js';
import { inContract, point, value, type Point } from './point.js';
import { conditions } from '../engine/refusals/row.js';

/** What goes in and is not shown, and what the rules of each field do when a record is written: a new one, or one that was there. */
export function describeFields(contract: Contract, operation: Operation, resource: Resource, isNew: boolean): Point[] {
  const secret = contract.tools.writeOnly(operation).filter((path) => !resource.hidden.includes(path));
  const open = new Set(contract.writable(operation));
  const readOnly = contract.tools.body(operation)?.names ?? [];
  return [
    ...secret.map((path) => inContract(path, 'write-only: it is kept, and no reply, journal or log ever shows it')),
    ...readOnly.filter((path) => !open.has(path)).map((path) => inContract(path, 'read-only: sent values are dropped')),
    ...describeFieldRules(resource, isNew),
  ];
}

export const describeFieldRules = ({ name, rule }: Resource, isNew: boolean): Point[] =>
  Object.entries(rule.fields ?? {}).flatMap(([path, field]) => {
    const says = fieldSays(field, isNew || path.includes('[]'));
    return says === '' ? [] : [point(path, says, ['resources', name, 'fields', path], field.evidence)];
  });

/** Empty where nothing of it applies. */
function fieldSays(rule: FieldRule, isNew: boolean): string {
  return [
    rule.immutable && immutableSays(rule.immutable),
    rule.stamp && (isNew || rule.stamp === 'updated') && stampSays(rule),
    rule.generate && `made by the server (${rule.generate})`,
    isNew && rule.default !== undefined && `${value(rule.default)} when it is new and was not sent`,
    rule.derive && derivedSays(rule.derive) + (rule.once ? ', once: while it has no value of its own' : ''),
    rule.merge && (rule.merge === 'replace' ? 'taken whole by an update' : 'merged by an update'),
    rule.distinct && 'no two elements of the list have the same; refused as invalid',
    rule.references && `must name a ${rule.references.resource} that this account has`,
    rule.alsoSentAs !== undefined && `may be sent as ${rule.alsoSentAs} too`,
    rule.hidden && 'kept, and in no reply',
  ]
    .filter((it) => typeof it === 'string')
    .join('; ');
}

function immutableSays({ when, evenEqual }: NonNullable<FieldRule['immutable']>): string {
  const where = when ? ` where ${conditions(when)}` : '';
  const equal = evenEqual ? 'the stored one is refused as well' : 'the stored one is accepted';
  return `never changes${where}: another value is refused, whatever it is, and ${equal}`;
}

function stampSays({ stamp, precision = 'milliseconds' }: FieldRule): string {
  if (stamp === 'creator') return 'the user behind the credential, set at creation';
  return `the time of the ${stamp === 'created' ? 'creation' : 'last change'}, in ${precision}`;
}

function derivedSays(rule: Derivation): string {
  const otherwise = rule.otherwise === undefined ? '' : `, else ${value(rule.otherwise)}`;
  if (rule.presence !== undefined) return `true when ${rule.presence} has a value, else false`;
  if (rule.mask !== undefined)
    return `${rule.mask} by its first ${rule.start ?? 0} and last ${rule.end ?? 0} characters`;
  if (rule.lookup !== undefined) {
    const table = Object.entries(rule.table ?? {}).map(([from, to]) => `${from} → ${value(to)}`);
    return `follows ${rule.lookup}: ${table.join(', ')}${otherwise}`;
  }
  if (rule.slug !== undefined) return `made of ${rule.slug}: lower case, a-z, 0-9 and _ only`;
  if (rule.copy !== undefined)
    return `the ${rule.copy} of ${rule.through === undefined ? 'the record' : `what ${rule.through} names`}${otherwise}`;
  return rule.index === undefined ? 'one more than the highest of its siblings, from 0' : 'its place in the list';
}
