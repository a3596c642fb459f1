/** From what was sent to what may be decided upon: ids, parameters and body, held against the behavior and the contract. */
import { isObject } from '../../grammar/json.js';
import type { Call, Input } from '../model/call.js';
import type { PlannedField, Rule, Vendor } from '../model/vendor.js';
import { idKey } from '../values/id-formats.js';
import { resourceOf } from '../decide/locate.js';
import { get } from '../values/paths.js';
import { Upload } from '../values/upload.js';
import { Refusal } from '../refusals/refusal.js';

const none: Input['deferred'] = [];

/**
 * The input, or invalidId or invalid. Where the body sends an immutable field, what is wrong with the body waits until that field
 * is compared with the stored one (docs/decisions/0002).
 */
export function validate(
  vendor: Vendor,
  rule: Rule,
  params: Record<string, string>,
  call: Call,
  sent: unknown,
): Input | Refusal {
  const { contract, behavior } = vendor;
  const checked = contract.validate(rule.operation, params, call.query, sent, call.headers);
  const input: Input = {
    params: checked.params,
    query: checked.query,
    // What is no object (a text, a list of patches) holds no fields.
    body: isObject(checked.body) && !(checked.body instanceof Upload) ? checked.body : {},
    deferred: none,
  };
  if (checked.issues.length === 0) return input;
  const { unknownQueryParameters, unknownBodyFields } = behavior.requests;
  const ignored = [
    ...(unknownQueryParameters.treat === 'ignore' ? ['unknownParameter'] : []),
    ...(unknownBodyFields.treat === 'ignore' ? ['additionalProperties'] : []),
  ];
  const issues = checked.issues.filter((it) => !ignored.includes(it.keyword));
  const inPath = issues.find((it) => it.in === 'path');
  if (inPath) return new Refusal('invalidId', { id: params[inPath.field], field: inPath.field, issues: [inPath] });
  const waits = isObject(sent) && immutableFields(vendor, rule).some(({ path }) => get(sent, path) !== undefined);
  const deferred = waits ? issues.filter((it) => it.in === 'body') : [];
  const refused = waits ? issues.filter((it) => it.in !== 'body') : issues;
  if (refused.length > 0) return new Refusal('invalid', { issues: refused });
  return { ...input, deferred };
}

/** Ids are checked in the vendor's own format, before anything else in the request. */
export function malformedId(
  vendor: Vendor,
  { operation, rule }: Rule,
  params: Record<string, string>,
): Refusal | undefined {
  const resource = 'resource' in rule && rule.resource !== undefined ? vendor.resources.get(rule.resource) : undefined;
  if (!resource) return undefined;
  const link = resource.rule.parent;
  for (const parameter of operation.parameters) {
    const named = parameter === link?.parameter ? vendor.resources.get(link.resource) : resource;
    const raw = params[parameter] ?? '';
    if (named && named.rule.aliases === undefined && idKey(named.rule.id, raw) === undefined) {
      return new Refusal('invalidId', {
        id: raw,
        field: parameter,
        issues: [
          {
            in: 'path',
            field: parameter,
            keyword: 'format',
            params: { type: named.rule.id.format, format: named.rule.id.format },
          },
        ],
      });
    }
  }
  return undefined;
}

/** Where the stored value and not the contract decides: a different value is refused as a change, whatever it is. */
const immutableFields = (vendor: Vendor, { rule }: Rule): readonly PlannedField[] =>
  rule.verb === 'update' || rule.verb === 'replace' ? resourceOf(vendor, rule.resource).plan.immutable : [];
