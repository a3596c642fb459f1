/** The headers of a reply that the contract declares, and the Location of a new record. */
import type { Decision } from '../model/call.js';
import type { Operation } from '../model/contract.js';
import type { Rule, Vendor } from '../model/vendor.js';
import { recordPath } from '../records/record-address.js';

export interface Located {
  rule: Rule;
  decision: Decision;
  /** Path parameters, by their names in the path and in the resource. */
  params: Readonly<Record<string, unknown>>;
  /** Scheme, host and the prefix of the path. */
  base: string;
}

/** undefined: none. @param created the call, if it may have made a record */
export function declaredHeaders(
  vendor: Vendor,
  operation: Operation,
  status: number,
  created?: Located,
): Readonly<Record<string, string>> | undefined {
  const declared = vendor.contract.replyHeaders(operation, status);
  const hasLocation = declared.some(({ name }) => name === 'location') || (created && hasNoBody(created.rule));
  if (declared.length === 0 && !hasLocation) return undefined;
  const headers: Record<string, string> = {};
  for (const { name, value } of declared) if (value !== undefined) headers[name] = value;
  const location = hasLocation && created ? locationOf(vendor, created) : undefined;
  if (location !== undefined) headers['location'] = location;
  return headers;
}

/** Whether the reply to a create has no body, so that only a header can name the record. */
const hasNoBody = ({ rule }: Rule): boolean => rule.verb === 'create' && rule.reply === null;

/** The address of the record, by the path that reads it; undefined if no path does. */
function locationOf(vendor: Vendor, { rule: { rule }, decision, params, base }: Located): string | undefined {
  const id = decision.values['id'];
  if ((rule.verb !== 'create' && rule.verb !== 'upsert') || id === undefined) return undefined;
  const path = recordPath(vendor, rule.resource, id, (name) => params[name]);
  return path === undefined ? undefined : base + path;
}
