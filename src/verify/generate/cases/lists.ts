/** Cases of lists: filters, order, pages, and the bounds of their parameters. */
import { isObject, type Json } from '../../../grammar/json.js';
import type { Rule, Vendor } from '../../../engine/model/vendor.js';
import type { FilterRule, OperationRule } from '../../../grammar/behavior.js';
import { constraintsOf } from '../../constraints.js';
import { valueAtSteps, operationFor, placeOf, resourceOfRule } from '../../run/cleanup.js';
import { valueAt, withValue } from '../body.js';
import { messageRule } from '../message-rule.js';
import { defaultSizeCase, ownRecordsOnly, pageCase } from './pages.js';
import { namedFields, paramsFor, schemaAt, type CaseDraft } from '../case-draft.js';
import { PREFIX } from '../../inputs.js';
import { probesOf } from '../values.js';
import type { Write } from '../write-case.js';

type ListRule = Extract<OperationRule, { verb: 'list' }>;

export function listCases(write: Write, rule: Rule): void {
  if (rule.rule.verb !== 'list') return;
  const { operation } = rule;
  parameterCases(write, rule);
  unreadableCase(write, rule);
  for (const [parameter, filter] of Object.entries(rule.rule.filters ?? {}))
    filterCase(write, rule, rule.rule, parameter, filter);
  if (rule.rule.page) {
    pageCase(write, rule, rule.rule.page);
    defaultSizeCase(write, rule, rule.rule.page);
  }
  if (rule.rule.sort) sortCase(write, rule, rule.rule.sort);
  existingRecordsCase(write, rule);
  write(`${operation.id}-unknown-parameters`, `${operation.id}: unknown query parameters`, (testCase) => {
    const above = aboveOf(testCase, rule);
    testCase.rules.add('requests.unknownQueryParameters').add(operation.id);
    testCase.call(operation, { params: above, query: { stuntdouble_unknown: 'x' } });
    for (const name of Object.keys(rule.rule.verb === 'list' ? (rule.rule.ignored ?? {}) : {})) {
      testCase.rules.add(`${operation.id}.ignored.${name}`);
      testCase.call(operation, { params: above, query: { [name]: 'true' } });
    }
  });
}

const aboveOf = (testCase: CaseDraft, rule: Rule): Json => {
  const link = resourceOfRule(testCase.vendor, rule)?.rule.parent;
  const parent = link && testCase.make(link.resource, undefined, 'least');
  return link && parent ? { [link.parameter]: parent.id } : {};
};

/** Each parameter at its bounds, with wrong types, and outside its enum. */
function parameterCases(write: Write, { operation }: Rule): void {
  const { vendor } = write;
  for (const [name, schema] of vendor.contract.tools.querySchemas(operation)) {
    write(`${operation.id}-takes-${name}`, `${operation.id}: valid and invalid values of \`${name}\``, (testCase) => {
      const link = vendor.rules.get(operation.id);
      const above = link ? aboveOf(testCase, link) : {};
      testCase.rules.add(operation.id).add('refusals.invalid');
      for (const constraint of constraintsOf(vendor.contract, operation).filter(
        (one) => one.in === 'query' && one.field === name,
      )) {
        testCase.rules.add(constraint.id);
        const words = messageRule(vendor, name, constraint.keyword);
        if (words !== undefined && constraint.keyword !== 'default') testCase.rules.add(words);
        if (constraint.keyword === 'default') testCase.call(operation, { params: above });
        const values =
          constraint.keyword === 'type'
            ? ['text', '1.5', '']
            : probesOf(constraint, undefined, undefined).map(({ value }) => value);
        for (const value of values) testCase.call(operation, { params: above, query: { [name]: value } });
      }
      if ([schema['type']].flat().includes('string'))
        testCase.call(operation, { params: above, query: { [name]: '' } });
    });
  }
}

/** Parameters that are repeated or have invalid percent-encoding. */
function unreadableCase(write: Write, { operation }: Rule): void {
  const { vendor } = write;
  if (operation.parameters.length > 0) return;
  write(
    `${operation.id}-query-that-cannot-be-read`,
    `${operation.id}: repeated and malformed query parameters`,
    (testCase) => {
      for (const name of vendor.contract.tools.querySchemas(operation).keys()) {
        testCase.rules
          .add(messageRule(vendor, name, 'repeated') ?? '')
          .add(messageRule(vendor, name, 'encoding') ?? '');
        testCase.raw('GET', `${operation.path}?${name}=1&${name}=1`);
        testCase.raw('GET', `${operation.path}?${name}=%ZZ`);
      }
    },
  );
}

