import type { Derivation, FieldRule, ResourceRule } from '../../grammar/behavior.js';
import { closest } from '../../engine/values/suggest.js';
import { fieldsOf } from '../../engine/decide/requirements.js';
import { linksOf } from '../../engine/records/record-key.js';
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
    const near = closest(schema, checking.contract.tools.schemaNames());
    const remedy = 'name a schema under components.schemas, or write a pointer: `#/…`';
    checking.report([...at, key], problem, near.length > 0 ? `did you mean ${near.join(' or ')}?` : remedy);
  }
  checkForm(checking, name, resource, at);
  field(resource.id.field, 'id');
  for (const alias of resource.aliases ?? []) field(alias, 'aliases');
  if (resource.order) field(resource.order.by, 'order');
  for (const [i, { fields, refuse }] of (resource.unique ?? []).entries()) {
    for (const path of fields) field(path, 'unique', i);
    checkVariant(checking, refuse, 'conflict', [...at, 'unique', i]);
  }
  for (const [i, requirement] of (resource.requires ?? []).entries()) {
    for (const path of [...Object.keys(requirement.when ?? {}), ...fieldsOf(requirement)]) field(path, 'requires', i);
    checkVariant(checking, requirement.refuse, 'incomplete', [...at, 'requires', i]);
  }
  if (resource.parent) {
    if (checkResourceName(checking, resource.parent.resource, [...at, 'parent']) && resource.dropped) {
      checkField(checking, resource.parent.resource, resource.dropped.whenParentChanges, [...at, 'dropped']);
    }
  }
  checkPlace(checking, name, resource, at);
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

/** If ids of the parent are unique only below its own parent or context, a child has to keep these as well. */
function checkPlace(checking: Checking, name: string, { parent, context = [] }: ResourceRule, at: PropertyKey[]): void {
  const above = parent && checking.behavior.resources[parent.resource];
  if (above?.id.scope === undefined) return;
  for (const { parameter } of linksOf(above))
    if (!context.some((one) => one.parameter === parameter))
      checking.report(
        [...at, 'parent'],
        `the id of a ${parent?.resource ?? ''} is unique only for one ${parameter}, which a ${name} does not keep`,
        `give ${name} a context, such as \`context: [{ parameter: ${parameter}, field: $${parameter}, evidence: … }]\``,
      );
}

/** `sameRecordsAs` and `only`. */
function checkForm(checking: Checking, name: string, resource: ResourceRule, at: PropertyKey[]): void {
  const { sameRecordsAs: rule, only } = resource;
  const stores = rule?.resource ?? name;
  for (const path of Object.keys(only?.fields ?? {}))
    checkField(checking, stores, path, [...at, 'only', 'fields', path]);
  if (rule === undefined) return;
  const where = [...at, 'sameRecordsAs'];
  if (!checkResourceName(checking, stores, [...where, 'resource'])) return;
  const stored = checking.behavior.resources[stores];
  if (stored === undefined) return;
  if (stored.sameRecordsAs !== undefined) {
    const problem = `${stores} does not store its records`;
    return checking.report(
      [...where, 'resource'],
      problem,
      `name ${stored.sameRecordsAs.resource === stores ? 'another resource' : stored.sameRecordsAs.resource}, which stores them`,
    );
  }
  for (const path of Object.keys(rule.where ?? {})) checkField(checking, stores, path, [...where, 'where', path]);
  checkPairs(checking, [name, stores], rule.fields, [...where, 'fields']);
  for (const [i, { when, fields, constants = {} }] of (rule.cases ?? []).entries()) {
    const place = [...where, 'cases', i];
    for (const path of Object.keys(when)) checkField(checking, stores, path, [...place, 'when', path]);
    for (const path of Object.keys(constants)) checkField(checking, name, path, [...place, 'constants', path]);
    checkPairs(checking, [name, stores], fields, [...place, 'fields']);
  }
  for (const key of ['aliases', 'parent', 'context'] as const)
    if (resource[key] !== undefined)
      checking.report([...at, key], `${name} cannot have ${key}: ${stores} stores its records`, `state it there`);
  const { field } = resource.id;
  if ((rule.fields[field] ?? field) !== stored.id.field || resource.id.format !== stored.id.format)
    checking.report([...at, 'id'], `the id of ${name} is not that of ${stores}`, `use its field and format`);
  for (const [i, { fields }] of (resource.unique ?? []).entries())
    if (!stored.unique?.some((key) => fields.every((path) => key.fields.includes(rule.fields[path] ?? path))))
      checking.report(
        [...at, 'unique', i],
        `the records of ${stores} are not unique by ${fields.join(' and ')}`,
        `give ${stores} the same unique fields`,
      );
}

