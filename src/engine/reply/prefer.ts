/** `Prefer: code=…` (RFC 7240, as in Prism): requests one of the declared replies, without set-up. */
import type { Call, Reply } from '../model/call.js';
import type { Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { refusalOnDemand } from '../refusals/on-demand.js';
import { sentType, textFor } from '../values/reply-text.js';
import { problemReply } from './problem-reply.js';
import { possibleRefusals } from '../refusals/possible.js';
import { refusalRule, refusalReply, ownWords } from '../refusals/refusal-reply.js';

/** The reply that the call requests; undefined: it requests none. */
export function preferred(vendor: Vendor, operation: Operation, call: Call, now: number): Reply | undefined {
  if (call.headers['prefer'] === undefined) return undefined;
  const code = preferredCode(call.headers['prefer']);
  if (code === undefined) return undefined;
  const status = Number(code);
  if (!operation.statuses.includes(status)) {
    const declared = operation.statuses.join(', ');
    return problemReply(
      400,
      'Preference not possible',
      `${operation.id} declares no status ${code}. It declares ${declared}.`,
    );
  }
  const { headers, body } = inDialect(vendor, operation, call, now, status) ?? fromExample(vendor, operation, status);
  return { status, headers: { ...headers, 'preference-applied': `code=${status}` }, body };
}

/** The value of `code=` in a `Prefer` header. */
export const preferredCode = (prefer: string | string[]): string | undefined =>
  /(?:^|[,;\s])code\s*=\s*"?([^\s",;]*)/i.exec([prefer].flat().join(','))?.[1];

/** The first possible refusal with this status. */
function inDialect(vendor: Vendor, operation: Operation, call: Call, now: number, status: number): Reply | undefined {
  const words = ownWords(vendor, operation);
  const found = possibleRefusals(vendor.contract, vendor.behavior, operation).find(
    (refusal) => refusalRule(vendor, refusal.variant, words).status === status,
  );
  if (found === undefined) return undefined;
  return refusalReply(vendor, call, refusalOnDemand(vendor, operation, call, found), now, words);
}

/** The contract's example for this status. */
function fromExample(vendor: Vendor, operation: Operation, status: number): Reply {
  const body = vendor.contract.replyExample(operation, status);
  if (body === undefined) return { status, headers: {}, body };
  const type = vendor.contract.replyType(operation, status) ?? 'application/json';
  const text = textFor(type, body);
  return { status, headers: { 'content-type': sentType(type, body) }, body, ...(text !== undefined && { text }) };
}
