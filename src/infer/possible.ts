/** Which reasons an operation can refuse for, so that the dialect words these and no others. */
import type { Behavior, OperationRule } from '../grammar/behavior.js';
import type { Reason } from '../grammar/reasons.js';
import type { OperationFacts } from './operations.js';

/** Answered at any path. */
export const ANYWHERE: readonly Reason[] = ['noSuchRoute', 'methodNotAllowed', 'malformedUrl'];

type Rules = Pick<Behavior, 'resources' | 'requests'>;

export function possibleReasons(rules: Rules, operation: OperationFacts, rule: OperationRule): Set<Reason> {
  const out = new Set<Reason>();
  if (rule.verb === 'decline') return out;
  const add = (...reasons: Reason[]): unknown => reasons.map((reason) => out.add(reason));
  if (operation.isSecured) add('unauthenticated', 'credentialRejected', 'forbidden', 'rateLimited');
  const { parameters } = operation.skeleton;
  const resource = 'resource' in rule && rule.resource !== undefined ? rules.resources[rule.resource] : undefined;
  if (parameters.length > 0 && resource?.id.malformed !== 'notFound') add('invalidId');
  if (operation.body) add('payloadTooLarge', 'unsupportedMediaType', 'malformedBody', 'invalid');
  if (operation.parameters.some((parameter) => parameter.in === 'query')) add('invalid');
  if (resource === undefined) return out;
  const named = new Set([...namesRecord(rule, parameters), ...(resource.parent ? [resource.parent.parameter] : [])]);
  const isNamedElsewhere = 'record' in rule && rule.record !== undefined;
  if (isNamedElsewhere || parameters.some((parameter) => named.has(parameter))) add('notFound', 'foreign');
  if (rule.verb === 'create' && (resource.id.format === 'given' || resource.unique)) add('conflict');
  if (resource.unique && ['update', 'replace', 'upsert'].includes(rule.verb)) add('conflict');
  if (rules.requests.idempotencyKey && operation.method === 'POST') add('conflict');
  return out;
}

const namesRecord = (rule: OperationRule, parameters: readonly string[]): string[] =>
  ['read', 'update', 'replace', 'upsert', 'delete'].includes(rule.verb) ? parameters.slice(-1) : [];
