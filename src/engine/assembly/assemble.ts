import type { Contract } from '../model/contract.js';
import type { FieldPlan, PlannedField, Quirk, Resource, Rule, Seed, Vendor } from '../model/vendor.js';
import type { Behavior, FieldRule, ResourceRule } from '../../grammar/behavior.js';
import { partsShown, stated, type LeftOut } from '../../grammar/evidence.js';

/** A vendor out of its contract and its (checked) behavior. */
export function assemble(
  name: string,
  contract: Contract,
  behavior: Behavior,
  seed: Seed,
  quirks: Record<string, Quirk>,
  leftOut: readonly LeftOut[] = [],
): Vendor {
  const resources = new Map<string, Resource>();
  for (const [resource, rule] of Object.entries(behavior.resources)) {
    const hidden = Object.entries(rule.fields ?? {}).flatMap(([path, field]) => (field.hidden ? [path] : []));
    const children = Object.entries(behavior.resources).flatMap(([child, it]) =>
      it.parent?.resource === resource ? [child] : [],
    );
    const embedded = new Set(Object.keys(rule.embed ?? {}));
    const required = (rule.schema === undefined ? [] : contract.required(rule.schema)).filter(
      (field) => !embedded.has(field.path.split('.')[0] ?? ''),
    );
    const secret = [...new Set([...writeOnlyOf(contract, behavior, resource), ...hidden])];
    resources.set(resource, { name: resource, rule, secret, hidden, children, required, plan: fieldPlan(rule) });
  }
  const rules = new Map<string, Rule>();
  for (const operation of contract.operations) {
    const rule = behavior.operations[operation.id];
    if (rule === undefined) continue;
    const makes =
      (rule.verb === 'create' || rule.verb === 'upsert') &&
      mayLack(resources.get(rule.resource), contract.supplied(operation));
    const known = stated(rule.evidence);
    rules.set(operation.id, {
      operation,
      rule,
      makes,
      writable: contract.writable(operation),
      stated: known,
      parts: partsShown(known),
    });
  }
  return { name, hosts: contract.hosts, contract, behavior, rules, resources, seed, quirks, leftOut };
}

export function fieldPlan({ fields = {} }: Pick<ResourceRule, 'fields'>): FieldPlan {
  const those = (does: (rule: FieldRule, path: string) => unknown): PlannedField[] =>
    Object.entries(fields).flatMap(([path, rule]) => (does(rule, path) ? [{ path, rule }] : []));
  const merges = new Map(those((it) => it.merge).flatMap(({ path, rule }) => (rule.merge ? [[path, rule.merge]] : [])));
  const hasDefault = (rule: FieldRule): boolean => rule.default !== undefined;
  return {
    immutable: those((it) => it.immutable),
    references: those((it) => it.references),
    distinct: those((it) => it.distinct),
    renamed: those((it) => it.alsoSentAs),
    defaults: those(hasDefault),
    elementDefaults: those((it, path) => hasDefault(it) && path.includes('[]')),
    stamps: those((it) => it.stamp),
    restamps: those((it) => it.stamp === 'updated'),
    made: those((it) => it.generate ?? it.derive),
    merges: merges.size > 0 ? merges : undefined,
  };
}

/** Paths of the fields of a resource that go in and never come out: what the contract marks in any body that writes it. */
export function writeOnlyOf(contract: Contract, behavior: Behavior, resource: string): string[] {
  return contract.operations.flatMap((operation) => {
    const rule = behavior.operations[operation.id];
    return rule && 'resource' in rule && rule.resource === resource ? contract.writeOnly(operation) : [];
  });
}

/** Whether a reply needs a field that neither the rules set for sure nor the contract asks of the client. */
function mayLack(resource: Resource | undefined, supplied: readonly string[]): boolean {
  if (resource === undefined) return false;
  const fields = resource.rule.fields ?? {};
  const sure = (path: string): boolean => {
    const rule = fields[path];
    return (
      supplied.includes(path) ||
      path === resource.rule.id.field ||
      rule?.stamp !== undefined ||
      rule?.default !== undefined ||
      rule?.generate !== undefined ||
      rule?.derive !== undefined
    );
  };
  return resource.required.some(({ path }) => !sure(path));
}