/** Records with several values, filtered by each value, by a part, in upper case, and by no existing value. */
function filterCase(write: Write, rule: Rule, list: ListRule, parameter: string, filter: FilterRule): void {
  const { vendor } = write;
  const { operation } = rule;
  const making = operationFor(vendor, 'create', list.resource) ?? operationFor(vendor, 'upsert', list.resource);
  if (making === undefined) return;
  write(`${operation.id}-by-${parameter}`, `${operation.id}: filtered by \`${parameter}\``, (testCase) => {
    testCase.rules.add(`${operation.id}.filters.${parameter}`).add(operation.id);
    const isNamed = namedFields(vendor, making).includes(filter.field);
    const schema = schemaAt(vendor.contract.tools.bodySchema(making.operation), filter.field);
    const asks = vendor.contract.tools.querySchemas(operation).get(parameter);
    const values = isNamed ? [] : filterValues(vendor, { ...schema, ...asks }, filter);
    const first = testCase.make(list.resource);
    if (first === undefined) return;
    testCase.make(list.resource, undefined, 'least', first.above);
    for (const value of schema === undefined ? [] : values.filter((one) => fits(vendor, making, filter.field, one)))
      testCase.make(list.resource, (body) => withValue(body, filter.field, value), 'full', first.above);
    if (schema === undefined) changeTo(testCase, list.resource, filter.field, values);
    const asked = isNamed
      ? [
          valueAt(first.body, filter.field),
          `{$inputs.run}-${testCase.number}-`,
          PREFIX.toUpperCase(),
          'stuntdouble-nobody',
        ]
      : [
          ...values,
          ...([asks?.['type']].flat().includes('boolean')
            ? []
            : ['stuntdouble-nobody', String(values[0]).slice(0, -1)]),
        ];
    const excludesOthers = filter.match === 'equals' && !filter.ignoreCase && !filter.nullMatches && !filter.through;
    for (const value of asked)
      testCase.call(
        operation,
        { params: first.above, query: { ...ownRecordsOnly(testCase, list, parameter), [parameter]: value } },
        'reply',
        excludesOthers && shows(vendor, rule, filter.field)
          ? { none: [`@.${filter.field} != ${JSON.stringify(value)}`] }
          : {},
      );
  });
  throughCase(write, rule, list, parameter, filter);
}

/** Whether the example of a body is still valid with this value: another one may need other fields as well. */
function fits({ contract }: Vendor, { operation }: Rule, field: string, value: unknown): boolean {
  const { body } = contract.tools.example(operation);
  return !isObject(body) || contract.validate(operation, {}, '', withValue(body, field, value)).issues.length === 0;
}

/** A filter by a value of another record that no operation creates; an input names such a record. */
function throughCase(
  write: Write,
  rule: Rule,
  list: ListRule,
  parameter: string,
  { field, through }: FilterRule,
): void {
  if (through === undefined || operationFor(write.vendor, 'create', through.resource)) return;
  write(
    `${rule.operation.id}-by-${parameter}-of-a-${through.resource}`,
    `${rule.operation.id}: filtered by \`${parameter}\`, a part of the ${through.field} of a ${through.resource}, ignoring case`,
    (testCase) => {
      testCase.rules.add(`${rule.operation.id}.filters.${parameter}`);
      const own = (body: Json): Json => withValue(body, field, `$inputs.record_${through.resource}`);
      const actor = testCase.make(list.resource, own);
      if (actor === undefined) return;
      const query = { [parameter]: `$inputs.record_${through.resource}_${through.field}` };
      testCase.call(rule.operation, { params: actor.above, query });
    },
  );
}

/** Whether the elements of a list have this field. */
function shows(vendor: Vendor, rule: Rule, field: string): boolean {
  const place = placeOf(rule, '$items') ?? [];
  const body = place.reduceRight<unknown>((inner, key) => ({ [key]: inner }), [withValue({}, field, 1)]);
  const shown = valueAtSteps(vendor.contract.project(rule.operation, 200, body), place);
  return Array.isArray(shown) && valueAt(shown[0], field) !== undefined;
}

