/** Cases of rules for records: unique fields, references, derived fields, write-only fields. */
import { writeOnlyPaths } from '../../../engine/values/write-only.js';
import { fieldsOf, unmetRequirement } from '../../../engine/decide/requirements.js';
import { requirementText } from '../../../engine/values/wording.js';
import { isObject, type Json } from '../../../grammar/json.js';
import type { Rule } from '../../../engine/model/vendor.js';
import { operationFor, resourceOfRule } from '../../run/cleanup.js';
import { remove, valueAt, withValue } from '../body.js';
import { changeCases, dependsOn, immutableCases } from './changes.js';
import { lifeCycleCase, createComparedRecord, addCreationRules, readRecord } from './life-cycle.js';
import { elementCases, lookupCases } from './body-parts.js';
import { namedFields, paramsFor, schemaAt, type CaseDraft } from '../case-draft.js';
import type { Write } from '../write-case.js';

const verbsThatMake = ['create', 'upsert'] as const;
const verbsThatChange = ['update', 'replace'] as const;

export function recordCases(write: Write, rule: Rule): void {
  const { verb } = rule.rule;
  if (isOneOf(verbsThatMake, verb)) {
    lifeCycleCase(write, rule, 'least');
    lifeCycleCase(write, rule, 'full');
    lifeCycleCase(write, rule, 'bare');
    uniqueCases(write, rule);
    requirementCases(write, rule);
  }
  if (isOneOf([...verbsThatMake, ...verbsThatChange], verb)) {
    elementCases(write, rule);
    lookupCases(write, rule);
  }
  if (isOneOf(verbsThatChange, verb) || verb === 'quirk') changeCases(write, rule);
  if (isOneOf(verbsThatChange, verb)) {
    immutableCases(write, rule);
    conflictCases(write, rule);
  }
  if (verb === 'upsert') repeatedUpsertCase(write, rule);
  referenceCases(write, rule);
  secretCases(write, rule);
}

const isOneOf = <T extends string>(all: readonly T[], one: string): one is T =>
  (all as readonly string[]).includes(one);

