import type { Reason } from '../../grammar/reasons.js';
import type { Contract, Operation } from '../model/contract.js';
import type { RefusalDetails } from './refusal.js';
import type { Behavior, OperationRule, ResourceRule } from '../../grammar/behavior.js';

/** A refusal that an operation can answer with: the reason, and the entry of the dialect that words it. */
export interface PossibleRefusal {
  reason: Reason;
  variant: string;
  /** What it is about, where the behavior names it. */
  about: Pick<RefusalDetails, 'resource' | 'field' | 'fields'>;
}

/** Reasons that need no operation: they are answered for any path. */
export const anywhere: readonly Reason[] = ['noSuchRoute', 'methodNotAllowed', 'malformedUrl'];

/** Every refusal that an operation can answer with once it is matched, in the order of the checks. */
export function possibleRefusals(contract: Contract, behavior: Behavior, operation: Operation): PossibleRefusal[] {
  const rule = behavior.operations[operation.id];
  if (rule === undefined || rule.verb === 'decline') return [];
  const out: Reason[] = [];
  if (operation.security.length > 0) out.push('unauthenticated', 'credentialRejected', 'forbidden', 'rateLimited');
  if (operation.parameters.length > 0) out.push('invalidId');
  if (operation.mediaTypes) out.push('payloadTooLarge', 'unsupportedMediaType', 'malformedBody');
  if (operation.mediaTypes || contract.queryParameters(operation).length > 0) out.push('invalid');
  return [...out.map((reason) => raise(reason)), ...decided(behavior, operation, rule)];
}

const raise = (reason: Reason, variant: string = reason, about: PossibleRefusal['about'] = {}): PossibleRefusal => ({
  reason,
  variant,
  about,
});

/** In the order in which the verbs refuse. */
function decided(behavior: Behavior, operation: Operation, rule: OperationRule): PossibleRefusal[] {
  const located = namedResources(behavior, operation, rule).flatMap(([resource, { notFound, foreign, parent }]) => [
    raise('notFound', notFound, { resource }),
    // What another account has is none of the children of a parent that is the caller's own.
    ...(parent ? [] : [raise('foreign', foreign, { resource })]),
  ]);
  const guarded = 'protect' in rule && rule.protect ? [raise('protected', rule.protect.refuse)] : [];
  switch (rule.verb) {
    case 'read':
    case 'list':
    case 'decline':
      return located;
    case 'delete':
      return [...located, ...guarded];
    case 'create':
      return [...located, ...written(behavior, rule)];
    case 'update':
      return [
        ...located,
        ...fixed(behavior, rule.resource),
        ...(rule.atLeastOneOf ? [raise('nothingToChange', undefined, { fields: rule.atLeastOneOf.fields })] : []),
        ...guarded,
        ...written(behavior, rule),
      ];
    case 'replace':
    case 'upsert':
      return [...located, ...guarded, ...fixed(behavior, rule.resource), ...written(behavior, rule)];
    case 'quirk': {
      const { refusals } = behavior.dialect;
      return [...located, ...(rule.raises ?? []).map((name) => raise(refusals[name]?.is ?? (name as Reason), name))];
    }
    default:
      return rule satisfies never;
  }
}

const fixed = ({ resources }: Behavior, resource: string): PossibleRefusal[] =>
  Object.entries(resources[resource]?.fields ?? {}).flatMap(([field, { immutable }]) =>
    immutable ? [raise('immutable', immutable.refuse, { resource, field })] : [],
  );

/** What every record is held against before it is written. */
function written(
  { resources }: Behavior,
  rule: Extract<OperationRule, { verb: 'create' | 'update' | 'replace' | 'upsert' }>,
): PossibleRefusal[] {
  const resource = resources[rule.resource];
  if (resource === undefined) return [];
  const out = Object.entries(resource.fields ?? {}).flatMap(([field, { references }]) =>
    references ? [raise('unknownReference', references.refuse, { resource: references.resource, field })] : [],
  );
  if (rule.verb === 'create' && resource.id.format === 'given')
    out.push(raise('conflict', undefined, { resource: rule.resource, fields: [resource.id.field] }));
  for (const { fields, refuse } of resource.unique ?? [])
    if (!('by' in rule && fields.length === 1 && fields[0] === rule.by))
      out.push(raise('conflict', refuse, { resource: rule.resource, fields }));
  return out;
}

/** The resources whose records the path of an operation names. */
function namedResources(behavior: Behavior, operation: Operation, rule: OperationRule): [string, ResourceRule][] {
  const name = 'resource' in rule ? rule.resource : undefined;
  const own = name === undefined ? undefined : behavior.resources[name];
  if (name === undefined || own === undefined) return [];
  return operation.parameters.flatMap((parameter): [string, ResourceRule][] => {
    if (parameter !== own.parent?.parameter) return [[name, own]];
    const parent = behavior.resources[own.parent.resource];
    return parent ? [[own.parent.resource, parent]] : [];
  });
}
