/** Applies each mutation and reports the ones that the suite does not notice. */
import type { Vendor } from '../../src/engine/model/vendor.js';
import { basename } from 'node:path';
import { quirks } from '../../src/quirks/index.js';
import { buildVendor } from '../../src/loading/build.js';
import { play } from '../../src/verify/run/play.js';
import { PREFIX } from '../../src/verify/inputs.js';
import type { Case } from '../../src/verify/run/verify.js';
import { directories as all, vendorIn } from '../support/lab.js';
import { benchOf, inputsOf, suiteIn } from '../support/suite.js';
import { brokenRules, type Mutant } from './mutants.js';
import type { Unnoticeable } from './unnoticeable.js';

/** Without editions: only generated cases cover them, which are too few for each rule. test/vendors has tests of each edition. */
export const directories = all.filter((item) => !basename(item).includes('@'));

const LARGE = 'x'.repeat(2 * 1024 * 1024);

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

/** The cases that cover a violated rule; if there are none, those that call a changed operation. */
function concerned(cases: readonly Case[], { operations }: Mutant, rules: readonly string[]): Case[] {
  return cases.filter(({ workflow: { steps, 'x-stuntdouble-rules': proved } }) =>
    rules.length > 0
      ? proved.some((item) => rules.includes(item))
      : steps.some((step) => operations?.includes(step.operationId ?? '') ?? true),
  );
}

/** The tests of one kind of mutants, for every vendor. */
export function noticesMutants(
  mutantsOf: (vendor: Vendor) => Iterable<Mutant>,
  unnoticeable: readonly Unnoticeable[],
): void {
  const excuses = new Set(unnoticeable.flatMap((item) => item.mutants));
  const unused = new Set(excuses);

  it.each(directories.map((item) => [basename(item), item]))(
    '%s',
    async (name, directory) => {
      const truth = vendorIn(directory);
      const { cases } = await suiteIn(directory);
      const survivors: string[] = [];
      let tried = 0;
      for (const mutant of mutantsOf(truth)) {
        const vendor = buildVendor(
          { name, behavior: mutant.behavior, document: mutant.document, seed: truth.seed },
          quirks,
        );
        const rules = mutant.rules.length > 0 || mutant.isReply ? mutant.rules : brokenRules(truth, vendor);
        tried++;
        if (await notices(concerned(cases, mutant, rules), truth, vendor)) continue;
        const known = `${name} ${mutant.id}`;
        if (excuses.has(known)) unused.delete(known);
        else survivors.push(`${mutant.id} (${rules.join(', ')})`);
      }
      expect(survivors).toEqual([]);
      expect(tried).toBeGreaterThan(20);
    },
    240_000,
  );

  it('lists no mutant that is noticed', () => {
    expect([...unused]).toEqual([]);
  });
}