/** The same value twice in a unique field. */
function uniqueCases(write: Write, rule: Rule): void {
  const resource = resourceOfRule(write.vendor, rule);
  if (resource === undefined || rule.rule.verb !== 'create') return;
  for (const [index, { fields, refuse }] of (resource.rule.unique ?? []).entries()) {
    write(
      `${rule.operation.id}-once-${fields.join('-and-')}`,
      `${resource.name}: ${fields.map((field) => `\`${field}\``).join(' and ')} must be unique`,
      (testCase) => {
        const actor = createComparedRecord(testCase, rule, 'full');
        if (actor === undefined) return;
        testCase.rules
          .add(`resources.${resource.name}.unique.${index}`)
          .add(`refusals.${refuse ?? 'conflict'}`)
          .add(rule.operation.id);
        testCase.call(rule.operation, { params: actor.above, body: actor.body });
        const link = resource.rule.parent;
        if (link) {
          // Under another parent the value is free.
          const elsewhere = testCase.make(link.resource, undefined, 'least');
          if (elsewhere)
            testCase.call(rule.operation, { params: { [link.parameter]: elsewhere.id }, body: actor.body });
        }
        const removing = operationFor(testCase.vendor, 'delete', resource.name);
        if (removing === undefined) return;
        testCase.call(removing.operation, { params: paramsFor(removing.operation, actor) });
        testCase.call(rule.operation, { params: actor.above, body: actor.body });
      },
    );
  }
}

/** A new record to which a condition applies, without the fields of which one is required. */
function requirementCases(write: Write, rule: Rule): void {
  const { contract } = write.vendor;
  const resource = resourceOfRule(write.vendor, rule);
  for (const [index, requirement] of (resource?.rule.requires ?? []).entries()) {
    if (resource === undefined || requirement.each !== undefined) continue;
    const fields = fieldsOf(requirement);
    const when = Object.entries(requirement.when ?? {}).filter(([path]) =>
      contract.tools.hasBodyField(rule.operation, path),
    );
    const unfit = (body: Json): Json =>
      when.reduce(
        (out, [path, [value]]) => withValue(out, path, value),
        fields.reduce((out, path) => (valueAt(out, path) === undefined ? out : remove(out, path)), body),
      );
    const example = contract.tools.example(rule.operation).body;
    const body = isObject(example) ? unfit(structuredClone(example)) : {};
    const isValid = contract
      .validate(rule.operation, {}, '', structuredClone(body))
      .issues.every((issue) => issue.in !== 'body');
    if (!isValid || unmetRequirement(resource, undefined, body) !== requirement) continue;
    write(
      `${rule.operation.id}-requires-${index}`,
      `${rule.operation.id}: ${requirementText(requirement)}`,
      (testCase) => {
        testCase.rules
          .add(`resources.${resource.name}.requires.${index}`)
          .add(`refusals.${requirement.refuse ?? 'incomplete'}`)
          .add(rule.operation.id);
        const params = resource.rule.parent ? parentOf(testCase, resource.rule.parent) : {};
        testCase.call(rule.operation, { params, body: unfit(testCase.body(rule, 'full')) });
      },
    );
  }
}

/** An update to a value of another record. */
function conflictCases(write: Write, rule: Rule): void {
  const resource = resourceOfRule(write.vendor, rule);
  if (resource === undefined) return;
  for (const [index, { fields, refuse }] of (resource.rule.unique ?? []).entries()) {
    write(
      `${rule.operation.id}-clashes-${fields.join('-and-')}`,
      `${rule.operation.id}: change to the ${fields.join(' and ')} of another record`,
      (testCase) => {
        const one = testCase.make(resource.name);
        const other = one && testCase.make(resource.name, undefined, 'full', one.above);
        if (one === undefined || other === undefined) return;
        testCase.rules
          .add(`resources.${resource.name}.unique.${index}`)
          .add(`refusals.${refuse ?? 'conflict'}`)
          .add(rule.operation.id);
        let body = testCase.body(rule, 'full');
        const named = namedFields(testCase.vendor, rule);
        for (const field of fields.filter((candidate) => named.includes(candidate)))
          body = withValue(body, field, valueAt(one.body, field));
        testCase.call(rule.operation, { params: paramsFor(rule.operation, other), body });
        testCase.call(rule.operation, { params: paramsFor(rule.operation, one), body });
      },
    );
  }
}

/** An upsert of an existing record. */
function repeatedUpsertCase(write: Write, rule: Rule): void {
  const resource = resourceOfRule(write.vendor, rule);
  const by = 'by' in rule.rule ? rule.rule.by : undefined;
  if (resource === undefined || by === undefined) return;
  const [others] = verbsThatChange.map((verb) => operationFor(write.vendor, verb, resource.name));
  write(`${rule.operation.id}-again`, `${rule.operation.id}: repeated with the same \`${by}\``, (testCase) => {
    addCreationRules(testCase, rule);
    const actor = createComparedRecord(testCase, rule, 'full');
    if (actor === undefined) return;
    const key = { [by]: actor.body[by] };
    const least = testCase.body(rule, 'least');
    const full = testCase.body(rule, 'full');
    for (const body of [
      { ...least, ...key },
      { ...full, ...key },
      ...Object.keys(full)
        .filter((candidate) => candidate !== by && isObject(full[candidate]))
        .map((name) => ({ ...least, ...key, [name]: { stuntdouble: 'other' } })),
    ]) {
      testCase.call(rule.operation, { params: actor.above, body });
      readRecord(testCase, actor);
    }
    if (others) testCase.rules.add(others.operation.id);
  });
}

