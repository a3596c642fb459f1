/** Cases from the behavior of records: made, shown, listed, changed, removed; what never changes, what is taken once, what is never shown. */
import type { FieldRule } from '../../engine/grammar.js';
import type { Rule } from '../../engine/model.js';
import { isObject, type Json } from '../../engine/paths.js';
import { operationFor, resourceOf } from '../managed.js';
import { remove, valueAt, withValue } from './body.js';
import { sampleOf } from './fields.js';
import { namedFields, paramsFor, schemaAt, type Actor, type Scene } from './scene.js';
import type { Write } from './write.js';

const verbsThatMake = ['create', 'upsert'] as const;
const verbsThatChange = ['update', 'replace'] as const;

export function recordCases(write: Write, rule: Rule): void {
  const { verb } = rule.rule;
  if (isOneOf(verbsThatMake, verb)) {
    lifeOf(write, rule, 'least');
    lifeOf(write, rule, 'full');
    uniqueCases(write, rule);
    listElements(write, rule);
  }
  if (isOneOf(verbsThatChange, verb) || verb === 'quirk') changeCases(write, rule);
  if (isOneOf(verbsThatChange, verb)) {
    immutableCases(write, rule);
    clashCases(write, rule);
  }
  if (verb === 'upsert') againCase(write, rule);
  referenceCases(write, rule);
  secretCases(write, rule);
}

const isOneOf = <T extends string>(all: readonly T[], one: string): one is T =>
  (all as readonly string[]).includes(one);

/** Shows the record by every operation that can. */
export function show(scene: Scene, actor: Actor): void {
  for (const verb of ['read', 'list'] as const) {
    for (const rule of scene.vendor.rules.values()) {
      if (rule.rule.verb !== verb || rule.rule.resource !== actor.resource) continue;
      scene.rules.add(rule.operation.id);
      scene.call(rule.operation, { params: verb === 'list' ? actor.above : paramsFor(rule.operation, actor) });
    }
  }
  const embedding = scene.vendor.resources.get(actor.resource)?.rule.parent;
  const reading = embedding && operationFor(scene.vendor, 'read', embedding.resource);
  if (embedding && reading)
    scene.call(reading.operation, {
      params: { [reading.operation.parameters.at(-1) ?? '']: actor.above[embedding.parameter] },
    });
}

/** Everything that a record's making involves: rules of its fields, its id, its place. */
function namesRecord(scene: Scene, rule: Rule): void {
  const resource = resourceOf(scene.vendor, rule);
  if (resource === undefined) return;
  const { name, rule: it } = resource;
  scene.rules.add(rule.operation.id);
  scene.rules.add(`resources.${name}.id`);
  if (it.order) scene.rules.add(`resources.${name}.order`);
  if (it.parent) scene.rules.add(`resources.${name}.parent`);
  for (const [path, field] of Object.entries(it.fields ?? {}))
    if (!field.hidden) scene.rules.add(`resources.${name}.fields.${path}`);
  for (const field of Object.keys(it.embed ?? {})) scene.rules.add(`resources.${name}.embed.${field}`);
  const parent = it.parent && scene.vendor.resources.get(it.parent.resource);
  for (const [field, { children }] of Object.entries(parent?.rule.embed ?? {}))
    if (children === name) scene.rules.add(`resources.${parent?.name ?? ''}.embed.${field}`);
}

function lifeOf(write: Write, rule: Rule, how: 'least' | 'full'): void {
  const resource = resourceOf(write.vendor, rule)?.name ?? '';
  write(
    `${rule.operation.id}-${how === 'least' ? 'with-what-it-needs' : 'with-all'}`,
    `${resource}: made with ${how === 'least' ? 'no more than it needs' : 'all that it takes'}, shown, listed, and removed for good`,
    (scene) => {
      namesRecord(scene, rule);
      const actor = made(scene, rule, how);
      if (actor === undefined) return;
      show(scene, actor);
      // A second one, so that lists show an order.
      const other = made(scene, rule, how, actor);
      if (other) show(scene, other);
      const removing = operationFor(scene.vendor, 'delete', resource);
      if (removing === undefined) return;
      scene.rules.add(removing.operation.id).add(refusalOf(scene, resource, 'notFound'));
      scene.call(removing.operation, { params: paramsFor(removing.operation, actor) });
      show(scene, actor);
      scene.call(removing.operation, { params: paramsFor(removing.operation, actor) });
    },
  );
}

