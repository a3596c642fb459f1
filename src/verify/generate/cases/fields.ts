/** Cases from the contract: each field of each body, at every bound, of every type, with every value of its enum. */
import { isObject, type Json } from '../../../grammar/json.js';
import type { Rule } from '../../../engine/model/vendor.js';
import { constraintsOf, type Constraint } from '../../constraints.js';
import { resourceOfRule } from '../../run/cleanup.js';
import { remove, valueAt, withValue } from '../body.js';
import { namedFields, paramsFor, schemaAt, type CreatedRecord, type CaseDraft } from '../case-draft.js';
import { messageRule } from '../message-rule.js';
import { probesOf } from '../values.js';
import type { Write } from '../write-case.js';

/** One case for each field of the body. */
export function fieldCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const byField = new Map<string, Constraint[]>();
  for (const constraint of constraintsOf(vendor.contract, rule.operation))
    if (constraint.in === 'body') byField.set(constraint.field, [...(byField.get(constraint.field) ?? []), constraint]);
  for (const [field, constraints] of byField) {
    write(
      `${rule.operation.id}-takes-${field === '' ? 'a-body' : field}`,
      `${rule.operation.id}: valid and invalid values of ${field === '' ? 'the body' : `\`${field}\``}`,
      (testCase) => {
        testCase.rules.add(rule.operation.id);
        const call = caller(testCase, rule);
        if (call === undefined) return;
        for (const constraint of constraints) {
          testCase.rules.add(constraint.id);
          const words = messageRule(vendor, constraint.field, constraint.keyword);
          if (words !== undefined && constraint.keyword !== 'default' && constraint.keyword !== 'nullable')
            testCase.rules.add(words);
          for (const body of bodiesFor(testCase, rule, constraint)) call(body);
        }
      },
    );
  }
}

/** Sends bodies to an operation; creates the record in its path first. */
export function caller(testCase: CaseDraft, rule: Rule): ((body: unknown) => string) | undefined {
  const actor = actorFor(testCase, rule);
  if (actor === undefined) return undefined;
  return (body) => testCase.call(rule.operation, { params: paramsFor(rule.operation, actor), body });
}

/** The record of an operation; for a create, only its parents. */
export function actorFor(testCase: CaseDraft, rule: Rule): CreatedRecord | undefined {
  const resource = resourceOfRule(testCase.vendor, rule);
  if (resource === undefined) return undefined;
  const link = resource.rule.parent;
  const hasOwn = rule.operation.parameters.length > (link ? 1 : 0);
  if (hasOwn) return testCase.make(resource.name);
  const parent = link && testCase.make(link.resource, undefined, 'least');
  if (link && parent === undefined) return undefined;
  return {
    resource: resource.name,
    step: '',
    id: '',
    above: link && parent ? { [link.parameter]: parent.id } : {},
    body: {},
  };
}

function bodiesFor(testCase: CaseDraft, rule: Rule, constraint: Constraint): unknown[] {
  const { field, keyword } = constraint;
  const whole = testCase.vendor.contract.tools.bodySchema(rule.operation);
  const fresh = (): Json =>
    field === '' ? testCase.body(rule, 'full') : withParents(testCase.body(rule, 'full'), field, whole);
  if (keyword === 'required') return [remove(fresh(), field)];
  if (keyword === 'default') return [remove(fresh(), field)];
  const named = namedFields(testCase.vendor, rule).includes(field);
  const base = valueAt(fresh(), field);
  const probes = probesOf(constraint, base, named ? () => testCase.name() : undefined);
  if (field === '')
    return probes
      .map(({ value }) => (keyword === 'additionalProperties' ? { ...fresh(), stuntdouble_unknown: 'x' } : value))
      .filter((candidate) => typeof candidate !== 'string');
  const all = probes.map(({ value }) => withValue(fresh(), field, value));
  if (keyword !== 'enum' || field.includes('.')) return all;
  // Combinations may be refused, so each value is also sent alone.
  return [...all, ...probes.map(({ value }) => withValue(testCase.body(rule, 'bare'), field, value))];
}

/** A body with a value for the field and complete parents, which the example may lack. */
export function withParents(body: Json, field: string, whole: Json | undefined): Json {
  let out = body;
  const steps = field.split('.');
  for (let n = 1; n <= steps.length; n++) {
    const path = steps.slice(0, n).join('.');
    // The first element of a list of objects.
    if (valueAt(out, path) === undefined) out = withValue(out, path, sampleOf(schemaAt(whole, path) ?? {}));
  }
  return out;
}

const MAX_DEPTH = 4;

/** A value of a schema, with all optional fields. */
export function sampleOf(schema: Json, depth = 0): unknown {
  if (Array.isArray(schema['enum'])) return (schema['enum'] as unknown[]).find((candidate) => candidate !== null);
  if (schema['default'] !== undefined && schema['default'] !== null) return schema['default'];
  switch ([schema['type']].flat().find((candidate) => candidate !== 'null')) {
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return isObject(schema['items']) && depth < MAX_DEPTH ? [sampleOf(schema['items'], depth + 1)] : [];
    case 'object': {
      const properties = Object.entries(isObject(schema['properties']) ? schema['properties'] : {});
      return Object.fromEntries(
        properties.flatMap(([name, part]) =>
          isObject(part) && part['readOnly'] !== true && depth < MAX_DEPTH ? [[name, sampleOf(part, depth + 1)]] : [],
        ),
      );
    }
    default:
      return sampleText(schema);
  }
}

function sampleText(schema: Json): string {
  if (schema['format'] === 'uuid') return '00000000-0000-4000-8000-00000000d0b2';
  if (schema['format'] === 'uri') return 'https://stuntdouble.example/';
  return 'x'.repeat(Math.max(8, Number(schema['minLength'] ?? 0)));
}