function checkPairs(
  checking: Checking,
  [own, stores]: readonly [string, string],
  pairs: Readonly<Record<string, string>>,
  at: PropertyKey[],
): void {
  for (const [path, stored] of Object.entries(pairs)) {
    checkField(checking, own, path, [...at, path]);
    checkField(checking, stores, stored, [...at, path]);
    if (path.includes('[]') || stored.includes('[]'))
      checking.report([...at, path], 'a list is mapped as a whole', 'leave out the [] and what follows');
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
  for (const source of Object.keys(rule.derive?.where ?? {}))
    checkField(checking, resource, source, [...at, 'derive', 'where']);
  if (rule.keptBy !== undefined) checkKeptBy(checking, resource, fields ?? {}, path, rule, at);
  const { through } = rule.derive ?? {};
  if (through !== undefined && fields?.[through]?.references === undefined) {
    const problem = `field ${through} references no other record`;
    checking.report([...at, 'derive', 'through'], problem, 'name a field that has `references`');
  }
  for (const other of Object.keys(rule.immutable?.when ?? {}))
    checkField(checking, resource, other, [...at, 'immutable']);
  checkVariant(checking, rule.immutable?.refuse, 'immutable', at);
  if (rule.references) {
    checkResourceName(checking, rule.references.resource, [...at, 'references']);
    checkVariant(checking, rule.references.refuse, 'unknownReference', at);
  }
}

/** Without a `distinct` field, two elements could keep one value. */
function checkKeptBy(
  checking: Checking,
  resource: string,
  fields: Record<string, FieldRule>,
  path: string,
  { generate, keptBy = '' }: FieldRule,
  at: PropertyKey[],
): void {
  const where = [...at, 'keptBy'];
  const element = elementOf(path);
  if (generate === undefined || element === '') {
    const problem = `${path} is not generated for the elements of a list`;
    return checking.report(where, problem, 'use `keptBy` with `generate`, in a path with []');
  }
  const key = `${element}.${keptBy}`;
  checkField(checking, resource, key, where);
  if (fields[key]?.distinct !== true)
    checking.report(where, `elements can have the same ${keptBy}`, `give ${key} the rule \`distinct: true\``);
}

/** The list element that a path leads through: `fields[]` of `fields[].slug`; '' if none. */
function elementOf(path: string): string {
  const at = path.lastIndexOf('[]');
  return at < 0 ? '' : path.slice(0, at + 2);
}

/** The fields of the same record (or list element) from which a value is derived. */
function sourcesOf(rule: Derivation | undefined, path: string): string[] {
  if (rule === undefined) return [];
  const element = elementOf(path);
  const prefix = element === '' ? '' : `${element}.`;
  const own = [rule.presence, rule.names, rule.mask, rule.lookup, rule.slug, rule.through ?? rule.copy];
  return own.flatMap((item) => (item === undefined ? [] : [prefix + item]));
}

function describesObject({ contract: { tools } }: Checking, schema: string): boolean {
  const place = tools.schema(schema);
  return place !== undefined && (place.names.length > 0 || place.isOpen);
}
