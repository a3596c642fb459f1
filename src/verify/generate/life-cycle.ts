/** Cases of the life cycle of a record: created, read, listed, deleted. */
import type { Json } from '../../grammar/json.js';
import type { Rule } from '../../engine/model/vendor.js';
import { operationFor, resourceOf } from '../run/cleanup.js';
import { paramsFor, type CreatedRecord, type CaseDraft } from './case-draft.js';
import type { Write } from './write.js';

/** Reads the record by every operation that returns it. */
export function readRecord(scene: CaseDraft, actor: CreatedRecord): void {
  for (const verb of ['read', 'list'] as const) {
    for (const rule of scene.vendor.rules.values()) {
      if (rule.rule.verb !== verb || rule.rule.resource !== actor.resource) continue;
      scene.rules.add(rule.operation.id);
      if (verb === 'read') scene.call(rule.operation, { params: paramsFor(rule.operation, actor) });
      else scene.call(rule.operation, { params: actor.above, query: scene.since(actor.resource) });
    }
  }
  const embedding = scene.vendor.resources.get(actor.resource)?.rule.parent;
  const reading = embedding && operationFor(scene.vendor, 'read', embedding.resource);
  if (embedding && reading)
    scene.call(reading.operation, {
      params: { [reading.operation.parameters.at(-1) ?? '']: actor.above[embedding.parameter] },
    });
}

/** The rules that apply to the creation of a record: its fields, its id, its position. */
export function addCreationRules(scene: CaseDraft, rule: Rule): void {
  const resource = resourceOf(scene.vendor, rule);
  if (resource === undefined) return;
  const { name, rule: item } = resource;
  scene.rules.add(rule.operation.id);
  scene.rules.add(`resources.${name}.id`);
  if (item.order) scene.rules.add(`resources.${name}.order`);
  if (item.parent) scene.rules.add(`resources.${name}.parent`);
  for (const path of Object.keys(item.fields ?? {})) scene.rules.add(`resources.${name}.fields.${path}`);
  for (const field of Object.keys(item.embed ?? {})) scene.rules.add(`resources.${name}.embed.${field}`);
  const parent = item.parent && scene.vendor.resources.get(item.parent.resource);
  for (const [field, { children }] of Object.entries(parent?.rule.embed ?? {}))
    if (children === name) scene.rules.add(`resources.${parent?.name ?? ''}.embed.${field}`);
}

const BODIES = {
  least: { id: 'with-what-it-needs', title: 'the required fields and a name' },
  bare: { id: 'bare', title: 'the required fields only' },
  full: { id: 'with-all', title: 'all fields of the example' },
};

export function lifeCycleCase(write: Write, rule: Rule, how: keyof typeof BODIES): void {
  const resource = resourceOf(write.vendor, rule)?.name ?? '';
  write(
    `${rule.operation.id}-${BODIES[how].id}`,
    `${resource}: create with ${BODIES[how].title}, read, list, delete`,
    (scene) => {
      addCreationRules(scene, rule);
      const actor = createRecord(scene, rule, how);
      if (actor === undefined) return;
      readRecord(scene, actor);
      // A second record, so that lists show an order.
      const other = createRecord(scene, rule, how, actor);
      if (other) readRecord(scene, other);
      const removing = operationFor(scene.vendor, 'delete', resource);
      if (removing === undefined) return;
      scene.rules.add(removing.operation.id).add(refusalOf(scene, resource, 'notFound'));
      scene.call(removing.operation, { params: paramsFor(removing.operation, actor) });
      readRecord(scene, actor);
      scene.call(removing.operation, { params: paramsFor(removing.operation, actor) });
    },
  );
}

/** Like `scene.make`, but the reply is compared with the rehearsal. */
export function createRecord(
  scene: CaseDraft,
  rule: Rule,
  how: keyof typeof BODIES,
  beside?: CreatedRecord,
): CreatedRecord | undefined {
  const link = resourceOf(scene.vendor, rule)?.rule.parent;
  let above: Json = beside?.above ?? {};
  if (link && beside === undefined) {
    const parent = scene.make(link.resource, undefined, 'least');
    if (parent === undefined) return undefined;
    above = { [link.parameter]: parent.id };
  }
  scene.mark(resourceOf(scene.vendor, rule)?.name ?? '');
  const body = scene.body(rule, how);
  const step = scene.call(rule.operation, { params: above, body });
  return scene.actor(rule, step, above, body);
}

const refusalOf = (scene: CaseDraft, resource: string, reason: 'notFound' | 'foreign'): string =>
  `refusals.${scene.vendor.resources.get(resource)?.rule[reason] ?? reason}`;
