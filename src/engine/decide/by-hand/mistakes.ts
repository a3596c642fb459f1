/** Mistakes of a record that is created or changed by hand. */
import { formatPointer } from '../../../grammar/json-pointer.js';
import type { Json } from '../../../grammar/json.js';
import type { Issue } from '../../model/refusal.js';
import type { RecordContext, Resource, Rule, Vendor } from '../../model/vendor.js';
import { keyReader } from '../../values/id-formats.js';
import { equal, get, keysOf, topOf } from '../../values/paths.js';
import { REDACTED } from '../../values/redact.js';
import { isSecretAt } from '../../values/secrets.js';
import { requirementText } from '../../values/wording.js';
import { suggest } from '../../values/suggest.js';
import { refuseRepeatedElements } from '../record-checks.js';
import { fieldsOf, unmetRequirement } from '../requirements.js';
import { refuseDuplicateId, refuseUniqueConflict } from '../unique.js';
import { findReferenced, resourceNamed } from '../../records/locate.js';
import { withoutSecrets } from '../present.js';
import { linksOf } from '../../records/record-key.js';

export interface HandMistake {
  /** JSON pointer into what was sent. */
  pointer: string;
  /** With its remedy: `must be string`, `never changes; leave it out`. */
  problem: string;
}

/** Maximum number of mistakes that are reported. */
const MAX_MISTAKES = 20;

const pointerTo = (path: string): string => formatPointer(keysOf(path));

/** Mistakes of what was sent, before it is a record: unknown fields, placeholders, a malformed id. */
export function fieldMistakes(vendor: Vendor, resource: Resource, sent: Json): HandMistake[] {
  return [...unknownFields(vendor, resource, sent), ...placeholders(sent, ''), ...idMistakes(vendor, resource, sent)];
}

/** A field that no schema has would be stored without any effect. */
function unknownFields(vendor: Vendor, resource: Resource, sent: Json): HandMistake[] {
  const { schema } = resource.rule;
  const place = schema === undefined ? undefined : vendor.contract.tools.schema(schema);
  if (place === undefined) return [];
  const known = vendor.cache.of(knownFields, vendor, resource);
  return Object.keys(sent).flatMap((name) =>
    known.includes(name) || place.property(name)
      ? []
      : [{ pointer: formatPointer([name]), problem: `is unknown; ${suggest(name, known)}` }],
  );
}

/** Top-level fields that a reply shows, a request sends, or a rule names. */
export function knownFields(vendor: Vendor, resource: Resource): string[] {
  const { rule, name } = resource;
  const { tools } = vendor.contract;
  const shown = rule.schema === undefined ? [] : (tools.schema(rule.schema)?.names ?? []);
  const sent = writersOf(vendor, name).flatMap(({ writable }) => writable);
  const ruled = Object.keys(rule.fields ?? {}).map(topOf);
  const links = linksOf(rule).map(({ field }) => topOf(field));
  return [
    ...new Set([...(rule.id.format === 'single' ? [] : [topOf(rule.id.field)]), ...links, ...shown, ...sent, ...ruled]),
  ];
}

/** The operations whose bodies are records of this resource. */
const writersOf = (vendor: Vendor, resource: string): Rule[] =>
  [...vendor.rules.values()].filter(
    ({ rule }) => WRITES.includes(rule.verb) && 'resource' in rule && rule.resource === resource && !('body' in rule),
  );

const WRITES: readonly string[] = ['create', 'update', 'replace', 'upsert'];

function placeholders(value: unknown, at: string): HandMistake[] {
  if (value === REDACTED) return [{ pointer: at, problem: 'is a placeholder; give the value, or leave it out' }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => placeholders(part, at + formatPointer([name])));
}

function idMistakes(vendor: Vendor, { rule: { id } }: Resource, sent: Json): HandMistake[] {
  const given = get(sent, id.field);
  if (id.format === 'single' || given === undefined) return [];
  const isWellFormed =
    (typeof given === 'string' || typeof given === 'number') &&
    vendor.cache.of(keyReader, id)(String(given)) !== undefined;
  return isWellFormed
    ? []
    : [
        {
          pointer: pointerTo(id.field),
          problem: `is not a well-formed id (${id.format}); correct it, or leave it out`,
        },
      ];
}

/** Mistakes of the whole record, except those that it had before. */
export function recordMistakes(
  context: RecordContext,
  resource: Resource,
  old: Json | undefined,
  record: Json,
  sent: Json,
): HandMistake[] {
  const found = [
    ...schemaMistakes(context.vendor, resource, old, record),
    ...writeOnlyMistakes(context.vendor, resource, sent),
    ...repeatedElements(resource, record),
    ...unmetRequirements(resource, old, record),
    ...parentMistakes(context, resource, record),
    ...referenceMistakes(context, resource, record, sent),
  ];
  return [...new Map(found.map((mistake) => [mistake.pointer, mistake])).values()].slice(0, MAX_MISTAKES);
}

