/** Refusals that a tester asked for. Nothing is wrong with the request: what the vendor's words name of it is made up. */
import { reasons, type Reason } from '../../grammar/reasons.js';
import type { Call } from '../model/call.js';
import type { Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { possibleRefusals, type PossibleRefusal } from './possible.js';
import { expectedTypes } from '../request/read-body.js';
import { Refusal, type RefusalDetails } from './refusal.js';

/** The reasons that a vendor has words for. */
export const wordable = (vendor: Vendor): Reason[] => reasons.filter((it) => inDialect(vendor, it) !== undefined);

/** As the operation words this reason, where it can come to it; else as the vendor does. */
export function refusalFor(vendor: Vendor, operation: Operation, call: Call, reason: Reason): Refusal {
  const own = possibleRefusals(vendor.contract, vendor.behavior, operation).find((it) => it.reason === reason);
  const variant = inDialect(vendor, reason) ?? reason;
  return refusalOnDemand(vendor, operation, call, own ?? { reason, variant, about: {} });
}

export function refusalOnDemand(vendor: Vendor, operation: Operation, call: Call, asked: PossibleRefusal): Refusal {
  const { reason, variant, about } = asked;
  const found = vendor.contract.match(operation.method, call.path);
  const id = typeof found === 'object' && 'params' in found ? Object.values(found.params).at(-1) : undefined;
  const field = about.field ?? about.fields?.[0] ?? 'body';
  const issues = [{ in: 'body', field, keyword: 'onDemand', params: {} } as const];
  return new Refusal(reason, { id, ...about, field, issues, ...particulars(operation, reason) }, variant);
}

function particulars(operation: Operation, reason: Reason): RefusalDetails {
  switch (reason) {
    case 'forbidden':
      return {
        field: Object.values(operation.security[0] ?? {})
          .flat()
          .join(' '),
      };
    case 'payloadTooLarge':
      return { message: 'body is too large' };
    case 'unsupportedMediaType':
      return { message: expectedTypes(operation.mediaTypes ?? []), field: 'content-type' };
    case 'malformedBody':
      return { message: 'body is not valid JSON' };
    default:
      return {};
  }
}

/** The dialect's entry for a reason: its own, else the first that says which one it is. */
function inDialect({ behavior }: Vendor, reason: Reason): string | undefined {
  const { refusals } = behavior.dialect;
  return Object.hasOwn(refusals, reason) ? reason : Object.keys(refusals).find((it) => refusals[it]?.is === reason);
}