/** References to an existing record, to an unknown one, and by alias. */
function referenceCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOfRule(vendor, rule);
  const takes = (path: string): boolean => vendor.contract.tools.hasBodyField(rule.operation, path);
  for (const [path, { references, alsoSentAs }] of Object.entries(resource?.rule.fields ?? {})) {
    if (resource === undefined || references === undefined || !takes(path)) continue;
    write(
      `${rule.operation.id}-refers-${path}`,
      `${rule.operation.id}: \`${path}\` must refer to an existing record`,
      (testCase) => {
        const through = Object.values(resource.rule.fields ?? {}).flatMap(({ derive }) =>
          derive?.through === path && derive.copy !== undefined ? [derive.copy] : [],
        );
        const schema = vendor.contract.tools.bodySchema(rule.operation);
        const numbers = through.filter(
          (candidate) =>
            [schemaAt(schema, candidate)?.['type']].flat().includes('integer') &&
            !schemaAt(schema, candidate)?.['enum'],
        );
        const withNumbers =
          (value: number) =>
          (body: Json): Json => ({ ...body, ...Object.fromEntries(numbers.map((name) => [name, value])) });
        const target = testCase.make(
          references.resource,
          references.resource === resource.name ? withNumbers(7) : undefined,
          'full',
        );
        if (target === undefined) return;
        testCase.rules
          .add(`resources.${resource.name}.fields.${path}`)
          .add(`refusals.${references.refuse ?? 'unknownReference'}`)
          .add(rule.operation.id);
        for (const [name, { derive }] of Object.entries(resource.rule.fields ?? {}))
          if (derive?.through === path) testCase.rules.add(`resources.${resource.name}.fields.${name}`);
        for (const name of Object.keys(testCase.vendor.resources.get(references.resource)?.rule.fields ?? {}))
          testCase.rules.add(`resources.${references.resource}.fields.${name}`);
        for (const [name, { by }] of Object.entries(resource.rule.embed ?? {}))
          if (by === path) testCase.rules.add(`resources.${resource.name}.embed.${name}`);
        const making = rule.operation.parameters.length === 0;
        const actor = making ? undefined : testCase.make(resource.name, undefined, 'least');
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
          const body = withValue(remove(testCase.body(rule, 'least'), path), name, value);
          const step = testCase.call(rule.operation, { params, body });
          if (value !== target.id) continue;
          readRecord(testCase, actor ?? testCase.actor(rule, step, {}, body));
          // Sent values take precedence over inherited ones.
          if (numbers.length > 0)
            testCase.call(rule.operation, {
              params,
              body: withNumbers(8)(withValue(remove(testCase.body(rule, 'least'), path), name, value)),
            });
        }
      },
    );
  }
}

/** A write-only value, which no reply of any operation may contain. */
function secretCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOfRule(vendor, rule);
  const secrets = writeOnlyPaths(vendor.contract.tools.body(rule.operation));
  if (resource === undefined || secrets.length === 0) return;
  for (const path of secrets) {
    write(`${rule.operation.id}-never-shows-${path}`, `${rule.operation.id}: \`${path}\` is write-only`, (testCase) => {
      const planted = 'planted-0d1f7a-by-stuntdouble-verify';
      const making = isOneOf(verbsThatMake, rule.rule.verb);
      const actor = making ? undefined : testCase.make(resource.name);
      if (!making && actor === undefined) return;
      testCase.rules.add(`contract.${rule.operation.id}.${path}.writeOnly`).add(rule.operation.id);
      for (const [name, field] of Object.entries(resource.rule.fields ?? {}))
        if (dependsOn(field, path) || name === path) testCase.rules.add(`resources.${resource.name}.fields.${name}`);
      const schema = schemaAt(vendor.contract.tools.bodySchema(rule.operation), path);
      const body = testCase.body(rule, 'full');
      const old = valueAt(body, path);
      const value = isObject(old)
        ? Object.fromEntries(Object.keys(old).map((key) => [key, planted]))
        : [schema?.['type']].flat().includes('object')
          ? { stuntdouble: planted }
          : planted;
      const above = actor?.above ?? (resource.rule.parent ? parentOf(testCase, resource.rule.parent) : {});
      const params = actor ? paramsFor(rule.operation, actor) : above;
      const since = testCase.steps.length;
      const step = testCase.call(rule.operation, { params, body: withValue(body, path, value) });
      readRecord(testCase, actor ?? testCase.actor(rule, step, above, body));
      testCase.call(rule.operation, { params, body: withValue(body, path, [planted]) });
      for (const draft of testCase.steps.slice(since)) draft.secrets.push(planted);
    });
  }
}

function parentOf(testCase: CaseDraft, { resource, parameter }: { resource: string; parameter: string }): Json {
  const parent = testCase.make(resource, undefined, 'least');
  return parent ? { [parameter]: parent.id } : {};
}
