/** Snapshots of many records: in small steps, of one moment, and the same text as without steps. */
import { createHash } from 'node:crypto';
import { canonical } from '../../../src/engine/values/canonical.js';
import { parseJson } from '../../../src/engine/request/parse-json.js';
import type { Json } from '../../../src/grammar/json.js';
import { atOnce, type Steps } from '../../../src/timers/slices.js';
import { applySnapshot, snapshotText } from '../../../src/world/snapshot/snapshot.js';
import { readJson } from '../../../src/world/snapshot/read-json.js';
import { digestSteps, jsonPieces } from '../../../src/world/snapshot/write-json.js';
import { mix } from '../../../src/world/random.js';
import { long } from '../../support/depth.js';
import { double } from '../../support/double.js';
import { directories, lab, vendorIn, type Lab } from '../../support/lab.js';

const vendor = vendorIn(directories.find((directory) => directory.endsWith('/spideriq')) ?? '');
const account = { name: 'acct_0123456789ab', number: 1 };
const RECORDS = 5000;
/** Of which a step looks at no more than: less than a thousand fit into 64 KiB. */
const MOST = 1000;

/** @param look called for each read of a record */
function filled(look: () => void = () => undefined): Lab {
  const bench = lab(vendor);
  const { store } = bench.world;
  const changes = Array.from({ length: RECORDS }, (_, n) => {
    const put = {
      id: `id-${n}`,
      get label() {
        look();
        return `label ${n}`;
      },
    };
    return { resource: 'integration', id: `id-${n}`, put };
  });
  store.apply(vendor, account, changes);
  return bench;
}

const textOf = (pieces: readonly Uint8Array[]): string => Buffer.concat(pieces).toString();

/** The most that was counted between two steps. */
function mostInAStep(steps: Steps<unknown>, count: { n: number }): number {
  let most = 0;
  for (let done = false; !done; most = Math.max(most, count.n)) {
    count.n = 0;
    done = steps.next().done === true;
  }
  return most;
}

it('is taken in steps of few records', () => {
  const count = { n: 0 };
  const bench = filled(() => count.n++);
  const capture = bench.world.capture();
  expect(mostInAStep(snapshotText(capture), count)).toBeLessThan(MOST);
});

it('looks at no record to capture them', () => {
  const count = { n: 0 };
  const bench = filled(() => count.n++);
  count.n = 0;
  bench.world.capture();
  expect(count.n).toBe(0);
});

long('is restored in steps of few records', () => {
  const from = filled();
  const bench = lab(vendor);
  const { store } = bench.world;
  const parts = { ...bench.world, ids: bench.world.ids };
  const document = from.world.snapshot();
  const count = { n: 0 };
  const put = store.restore.bind(store);
  let checked = 0;
  const check = (part: unknown): undefined => {
    const { vendors } = part as { vendors: Record<string, { accounts: { records: unknown[] }[]; owners: unknown[] }> };
    for (const { accounts, owners } of Object.values(vendors))
      checked = Math.max(checked, owners.length, ...accounts.map(({ records }) => records.length));
    return undefined;
  };
  store.restore = function* (of, state) {
    const watched = state.accounts.map((each) => ({
      ...each,
      records: each.records.map((record) => ({
        ...record,
        get seq() {
          count.n++;
          return record.seq;
        },
      })),
    }));
    return yield* put(of, { ...state, accounts: watched });
  };
  expect(
    mostInAStep(
      applySnapshot(document, [vendor], check, () => parts),
      count,
    ),
  ).toBeLessThan(MOST);
  expect(checked).toBeLessThan(MOST);
  expect(store.records(vendor, account, 'integration')).toHaveLength(
    from.world.store.records(vendor, account, 'integration').length,
  );
});

long('is of the moment in which it was captured, whatever is written between the steps', () => {
  const bench = filled();
  const { store } = bench.world;
  const expected = JSON.stringify(bench.world.snapshot());
  const steps = snapshotText(bench.world.capture());
  let n = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) {
      expect(textOf(step.value)).toBe(expected);
      break;
    }
    const id = `id-${(n += 7) % RECORDS}`;
    store.apply(vendor, account, [{ resource: 'integration', id, put: { id, label: 'changed' } }]);
    store.apply(vendor, account, [{ resource: 'integration', id: `id-${(n + 3) % RECORDS}`, remove: true }]);
    store.apply(vendor, { name: 'acct_aaaaaaaaaaaa', number: 2 }, [
      { resource: 'integration', id: `id-${(n + 1) % RECORDS}`, put: { id: 'new' } },
    ]);
    if (n > 100) bench.world.reset();
  }
  expect(JSON.stringify(bench.world.snapshot())).not.toBe(expected);
});

long('gives back what it holds when restoring is given up, and says when the sandbox is gone', async () => {
  const from = filled();
  const document = from.world.snapshot();
  const { world } = lab(vendor);
  const steps = world.prepareSteps({ document });
  for (let step = 0; step < 150; step++) steps.next();
  steps.return(undefined as never);
  const swap = world.prepare(document);
  world.close();
  expect(swap).toThrow(/the sandbox \S+ was removed meanwhile; restore the snapshot again/);
  const bounded = await double({ vendors: ['spideriq'], maxRecords: 20 });
  expect(bounded.sandbox('gone').snapshots.save('base').name).toBe('base');
});

