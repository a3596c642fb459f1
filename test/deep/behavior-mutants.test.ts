/** A server that breaks one rule is caught: each rule of each behavior is changed in turn, and the suite must notice. */
import { statedRules } from '../../src/grammar/evidence.js';
import { vendorIn } from '../support/lab.js';
import { behaviorMutants } from '../trust/mutants.js';
import { directories, noticesMutants } from '../trust/survivors.js';
import { ofBehavior } from '../trust/unnoticeable.js';

noticesMutants(behaviorMutants, ofBehavior);

/** Rules whose opposite is the same server, and why. */
const unchangeable: { rules: string[]; reason: string }[] = [
  {
    rules: ['respan listPublicModels', 'respan queryModels', 'respan summarizeModels'],
    reason: 'it is declined: the suite says nothing about it',
  },
  {
    rules: ['respan listModels.ignored.all'],
    reason: 'that a parameter changes nothing is what happens to any that has no rule',
  },
  {
    rules: [
      'arize resources.space.fields.id',
      'arize resources.space.fields.name',
      'langdock resources.connection.fields.id',
      'langdock resources.connection.fields.userId',
      'respan resources.provider.fields.key',
      'spideriq resources.integration.fields.billing.error',
    ],
    reason: 'it is hidden and nothing else: the schemas of the replies do not have it, whatever the rule says',
  },
  {
    rules: ['arize resources.aiIntegration.sameRecordsAs', 'arize resources.integration.only'],
    reason: 'without it, the two forms have separate records: test/vendors/arize-ai-integrations.test.ts compares them',
  },
  {
    rules: ['arize', 'langdock', 'nairi', 'respan', 'spideriq'].map((name) => `${name} envelope`),
    reason: 'the bodies of the refusals are already filled in from it, and have mutants of their own',
  },
];

it('every mutated rule is noticed, except equivalent mutants', () => {
  const left = directories.flatMap((directory) => {
    const vendor = vendorIn(directory);
    const changed = new Set([...behaviorMutants(vendor)].flatMap((mutant) => mutant.rules));
    return statedRules(vendor.behavior).flatMap(({ id }) => (changed.has(id) ? [] : [`${vendor.name} ${id}`]));
  });
  expect(left.sort()).toEqual(unchangeable.flatMap((item) => item.rules).sort());
});
