import type { FieldRule, ResourceRule } from '../../../grammar/behavior.js';
import type { Json } from '../../../grammar/json.js';
import type { ContractTools } from '../../model/contract.js';
import { neutralValue } from './neutral-value.js';
import { withoutParts, type EvidenceFilter } from './evidence-filter.js';
import { removed } from './paths.js';
import { mapped, without } from './without.js';

/** The schema of a field of a component schema, if the field is required. */
export type Required = ContractTools['requiredAt'];

export function filteredResource(
  filter: EvidenceFilter,
  rule: ResourceRule,
  name: string,
  required: Required,
): ResourceRule {
  const at = ['resources', name];
  const { id, parent, embed = {}, order, unique, requires, dropped, fields } = rule;
  filter.keep([...at, 'id'], id.evidence);
  if (parent) filter.keep([...at, 'parent'], parent.evidence);
  for (const [i, { evidence }] of (rule.context ?? []).entries()) filter.keep([...at, 'context', String(i)], evidence);
  if (rule.sameRecordsAs) filter.keep([...at, 'sameRecordsAs'], rule.sameRecordsAs.evidence);
  if (rule.only) filter.keep([...at, 'only'], rule.only.evidence);
  if (rule.repair) filter.keep([...at, 'repair'], rule.repair.evidence);
  for (const [property, { evidence }] of Object.entries(embed)) filter.keep([...at, 'embed', property], evidence);
  const needed = (path: string): Json | undefined =>
    rule.schema === undefined ? undefined : required(rule.schema, path);
  const applies = ({ evidence }: Pick<FieldRule, 'evidence'>, ...where: string[]): boolean =>
    filter.applies([...at, ...where], evidence);
  return {
    ...without(rule, 'order', 'dropped'),
    ...(order && applies(order, 'order') && { order }),
    ...(dropped && applies(dropped, 'dropped') && { dropped }),
    ...(unique && { unique: unique.filter((own, i) => applies(own, 'unique', String(i))) }),
    ...(requires && { requires: requires.filter((own, i) => applies(own, 'requires', String(i))) }),
    ...(fields && {
      fields: mapped(fields, (own, path) => fieldOf(filter, own, [...at, 'fields', path], needed(path))),
    }),
  };
}

/** A required field gets a neutral value that its schema allows; a hidden field stays hidden. */
function fieldOf(filter: EvidenceFilter, rule: FieldRule, at: string[], schema: Json | undefined): FieldRule {
  if (!filter.isWeak(rule.evidence)) return fieldInParts(filter, rule, at, schema);
  const { hidden, evidence } = rule;
  // A hidden field has no schema for a neutral value, and a quirk may rely on its default.
  const start = hidden && rule.default !== undefined ? { default: rule.default } : {};
  const bare: FieldRule = { evidence, ...(hidden !== undefined && { hidden }), ...start };
  const plain = schema && setsValue(rule) ? neutralValue(schema) : undefined;
  const isKept =
    Object.keys(rule).length === Object.keys(bare).length || (schema && setsValue(rule) && plain === undefined);
  filter.reaches(at, evidence, isKept ? 'kept' : 'not applied');
  if (isKept) return rule;
  return plain === undefined ? bare : { ...bare, default: plain };
}

const setsValue = (rule: FieldRule): boolean =>
  [rule.default, rule.derive, rule.generate, rule.stamp].some((value) => value !== undefined);

/** The parts of a field rule that can be removed: those that refuse something or set a value. */
const OPTIONAL =
  /^(default|derive(\.table(\..+)?|\.otherwise)?|generate|keptBy|stamp|merge|distinct|references|alsoSentAs|immutable(\.evenEqual)?)$/;

/** A field rule that reaches the level, without its weak parts. */
function fieldInParts(filter: EvidenceFilter, rule: FieldRule, at: string[], schema: Json | undefined): FieldRule {
  const weak = filter.weakParts(rule.evidence);
  if (weak.length === 0) return rule;
  // A quirk may rely on the default of a hidden field.
  const optional = weak.filter(([name]) => OPTIONAL.test(name) && !(rule.hidden && name === 'default'));
  const names = optional.map(([name]) => name);
  const left: FieldRule = { ...names.reduce(removed, rule), evidence: withoutParts(rule.evidence, names) };
  const plain = schema && setsValue(rule) ? neutralValue(schema) : undefined;
  const isShort = schema !== undefined && lacksValue(left, names);
  const isKept = isShort && plain === undefined;
  filter.leaveOut(at, optional, isKept ? 'kept' : 'not applied');
  filter.leaveOut(
    at,
    weak.filter((part) => !optional.includes(part)),
    'kept',
  );
  if (isKept) return rule;
  return isShort && plain !== undefined ? withPlain(left, plain) : left;
}

/** Whether a new record may have no value for the field. */
const lacksValue = (left: FieldRule, removedParts: readonly string[]): boolean =>
  removedParts.some(
    (name) => name === 'default' || name === 'generate' || name === 'stamp' || name.startsWith('derive'),
  ) &&
  (!setsValue(left) || removedParts.some((name) => name.startsWith('derive.')));

const withPlain = (left: FieldRule, plain: NonNullable<FieldRule['default']> | null): FieldRule =>
  left.derive ? { ...left, derive: { ...left.derive, otherwise: plain } } : { ...left, default: plain };
