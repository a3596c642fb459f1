/** Cases of parts of a body: list elements, and fields derived by a table. */
import { isObject, type Json } from '../../../grammar/json.js';
import type { Rule } from '../../../engine/model/vendor.js';
import { resourceOfRule } from '../../run/cleanup.js';
import { remove, withValue } from '../body.js';
import { actorFor, caller, withParents, sampleOf } from './fields.js';
import { readRecord } from './life-cycle.js';
import { paramsFor, schemaAt } from '../case-draft.js';
import type { Write } from '../write-case.js';

/** Lists of objects: a complete element, a minimal one, two, two equal ones, none. */
export function elementCases(write: Write, rule: Rule): void {
  const resource = resourceOfRule(write.vendor, rule);
  const schema = write.vendor.contract.tools.bodySchema(rule.operation);
  const properties = isObject(schema?.['properties']) ? schema['properties'] : {};
  for (const [list, part] of Object.entries(properties)) {
    const element = schemaAt(schema, `${list}[]`);
    if (!isObject(part) || part['readOnly'] === true || !isObject(element?.['properties']) || resource === undefined)
      continue;
    write(`${rule.operation.id}-elements-of-${list}`, `${rule.operation.id}: elements of \`${list}\``, (testCase) => {
      const actor = actorFor(testCase, rule);
      if (actor === undefined) return;
      testCase.rules.add(rule.operation.id).add('refusals.invalid');
      for (const path of Object.keys(resource.rule.fields ?? {}).filter((key) => key.startsWith(list)))
        testCase.rules.add(`resources.${resource.name}.fields.${path}`);
      const whole = sampleOf(element) as Json;
      const needed = (element['required'] ?? []) as string[];
      const least = Object.fromEntries(Object.entries(whole).filter(([name]) => needed.includes(name)));
      const named = Object.keys(whole).filter(
        (key) => typeof whole[key] === 'string' && !schemaAt(element, key)?.['enum'],
      );
      const other = {
        ...whole,
        ...Object.fromEntries(named.map((name) => [name, `y${String(whole[name]).slice(1)}`])),
      };
      const half = Object.fromEntries(
        Object.entries(whole).filter(([name]) => needed.includes(name) || named.includes(name)),
      );
      for (const elements of [[whole], [least], [half], [whole, other], [whole, whole], []]) {
        const body = { ...testCase.body(rule, 'full'), [list]: elements };
        const step = testCase.call(rule.operation, { params: paramsFor(rule.operation, actor), body });
        if (actor.id !== '') readRecord(testCase, actor);
        else if (elements.length === 2 && elements[1] === other)
          readRecord(testCase, testCase.actor(rule, step, actor.above, body));
      }
    });
  }
}

/** Fields derived by a table: every entry, and a value without an entry. */
export function lookupCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOfRule(vendor, rule);
  const schema = vendor.contract.tools.bodySchema(rule.operation);
  for (const [path, { derive, immutable }] of Object.entries(resource?.rule.fields ?? {})) {
    const source = derive?.lookup;
    const part = source === undefined ? undefined : schemaAt(schema, source);
    if (resource === undefined || source === undefined || part === undefined || immutable) continue;
    write(
      `${rule.operation.id}-${path}-follows-${source}`,
      `${rule.operation.id}: \`${path}\` depends on \`${source}\``,
      (testCase) => {
        const call = caller(testCase, rule);
        if (call === undefined) return;
        testCase.rules
          .add(`resources.${resource.name}.fields.${path}`)
          .add(`resources.${resource.name}.fields.${source}`);
        const values = [
          ...Object.keys(derive?.table ?? {}).map((key) => typed(part, key)),
          ...((part['enum'] ?? []) as unknown[]),
        ];
        for (const value of new Set([...values, 'stuntdouble-other'])) {
          const whole = testCase.body(rule, 'full');
          const stored = schemaAt(schema, path);
          call(withValue(stored ? withParents(whole, path, schema) : whole, source, value));
        }
        for (const value of values) {
          call(testCase.body(rule, 'full'));
          call(withValue(testCase.body(rule, 'bare'), source, value));
        }
        call(remove(testCase.body(rule, 'full'), source));
      },
    );
  }
}

function typed(schema: Json, text: string): unknown {
  const types = [schema['type']].flat();
  if (types.includes('boolean')) return text === 'true';
  return types.includes('string') ? text : Number(text);
}
