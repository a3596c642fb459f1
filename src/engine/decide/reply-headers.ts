/** The headers of a reply that the contract declares, and the Location of a new record. */
import type { Decision } from '../model/call.js';
import type { Operation } from '../model/contract.js';
import type { Rule, Vendor } from '../model/vendor.js';

export interface Located {
  rule: Rule;
  decision: Decision;
  /** Path parameters, by their names in the path and in the resource. */
  params: Readonly<Record<string, unknown>>;
  /** Scheme, host and the prefix of the path. */
  base: string;
}

const none: Readonly<Record<string, string>> = {};

/** @param created the call, if it may have made a record */
export function declaredHeaders(
  vendor: Vendor,
  operation: Operation,
  status: number,
  created?: Located,
): Readonly<Record<string, string>> {
  const declared = vendor.contract.replyHeaders(operation, status);
  const tellsPlace = declared.some(({ name }) => name === 'location') || (created && hasNoBody(created.rule));
  if (declared.length === 0 && !tellsPlace) return none;
  const headers: Record<string, string> = {};
  for (const { name, value } of declared) if (value !== undefined) headers[name] = value;
  const location = tellsPlace && created ? placeOf(vendor, created) : undefined;
  if (location !== undefined) headers['location'] = location;
  return headers;
}

/** Whether the reply to a create has no body, so that only a header can name the record. */
const hasNoBody = ({ rule }: Rule): boolean => rule.verb === 'create' && rule.reply === null;

/** The address of the record, by the path that reads it; undefined if no path does. */
function placeOf(vendor: Vendor, { rule: { rule }, decision, params, base }: Located): string | undefined {
  const id = decision.values['id'];
  if ((rule.verb !== 'create' && rule.verb !== 'upsert') || id === undefined) return undefined;
  const reading = vendor.derived.of(readingOf, vendor, rule.resource);
  if (reading === undefined) return undefined;
  const valueOf = (name: string): unknown => (name === reading.parameters.at(-1) ? id : params[name]);
  if (reading.parameters.some((name) => valueOf(name) === undefined)) return undefined;
  return base + reading.path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(valueOf(name))));
}

/** The operation that reads one record by its path. */
function readingOf({ resources }: Vendor, resource: string): Operation | undefined {
  const all = (resources.get(resource)?.rules ?? []).filter(
    ({ rule, operation }) =>
      !('record' in rule) &&
      (rule.verb === 'read' || rule.verb === 'update' || rule.verb === 'replace' || rule.verb === 'delete') &&
      operation.parameters.length > 0,
  );
  return (all.find(({ operation }) => operation.method === 'GET') ?? all[0])?.operation;
}
