import { VendorCache } from '../values/vendor-cache.js';
import { bodyPath, inBody } from '../values/body-path.js';
import { isEmbedded } from '../decide/present.js';
import { hiddenLinks } from '../records/record-key.js';
import { repliesOf } from '../request/idempotency.js';
import { basedOn } from '../model/reply-basis.js';
import type { Contract, Operation } from '../model/contract.js';
import type { Json } from '../../grammar/json.js';
import type { Converted, FieldPlan, PlannedField, Quirk, Resource, Rule, Seed, Vendor } from '../model/vendor.js';
import { ResourceSecrets } from './resource-secrets.js';
import type { Behavior, FieldRule, OperationRule, ResourceRule } from '../../grammar/behavior.js';
import { stated, type LeftOut } from '../../grammar/evidence.js';

/** Builds a vendor from its contract and its behavior, which must have been checked. */
export function assemble(
  name: string,
  contract: Contract,
  behavior: Behavior,
  seed: Seed,
  quirks: Record<string, Quirk>,
  leftOut: readonly LeftOut[] = [],
): Vendor {
  const resources = new Map<string, Resource>();
  const children = childrenOf(behavior);
  const rulesOf = new Map(Object.keys(behavior.resources).map((resource): [string, Rule[]] => [resource, []]));
  for (const [resource, rule] of Object.entries(behavior.resources)) {
    const hidden = [
      ...Object.entries(rule.fields ?? {}).flatMap(([path, field]) => (field.hidden ? [path] : [])),
      ...hiddenLinks(rule),
    ];
    const [conversions, plan] = [conversionsOf(contract, rule), fieldPlan(rule)];
    const secrets = new ResourceSecrets(contract, behavior, rulesOf, resource, hidden);
    resources.set(resource, {
      name: resource,
      rule,
      hidden,
      children: children.get(rule.sameRecordsAs?.resource ?? resource) ?? [],
      rules: rulesOf.get(resource) ?? [],
      schemas: rule.schema === undefined ? (rule.alsoShownAs ?? []) : [rule.schema, ...(rule.alsoShownAs ?? [])],
      conversions,
      plan,
      get writeOnly() {
        return secrets.writeOnly;
      },
      get secret() {
        return secrets.all;
      },
    });
  }
  const replies = repliesOf(behavior);
  if (replies) resources.set(replies.name, replies);
  const rules = new Map<string, Rule>();
  for (const operation of contract.operations) {
    const rule = behavior.operations[operation.id];
    if (rule === undefined) continue;
    const built: Rule = {
      operation,
      rule,
      makes: mayMakeValues(contract, resources, operation, rule),
      writable: contract.writable(operation, bodyPath(rule)),
      ...undeclaredImmutables(contract, operation, rule, resources),
      basis: basedOn(operation.id, stated(rule.evidence)),
    };
    rules.set(operation.id, built);
    if ('resource' in rule && rule.resource !== undefined) rulesOf.get(rule.resource)?.push(built);
  }
  return {
    name,
    hosts: contract.hosts,
    contract,
    behavior,
    rules,
    resources,
    hasForms: Object.values(behavior.resources).some((rule) => (rule.sameRecordsAs ?? rule.only) !== undefined),
    seed,
    quirks,
    leftOut,
    cache: new VendorCache(),
  };
}

/** The names of the resources below each resource that has any. */
function childrenOf({ resources }: Behavior): ReadonlyMap<string, string[]> {
  const children = new Map<string, string[]>();
  for (const [child, { parent }] of Object.entries(resources)) {
    if (parent === undefined) continue;
    const known = children.get(parent.resource);
    if (known) known.push(child);
    else children.set(parent.resource, [child]);
  }
  return children;
}

