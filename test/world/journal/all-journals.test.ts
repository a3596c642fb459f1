/** All journals of a double have a bound together. */
import { AllJournals } from '../../../src/world/journal/all-journals.js';
import { SteeringError } from '../../../src/index.js';
import { client, double } from '../../support/double.js';

/** Lists of sizes, oldest first, as journals. */
class Sizes {
  readonly entries: number[] = [];
  /** How often `bytes` was read and `shrink` called. */
  reads = 0;
  shrinks = 0;

  constructor(private readonly all: AllJournals) {}

  get bytes(): number {
    this.reads++;
    return this.entries.reduce((sum, bytes) => sum + bytes, 0);
  }

  add(bytes: number): void {
    this.entries.push(bytes);
    this.all.change(this, bytes);
  }

  clear(): void {
    const { bytes } = this;
    this.entries.length = 0;
    this.all.change(this, -bytes);
  }

  shrink(to: number): void {
    this.shrinks++;
    const before = this.bytes;
    while (this.bytes > to && this.entries.length > 1) this.entries.shift();
    this.all.change(this, this.bytes - before);
  }
}

it('takes from the largest, and leaves small ones as they are', () => {
  const all = new AllJournals(1000);
  const [large, small, other] = [new Sizes(all), new Sizes(all), new Sizes(all)];
  for (let n = 0; n < 10; n++) small.add(10);
  for (let n = 0; n < 500; n++) {
    large.add(10);
    if (n % 2 === 0) other.add(10);
    expect(all.bytes).toBe(large.bytes + small.bytes + other.bytes);
    expect(all.bytes).toBeLessThanOrEqual(1000);
  }
  expect(small.entries).toHaveLength(10);
  expect(Math.abs(large.bytes - other.bytes)).toBeLessThan(200);
  expect(all.bytes).toBeGreaterThan(850);
});

it('makes room for several entries in one step', () => {
  const all = new AllJournals(1000);
  const journal = new Sizes(all);
  for (let n = 0; n < 200; n++) journal.add(10);
  expect(journal.shrinks).toBeGreaterThan(0);
  expect(journal.shrinks).toBeLessThan(20);
});

it('holds no empty journal', () => {
  const all = new AllJournals(100);
  const [empty, other] = [new Sizes(all), new Sizes(all)];
  empty.add(50);
  empty.clear();
  empty.reads = 0;
  for (let n = 0; n < 50; n++) other.add(10);
  expect(other.shrinks).toBeGreaterThan(0);
  expect(empty.reads).toBe(0);
});

it('leaves each its last entry', () => {
  const all = new AllJournals(100);
  const members = Array.from({ length: 5 }, () => new Sizes(all));
  for (const member of members) member.add(90);
  expect(members.map(({ entries }) => entries.length)).toEqual([1, 1, 1, 1, 1]);
});

it('holds over the sandboxes of a double, and gives room back', async () => {
  const started = await double({ vendors: ['spideriq'], journal: { allBytes: 40_000 } });
  const { call } = client(started, 'spideriq');
  for (let n = 0; n < 60; n++) await call('get', '/api/v1/integrations');
  const alone = started.journal.count();
  expect(alone).toBeGreaterThan(1);
  expect(alone).toBeLessThan(60);
  for (let n = 0; n < 60; n++)
    await started.fetch('/@other/spideriq/api/v1/integrations', { headers: { authorization: 'Bearer k' } });
  const [left, other] = [started.journal.count(), started.sandbox('other').journal.count()];
  expect(left).toBeLessThan(alone);
  expect(Math.abs(left - other)).toBeLessThan(alone / 2);
  expect(started.journal.find().at(-1)?.seq).toBe(60);
  started.sandbox('other').reset();
  for (let n = 0; n < 60; n++) await call('get', '/api/v1/integrations');
  expect(started.journal.count()).toBeGreaterThan(left);
});

it.each([-1, 1.5, NaN])('may not be %s', async (allBytes) => {
  await expect(double({ journal: { allBytes } })).rejects.toThrow(SteeringError);
});
