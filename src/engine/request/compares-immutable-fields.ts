/** Which operations compare the immutable fields of a body with those of the stored record. */
import type { OperationRule } from '../../grammar/behavior.js';

type Comparing = Extract<OperationRule, { verb: 'update' | 'replace' | 'upsert' }>;

export const comparesImmutableFields = (rule: OperationRule): rule is Comparing =>
  rule.verb === 'update' || rule.verb === 'replace' || rule.verb === 'upsert';
