/** Refusals because of stored records. */
import type { FieldRule, RequirementRule, ResourceRule } from '../../../grammar/behavior.js';
import { hasVaryingRequests, keyHeader } from '../../request/idempotency.js';
import { linksOf, namedBy, ownName, recordParameter } from '../../records/record-key.js';
import { comparesImmutableFields } from '../../request/compares-immutable-fields.js';
import { equal } from '../../values/paths.js';
import { fieldsOf } from '../../decide/requirements.js';
import { bodyPath, inBody } from '../../values/body-path.js';
import { malformedAs } from './malformed-id.js';
import { conditions, listed, requirementText } from '../../values/wording.js';
import { SAMPLE_VALUE, resourceRuleOf, type OperationContext, type Row } from '../row.js';

const resourceName = ({ rule }: OperationContext): string => ('resource' in rule ? (rule.resource ?? '') : '');

/** The resource whose record a path parameter names. */
const namedIn = (place: OperationContext, parameter: string): string | undefined =>
  namedBy(
    (name) => place.behavior.resources[name],
    resourceName(place),
    ownName(place.rule, parameter),
    recordParameter(place.rule, place.operation.parameters),
  );

/** The resources whose records the path names, parents first. */
function resourcesInPath(place: OperationContext): [string, ResourceRule][] {
  const own = resourceRuleOf(place);
  if (own === undefined) return [];
  const { operation, rule, behavior } = place;
  const resourceRule = (name: string): ResourceRule | undefined => behavior.resources[name];
  const inPath = operation.parameters.flatMap((parameter) => namedIn(place, parameter) ?? []);
  const elsewhere = 'record' in rule && rule.record !== undefined && !('path' in rule.record);
  return (elsewhere ? [...inPath, resourceName(place)] : inPath).flatMap((name): [string, ResourceRule][] => {
    const found = resourceRule(name);
    return found ? [[name, found]] : [];
  });
}

/** Whether there is one account for all callers, so that no record is another's. */
const isShared = ({ behavior }: OperationContext): boolean => behavior.accounts?.treat === 'one';

/** Whether a record that the path names has to be there. An upsert without `by` makes it. */
const mustExist = (place: OperationContext, resource: string): boolean =>
  !(place.rule.verb === 'upsert' && place.rule.by === undefined && resource === resourceName(place));

/** Whether a malformed id of this resource is answered like one that names nothing. */
const isMalformedUnknown = (place: OperationContext, resource: string): boolean =>
  resource === resourceName(place) &&
  place.operation.parameters.some((name) => {
    const named = namedIn(place, name);
    return (named === undefined || named === resource) && malformedAs(place, name) === 'notFound';
  });

/** Whether an operation writes records, which are checked by the rules of the resource. */
const writesRecord = ({ rule }: OperationContext): boolean =>
  ['create', 'update', 'replace', 'upsert'].includes(rule.verb) ||
  (rule.verb === 'singleton' && (rule.does === 'update' || rule.does === 'replace'));

const fieldsThat = (place: OperationContext, has: (rule: FieldRule) => unknown): [string, FieldRule][] =>
  Object.entries(resourceRuleOf(place)?.fields ?? {}).filter(([, rule]) => has(rule));

export const notFound: Row = {
  possible: (place) =>
    resourcesInPath(place).flatMap(([resource, rule], depth) =>
      mustExist(place, resource) || isMalformedUnknown(place, resource)
        ? [{ variant: rule.notFound, about: { resource }, depth }]
        : [],
    ),
  sample: (place, { about }, id) => ({ resource: resourceName(place), id, ...about }),
  when: (_, { resource = 'record' }) => `there is no such ${resource}`,
  why: ({ details: { id, resource = 'record' } }) => ({ says: `this account has no ${resource} ${String(id)}` }),
};

export const foreign: Row = {
  // The parent of a child belongs to the caller, so a child of another account cannot be below it.
  possible: (place) =>
    resourcesInPath(place).flatMap(([resource, rule], depth) =>
      rule.parent || isShared(place) || !mustExist(place, resource)
        ? []
        : [{ variant: rule.foreign, about: { resource }, depth }],
    ),
  checkedWith: 'notFound',
  sample: notFound.sample,
  when: (_, { resource = 'record' }) => `the ${resource} is another account's`,
  why: ({ details: { id, resource = 'record' } }) => ({ says: `${resource} ${String(id)} is another account's` }),
};

