/**
 * Changes of records by hand, without a call. The rules of the vendor's operations do not apply: fields
 * that are immutable in calls may change here. Schema, references and uniqueness are checked.
 */
import { isObject, type Json } from '../../../grammar/json.js';
import type { Change } from '../../model/call.js';
import { withinBounds } from '../../model/too-much-work.js';
import type { RecordContext, Resource } from '../../model/vendor.js';
import { formatPointer, parsePointer } from '../../../grammar/json-pointer.js';
import { equal, get, keysOf, set } from '../../values/paths.js';
import { adaptedRecord, changedRecord, newRecord } from '../fields.js';
import { keyOf } from '../../records/record-key.js';
import { applyMergePatch } from '../../values/merge-patch.js';
import { removeWithChildren } from '../verbs/delete.js';
import { droppedChildren } from '../verbs/write.js';
import { conflictOf, fieldMistakes, recordMistakes, type HandMistake } from './mistakes.js';

/** The change is not possible. */
export interface Impossible {
  /** `conflict`: another record has a unique value. */
  kind: 'invalid' | 'conflict';
  mistakes: readonly HandMistake[];
}

export interface HandChange {
  changes: Change[];
  record: Json;
}

/** A new record. Ids, defaults, stamps and required fields that were not sent are made as for a call. @throws CannotMake */
export const createByHand = (context: RecordContext, resource: Resource, sent: Json): HandChange | Impossible =>
  withinBounds(() => created(context, resource, sent), notValidated);

function created(context: RecordContext, resource: Resource, sent: Json): HandChange | Impossible {
  const refused = invalid(fieldMistakes(context.vendor, resource, sent));
  if (refused) return refused;
  const record = withSent(
    resource,
    newRecord(context, unrepaired(resource), withBodyDefaults(context, resource, sent), {}),
    sent,
  );
  return checked(context, resource, undefined, record, sent);
}

/** A changed record. @param patch a merge patch (RFC 7396); null is stored where the schema allows it, else it removes */
export const editByHand = (
  context: RecordContext,
  resource: Resource,
  old: Json,
  patch: Json,
): HandChange | Impossible => withinBounds(() => edited(context, resource, old, patch), notValidated);

function edited(context: RecordContext, resource: Resource, old: Json, patch: Json): HandChange | Impossible {
  const refused = invalid([...fieldMistakes(context.vendor, resource, patch), ...keyMistakes(resource, old, patch)]);
  if (refused) return refused;
  const { schema } = resource.rule;
  const place = schema === undefined ? undefined : context.vendor.contract.tools.schema(schema);
  const merged = applyMergePatch(old, patch, [place]);
  const record = withSent(resource, changedRecord(context, unrepaired(resource), old, merged), patch);
  return checked(context, resource, old, record, patch);
}

/** Removes a record and all its descendants. */
export const removeByHand = (
  context: Pick<RecordContext, 'vendor' | 'view'>,
  resource: Resource,
  record: Json,
): Change[] => removeWithChildren(context, resource, record);

/** With the defaults that the schema of the body has for a call that creates such a record. */
function withBodyDefaults({ vendor }: RecordContext, { name }: Resource, sent: Json): Json {
  const creates = [...vendor.rules.values()].find(
    ({ rule }) => rule.verb === 'create' && rule.resource === name && rule.body === undefined,
  );
  if (creates === undefined) return sent;
  const { body } = vendor.contract.validate(creates.operation, {}, '', structuredClone(sent));
  return isObject(body) ? { ...body, ...sent } : sent;
}

/** A wrong value that a person sent is reported, and not replaced. */
const unrepaired = (resource: Resource): Resource => ({ ...resource, rule: { ...resource.rule, repair: undefined } });

function checked(
  context: RecordContext,
  resource: Resource,
  old: Json | undefined,
  made: Json,
  sent: Json,
): HandChange | Impossible {
  let record = made;
  let mistakes = recordMistakes(context, resource, old, record, sent);
  if (mistakes.length > 0 && !mistakes.some(({ pointer }) => isSent(sent, pointer))) {
    record = adaptedRecord(context, resource, record);
    mistakes = recordMistakes(context, resource, old, record, sent);
  }
  if (mistakes.length > 0) return { kind: 'invalid', mistakes };
  const conflict = conflictOf(context, resource, old, record, sent);
  if (conflict) return { kind: 'conflict', mistakes: [conflict] };
  const put: Change = { resource: resource.name, id: keyOf(resource, record), put: record };
  return { changes: [put, ...(old ? droppedChildren(context, resource, old, record) : [])], record };
}

/** Whether the top-level field of a pointer was sent. */
const isSent = (sent: Json, pointer: string): boolean => Object.hasOwn(sent, parsePointer(pointer)[0] ?? '');

/** Stamps, constants and derived values that were sent: they are kept. */
function withSent({ plan }: Resource, record: Json, sent: Json): Json {
  let out = record;
  for (const { path } of [...plan.stamps, ...plan.restamps, ...plan.constants, ...plan.made]) {
    const value = path.includes('[]') ? undefined : get(sent, path);
    if (value !== undefined && value !== null) out = set(out, path, value);
  }
  return out;
}

/** The id, and the parent or contexts below which it is unique, identify the record. */
function keyMistakes(resource: Resource, old: Json, patch: Json): HandMistake[] {
  const { id } = resource.rule;
  const sent = get(patch, id.field);
  if (id.format === 'single' || sent === undefined || equal(sent, get(old, id.field))) return [];
  return [
    { pointer: formatPointer(keysOf(id.field)), problem: 'never changes: it identifies the record; leave it out' },
  ];
}

const notValidated = ({ message }: Error): Impossible => ({
  kind: 'invalid',
  mistakes: [{ pointer: '', problem: `is not accepted. ${message}` }],
});

const invalid = (mistakes: readonly HandMistake[]): Impossible | undefined =>
  mistakes.length === 0 ? undefined : { kind: 'invalid', mistakes };
