/** Cases of ids in a path: unknown ids and malformed ids. */
import { sampleWithout } from '../sample.js';
import type { Json } from '../../../grammar/json.js';
import type { Resource, Rule, Vendor } from '../../../engine/model/vendor.js';
import type { IdRule } from '../../../grammar/behavior.js';
import { resourceOfRule, shownId } from '../../run/cleanup.js';
import { paramsFor } from '../case-draft.js';
import type { Write } from '../write-case.js';

/** Well-formed ids of no record, and malformed ids. */
function idsOf(rule: IdRule): { unknown: string[]; malformed: string[] } {
  const global = (prefix: string): string => Buffer.from(`${prefix}:98765432:zzzz`).toString('base64');
  const ulid = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const common = ['stuntdouble', 'not an id!', '-', '0'];
  switch (rule.format) {
    case 'uuid':
      return {
        unknown: ['00000000-0000-4000-8000-00000000d0b1'],
        malformed: [...common, '00000000-0000-4000-8000-00000000d0b'],
      };
    case 'integer':
      return { unknown: ['987654321'], malformed: [...common, '1.5'] };
    case 'ulid':
      return {
        unknown: [`${rule.prefix ?? ''}${ulid}`, ulid, `zz_${ulid}`],
        malformed: [
          ...common,
          `${rule.prefix ?? ''}${ulid.slice(1)}`,
          `${rule.prefix ?? ''}${ulid.replace('R', 'U')}`,
          `${rule.prefix ?? ''}8${ulid.slice(1)}`,
          `${rule.prefix ?? ''}${ulid}`.toLowerCase(),
        ],
      };
    case 'globalId':
      return {
        unknown: [rule.prefix ?? '', ...(rule.alsoPrefixes ?? [])].map(global),
        malformed: [...common, global('Stuntdouble'), Buffer.from('no colon').toString('base64')],
      };
    case 'digits':
      return { unknown: ['987654321'], malformed: [...common] };
    case 'given':
    case 'text':
    case 'single':
      return { unknown: ['stuntdouble-nobody', '-', '0'], malformed: [] };
    default:
      return rule.format satisfies never;
  }
}

/** Path parameters of no record. */
export function unknownParams(vendor: Vendor, rule: Rule): Json {
  const resource = resourceOfRule(vendor, rule);
  const link = resource?.rule.parent;
  return Object.fromEntries(
    rule.operation.parameters.map((name) => {
      const named = name === link?.parameter ? vendor.resources.get(link.resource) : resource;
      return [name, named ? idsOf(named.rule.id).unknown[0] : 'stuntdouble'];
    }),
  );
}

export function idCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const { operation } = rule;
  const resource = resourceOfRule(vendor, rule);
  if (resource === undefined) return;
  keyCase(write, rule, resource);
  const link = resource.rule.parent;
  for (const parameter of operation.parameters) {
    const named = parameter === link?.parameter ? vendor.resources.get(link.resource) : resource;
    if (named === undefined) continue;
    write(
      `${operation.id}-unknown-${parameter}`,
      `${operation.id}: unknown and malformed values of \`${parameter}\``,
      (testCase) => {
        testCase.rules
          .add(operation.id)
          .add(`refusals.${named.rule.notFound ?? 'notFound'}`)
          .add('refusals.invalidId')
          .add(`resources.${named.name}.id`);
        if (link) testCase.rules.add(`resources.${resource.name}.parent`);
        // With an existing parent when the child is unknown.
        const parent =
          link && parameter !== link.parameter ? testCase.make(link.resource, undefined, 'least') : undefined;
        const params = { ...unknownParams(vendor, rule), ...(link && parent && { [link.parameter]: parent.id }) };
        const { unknown, malformed } = idsOf(named.rule.id);
        for (const id of [...unknown, ...malformed]) {
          const sent = sampleWithout(testCase, rule);
          testCase.call(operation, { params: { ...params, [parameter]: id }, ...sent });
        }
        if (operation.mediaTypes?.includes('application/json'))
          testCase.call(operation, { params: { ...params, [parameter]: unknown[0] }, body: {} });
      },
    );
  }
}

/** Ids that no reply shows, of the own account and of another one; inputs provide them. */
function keyCase(write: Write, rule: Rule, resource: Resource): void {
  const { operation } = rule;
  const { name, rule: item } = resource;
  if (rule.rule.verb !== 'read' || shownId(resource) === item.id.field) return;
  const call = (input: string): Json => paramsFor(operation, { above: {}, id: `$inputs.record_${input}` });
  write(
    `${operation.id}-by-${item.id.field}`,
    `${operation.id}: \`${item.id.field}\`, which no reply shows`,
    (testCase) => {
      testCase.rules.add(`resources.${name}.id`).add(operation.id);
      testCase.call(operation, { params: call(name) }, 'success');
    },
  );
  const foreign = item.foreign ?? 'foreign';
  write(
    `${operation.id}-by-${item.id.field}-${foreign}`,
    `${operation.id}: \`${item.id.field}\` of another account's record`,
    (testCase) => {
      testCase.rules.add(`refusals.${foreign}`);
      testCase.call(operation, { params: call(foreign) });
    },
  );
}
