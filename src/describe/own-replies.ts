/** Requests that stuntdouble itself refuses (`x-stuntdouble-error`), because of its limits: docs/limits.md. */
import type { Contract } from '../engine/model/contract.js';
import type { Rule } from '../engine/model/vendor.js';

export interface OwnReply {
  status: number;
  /** As in `x-stuntdouble-rule`, and in the journal. */
  rule: 'unsupportedNumber' | 'tooMuchWork' | 'noRoom';
  /** The condition. */
  when: string;
}

/** In the order of the checks. */
export function describeOwnReplies(contract: Contract, { operation, rule }: Rule): OwnReply[] {
  if (rule.verb === 'decline') return [];
  const { mediaTypes } = operation;
  const takesJson = mediaTypes?.some((type) => type.includes('json') || type.includes('*')) === true;
  const parameters = [
    ...operation.parameters,
    ...contract.queryParameters(operation),
    ...contract.headerParameters(operation),
  ];
  const isValidated = mediaTypes !== undefined || parameters.length > 0;
  const writes = !['read', 'list', 'delete', 'example'].includes(rule.verb);
  const all: [isPossible: boolean, reply: OwnReply][] = [
    [takesJson, { status: 400, rule: 'unsupportedNumber', when: 'a number in the body cannot be stored exactly' }],
    [
      isValidated,
      { status: 400, rule: 'tooMuchWork', when: 'validating the request would take more work than its limit' },
    ],
    [writes, { status: 507, rule: 'noRoom', when: 'the limit of accounts, records or bytes would be exceeded' }],
  ];
  return all.flatMap(([isPossible, reply]) => (isPossible ? [reply] : []));
}
