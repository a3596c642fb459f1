/** Cases of updates: single fields, single members, all fields; immutable fields. */
import { isObject, type Json } from '../../../grammar/json.js';
import type { Rule } from '../../../engine/model/vendor.js';
import type { FieldRule } from '../../../grammar/behavior.js';
import { resourceOfRule } from '../../run/cleanup.js';
import { valueAt, withValue } from '../body.js';
import { withParents, sampleOf } from './fields.js';
import { addCreationRules, readRecord } from './life-cycle.js';
import { paramsFor, schemaAt, type CaseDraft } from '../case-draft.js';
import type { Write } from '../write-case.js';

/** Each field alone, each member of an object alone, null if allowed; other fields stay unchanged. */
export function changeCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOfRule(vendor, rule);
  const example = vendor.contract.tools.example(rule.operation).body;
  if (resource === undefined || !isObject(example) || rule.operation.parameters.length === 0) return;
  const own = Object.keys(resource.rule.fields ?? {});
  const schema = vendor.contract.tools.bodySchema(rule.operation);
  const bodies = [...partsOf(schema, example)];
  for (const path of bodies) {
    write(`${rule.operation.id}-changes-${path}`, `${rule.operation.id}: changes only \`${path}\``, (testCase) => {
      const actor = testCase.make(resource.name);
      if (actor === undefined) return;
      testCase.rules.add(rule.operation.id);
      for (const field of own.filter(
        (candidate) =>
          candidate === path ||
          path.startsWith(`${candidate}.`) ||
          candidate.startsWith(path) ||
          dependsOn(resource.rule.fields?.[candidate], path) ||
          resource.rule.fields?.[candidate]?.stamp !== undefined,
      ))
        testCase.rules.add(`resources.${resource.name}.fields.${field}`);
      const whole = testCase.body(rule, 'full');
      const required = needed(testCase, rule, whole);
      const value = valueAt(whole, path) ?? sampleOf(schemaAt(schema, path) ?? {});
      const body = withValue(required, path, value);
      const updated = Object.entries(resource.rule.fields ?? {}).find(([, item]) => item.stamp === 'updated')?.[0];
      const params = paramsFor(rule.operation, actor);
      // Members of an object are covered with the object.
      if (path.includes('.')) testCase.call(rule.operation, { params, body: withParents(whole, path, schema) });
      testCase.call(
        rule.operation,
        { params, body },
        'reply',
        updated === undefined ? {} : { later: { field: updated, than: actor.step } },
      );
      readRecord(testCase, actor);
      testCase.call(rule.operation, { params, body: withValue(required, path, another(value)) });
      readRecord(testCase, actor);
      if ([schemaAt(schema, path)?.['type']].flat().includes('null')) {
        testCase.call(rule.operation, { params, body: withValue(required, path, null) });
        readRecord(testCase, actor);
      }
    });
  }
  write(
    `${rule.operation.id}-changes-all`,
    `${rule.operation.id}: changes all fields, no field, and the same again`,
    (testCase) => {
      const actor = testCase.make(resource.name);
      if (actor === undefined) return;
      addCreationRules(testCase, rule);
      testCase.rules.add(`${rule.operation.id}.atLeastOneOf`).add('refusals.nothingToChange');
      const params = paramsFor(rule.operation, actor);
      const whole = testCase.body(rule, 'full');
      const more = { ...whole, stuntdouble_unknown: 'x' };
      for (const body of [whole, whole, {}, needed(testCase, rule, whole), more]) {
        testCase.call(rule.operation, { params, body });
        readRecord(testCase, actor);
      }
    },
  );
}

export const dependsOn = (field: FieldRule | undefined, path: string): boolean => {
  const { derive } = field ?? {};
  return [derive?.presence, derive?.names, derive?.mask, derive?.lookup, derive?.slug, derive?.copy].some(
    (candidate) =>
      candidate !== undefined &&
      (candidate === path || candidate.startsWith(`${path}.`) || path.startsWith(`${candidate}.`)),
  );
};

/** The paths of an example that can be sent alone: fields and members of objects. */
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

/** The required fields of the body, with their stored values. */
function needed(testCase: CaseDraft, rule: Rule, whole: Json): Json {
  const required = testCase.vendor.contract.tools.bodySchema(rule.operation)?.['required'];
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

/** The stored value again, and others: inside the enum, outside it, of another type. */
export function immutableCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOfRule(vendor, rule);
  const takes = (path: string): boolean => vendor.contract.tools.hasBodyField(rule.operation, path);
  for (const [path, { immutable }] of Object.entries(resource?.rule.fields ?? {})) {
    if (resource === undefined || immutable === undefined || immutable.when !== undefined || !takes(path)) continue;
    const id = `resources.${resource.name}.fields.${path}`;
    write(
      `${rule.operation.id}-never-changes-${path}`,
      `${rule.operation.id}: \`${path}\` is immutable`,
      (testCase) => {
        const actor = testCase.make(resource.name);
        if (actor === undefined) return;
        testCase.rules
          .add(id)
          .add(`refusals.${immutable.refuse ?? 'immutable'}`)
          .add(rule.operation.id);
        const whole = testCase.body(rule, 'full');
        const stored = valueAt(actor.body, path);
        const params = paramsFor(rule.operation, actor);
        const known = (schemaAt(vendor.contract.tools.bodySchema(rule.operation), path)?.['enum'] ?? []) as unknown[];
        for (const value of [
          stored,
          ...known.filter((candidate) => candidate !== stored).slice(0, 1),
          'stuntdouble-another',
          7,
          null,
          { stuntdouble: 'another' },
        ]) {
          testCase.call(rule.operation, { params, body: withValue(whole, path, value) });
          testCase.call(rule.operation, {
            params,
            body: withValue(needed(testCase, rule, { ...whole, ...actor.body }), path, value),
          });
        }
        readRecord(testCase, actor);
      },
    );
  }
}
