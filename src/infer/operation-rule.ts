/** Makes the rule of an operation. */
import type { OperationRule } from '../grammar/behavior.js';
import type { Json } from '../grammar/json.js';
import { envelope } from './envelope.js';
import type { Shaped } from './families.js';
import { listRules } from './lists.js';
import { pagingMeaning } from './paging-words.js';
import type { SchemaAt } from './openapi-document.js';
import { agreesWith, itemReply, isRecord, type Shown } from './replies.js';
import type { Claimed } from './resources.js';
import type { Act, Singleton } from './singletons-and-actions.js';
import type { Schemas } from './schemas.js';
import { folded } from './words.js';

export interface Stated {
  rule: OperationRule;
  /** The schema of the record in the reply, if it is not the resource's own. */
  shownAs?: SchemaAt;
}

type Rule<V extends OperationRule['verb']> = Extract<OperationRule, { verb: V }>;

/** @param bodies schemas of the bodies that create records of the resource */
export function claimedRule(schemas: Schemas, claimed: Claimed, bodies: readonly SchemaAt[]): Stated {
  const { claim, shaped, resource } = claimed;
  if (claim.verb === 'list') return listRule(schemas, claimed, bodies);
  const { reply, shownAs } = itemReply(schemas, resource, shaped, claim.verb);
  const common = {
    resource: resource.name,
    ...(reply !== undefined && { reply: reply as never }),
    ...statusOf(shaped, claim.verb === 'create'),
  };
  const evidence = { inferred: claim.reason };
  const record = claim.record ? { record: claim.record } : {};
  const body = shaped.body.kind === 'item' && shaped.body.at !== '' ? { body: { at: shaped.body.at } } : {};
  const shown = shownAs === undefined ? {} : { shownAs };
  switch (claim.verb) {
    case 'create':
      return { rule: { verb: 'create', ...common, ...body, evidence }, ...shown };
    case 'read':
      return { rule: { verb: 'read', ...common, ...record, evidence }, ...shown };
    case 'delete':
      return { rule: { verb: 'delete', ...common, ...record, evidence } };
    case 'update':
      return {
        rule: {
          verb: 'update',
          ...common,
          ...record,
          ...body,
          merge: shaped.operation.method === 'PUT' ? 'replace' : 'deep',
          evidence,
        },
        ...shown,
      };
    case 'replace':
      return {
        rule: { verb: 'replace', ...common, ...record, ...body, ...keepOf(schemas, claimed), evidence },
        ...shown,
      };
    case 'upsert':
      return { rule: { verb: 'upsert', ...common, ...record, ...body, merge: 'replace', evidence }, ...shown };
    default:
      return claim.verb satisfies never;
  }
}

/**
 * Sets the status if the usual success is not the one with the body: the first one, or 201 for a create. Where only
 * errors are declared, it is 204.
 */
function statusOf({ operation }: Shaped, isCreate = false): { status?: number } {
  const { successes } = operation;
  if (successes.length === 0) return { status: 204 };
  const shown = successes.find(({ content }) => content?.place) ?? successes[0];
  const status = shown === undefined ? undefined : Math.max(200, shown.status);
  const usual = (isCreate ? successes.find(({ declared }) => declared === '201') : undefined) ?? successes[0];
  return status === undefined || usual?.declared === String(status) ? {} : { status };
}

/** Required reply fields are kept if a body omits them. */
function keepOf(schemas: Schemas, { resource, shaped }: Claimed): Pick<Rule<'replace'>, 'keep'> {
  if (shaped.body.kind !== 'item') return {};
  const sent = schemas.facts(shaped.body.item);
  const kept = [...schemas.facts(resource.recordSchema).required].filter(
    (name) => sent.properties.has(name) && !sent.required.has(name),
  );
  return kept.length > 0 ? { keep: kept } : {};
}

