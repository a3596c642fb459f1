/** From what was sent to what may be decided upon: ids, parameters and body, held against the behavior and the contract. */
import type { OperationRule, ResourceRule } from '../../grammar/behavior.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Call, Input } from '../model/call.js';
import type { PlannedField, Resource, Rule, Vendor } from '../model/vendor.js';
import { keyReader } from '../values/id-formats.js';
import { resourceOf } from '../decide/locate.js';
import { get, set } from '../values/paths.js';
import { Upload } from '../values/upload.js';
import { namedBy, parameterOf } from '../decide/place.js';
import { bodyPlace, fieldsIn } from '../values/body-place.js';
import { Refusal, type Issue } from '../refusals/refusal.js';

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
  const checked = contract.validate(rule.operation, params, call.query, sent, call.headers, {
    bodyDefaults: isNew(rule.rule),
  });
  const input: Input = {
    params: checked.params,
    query: checked.query,
    // What is no object (a text, a list of patches) holds no fields.
    body: isObject(checked.body) && !(checked.body instanceof Upload) ? checked.body : {},
    deferred: none,
  };
  if (rule.undeclared) input.undeclared = picked(fieldsIn(sent, bodyPlace(rule.rule)), rule.undeclared);
  if (checked.issues.length === 0) return input;
  const { unknownQueryParameters, unknownBodyFields } = behavior.requests;
  const own = 'unknownBodyFields' in rule.rule ? rule.rule.unknownBodyFields : undefined;
  const unknownFields = own ?? unknownBodyFields.treat;
  const ignored = [
    ...(unknownQueryParameters.treat === 'ignore' ? ['unknownParameter'] : []),
    ...(unknownFields === 'ignore' ? ['additionalProperties'] : []),
  ];
  const issues = checked.issues.filter((it) => !ignored.includes(it.keyword));
  const inPath = issues.find((it) => it.in === 'path');
  if (inPath) return malformed(vendor, rule, inPath, params[inPath.field]);
  const fields = fieldsIn(sent, bodyPlace(rule.rule));
  const waits = immutableFields(vendor, rule).some(({ path }) => get(fields, path) !== undefined);
  const deferred = waits ? issues.filter((it) => it.in === 'body') : [];
  const refused = waits ? issues.filter((it) => it.in !== 'body') : issues;
  if (refused.length > 0) return new Refusal('invalid', { issues: refused });
  return { ...input, deferred };
}

const picked = (sent: Json, paths: readonly string[]): Json =>
  paths.reduce<Json>((found, path) => {
    const value = get(sent, path);
    return value === undefined ? found : set(found, path, value);
  }, {});

/** Ids are checked in the vendor's own format, before anything else in the request. */
export function malformedId(vendor: Vendor, rule: Rule, params: Record<string, string>): Refusal | undefined {
  for (const parameter of rule.operation.parameters) {
    const named = resourceNamedBy(vendor, rule, parameter);
    const raw = params[parameter] ?? '';
    if (
      named === undefined ||
      named.rule.aliases !== undefined ||
      vendor.derived.of(keyReader, named.rule.id)(raw) !== undefined
    )
      continue;
    const { format } = named.rule.id;
    const issue = { in: 'path', field: parameter, keyword: 'format', params: { type: format, format } } as const;
    return malformed(vendor, rule, issue, raw);
  }
  return undefined;
}

function resourceNamedBy({ resources }: Vendor, { rule }: Rule, parameter: string): Resource | undefined {
  if (!('resource' in rule) || rule.resource === undefined) return undefined;
  const ruleOf = (name: string): ResourceRule | undefined => resources.get(name)?.rule;
  return resources.get(namedBy(ruleOf, rule.resource, parameter, parameterOf(rule)) ?? '');
}

/** Malformed, or where the resource says so, an id that names nothing. */
function malformed(vendor: Vendor, rule: Rule, issue: Issue, id: string | undefined): Refusal {
  const own = 'resource' in rule.rule ? vendor.resources.get(rule.rule.resource ?? '') : undefined;
  const named = resourceNamedBy(vendor, rule, issue.field) ?? own;
  if (named?.rule.id.malformed === 'notFound')
    return new Refusal('notFound', { id, resource: named.name }, named.rule.notFound);
  return new Refusal('invalidId', { id, field: issue.field, issues: [issue] });
}

/** Defaults are for what is new: an update fills in nothing that was not sent. */
const isNew = (rule: OperationRule): boolean =>
  rule.verb !== 'update' && !(rule.verb === 'singleton' && rule.does === 'update');

/** Where the stored value and not the contract decides: a different value is refused as a change, whatever it is. */
const immutableFields = (vendor: Vendor, { rule }: Rule): readonly PlannedField[] =>
  rule.verb === 'update' || rule.verb === 'replace' ? resourceOf(vendor, rule.resource).plan.immutable : [];
