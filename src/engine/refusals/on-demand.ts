/** Refusals that a test requests by a fault or `Prefer`. The request is valid, so their details are samples. */
import type { Reason } from '../../grammar/reasons.js';
import type { Call } from '../model/call.js';
import type { Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { operationContext, possibleRefusals, type PossibleRefusal } from './possible.js';
import { Refusal } from '../model/refusal.js';
import { table } from './table.js';

/** The reasons for which an operation can refuse a call, in the order of the checks. */
export const possibleReasons = ({ contract, behavior }: Vendor, operation: Operation): Reason[] => [
  ...(behavior.requests.browserOrigin.treat === 'refuse' ? (['browserOrigin'] as const) : []),
  ...new Set(possibleRefusals(contract, behavior, operation).map(({ reason }) => reason)),
];

/** A refusal for this reason, with the operation's own variant. */
export function refusalFor(vendor: Vendor, operation: Operation, call: Call, reason: Reason): Refusal {
  const possible = possibleRefusals(vendor.contract, vendor.behavior, operation).find((one) => one.reason === reason);
  return refusalOnDemand(vendor, operation, call, possible ?? { reason, variant: reason, about: {} });
}

export function refusalOnDemand(vendor: Vendor, operation: Operation, call: Call, asked: PossibleRefusal): Refusal {
  const { reason, variant, about } = asked;
  const found = vendor.contract.match(operation.method, call.path);
  const id = typeof found === 'object' && 'params' in found ? Object.values(found.params).at(-1) : undefined;
  const place = operationContext(vendor.contract, vendor.behavior, operation);
  const sample = place && table[reason].sample(place, asked, id);
  const field = about.field ?? about.fields?.[0] ?? 'body';
  const issues = [{ in: 'body', field, keyword: 'onDemand', params: {} } as const];
  return new Refusal(reason, { id, ...about, field, issues, ...sample }, variant);
}