/** As `scene.make`, but with the reply held against the rehearsal. */
export function made(scene: Scene, rule: Rule, how: 'least' | 'full', beside?: Actor): Actor | undefined {
  const link = resourceOf(scene.vendor, rule)?.rule.parent;
  let above: Json = beside?.above ?? {};
  if (link && beside === undefined) {
    const parent = scene.make(link.resource, undefined, 'least');
    if (parent === undefined) return undefined;
    above = { [link.parameter]: parent.id };
  }
  const body = scene.body(rule, how);
  const step = scene.call(rule.operation, { params: above, body });
  return scene.actor(rule, step, above, body);
}

const refusalOf = (scene: Scene, resource: string, reason: 'notFound' | 'foreign'): string =>
  `refusals.${scene.vendor.resources.get(resource)?.rule[reason] ?? reason}`;

/** Each field alone, each part of an object alone, null where it is a value; what else there is stays. */
function changeCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOf(vendor, rule);
  const example = vendor.contract.example(rule.operation).body;
  if (resource === undefined || !isObject(example) || rule.operation.parameters.length === 0) return;
  const own = Object.keys(resource.rule.fields ?? {});
  const bodies = [...partsOf(vendor.contract.bodySchema(rule.operation), example)];
  for (const path of bodies) {
    write(
      `${rule.operation.id}-changes-${path}`,
      `${rule.operation.id}: \`${path}\` is changed and nothing else`,
      (scene) => {
        const actor = scene.make(resource.name);
        if (actor === undefined) return;
        scene.rules.add(rule.operation.id);
        for (const field of own.filter(
          (it) =>
            it === path ||
            path.startsWith(`${it}.`) ||
            it.startsWith(path) ||
            dependsOn(resource.rule.fields?.[it], path) ||
            resource.rule.fields?.[it]?.stamp === 'updated',
        ))
          scene.rules.add(`resources.${resource.name}.fields.${field}`);
        const whole = scene.body(rule, 'full');
        const required = needed(scene, rule, whole);
        const value =
          valueAt(whole, path) ?? sampleOf(schemaAt(vendor.contract.bodySchema(rule.operation), path) ?? {});
        const body = withValue(required, path, value);
        const updated = Object.entries(resource.rule.fields ?? {}).find(([, it]) => it.stamp === 'updated')?.[0];
        const params = paramsFor(rule.operation, actor);
        scene.call(
          rule.operation,
          { params, body },
          'reply',
          updated === undefined ? {} : { later: { field: updated, than: actor.step } },
        );
        show(scene, actor);
        scene.call(rule.operation, { params, body: withValue(required, path, another(value)) });
        show(scene, actor);
        if ([schemaAt(vendor.contract.bodySchema(rule.operation), path)?.['type']].flat().includes('null')) {
          scene.call(rule.operation, { params, body: withValue(required, path, null) });
          show(scene, actor);
        }
      },
    );
  }
  write(
    `${rule.operation.id}-changes-all`,
    `${rule.operation.id}: all at once, nothing at all, and once more the same`,
    (scene) => {
      const actor = scene.make(resource.name);
      if (actor === undefined) return;
      namesRecord(scene, rule);
      scene.rules.add(`${rule.operation.id}.atLeastOneOf`).add('refusals.nothingToChange');
      const params = paramsFor(rule.operation, actor);
      const whole = scene.body(rule, 'full');
      const more = { ...whole, stuntdouble_unknown: 'x' };
      for (const body of [whole, whole, {}, needed(scene, rule, whole), more]) {
        scene.call(rule.operation, { params, body });
        show(scene, actor);
      }
    },
  );
}

