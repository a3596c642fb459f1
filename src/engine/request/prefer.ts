/** `Prefer: code=…` (RFC 7240, as users of Prism know it): one declared reply on demand, without any set-up. */
import type { Call, Reply } from '../model/call.js';
import type { Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { refusalOnDemand } from '../refusals/on-demand.js';
import { sentType, textFor } from '../values/reply-text.js';
import { ourOwn } from '../refusals/problem-reply.js';
import { possibleRefusals } from '../refusals/possible.js';
import { refusalRule, render, wordsOf } from '../refusals/render.js';

/** The reply that the call prefers; undefined when it prefers none. */
export function preferred(vendor: Vendor, operation: Operation, call: Call, now: number): Reply | undefined {
  if (call.headers['prefer'] === undefined) return undefined;
  const code = preferredCode(call.headers['prefer']);
  if (code === undefined) return undefined;
  const status = Number(code);
  if (!operation.statuses.includes(status)) {
    const declared = operation.statuses.join(', ');
    return ourOwn(
      400,
      'Preference not possible',
      `${operation.id} declares no status ${code}. It declares ${declared}.`,
    );
  }
  const { headers, body } = inDialect(vendor, operation, call, now, status) ?? fromExample(vendor, operation, status);
  return { status, headers: { ...headers, 'preference-applied': `code=${status}` }, body };
}

/** What stands behind `code=` in `Prefer`. */
export const preferredCode = (prefer: string | string[]): string | undefined =>
  /(?:^|[,;\s])code\s*=\s*"?([^\s",;]*)/i.exec([prefer].flat().join(','))?.[1];

/** The refusal that has this status, in the vendor's words. */
function inDialect(vendor: Vendor, operation: Operation, call: Call, now: number, status: number): Reply | undefined {
  const words = wordsOf(vendor, operation);
  const found = possibleRefusals(vendor.contract, vendor.behavior, operation).find(
    (it) => refusalRule(vendor, it.variant, words).status === status,
  );
  if (found === undefined) return undefined;
  return render(vendor, call, refusalOnDemand(vendor, operation, call, found), now, words);
}

/** What the contract shows for this status. */
function fromExample(vendor: Vendor, operation: Operation, status: number): Reply {
  const body = vendor.contract.replyExample(operation, status);
  if (body === undefined) return { status, headers: {}, body };
  const type = vendor.contract.replyType(operation, status) ?? 'application/json';
  const text = textFor(type, body);
  return { status, headers: { 'content-type': sentType(type, body) }, body, ...(text !== undefined && { text }) };
}