/** Immutable fields that the body of an operation does not declare. A client may send them nevertheless. */
function undeclaredImmutables(
  contract: Contract,
  operation: Operation,
  rule: OperationRule,
  resources: ReadonlyMap<string, Resource>,
): Pick<Rule, 'undeclared'> {
  if (rule.verb !== 'update' && rule.verb !== 'replace' && rule.verb !== 'upsert') return {};
  const immutable = resources.get(rule.resource)?.plan.immutable ?? [];
  if (immutable.length === 0) return {};
  const place = bodyPath(rule);
  const paths = immutable
    .map(({ path }) => path)
    .filter((path) => !contract.tools.hasBodyField(operation, inBody(place, path)));
  return paths.length === 0 ? {} : { undeclared: paths };
}

export function fieldPlan({ fields = {} }: Pick<ResourceRule, 'fields'>): FieldPlan {
  const those = (does: (rule: FieldRule, path: string) => unknown): PlannedField[] =>
    Object.entries(fields).flatMap(([path, rule]) => (does(rule, path) ? [{ path, rule }] : []));
  const merges = new Map(
    those((rule) => rule.merge).flatMap(({ path, rule }) => (rule.merge ? [[path, rule.merge]] : [])),
  );
  const hasDefault = (rule: FieldRule): boolean => rule.default !== undefined;
  return {
    immutable: those((rule) => rule.immutable),
    references: those((rule) => rule.references),
    distinct: those((rule) => rule.distinct),
    renamed: those((rule) => rule.alsoSentAs),
    defaults: those(hasDefault),
    elementDefaults: those((rule, path) => hasDefault(rule) && path.includes('[]')),
    stamps: those((rule) => rule.stamp),
    restamps: those((rule) => rule.stamp === 'updated'),
    constants: those((rule) => rule.constant !== undefined),
    made: those((rule) => rule.generate ?? rule.derive),
    merges: merges.size > 0 ? merges : undefined,
  };
}

const conversionsOf = (contract: Contract, { schema, fields = {} }: ResourceRule): Converted[] =>
  Object.entries(fields).flatMap(([path, { convert: rule }]) => {
    if (rule === undefined) return [];
    const at = (place: string): Json | undefined =>
      schema === undefined ? undefined : contract.fieldSchema(schema, place);
    return [{ path, rule, schema: at(path), elementSchema: at(`${path}[]`) }];
  });

/** Whether a call of the operation may have to make up values. */
function mayMakeValues(
  contract: Contract,
  resources: ReadonlyMap<string, Resource>,
  operation: Operation,
  rule: OperationRule,
): boolean {
  if (rule.verb === 'example') return true;
  if (!('resource' in rule) || rule.resource === undefined) return false;
  const resource = resources.get(rule.resource);
  const converts =
    resource?.rule.repair !== undefined ||
    resource?.conversions.some((conversion) => conversion.rule.to !== 'list') === true;
  switch (rule.verb) {
    case 'create':
    case 'upsert':
      return (
        converts ||
        mayLackRequired(contract, resource, (path) => contract.supplies(operation, inBody(bodyPath(rule), path)))
      );
    case 'singleton':
      return converts || mayLackRequired(contract, resource, () => false);
    default:
      return converts && operation.mediaTypes !== undefined;
  }
}

/** Whether replies require a field that no rule sets and that the contract does not require in the body. */
function mayLackRequired(
  contract: Contract,
  resource: Resource | undefined,
  isSupplied: (path: string) => boolean,
): boolean {
  if (resource === undefined) return false;
  const fields = resource.rule.fields ?? {};
  const sure = (path: string): boolean => {
    const rule = fields[path];
    return (
      isSupplied(path) ||
      isEmbedded(resource.rule, path) ||
      path === resource.rule.id.field ||
      rule?.stamp !== undefined ||
      rule?.constant !== undefined ||
      rule?.default !== undefined ||
      rule?.generate !== undefined ||
      rule?.derive !== undefined
    );
  };
  return resource.schemas.some((schema) => contract.missing(schema, sure).length > 0);
}