const dependsOn = (field: FieldRule | undefined, path: string): boolean => {
  const { derive } = field ?? {};
  return [derive?.presence, derive?.mask, derive?.lookup, derive?.slug, derive?.copy].some(
    (it) => it !== undefined && (it === path || it.startsWith(`${path}.`) || path.startsWith(`${it}.`)),
  );
};

/** The paths of an example that can be sent alone: fields, and the parts of objects. */
function* partsOf(schema: unknown, example: Json, above = ''): Generator<string> {
  const properties = isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {};
  for (const [name, part] of Object.entries(properties)) {
    if (!isObject(part) || part['readOnly'] === true) continue;
    const path = above === '' ? name : `${above}.${name}`;
    yield path;
    if (isObject(part['properties'])) yield* partsOf(part, isObject(example[name]) ? example[name] : {}, path);
    else if (isObject(example[name])) for (const key of Object.keys(example[name])) yield `${path}.${key}`;
  }
}

/** What each body of the operation must have, as it is stored. */
function needed(scene: Scene, rule: Rule, whole: Json): Json {
  const required = scene.vendor.contract.bodySchema(rule.operation)?.['required'];
  const names = Array.isArray(required) ? (required as string[]) : [];
  return Object.fromEntries(Object.entries(whole).filter(([name]) => names.includes(name)));
}

function another(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (Array.isArray(value)) return value.length > 0 ? [] : value;
  if (typeof value === 'string') return value.includes('$') ? value : `${value}x`;
  return value;
}

/** The stored value again, and others: of the enum, outside of it, of another type. */
function immutableCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOf(vendor, rule);
  const takes = vendor.contract.bodyPaths(rule.operation);
  for (const [path, { immutable }] of Object.entries(resource?.rule.fields ?? {})) {
    if (resource === undefined || immutable === undefined || immutable.when !== undefined || !takes.includes(path))
      continue;
    const id = `resources.${resource.name}.fields.${path}`;
    write(`${rule.operation.id}-never-changes-${path}`, `${rule.operation.id}: \`${path}\` never changes`, (scene) => {
      const actor = scene.make(resource.name);
      if (actor === undefined) return;
      scene.rules
        .add(id)
        .add(`refusals.${immutable.refuse ?? 'immutable'}`)
        .add(rule.operation.id);
      const whole = scene.body(rule, 'full');
      const stored = valueAt(actor.body, path);
      const params = paramsFor(rule.operation, actor);
      const known = (schemaAt(vendor.contract.bodySchema(rule.operation), path)?.['enum'] ?? []) as unknown[];
      for (const value of [
        stored,
        ...known.filter((it) => it !== stored).slice(0, 1),
        'stuntdouble-another',
        7,
        null,
        { stuntdouble: 'another' },
      ]) {
        scene.call(rule.operation, { params, body: withValue(whole, path, value) });
        scene.call(rule.operation, {
          params,
          body: withValue(needed(scene, rule, { ...whole, ...actor.body }), path, value),
        });
      }
      show(scene, actor);
    });
  }
}