export const protectedRecord: Row = {
  possible: ({ rule }) => ('protect' in rule && rule.protect ? [{ variant: rule.protect.refuse, about: {} }] : []),
  sample: notFound.sample,
  when: (place) => {
    const protect = place && 'protect' in place.rule ? place.rule.protect : undefined;
    return protect ? `${conditions(protect.when)} in the record` : 'the record is protected';
  },
  why: ({ details: { id, resource = 'record' } }) => ({ says: `${resource} ${String(id)} is protected` }),
};

/** Whether `protect` covers all records with these values. It is checked before immutable fields. */
function isProtectedFirst({ rule }: OperationContext, when: Readonly<Record<string, unknown>> = {}): boolean {
  const protect = 'protect' in rule ? rule.protect : undefined;
  return protect !== undefined && Object.entries(protect.when).every(([path, value]) => equal(when[path], value));
}

export const immutable: Row = {
  possible: (place) =>
    comparesImmutableFields(place.rule)
      ? fieldsThat(place, (rule) => rule.immutable && !isProtectedFirst(place, rule.immutable.when)).map(
          ([field, rule]) => ({
            variant: rule.immutable?.refuse,
            about: { resource: resourceName(place), field },
          }),
        )
      : [],
  sample: (_, { about }, id) => ({ ...about, id, stored: 'one value', sent: SAMPLE_VALUE }),
  when: (place, { resource = '', field = '' }) => {
    const rule = place?.behavior.resources[resource]?.fields?.[field]?.immutable;
    const where = rule?.when ? `, where ${conditions(rule.when)}` : '';
    return `${field} is sent${rule?.evenEqual ? '' : ' with another value'}${where}`;
  },
  why: ({ details: { field = '', stored, sent } }) => ({
    says: `${field} never changes: stored is ${JSON.stringify(stored)}, sent was ${JSON.stringify(sent)}`,
    immutable: { field, stored, sent },
  }),
};

export const unknownReference: Row = {
  possible: (place) =>
    writesRecord(place)
      ? fieldsThat(place, (rule) => rule.references).map(([field, { references }]) => ({
          variant: references?.refuse,
          about: { resource: references?.resource ?? '', field },
        }))
      : [],
  sample: (_, { about }) => ({ ...about, id: SAMPLE_VALUE }),
  when: (_, { field = '', resource = 'record' }) => `${field} names no ${resource} of this account`,
  why: ({ details: { field = '', resource = 'record' } }) => ({
    says: `${field} must name a ${resource} that this account has`,
  }),
};

/** The conditions over these fields, as text. */
function requirementsOver({ requires = [] }: Partial<ResourceRule>, fields: readonly string[]): string {
  const texts = requires.filter((rule) => isOver(rule, fields)).map(requirementText);
  return texts.length > 1 ? listed(texts.map((text) => `(${text})`)) : texts.join('');
}

const isOver = (rule: RequirementRule, fields: readonly string[]): boolean => fieldsOf(rule).join() === fields.join();

/** The verbs that create and change records. */
const VERBS = {
  create: ['create', 'upsert', 'singleton'],
  change: ['update', 'replace', 'upsert', 'singleton'],
};

export const incomplete: Row = {
  possible: (place) =>
    writesRecord(place)
      ? (resourceRuleOf(place)?.requires ?? [])
          .filter(({ on }) => on === undefined || VERBS[on].includes(place.rule.verb))
          .map((rule) => {
            const fields = fieldsOf(rule);
            return { variant: rule.refuse, about: { resource: resourceName(place), field: fields[0] ?? '', fields } };
          })
      : [],
  sample: (_, { about }, id) => ({
    ...about,
    id,
    issues: [{ in: 'body', field: about.field ?? '', keyword: 'requires', params: {} }],
  }),
  when: (place, { resource = '', fields = [] }) => {
    const rule = place?.behavior.resources[resource] ?? {};
    return `the record would not meet the condition: ${requirementsOver(rule, fields)}`;
  },
  why: ({ vendor, details: { resource = '', fields = [] } }) => ({
    says: `the record must meet the condition: ${requirementsOver(vendor.resources.get(resource)?.rule ?? {}, fields)}`,
  }),
};

