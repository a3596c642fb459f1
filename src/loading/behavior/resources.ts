import type { Derivation, FieldRule, ResourceRule } from '../../grammar/behavior.js';
import { checkField, checkResourceName, checkVariant, type Checking } from './checking.js';

export function checkResources(checking: Checking): void {
  for (const [name, resource] of Object.entries(checking.behavior.resources)) checkResource(checking, name, resource);
}

function checkResource(checking: Checking, name: string, resource: ResourceRule): void {
  const at = ['resources', name];
  const field = (path: string, ...where: PropertyKey[]): void => checkField(checking, name, path, [...at, ...where]);
  for (const [key, schema] of [
    ['schema', resource.schema] as const,
    ...(resource.alsoShownAs ?? []).map((alsoShownA) => ['alsoShownAs', alsoShownA] as const),
  ]) {
    if (schema === undefined || describesObject(checking, schema)) continue;
    const problem = `the contract has no schema ${schema} with properties`;
    checking.report([...at, key], problem, 'name a schema under components.schemas, or write a pointer: `#/…`');
  }
  field(resource.id.field, 'id');
  for (const alias of resource.aliases ?? []) field(alias, 'aliases');
  if (resource.order) field(resource.order.by, 'order');
  for (const [i, { fields, refuse }] of (resource.unique ?? []).entries()) {
    for (const path of fields) field(path, 'unique', i);
    checkVariant(checking, refuse, 'conflict', [...at, 'unique', i]);
  }
  if (resource.parent) {
    if (checkResourceName(checking, resource.parent.resource, [...at, 'parent']) && resource.dropped) {
      checkField(checking, resource.parent.resource, resource.dropped.whenParentChanges, [...at, 'dropped']);
    }
  }
  checkVariant(checking, resource.notFound, 'notFound', [...at, 'notFound']);
  checkVariant(checking, resource.foreign, 'foreign', [...at, 'foreign']);
  for (const [path, rule] of Object.entries(resource.fields ?? {})) {
    checkFieldRule(checking, name, resource, path, rule, [...at, 'fields', path]);
  }
  for (const [property, embed] of Object.entries(resource.embed ?? {})) {
    const where = [...at, 'embed', property];
    checkResourceName(checking, embed.children ?? embed.reference ?? '', where);
    if (embed.reference !== undefined && embed.by === undefined) {
      checking.report(where, 'a reference needs `by`, the field that holds the id', 'add it');
    }
  }
}

function checkFieldRule(
  checking: Checking,
  resource: string,
  { fields }: ResourceRule,
  path: string,
  rule: FieldRule,
  at: PropertyKey[],
): void {
  if (!rule.hidden) checkField(checking, resource, path, at);
  if (rule.alsoSentAs !== undefined) checkField(checking, resource, rule.alsoSentAs, [...at, 'alsoSentAs']);
  for (const source of sourcesOf(rule.derive, path)) checkField(checking, resource, source, [...at, 'derive']);
  const { through } = rule.derive ?? {};
  if (through !== undefined && fields?.[through]?.references === undefined) {
    const problem = `field ${through} references no other record`;
    checking.report([...at, 'derive', 'through'], problem, 'name a field that has `references`');
  }
  checkVariant(checking, rule.immutable?.refuse, 'immutable', at);
  if (rule.references) {
    checkResourceName(checking, rule.references.resource, [...at, 'references']);
    checkVariant(checking, rule.references.refuse, 'unknownReference', at);
  }
}

/** The fields of the same record (or list element) from which a value is derived. */
function sourcesOf(rule: Derivation | undefined, path: string): string[] {
  if (rule === undefined) return [];
  const element = path.slice(0, path.lastIndexOf('[]') + 2);
  const prefix = element.length > 1 ? `${element}.` : '';
  const own = [rule.presence, rule.mask, rule.lookup, rule.slug, rule.through ?? rule.copy];
  return own.flatMap((item) => (item === undefined ? [] : [prefix + item]));
}

function describesObject({ contract: { tools } }: Checking, schema: string): boolean {
  const place = tools.schema(schema);
  return place !== undefined && (place.names.length > 0 || place.isOpen);
}