/** Twice the same where it may be there once. */
function uniqueCases(write: Write, rule: Rule): void {
  const resource = resourceOf(write.vendor, rule);
  if (resource === undefined || rule.rule.verb !== 'create') return;
  for (const [index, { fields, refuse }] of (resource.rule.unique ?? []).entries()) {
    write(
      `${rule.operation.id}-once-${fields.join('-and-')}`,
      `${resource.name}: ${fields.map((it) => `\`${it}\``).join(' and ')} once`,
      (scene) => {
        const actor = made(scene, rule, 'full');
        if (actor === undefined) return;
        scene.rules
          .add(`resources.${resource.name}.unique.${index}`)
          .add(`refusals.${refuse ?? 'conflict'}`)
          .add(rule.operation.id);
        scene.call(rule.operation, { params: actor.above, body: actor.body });
        const link = resource.rule.parent;
        if (link) {
          // Under another parent it is another one.
          const elsewhere = scene.make(link.resource, undefined, 'least');
          if (elsewhere) scene.call(rule.operation, { params: { [link.parameter]: elsewhere.id }, body: actor.body });
        }
        const removing = operationFor(scene.vendor, 'delete', resource.name);
        if (removing === undefined) return;
        scene.call(removing.operation, { params: paramsFor(removing.operation, actor) });
        scene.call(rule.operation, { params: actor.above, body: actor.body });
      },
    );
  }
}

/** A change to what another record has. */
function clashCases(write: Write, rule: Rule): void {
  const resource = resourceOf(write.vendor, rule);
  if (resource === undefined) return;
  for (const [index, { fields, refuse }] of (resource.rule.unique ?? []).entries()) {
    write(
      `${rule.operation.id}-clashes-${fields.join('-and-')}`,
      `${rule.operation.id}: to the ${fields.join(' and ')} of another`,
      (scene) => {
        const one = scene.make(resource.name);
        const other = one && scene.make(resource.name, undefined, 'full', one.above);
        if (one === undefined || other === undefined) return;
        scene.rules
          .add(`resources.${resource.name}.unique.${index}`)
          .add(`refusals.${refuse ?? 'conflict'}`)
          .add(rule.operation.id);
        let body = scene.body(rule, 'full');
        const named = namedFields(scene.vendor, rule);
        for (const field of fields.filter((it) => named.includes(it)))
          body = withValue(body, field, valueAt(one.body, field));
        scene.call(rule.operation, { params: paramsFor(rule.operation, other), body });
        scene.call(rule.operation, { params: paramsFor(rule.operation, one), body });
      },
    );
  }
}

/** An upsert of what is there already. */
function againCase(write: Write, rule: Rule): void {
  const resource = resourceOf(write.vendor, rule);
  if (resource === undefined || !('by' in rule.rule)) return;
  const { by } = rule.rule;
  const [others] = verbsThatChange.map((verb) => operationFor(write.vendor, verb, resource.name));
  write(`${rule.operation.id}-again`, `${rule.operation.id}: once more for the same \`${by}\``, (scene) => {
    namesRecord(scene, rule);
    const actor = made(scene, rule, 'full');
    if (actor === undefined) return;
    const key = { [by]: actor.body[by] };
    const least = scene.body(rule, 'least');
    const full = scene.body(rule, 'full');
    for (const body of [
      { ...least, ...key },
      { ...full, ...key },
      ...Object.keys(full)
        .filter((it) => it !== by && isObject(full[it]))
        .map((it) => ({ ...least, ...key, [it]: { stuntdouble: 'other' } })),
    ]) {
      scene.call(rule.operation, { params: actor.above, body });
      show(scene, actor);
    }
    if (others) scene.rules.add(others.operation.id);
  });
}

/** Elements of a list that must differ in a field. */
function listElements(write: Write, rule: Rule): void {
  const resource = resourceOf(write.vendor, rule);
  for (const [path, { distinct }] of Object.entries(resource?.rule.fields ?? {})) {
    const [list = '', field] = path.split('[].');
    if (!distinct || field === undefined || resource === undefined) continue;
    write(
      `${rule.operation.id}-distinct-${list}`,
      `${resource.name}: no two \`${list}\` with one \`${field}\``,
      (scene) => {
        scene.rules.add(`resources.${resource.name}.fields.${path}`).add(rule.operation.id).add('refusals.invalid');
        const body = scene.body(rule, 'full');
        const element = valueAt(body, `${list}[]`) ?? sampleElement(write, rule, list);
        scene.call(rule.operation, { body: { ...body, [list]: [element, element] } });
        scene.call(rule.operation, { body: { ...scene.body(rule, 'full'), [list]: [element] } });
      },
    );
  }
}

function sampleElement({ vendor }: Write, rule: Rule, list: string): unknown {
  const schema = schemaAt(vendor.contract.bodySchema(rule.operation), `${list}[]`);
  const required = (schema?.['required'] ?? []) as string[];
  const properties = isObject(schema?.['properties']) ? schema['properties'] : {};
  return Object.fromEntries(
    required.map((name) => [name, sampleOf(isObject(properties[name]) ? properties[name] : {})]),
  );
}

