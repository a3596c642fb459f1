/** Which record a path parameter names. */
import { namedBy, recordParameter } from '../../../src/engine/records/record-key.js';
import type { OperationRule, ResourceRule } from '../../../src/grammar/behavior.js';

const evidence = { inferred: 'by its path' };
const resources: Record<string, ResourceRule> = {
  team: { id: { field: 'id', format: 'uuid', evidence } },
  hook: {
    id: { field: 'id', format: 'uuid', evidence },
    parent: { resource: 'team', field: 'team', parameter: 'team', evidence },
    context: [{ parameter: 'region', field: '$region', evidence }],
  },
};
const read: OperationRule = { verb: 'read', resource: 'hook', evidence };
const named = (rule: OperationRule, parameter: string): string | undefined =>
  namedBy((name) => resources[name], 'hook', parameter, recordParameter(rule, ['region', 'team', 'application', 'id']));

it('names the record by the last parameter only, unless the rule says another', () => {
  expect(['region', 'team', 'application', 'id'].map((one) => named(read, one))).toEqual([
    undefined,
    'team',
    undefined,
    'hook',
  ]);
  expect(named({ verb: 'read', resource: 'hook', evidence, record: { path: 'application' } }, 'application')).toBe(
    'hook',
  );
  expect(named({ verb: 'create', resource: 'hook', evidence }, 'id')).toBeUndefined();
});