function schemaMistakes(
  { contract }: Vendor,
  { rule: { schema, id }, secret }: Resource,
  old: Json | undefined,
  record: Json,
): HandMistake[] {
  const missingId: HandMistake[] =
    id.format !== 'single' && get(record, id.field) === undefined
      ? [{ pointer: pointerTo(id.field), problem: 'is missing; add it' }]
      : [];
  if (schema === undefined) return missingId;
  const mistakeText = ({ pointer, problem }: HandMistake): string => `${pointer} ${problem}`;
  const before = new Set(old && contract.mistakes(schema, withoutSecrets(old, secret)).map(mistakeText));
  return [
    ...missingId,
    ...contract.mistakes(schema, withoutSecrets(record, secret)).filter((mistake) => !before.has(mistakeText(mistake))),
  ];
}

/** Replies do not have write-only values, so the schemas of requests say what they may be. */
function writeOnlyMistakes(vendor: Vendor, { name, writeOnly }: Resource, sent: Json): HandMistake[] {
  if (writeOnly === undefined) return [];
  for (const { operation } of writersOf(vendor, name)) {
    const issues = vendor.contract
      .validate(operation, {}, '', structuredClone(sent), {}, { bodyDefaults: false })
      .issues.filter(
        (issue) => issue.in === 'body' && issue.keyword !== 'required' && isSecretAt(writeOnly, issue.field),
      );
    if (issues.length > 0) return issues.map(writeOnlyMistake);
  }
  return [];
}

const writeOnlyMistake = ({ field, keyword, params }: Issue): HandMistake => ({
  pointer: pointerTo(field),
  problem: `is not valid: ${keyword} ${JSON.stringify(Object.values(params)[0] ?? '')}`,
});

function repeatedElements(resource: Resource, record: Json): HandMistake[] {
  const field = refuseRepeatedElements(resource, record)?.details.issues?.[0]?.field;
  return field === undefined
    ? []
    : [{ pointer: `/${topOf(field)}`, problem: 'has elements with an equal value; make them different' }];
}

/** A record that did not meet a condition before may stay as it is. */
function unmetRequirements(resource: Resource, old: Json | undefined, record: Json): HandMistake[] {
  const unmet = unmetRequirement(resource, old, record);
  if (unmet === undefined || (old && unmetRequirement(resource, old, old) === unmet)) return [];
  return [{ pointer: `/${topOf(fieldsOf(unmet)[0] ?? '')}`, problem: `is not accepted: ${requirementText(unmet)}` }];
}

function parentMistakes({ vendor, view }: RecordContext, { rule: { parent } }: Resource, record: Json): HandMistake[] {
  if (parent === undefined || parent.open) return [];
  const value = get(record, parent.field);
  const pointer = pointerTo(parent.field);
  if (value === undefined) return [{ pointer, problem: `is missing; add the id of one ${parent.resource}` }];
  const { id } = resourceNamed(vendor, parent.resource).rule;
  const isParent = (other: Json): boolean => equal(get(other, id.field), value);
  const exists =
    id.scope === undefined
      ? view.get(parent.resource, String(value)) !== undefined
      : view.count(parent.resource, { where: isParent }) > 0;
  return exists ? [] : [namesNone(pointer, parent.resource)];
}

const namesNone = (pointer: string, resource: string): HandMistake => ({
  pointer,
  problem: `names no ${resource} of this account; use the id of one`,
});

function referenceMistakes(context: RecordContext, { plan }: Resource, record: Json, sent: Json): HandMistake[] {
  return plan.references.flatMap(({ path, rule: { references } }) => {
    const value = get(record, path);
    if (references === undefined || value === undefined || value === null || get(sent, path) === undefined) return [];
    return findReferenced(context, references.resource, value) ? [] : [namesNone(pointerTo(path), references.resource)];
  });
}

/** undefined: no other record has the id or a unique value. */
export function conflictOf(
  context: RecordContext,
  resource: Resource,
  old: Json | undefined,
  record: Json,
  sent: Json,
): HandMistake | undefined {
  const refusal =
    (old ? undefined : refuseDuplicateId(context, resource, record)) ??
    refuseUniqueConflict(context, resource, old, record);
  if (refusal === undefined) return undefined;
  const { field = '', fields = [field], id } = refusal.details;
  return {
    pointer: pointerTo(fields.find((path) => get(sent, path) !== undefined) ?? fields[0] ?? field),
    problem: `${fields.join(' and ')} must be unique: ${resource.name} ${String(id)} has it; use another value`,
  };
}
