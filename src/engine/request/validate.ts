/** Checks ids, parameters and body by behavior and contract. The result has only fields that the contract accepts. */
import { isInferred } from '../../grammar/evidence.js';
import type { Behavior, OperationRule, ResourceRule } from '../../grammar/behavior.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Call, Input } from '../model/call.js';
import type { Contract, Operation } from '../model/contract.js';
import type { PlannedField, Resource, Rule, RulePlan, Vendor } from '../model/vendor.js';
import { keyReader } from '../values/id-formats.js';
import { comparesImmutableFields } from './compares-immutable-fields.js';
import { resourceNamed } from '../records/locate.js';
import { get, set } from '../values/paths.js';
import { template } from '../values/template.js';
import { Upload } from '../values/upload.js';
import { isOnlyDivider, namedBy, ownName, recordParameter, withOwnNames } from '../records/record-key.js';
import { bodyPath, fieldsIn } from '../values/body-path.js';
import { Refusal, type Issue } from '../model/refusal.js';

const none: Input['deferred'] = [];

export const rulePlan = (vendor: Vendor, rule: Rule): RulePlan => ({
  options: { bodyDefaults: isNew(rule.rule), trustExamples: vendor.cache.of(trustsExamples, vendor.behavior) },
  ids: rule.operation.parameters.flatMap((parameter) => {
    const named = resourceNamedBy(vendor, rule, parameter);
    if (named === undefined || named.rule.aliases !== undefined) return [];
    return [{ parameter, format: named.rule.id.format, read: (named.readKey ??= keyReader(named.rule.id)) }];
  }),
  reply: template(replySource(rule.rule)),
  ignored: ignoredIssues(vendor.behavior, rule.rule),
  credentials: credentialsInQuery(vendor.contract, rule.operation),
});

/** The query parameters that carry the credential, which a document declares as security schemes only. */
function credentialsInQuery({ securitySchemes }: Contract, { security }: Operation): ReadonlySet<string> {
  const needed = new Set(security.flatMap((needs) => Object.keys(needs)));
  return new Set(
    securitySchemes.flatMap(({ name, kind, parameter }) => (kind === 'query' && needed.has(name) ? [parameter] : [])),
  );
}

/** The keywords of issues that the API ignores. */
function ignoredIssues({ requests }: Behavior, rule: OperationRule): ReadonlySet<string> {
  const ignored = new Set<string>();
  const own = 'unknownBodyFields' in rule ? rule.unknownBodyFields : undefined;
  if (requests.unknownQueryParameters.treat === 'ignore') ignored.add('unknownParameter');
  if ((own ?? requests.unknownBodyFields.treat) === 'ignore') ignored.add('additionalProperties');
  return ignored;
}

const replySource = (rule: OperationRule): unknown =>
  'reply' in rule && rule.reply !== undefined ? rule.reply : rule.verb === 'list' ? '$items' : '$item';

/** A JSON Patch, by its media type or, where that is plain JSON, by its operations. */
const isPatch = (contentType: unknown, body: readonly unknown[]): boolean =>
  /^application\/json-patch\+json\b/i.test(String(contentType ?? '')) ||
  (body.length > 0 &&
    body.every((one) => isObject(one) && OPERATIONS.has(one['op']) && typeof one['path'] === 'string'));

const OPERATIONS: ReadonlySet<unknown> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

/**
 * Returns the input, or the refusal invalidId or invalid. If the body sends an immutable field, the other issues of the
 * body wait until that field is compared with the stored one (docs/decisions/0002).
 */
export function validate(
  vendor: Vendor,
  rule: Rule,
  params: Record<string, string>,
  call: Call,
  sent: unknown,
): Input | Refusal {
  const { contract } = vendor;
  const { options, ignored, credentials } = (rule.plan ??= rulePlan(vendor, rule));
  const checked = contract.validate(rule.operation, params, call.query, sent, call.headers, options);
  const input: Input = {
    params: withOwnNames(rule.rule, checked.params),
    query: checked.query,
    // A body that is not an object (text, a list of patches) has no fields.
    body: isObject(checked.body) && !(checked.body instanceof Upload) ? checked.body : {},
    deferred: none,
  };
  if (Array.isArray(checked.body) && isPatch(call.headers['content-type'], checked.body)) input.patch = checked.body;
  if (checked.removed) input.isMergePatch = true;
  if (rule.undeclared) input.undeclared = pick(fieldsIn(sent, bodyPath(rule.rule)), rule.undeclared);
  if (checked.issues.length === 0) return input;
  const known = checked.removed ? withoutLeftOut(vendor, rule, checked.issues, checked.removed) : checked.issues;
  const issues = known.filter(
    ({ keyword, field }) => !ignored.has(keyword) && !(keyword === 'unknownParameter' && credentials.has(field)),
  );
  const resourceRule = (name: string): ResourceRule | undefined => vendor.resources.get(name)?.rule;
  const inPath = issues.find((issue) => issue.in === 'path' && !isOnlyDivider(resourceRule, rule.rule, issue));
  if (inPath) return malformed(vendor, rule, inPath, params[inPath.field]);
  const fields = fieldsIn(sent, bodyPath(rule.rule));
  const waits = immutableFields(vendor, rule).some(({ path }) => get(fields, path) !== undefined);
  const deferred = waits ? issues.filter((issue) => issue.in === 'body') : [];
  const refused = issues.filter((issue) => issue.in !== 'path' && !(waits && issue.in === 'body'));
  if (refused.length > 0) return new Refusal('invalid', { issues: refused });
  input.deferred = deferred;
  return input;
}