/** Existing records: each element conforms to the contract, and derived fields follow their tables. */
function existingRecordsCase(write: Write, rule: Rule): void {
  const { vendor } = write;
  const resource = resourceOfRule(vendor, rule);
  write(`${rule.operation.id}-as-it-is`, `${rule.operation.id}: existing records`, (testCase) => {
    testCase.rules.add(rule.operation.id);
    const none: string[] = [];
    for (const [field, { derive, once }] of Object.entries(resource?.rule.fields ?? {})) {
      if (!shows(vendor, rule, field)) continue;
      testCase.rules.add(`resources.${resource?.name ?? ''}.fields.${field}`);
      if (derive?.lookup !== undefined && !once && shows(vendor, rule, derive.lookup))
        none.push(...exceptions(field, derive.lookup, derive.table ?? {}, derive.otherwise));
    }
    testCase.call(rule.operation, { params: aboveOf(testCase, rule) }, 'reply', { none });
  });
}

/** JSONPath conditions for elements that do not follow the table. */
function exceptions(
  field: string,
  source: string,
  table: Readonly<Record<string, unknown>>,
  otherwise: unknown,
): string[] {
  const entries = Object.entries(table).map(([key, value]) => ({
    key: /^(true|false|\d+)$/.test(key) ? key : JSON.stringify(key),
    value,
  }));
  const others = entries.map(({ key }) => `@.${source} != ${key}`).reduce((all, one) => `(${all} && ${one})`);
  return [
    ...entries.map(({ key, value }) => `@.${source} == ${key} && @.${field} != ${JSON.stringify(value)}`),
    ...(otherwise === undefined ? [] : [`${others} && @.${field} != ${JSON.stringify(otherwise)}`]),
  ];
}

/** Records with values that only an update accepts. */
function changeTo(testCase: CaseDraft, resource: string, field: string, values: readonly unknown[]): void {
  const changing = operationFor(testCase.vendor, 'update', resource);
  if (
    changing === undefined ||
    schemaAt(testCase.vendor.contract.tools.bodySchema(changing.operation), field) === undefined
  )
    return;
  for (const value of values) {
    const actor = testCase.make(resource);
    if (actor)
      testCase.call(
        changing.operation,
        { params: paramsFor(changing.operation, actor), body: { [field]: value } },
        'success',
      );
  }
}

function filterValues(vendor: Vendor, schema: Json | undefined, filter: FilterRule): unknown[] {
  if (Array.isArray(schema?.['enum'])) return (schema['enum'] as unknown[]).slice(0, 2);
  if ([schema?.['type']].flat().includes('boolean')) return [true, false];
  const derived = Object.values(vendor.behavior.resources).map((resource) => resource.fields?.[filter.field]?.derive);
  const known = derived
    .flatMap((item) => Object.values(item?.table ?? {}))
    .filter((jsonType) => typeof jsonType === 'string');
  if (schema === undefined && known.length > 0) return [...new Set(known)];
  return ['stuntdouble-one', 'stuntdouble-two'];
}

/** Three records, ascending and descending. */
function sortCase(write: Write, rule: Rule, sort: NonNullable<ListRule['sort']>): void {
  const resource = resourceOfRule(write.vendor, rule);
  if (resource === undefined) return;
  write(`${rule.operation.id}-sorted`, `${rule.operation.id}: sorted by \`${sort.parameter}\``, (testCase) => {
    testCase.rules.add(`${rule.operation.id}.sort`).add(rule.operation.id);
    // Created in another order than the requested one.
    const named =
      (letter: string) =>
      (body: Json): Json =>
        withValue(body, sort.default, `{$inputs.run}-${testCase.number}-${letter}`);
    const first = testCase.make(resource.name, named('c'));
    if (first === undefined) return;
    testCase.make(resource.name, named('a'), 'least', first.above);
    testCase.make(resource.name, named('b'), 'full', first.above);
    testCase.call(rule.operation, { params: first.above });
    for (const value of [sort.default, `-${sort.default}`, 'stuntdouble-nothing'])
      testCase.call(rule.operation, { params: first.above, query: { [sort.parameter]: value } });
    const reading = operationFor(testCase.vendor, 'read', resource.name);
    if (reading) testCase.call(reading.operation, { params: paramsFor(reading.operation, first) });
  });
}