/** Whether the path names a parent or a context of the records. */
const isPlaced = (place: OperationContext): boolean =>
  linksOf(resourceRuleOf(place) ?? {}).some(({ parameter }) => place.operation.parameters.includes(parameter));

/** Whether a new record gets the id that a call names: one that may be taken, below another parent or by another call. */
const mayTakeId = (place: OperationContext, own: ResourceRule): boolean => {
  const { rule } = place;
  if (rule.verb === 'create') return own.id.format === 'given';
  if (rule.verb !== 'upsert' || own.id.scope !== undefined) return false;
  return (rule.by === undefined || rule.by === own.id.field) && isPlaced(place);
};

/** Whether an operation can give one of these fields of a new record, or of a stored one, another value. */
function canSet(place: OperationContext, own: ResourceRule, fields: readonly string[]): boolean {
  const { rule, operation, contract } = place;
  const makes = rule.verb === 'create' || rule.verb === 'upsert';
  return fields.some((path) => {
    const field: Partial<FieldRule> = own.fields?.[path] ?? {};
    if (makes && isSetAtCreation(place, own, path)) return true;
    if (!makes && field.immutable !== undefined && field.immutable.when === undefined) return false;
    if (field.derive !== undefined && field.once !== true) return true;
    if (['convert', 'default', 'alsoSentAs'].some((key) => key in field)) return true;
    return contract.tools.hasBodyField(operation, inBody(bodyPath(rule), path));
  });
}

/** By the path, by a rule, or made up since replies require it. */
function isSetAtCreation({ contract }: OperationContext, own: ResourceRule, path: string): boolean {
  const { derive, generate } = own.fields?.[path] ?? {};
  const isLink = [own.id, ...linksOf(own)].some(({ field }) => field === path);
  const isRequired = own.schema !== undefined && contract.tools.requiredAt(own.schema, path) !== undefined;
  return isLink || isRequired || derive !== undefined || generate !== undefined;
}

export const conflict: Row = {
  possible: (place) => {
    const header = keyHeader(place.contract, place.behavior, place.operation);
    const variant = place.behavior.requests.idempotencyKey?.refuse;
    const isReusable = header !== undefined && hasVaryingRequests(place.contract, place.operation);
    const reused = !isReusable ? [] : [{ variant, about: { resource: 'request', fields: [header] } }];
    const own = resourceRuleOf(place);
    if (own === undefined || !writesRecord(place)) return reused;
    const resource = resourceName(place);
    const { rule } = place;
    // The call finds its record by this field, so it cannot conflict with another.
    const soughtBy = rule.verb === 'create' ? undefined : 'by' in rule ? (rule.by ?? own.id.field) : own.id.field;
    const isSoughtBy = (fields: readonly string[]): boolean =>
      fields.length === 1 &&
      fields[0] === soughtBy &&
      !(rule.verb === 'upsert' && rule.by !== undefined && isPlaced(place));
    return [
      ...reused,
      ...(mayTakeId(place, own) ? [{ about: { resource, fields: [own.id.field] } }] : []),
      ...(own.unique ?? []).flatMap(({ fields, refuse }) =>
        isSoughtBy(fields) || !canSet(place, own, fields) ? [] : [{ variant: refuse, about: { resource, fields } }],
      ),
    ];
  },
  sample: (_, { about }, id) => ({ ...about, id, field: about.fields?.[0] ?? '' }),
  when: (_, { resource = 'record', fields = [] }) => `another ${resource} has the same ${listed(fields)}`,
  why: ({ details: { id, resource = 'record', field = '', fields = [field] } }) => ({
    says: `${fields.join(' and ')} must be unique: ${resource} ${String(id)} has it`,
    holder: { resource, id, fields },
  }),
};
