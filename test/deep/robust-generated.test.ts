/**
 * Bodies generated from each contract: valid ones are accepted; the same with one mistake are refused and change nothing.
 * STUNTDOUBLE_RUNS sets the number of each (10,000), STUNTDOUBLE_SEED the random seed.
 */
import { basename } from 'node:path';
import { isObject, type Json } from '../../src/grammar/json.js';
import type { Reason } from '../../src/grammar/reasons.js';
import type { Operation } from '../../src/engine/model/contract.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import fc from 'fast-check';
import { SEED } from '../support/seed.js';
import { directories, lab, vendorIn, type Lab } from '../support/lab.js';
import { Generator, type Mutated } from '../robust/generate.js';

const RUNS = Number(process.env['STUNTDOUBLE_RUNS'] ?? 10_000);
/** Valid by the contract, but refused because of stored records or other rules. */
const BY_STATE = new Set<Reason>([
  'immutable',
  'conflict',
  'nothingToChange',
  'unknownReference',
  'incomplete',
  'notFound',
  'foreign',
  'protected',
]);

interface Target {
  vendor: Vendor;
  operation: Operation;
  schema: unknown;
  generator: Generator;
}

/** The generator does not know the conditions (`if` and `then`) in the schemas of this edition. */
const CONDITIONAL = 'arize@2026-08';

const targets = directories.flatMap((directory): Target[] => {
  if (basename(directory) === CONDITIONAL) return [];
  const vendor = vendorIn(directory);
  const { document } = vendor.contract;
  const generator = new Generator(document);
  return vendor.contract.operations
    .filter(
      (operation) =>
        operation.mediaTypes?.includes('application/json') && vendor.rules.get(operation.id)?.rule.verb !== 'decline',
    )
    .map((operation) => ({ vendor, operation, generator, schema: bodySchema(document, operation) }));
});

function bodySchema(document: Json, { path, method }: Operation): unknown {
  const at = (...steps: string[]): unknown =>
    steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), document);
  const body = at('paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema');
  if (body === undefined) throw new Error(`${method} ${path} has no schema where it is looked for`);
  return body;
}

const each = Math.ceil(RUNS / targets.length);
const counted = { valid: 0, accepted: 0, mutated: 0 };

it('finds the operations that take a body', () => {
  console.log(`STUNTDOUBLE_SEED=${SEED} STUNTDOUBLE_RUNS=${RUNS}`);
  expect(targets.length).toBeGreaterThan(12);
});

describe.each(targets.map((target) => ({ ...target, name: `${target.vendor.name} ${target.operation.id}` })))(
  '$name',
  ({ vendor, operation, generator, schema }) => {
    let bench: Lab;
    beforeEach(() => {
      bench = lab(vendor);
    });
    // A new account for every forty bodies, so that none gets large.
    let calls = 0;
    const token = (): string => `generated-${Math.floor(calls++ / 40)}`;
    const reason = (): Reason | undefined => bench.journal().at(-1)?.reason;
    /** A schema cannot state that fields of list elements must differ. */
    const isRepeated = (): boolean => bench.journal().at(-1)?.issues?.[0]?.keyword === 'distinct';
    const parameters = { seed: SEED, numRuns: each };

    it('accepts valid bodies', async () => {
      await fc.assert(
        fc.asyncProperty(generator.valid(schema), async (body) => {
          const { status, text } = await bench.perform(operation, { body, token: token() });
          counted.valid++;
          if (status < 300) counted.accepted++;
          else
            expect({ status, text, byState: BY_STATE.has(reason() ?? 'invalid') || isRepeated() }).toMatchObject({
              byState: true,
            });
        }),
        parameters,
      );
      expect(bench.complaints).toEqual([]);
    });

    it('refuses each body with one mistake, and changes nothing', async () => {
      const mutated = generator
        .valid(schema)
        .map((value) => generator.mutations(schema, value))
        .filter((all) => all.length > 0)
        .chain((all): fc.Arbitrary<Mutated> => fc.constantFrom(...all));
      await fc.assert(
        fc.asyncProperty(mutated, async ({ value, mistake }) => {
          const account = token();
          const before = bench.dump(account);
          const { status } = await bench.perform(operation, { body: value, token: account });
          counted.mutated++;
          expect({ mistake, refused: status >= 400 && status < 500, by: reason() }).toEqual({
            mistake,
            refused: true,
            by: expect.stringMatching(/^(invalid|immutable)$/) as string,
          });
          expect(bench.dump(account)).toBe(before);
        }),
        parameters,
      );
      expect(bench.complaints).toEqual([]);
    });
  },
);

it('sends at least the stated number of bodies, of which most are accepted', () => {
  expect(Math.min(counted.valid, counted.mutated)).toBeGreaterThanOrEqual(RUNS);
  expect(counted.accepted / counted.valid).toBeGreaterThan(0.6);
});
