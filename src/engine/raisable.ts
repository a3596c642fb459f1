import type { Contract, Operation } from './model.js';
import type { Reason } from './refusal.js';
import type { Behavior, OperationRule, ResourceRule } from './grammar.js';

/** A refusal that an operation can answer with: the reason, and the entry of the dialect that words it. */
export interface Raisable {
  reason: Reason;
  variant: string;
}

/** Reasons that need no operation: they are answered for any path. */
export const anywhere: readonly Reason[] = ['noSuchRoute', 'methodNotAllowed', 'malformedUrl'];

/** Every refusal that an operation can answer with once it is matched, in the order of the checks. */
export function raisable(contract: Contract, behavior: Behavior, operation: Operation): Raisable[] {
  const rule = behavior.operations[operation.id];
  if (rule === undefined || rule.verb === 'decline') return [];
  const plain = (...reasons: Reason[]): Raisable[] => reasons.map((reason) => ({ reason, variant: reason }));
  const out: Raisable[] = [];
  if (operation.security.length > 0)
    out.push(...plain('unauthenticated', 'credentialRejected', 'forbidden', 'rateLimited'));
  if (operation.mediaTypes) out.push(...plain('payloadTooLarge', 'unsupportedMediaType', 'malformedBody'));
  if (operation.parameters.length > 0) out.push(...plain('invalidId'));
  if (operation.mediaTypes || contract.queryParameters(operation).length > 0) out.push(...plain('invalid'));
  return [...out, ...decided(behavior, operation, rule)];
}

function decided(behavior: Behavior, operation: Operation, rule: OperationRule): Raisable[] {
  const out: Raisable[] = [];
  const add = (reason: Reason, variant: string = reason): unknown => out.push({ reason, variant });
  if ('atLeastOneOf' in rule && rule.atLeastOneOf) add('nothingToChange');
  if ('protect' in rule && rule.protect) add('protected', rule.protect.refuse);
  const resource = 'resource' in rule && rule.resource !== undefined ? behavior.resources[rule.resource] : undefined;
  for (const named of namedResources(behavior, operation, rule)) {
    add('notFound', named.notFound);
    add('foreign', named.foreign);
  }
  if (rule.verb === 'quirk')
    for (const name of rule.raises ?? []) add(behavior.dialect.refusals[name]?.is ?? (name as Reason), name);
  const writes = ['create', 'update', 'replace', 'upsert'].includes(rule.verb);
  if (!resource || !writes) return out;
  for (const field of Object.values(resource.fields ?? {})) {
    if (field.immutable && rule.verb !== 'create') add('immutable', field.immutable.refuse);
    if (field.references) add('unknownReference', field.references.refuse);
  }
  for (const unique of resource.unique ?? [])
    if (!('by' in rule && unique.fields.length === 1 && unique.fields[0] === rule.by)) add('conflict', unique.refuse);
  if (rule.verb === 'create' && resource.id.format === 'given') add('conflict');
  return out;
}

/** The resources whose records the path of an operation names. */
function namedResources(behavior: Behavior, operation: Operation, rule: OperationRule): ResourceRule[] {
  const own = 'resource' in rule && rule.resource !== undefined ? behavior.resources[rule.resource] : undefined;
  const parent = own?.parent && behavior.resources[own.parent.resource];
  return operation.parameters.flatMap((parameter) =>
    parameter === own?.parent?.parameter ? (parent ?? []) : (own ?? []),
  );
}