/** A reference to what is there, to what is not, and under its other name. */
function referenceCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOf(vendor, rule);
  const takes = vendor.contract.bodyPaths(rule.operation);
  for (const [path, { references, alsoSentAs }] of Object.entries(resource?.rule.fields ?? {})) {
    if (resource === undefined || references === undefined || !takes.includes(path)) continue;
    write(`${rule.operation.id}-refers-${path}`, `${rule.operation.id}: \`${path}\` names what is there`, (scene) => {
      const target = scene.make(references.resource, undefined, 'full');
      if (target === undefined) return;
      scene.rules
        .add(`resources.${resource.name}.fields.${path}`)
        .add(`refusals.${references.refuse ?? 'unknownReference'}`)
        .add(rule.operation.id);
      for (const [name, { derive }] of Object.entries(resource.rule.fields ?? {}))
        if (derive?.through === path) scene.rules.add(`resources.${resource.name}.fields.${name}`);
      for (const [name, { by }] of Object.entries(resource.rule.embed ?? {}))
        if (by === path) scene.rules.add(`resources.${resource.name}.embed.${name}`);
      const making = rule.operation.parameters.length === 0;
      const actor = making ? undefined : scene.make(resource.name, undefined, 'least');
      const params = actor ? paramsFor(rule.operation, actor) : {};
      for (const [name, value] of [
        [path, target.id],
        [path, 'stuntdouble-nobody'],
        ...(alsoSentAs
          ? [
              [alsoSentAs, target.id],
              [alsoSentAs, 'stuntdouble-nobody'],
            ]
          : []),
      ] as [string, string][]) {
        const body = withValue(remove(scene.body(rule, 'least'), path), name, value);
        const step = scene.call(rule.operation, { params, body });
        if (value === target.id) show(scene, actor ?? scene.actor(rule, step, {}, body));
      }
    });
  }
}

/** A value that goes in and is in no reply of any operation. */
function secretCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOf(vendor, rule);
  const secrets = vendor.contract.writeOnly(rule.operation);
  if (resource === undefined || secrets.length === 0) return;
  for (const path of secrets) {
    write(
      `${rule.operation.id}-never-shows-${path}`,
      `${rule.operation.id}: \`${path}\` goes in and never comes out`,
      (scene) => {
        const planted = 'planted-0d1f7a-by-stuntdouble-verify';
        const making = isOneOf(verbsThatMake, rule.rule.verb);
        const actor = making ? undefined : scene.make(resource.name);
        if (!making && actor === undefined) return;
        scene.rules.add(`contract.${rule.operation.id}.${path}.writeOnly`).add(rule.operation.id);
        for (const [name, field] of Object.entries(resource.rule.fields ?? {}))
          if (dependsOn(field, path) || name === path) scene.rules.add(`resources.${resource.name}.fields.${name}`);
        const schema = schemaAt(vendor.contract.bodySchema(rule.operation), path);
        const body = scene.body(rule, 'full');
        const old = valueAt(body, path);
        const value = isObject(old)
          ? Object.fromEntries(Object.keys(old).map((key) => [key, planted]))
          : [schema?.['type']].flat().includes('object')
            ? { stuntdouble: planted }
            : planted;
        const above = actor?.above ?? (resource.rule.parent ? parentOf(scene, resource.rule.parent) : {});
        const params = actor ? paramsFor(rule.operation, actor) : above;
        const since = scene.steps.length;
        const step = scene.call(rule.operation, { params, body: withValue(body, path, value) });
        show(scene, actor ?? scene.actor(rule, step, above, body));
        scene.call(rule.operation, { params, body: withValue(body, path, [planted]) });
        for (const draft of scene.steps.slice(since)) draft.secrets.push(planted);
      },
    );
  }
}

function parentOf(scene: Scene, { resource, parameter }: { resource: string; parameter: string }): Json {
  const parent = scene.make(resource, undefined, 'least');
  return parent ? { [parameter]: parent.id } : {};
}