describe('large JSON', () => {
  /** Some JSON; the same for the same number. */
  function some(seed: number): unknown {
    let given = 0;
    const below = (n: number): number => mix(seed, given++) % n;
    const value = (depth: number): unknown => {
      const kind = below(depth > 9 ? 5 : 9);
      if (kind === 0) return below(2) === 1 ? null : below(2) === 1;
      if (kind === 1) return below(100_000) / 8;
      if (kind === 2) return -1 - below(50);
      if (kind <= 4) return ['', 'a"b\\c', 'ä€😀', '\u2028\n', 'x]}{[,:', '9'.repeat(20)][below(6)];
      if (kind <= 6) return Array.from({ length: below(4) }, () => value(depth + 1));
      return Object.fromEntries(Array.from({ length: below(4) }, () => [`k"${below(9)}`, value(depth + 1)]));
    };
    return [value(0), value(0)];
  }
  const values = Array.from({ length: 300 }, (_, n) => some(n + 1));
  /** Some lengths are 0, and some pieces hold the end of one value and the start of the next. */
  function inPieces(bytes: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    for (let from = 0, n = 0; from < bytes.length; from += pieces.at(-1)?.length ?? 0)
      pieces.push(bytes.subarray(from, from + (mix(bytes.length, n++) % 6)));
    return pieces;
  }
  /** The text as a whole and in pieces, which give the same. */
  function read(text: string | Uint8Array): unknown {
    const bytes = Buffer.from(text as string);
    const outcome = (pieces: Uint8Array[]): { value: unknown } | { error: unknown } => {
      try {
        return { value: atOnce(readJson(pieces)) };
      } catch (error) {
        return { error };
      }
    };
    const whole = outcome([bytes]);
    expect(outcome(inPieces(bytes))).toEqual(whole);
    if ('error' in whole) throw whole.error;
    return whole.value;
  }

  it('is written as by JSON.stringify, and read as by JSON.parse', () => {
    for (const value of values) {
      const text = textOf(atOnce(jsonPieces(value)));
      expect(text).toBe(JSON.stringify(value));
      expect(read(text)).toEqual(value);
      expect(read(JSON.stringify(value, undefined, '\t\r\n '))).toEqual(value);
    }
  });

  it('has the digest of its canonical text', () => {
    for (const value of values)
      expect(atOnce(digestSteps(value))).toBe(`sha256:${createHash('sha256').update(canonical(value)).digest('hex')}`);
  });

  long('is refused where parseJson refuses it, and else read the same', () => {
    const outcome = (parse: () => unknown): unknown => {
      try {
        return [parse()];
      } catch {
        return 'refused';
      }
    };
    let refused = 0;
    for (const [n, value] of values.entries()) {
      const bytes = Buffer.from(JSON.stringify(value));
      for (let m = 0; m < 20; m++) {
        const at = mix(n, m) % bytes.length;
        const broken = Buffer.from(bytes);
        if (m % 2 === 0) broken[at] = '[]{}",:\\ 1e\u00ff'.charCodeAt(mix(m, n) % 12);
        const cut =
          m % 4 === 1 ? broken.subarray(0, at) : m % 4 === 3 ? Buffer.concat([broken, Buffer.from(',')]) : broken;
        const expected = outcome(() => parseJson(cut, 200));
        if (expected === 'refused') refused++;
        expect([cut.toString(), outcome(() => read(cut))]).toEqual([cut.toString(), expected]);
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });

  it.each([
    '{"__proto__":{"a":1}}',
    '[[[[[[[{"__proto__":1}]]]]]]]',
    '[1,]',
    '{"a":1,}',
    '[1]]',
    '',
    '{"a" 1}',
    '[1 2]',
    `${'['.repeat(300)}${']'.repeat(300)}`,
  ])('is refused: %s', (text) => {
    expect(() => read(text)).toThrow(/^body (is|holds)/);
  });

  it('gives back each piece when it has been read', () => {
    const record = JSON.stringify({ text: 'x'.repeat(1000) });
    const pieces = Array.from({ length: 1000 }, (_, n) => Buffer.from(`${n === 0 ? '[' : ','}${record}`));
    pieces.push(Buffer.from(']'));
    const steps = readJson(pieces);
    for (let step = 0; step < 5; step++) steps.next();
    expect(pieces.length).toBeGreaterThan(400);
    expect(pieces.length).toBeLessThan(800);
    expect(atOnce(steps)).toHaveLength(1000);
    expect(pieces).toEqual([]);
  });

  it('has no value for what JSON has none for', () => {
    const value: Json = { a: undefined, b: [undefined, () => 1], c: Symbol('x'), d: { e: NaN } };
    expect(textOf(atOnce(jsonPieces(value)))).toBe(JSON.stringify(value));
  });
});