function listRule(schemas: Schemas, { claim, shaped, resource }: Claimed, bodies: readonly SchemaAt[]): Stated {
  const { operation, reply } = shaped;
  const whole = reply.kind === 'list' ? reply.whole : undefined;
  const each = reply.kind === 'list' && reply.wrapped ? elementTemplate(schemas, reply.wrapped) : undefined;
  const {
    page: asked,
    filters,
    sort,
    ignored,
  } = listRules(schemas, operation, resource.recordSchema, whole, resource.identity.field, bodies);
  // Where each element has its cursor, the id of the last one is the cursor of the page.
  const hasCursors = asked?.style === 'cursor' && Object.values(each ?? {}).includes('$id');
  const page = hasCursors ? { ...asked, style: 'ids' as const } : asked;
  const template =
    reply.kind === 'list' && reply.at !== '' && whole
      ? envelope(schemas, whole, reply.at.split('.'), '$items', pagingMeaning(schemas, page))
      : undefined;
  const isOther =
    reply.kind === 'list' &&
    reply.item.pointer !== resource.recordSchema.pointer &&
    (isRecord(schemas, resource, reply.item) || agreesWith(schemas, resource.recordSchema, reply.item));
  return {
    rule: {
      verb: 'list',
      resource: resource.name,
      ...(Object.keys(filters).length > 0 && { filters }),
      ...(page && { page }),
      ...(sort && { sort }),
      ...(ignored.length > 0 && {
        ignored: Object.fromEntries(
          ignored.map((name) => [name, { evidence: { inferred: 'no single field of the records has this name' } }]),
        ),
      }),
      ...(template !== undefined && { reply: template as never }),
      ...(each !== undefined && { each: each as never }),
      ...statusOf(shaped),
      evidence: { inferred: claim.reason },
    },
    ...(isOther && { shownAs: reply.item }),
  };
}

/** An element of a list that holds its record. A cursor of its own is the id of the record. */
const elementTemplate = (schemas: Schemas, { at, whole }: { at: string; whole: SchemaAt }): Json =>
  envelope(schemas, whole, [at], '$item', (name, place) =>
    folded(name) === 'cursor' && schemas.facts(place).types.has('string') ? '$id' : undefined,
  ) as Json;

/** An action with an unknown effect: returns the unchanged record. */
export function actRule(schemas: Schemas, { shaped, resource }: Act): Stated {
  const { reply, shownAs } = itemReply(schemas, resource, shaped);
  return {
    rule: {
      verb: 'read',
      resource: resource.name,
      ...(reply !== undefined && { reply: reply as never }),
      ...statusOf(shaped),
      evidence: {
        inferred: `${shaped.operation.title} answers the ${resource.name}; what it changes is not in the document`,
      },
    },
    ...(shownAs && { shownAs }),
  };
}

export function singletonRule(
  schemas: Schemas,
  { name, recordSchema }: Singleton,
  { shaped, does }: Singleton['operations'][number],
): Stated {
  const { reply, shownAs } = itemReply(schemas, asResource(name, recordSchema), shaped);
  const rule: OperationRule = {
    verb: 'singleton',
    resource: name,
    does,
    merge: shaped.operation.method === 'PUT' ? 'replace' : 'deep',
    ...(reply !== undefined && { reply: reply as never }),
    ...(shaped.body.kind === 'item' && shaped.body.at !== '' && { body: { at: shaped.body.at } }),
    ...statusOf(shaped),
    evidence: { inferred: `${shaped.operation.title} is about the one ${name} that its path has` },
  };
  return { rule, ...(shownAs && { shownAs }) };
}

const asResource = (name: string, recordSchema: SchemaAt): Shown => ({
  name,
  recordSchema,
  identity: { field: undefined, by: '' },
  parameter: undefined,
});

/** A stateless operation: returns the document's example, or no body if it declares no success. */
export function exampleRule(shaped: Shaped, reason: string | undefined): OperationRule {
  const { title, successes } = shaped.operation;
  if (successes.length === 0)
    return {
      verb: 'decline',
      reason: 'The document declares no success.',
      evidence: { inferred: `${title} declares no 2xx reply` },
    };
  return {
    verb: 'example',
    ...statusOf(shaped),
    evidence: { inferred: reason ?? `the document does not show what ${title} changes` },
  };
}
