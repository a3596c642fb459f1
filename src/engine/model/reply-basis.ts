/** What a reply is based on. One object for all replies with the same basis, so that a call only refers to it. */
import type { Operation } from './contract.js';
import type { Decision } from './call.js';
import { partsShown, type Stated } from '../../grammar/evidence.js';

export interface ReplyBasis {
  /** The rule that answered: an operation id, or an entry of the dialect (`refusals.notFound`). */
  readonly rule: string;
  readonly evidence: string;
  /** Evidence of the rule's parts, as `X-Stuntdouble-Rule` shows it. */
  readonly parts: string;
  /** Set if the reply is an example and not made from records. */
  readonly by: Decision['by'];
  /** The value of `X-Stuntdouble-Rule`, computed by the first reply. */
  shown?: string;
}

export const basedOn = (rule: string, stated: Stated): ReplyBasis => ({
  rule,
  evidence: stated.level,
  parts: partsShown(stated),
  by: undefined,
});

/** The basis of replies that no rule of the behavior makes. */
export const ruledBy = (rule: string): ReplyBasis => ({ rule, evidence: 'none', parts: '', by: undefined });

export const declining = ({ id }: Operation): ReplyBasis => ruledBy(`declined.${id}`);

export const asExample = ({ rule, evidence, parts }: ReplyBasis): ReplyBasis => ({
  rule,
  evidence,
  parts,
  by: 'example',
});
