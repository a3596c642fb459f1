/** A server that breaks one rule is caught: each rule of each vendor is changed in turn, and the suite must notice. */
import { basename } from 'node:path';
import type { Vendor } from '../../src/engine/model.js';
import { quirks } from '../../src/quirks/index.js';
import { buildVendor } from '../../src/vendor/build.js';
import { play } from '../../src/verify/play.js';
import { PREFIX } from '../../src/verify/inputs.js';
import type { Case } from '../../src/verify/verify.js';
import { directories, vendorIn } from '../support/lab.js';
import { benchOf, inputsOf, suiteIn } from '../support/suite.js';
import { behaviorMutants, brokenRules, documentMutants, type Mutant } from './mutants.js';
import { unnoticeable } from './unnoticeable.js';

/** Whether any of these cases fails against this vendor. */
async function notices(cases: readonly Case[], truth: Vendor, mutant: Vendor): Promise<boolean> {
  const bench = benchOf(mutant);
  const inputs = { ...inputsOf(truth), target: bench.target.url, run: `${PREFIX}mutant`, large: LARGE };
  for (const { workflow, components } of cases) {
    bench.reset();
    const { failures } = await play({ vendor: truth, target: bench.target, inputs, components, created: [] }, workflow);
    if (failures.length > 0) return true;
  }
  return false;
}

const LARGE = 'x'.repeat(2 * 1024 * 1024);
const excused = new Set<string>();

describe.each(directories.map((it) => [basename(it), it]))('%s', (name, directory) => {
  const truth = vendorIn(directory);

  const survivors = async (mutants: Iterable<Mutant>): Promise<string[]> => {
    const { cases } = await suiteIn(directory);
    const alive: string[] = [];
    let tried = 0;
    for (const mutant of mutants) {
      const { behavior, document, operations, isReply } = mutant;
      const vendor = buildVendor({ name, behavior, document, seed: truth.seed }, quirks);
      const rules = mutant.rules.length > 0 || isReply ? mutant.rules : brokenRules(truth, vendor);
      const naming = cases.filter(({ workflow: { steps, 'x-stuntdouble-rules': proved } }) =>
        rules.length > 0
          ? proved.some((it) => rules.includes(it))
          : steps.some((it) => operations?.includes(it.operationId ?? '') ?? true),
      );
      tried++;
      if (await notices(naming, truth, vendor)) continue;
      const reason = unnoticeable.find((it) => it.mutant.test(`${name} ${mutant.id}`));
      if (reason) excused.add(reason.mutant.source);
      else alive.push(`${mutant.id} (${rules.join(', ')}: ${naming.length} cases)`);
    }
    expect(tried).toBeGreaterThan(20);
    return alive;
  };

  it('each rule of the behavior, changed, is noticed', async () => {
    expect(await survivors(behaviorMutants(truth))).toEqual([]);
  }, 120_000);

  it('each constraint of the contract, changed, is noticed', async () => {
    expect(await survivors(documentMutants(truth))).toEqual([]);
  }, 120_000);
});

it('excuses no mutant that is noticed', () => {
  expect(unnoticeable.filter((it) => !excused.has(it.mutant.source))).toEqual([]);
});