/**
 * A merge patch may omit required members of the objects in a record; if it has the schema of the whole record, it may
 * omit all members. Required members that the changed record lacks are refused later.
 */
function withoutLeftOut(vendor: Vendor, rule: Rule, issues: readonly Issue[], removed: readonly string[]): Issue[] {
  const isWhole = describesRecord(vendor, rule);
  const at = bodyPath(rule.rule);
  const inRecord = (field: string): string =>
    at !== undefined && field.startsWith(`${at}.`) ? field.slice(at.length + 1) : field;
  return issues.filter(
    ({ in: where, field, keyword }) =>
      where !== 'body' ||
      keyword !== 'required' ||
      removed.includes(field) ||
      /\.\d+\./.test(field) ||
      !(isWhole || inRecord(field).includes('.')),
  );
}

/** Whether the body has the schema of the record, or of the body that creates it. */
function describesRecord({ contract, resources, rules }: Vendor, { operation, rule }: Rule): boolean {
  if (!('resource' in rule) || rule.resource === undefined) return false;
  const { resource } = rule;
  const body = contract.tools.body(operation);
  const { schema } = resources.get(resource)?.rule ?? {};
  if (schema !== undefined && contract.tools.schema(schema) === body) return true;
  return [...rules.values()].some(
    (other) =>
      other.rule.verb === 'create' && other.rule.resource === resource && contract.tools.body(other.operation) === body,
  );
}

const pick = (sent: Json, paths: readonly string[]): Json =>
  paths.reduce<Json>((found, path) => {
    const value = get(sent, path);
    return value === undefined ? found : set(found, path, value);
  }, {});

/** Checks the format of ids in the path, before anything else in the request. */
export function malformedId(vendor: Vendor, rule: Rule, params: Record<string, string>): Refusal | undefined {
  for (const { parameter, format, read } of (rule.plan ??= rulePlan(vendor, rule)).ids) {
    const raw = params[parameter] ?? '';
    if (read(raw) !== undefined) continue;
    const issue = { in: 'path', field: parameter, keyword: 'format', params: { type: format, format } } as const;
    return malformed(vendor, rule, issue, raw);
  }
  return undefined;
}

function resourceNamedBy({ resources }: Vendor, { rule, operation }: Rule, parameter: string): Resource | undefined {
  if (!('resource' in rule) || rule.resource === undefined) return undefined;
  const resourceRule = (name: string): ResourceRule | undefined => resources.get(name)?.rule;
  return resources.get(
    namedBy(resourceRule, rule.resource, ownName(rule, parameter), recordParameter(rule, operation.parameters)) ?? '',
  );
}

/** The refusal of a malformed id: invalidId, or notFound if the resource states so. */
function malformed(vendor: Vendor, rule: Rule, issue: Issue, id: string | undefined): Refusal {
  const own = 'resource' in rule.rule ? vendor.resources.get(rule.rule.resource ?? '') : undefined;
  const named = resourceNamedBy(vendor, rule, issue.field) ?? own;
  if (named?.rule.id.malformed === 'notFound')
    return new Refusal('notFound', { id, resource: named.name }, named.rule.notFound);
  return new Refusal('invalidId', { id, field: issue.field, issues: [issue] });
}

/** Whether a body may break its schema where the document's example does: either of the two may differ from the API. */
export const trustsExamples = ({ operations }: Behavior): boolean =>
  Object.values(operations).some(({ evidence }) => isInferred(evidence));

/** Whether the body's defaults are filled in: not for updates. */
const isNew = (rule: OperationRule): boolean =>
  rule.verb !== 'update' && !(rule.verb === 'singleton' && rule.does === 'update');

/** Fields for which the comparison with the stored value goes before validation. */
const immutableFields = (vendor: Vendor, { rule }: Rule): readonly PlannedField[] =>
  comparesImmutableFields(rule) ? resourceNamed(vendor, rule.resource).plan.immutable : [];
