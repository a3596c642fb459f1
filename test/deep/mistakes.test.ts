/**
 * The worked example of CONTRIBUTING.md with mistakes of a person: `check` tells each one alone, and of five at once all
 * in two runs. STUNTDOUBLE_RUNS sets the number of trials, STUNTDOUBLE_SEED the random seed.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDirectory } from '../../src/loading/load.js';
import { quirks } from '../../src/quirks/index.js';
import { randomFrom } from '../robust/mutate.js';
import { acme } from '../support/acme.js';
import { planted, type Planted } from '../support/planted.js';
import { SEED } from '../support/seed.js';

const RUNS = Number(process.env['STUNTDOUBLE_RUNS'] ?? 100);
const FIVE = 5;

let specs: string;
beforeEach(() => {
  specs = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  mkdirSync(join(specs, 'acme'));
});
afterEach(() => rmSync(specs, { recursive: true }));

/** The problems; undefined: the mistakes exclude each other. */
function check(mistakes: readonly Planted[]): Set<string> | undefined {
  const texts: Record<string, string> = { ...acme };
  for (const [file, right, wrong] of mistakes) {
    const before = texts[file] ?? '';
    if (!before.includes(right)) return undefined;
    texts[file] = before.replace(right, () => wrong);
  }
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(specs, 'acme', name), text);
  return new Set(checkDirectory(specs, { quirks }).mistakes.map(({ problem }) => problem));
}

const isTold = ([, , , problem]: Planted, found: ReadonlySet<string>): boolean => found.has(problem);

it('tells each mistake, and nothing that only follows from it', () => {
  const several = planted.filter((mistake) => {
    const found = check([mistake]);
    expect([mistake, found && isTold(mistake, found)]).toEqual([mistake, true]);
    return found && found.size > 1;
  });
  // Each status that an operation does not declare, and the seed of a resource that is misspelled in its own place.
  expect(several).toHaveLength(2);
});

it('tells five mistakes in two runs', () => {
  const random = randomFrom(SEED);
  const [first] = planted as [Planted];
  const told = [0, 0, 0];
  let trials = 0;
  while (trials < RUNS) {
    const five = Array.from({ length: FIVE }, () => planted[Math.floor(random() * planted.length)] ?? first);
    if (check(five) === undefined || new Set(five).size < FIVE) continue;
    trials++;
    let left = five;
    for (let run = 0; left.length > 0 && run < told.length; run++) {
      const found = check(left) ?? new Set();
      const rest = left.filter((mistake) => !isTold(mistake, found));
      told[run] = (told[run] ?? 0) + left.length - rest.length;
      left = rest;
    }
    expect([...(check(left) ?? [])]).toEqual([]);
  }
  const [inFirst = 0, inSecond = 0] = told;
  expect(inFirst + inSecond).toBe(trials * FIVE);
  expect(inFirst / (trials * FIVE)).toBeGreaterThan(0.9);
});
