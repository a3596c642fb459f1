/** Cases of the life cycle of a record: created, read, listed, deleted. */
import type { Json } from '../../../grammar/json.js';
import type { Operation } from '../../../engine/model/contract.js';
import type { Rule, Vendor } from '../../../engine/model/vendor.js';
import { operationFor, resourceOfRule } from '../../run/cleanup.js';
import { paramsFor, type CreatedRecord, type CaseDraft } from '../case-draft.js';
import type { Write } from '../write-case.js';

/** Reads the record by every operation that returns it. */
export function readRecord(testCase: CaseDraft, actor: CreatedRecord): void {
  for (const verb of ['read', 'list'] as const) {
    for (const rule of testCase.vendor.rules.values()) {
      if (rule.rule.verb !== verb || rule.rule.resource !== actor.resource) continue;
      testCase.rules.add(rule.operation.id);
      if (verb === 'read') testCase.call(rule.operation, { params: paramsFor(rule.operation, actor) });
      else testCase.call(rule.operation, { params: actor.above, query: testCase.since(actor.resource) });
    }
  }
  const embedding = testCase.vendor.resources.get(actor.resource)?.rule.parent;
  const reading = embedding && operationFor(testCase.vendor, 'read', embedding.resource);
  if (embedding && reading)
    testCase.call(reading.operation, {
      params: { [reading.operation.parameters.at(-1) ?? '']: actor.above[embedding.parameter] },
    });
}

/** The rules that apply to the creation of a record: its fields, its id, its position. */
export function addCreationRules(testCase: CaseDraft, rule: Rule): void {
  const resource = resourceOfRule(testCase.vendor, rule);
  if (resource === undefined) return;
  const { name, rule: item } = resource;
  testCase.rules.add(rule.operation.id);
  testCase.rules.add(`resources.${name}.id`);
  if (item.order) testCase.rules.add(`resources.${name}.order`);
  if (item.parent) testCase.rules.add(`resources.${name}.parent`);
  for (const path of Object.keys(item.fields ?? {})) testCase.rules.add(`resources.${name}.fields.${path}`);
  for (const field of Object.keys(item.embed ?? {})) testCase.rules.add(`resources.${name}.embed.${field}`);
  const parent = item.parent && testCase.vendor.resources.get(item.parent.resource);
  for (const [field, { children }] of Object.entries(parent?.rule.embed ?? {}))
    if (children === name) testCase.rules.add(`resources.${parent?.name ?? ''}.embed.${field}`);
}

const BODIES = {
  least: { id: 'with-what-it-needs', title: 'the required fields and a name' },
  bare: { id: 'bare', title: 'the required fields only' },
  full: { id: 'with-all', title: 'all fields of the example' },
};

export function lifeCycleCase(write: Write, rule: Rule, how: keyof typeof BODIES): void {
  const resource = resourceOfRule(write.vendor, rule)?.name ?? '';
  write(
    `${rule.operation.id}-${BODIES[how].id}`,
    `${resource}: create with ${BODIES[how].title}, read, list, delete`,
    (testCase) => {
      addCreationRules(testCase, rule);
      const actor = createComparedRecord(testCase, rule, how);
      if (actor === undefined) return;
      readRecord(testCase, actor);
      // A second record, so that lists show an order.
      const other = createComparedRecord(testCase, rule, how, actor);
      if (other) readRecord(testCase, other);
      const removing = operationFor(testCase.vendor, 'delete', resource);
      if (removing === undefined) return;
      testCase.rules.add(removing.operation.id).add(refusalOf(testCase, resource, 'notFound'));
      testCase.call(removing.operation, { params: paramsFor(removing.operation, actor) });
      readRecord(testCase, actor);
      testCase.call(removing.operation, { params: paramsFor(removing.operation, actor) });
    },
  );
}

/** Like `testCase.make`, but the reply is compared with the rehearsal. */
export function createComparedRecord(
  testCase: CaseDraft,
  rule: Rule,
  how: keyof typeof BODIES,
  beside?: CreatedRecord,
): CreatedRecord | undefined {
  const link = resourceOfRule(testCase.vendor, rule)?.rule.parent;
  let above: Json = beside?.above ?? {};
  if (link && beside === undefined) {
    const parent = testCase.make(link.resource, undefined, 'least');
    if (parent === undefined) return undefined;
    above = { [link.parameter]: parent.id };
  }
  testCase.mark(resourceOfRule(testCase.vendor, rule)?.name ?? '');
  const body = testCase.body(rule, how);
  if (how === 'bare' && !hasRequired(testCase.vendor, rule.operation, body)) return undefined;
  const step = testCase.call(rule.operation, { params: above, body });
  return testCase.actor(rule, step, above, body);
}

/** A document without examples gives no values for required fields that are no names. */
function hasRequired({ contract }: Vendor, operation: Operation, body: Json): boolean {
  const required = contract.tools.bodySchema(operation)?.['required'];
  return !Array.isArray(required) || required.every((name) => Object.hasOwn(body, String(name)));
}

const refusalOf = (testCase: CaseDraft, resource: string, reason: 'notFound' | 'foreign'): string =>
  `refusals.${testCase.vendor.resources.get(resource)?.rule[reason] ?? reason}`;
