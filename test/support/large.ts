/** Sandboxes with many records, and how much is done in one turn of the event loop. */
import { jest } from '@jest/globals';
import type { Snapshot } from '../../src/index.js';
import { isObject } from '../../src/grammar/json.js';
import { omit } from '../../src/engine/values/paths.js';
import { atOnce, realPace } from '../../src/timers/slices.js';
import { digestSteps } from '../../src/world/snapshot/write-json.js';
import { Collection } from '../../src/world/store/collection.js';

/** A snapshot in which the first record of the first account is there so many times, under ids of its own. */
export function withManyRecords(snapshot: Snapshot, to: number): Snapshot {
  const draft = structuredClone(snapshot);
  for (const { accounts, owners } of Object.values(draft.vendors)) {
    const [account] = accounts;
    const [first] = account?.records ?? [];
    if (account === undefined || first === undefined) continue;
    const ids = Array.from({ length: to }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
    account.records = ids.map((id, seq) => ({ ...first, id, seq, record: { ...first.record, id } }));
    account.next = to;
    owners.splice(
      0,
      Infinity,
      ...ids.map((id) => ({ resource: account.resource, id, have: [account.account], had: [] })),
    );
  }
  return { ...draft, checksum: atOnce(digestSteps(omit({ ...draft }, 'checksum'))) };
}

/**
 * The largest number of records that were written, read or put into a store in one turn of the event loop while this went
 * on. Each look at the clock moves it on by ten milliseconds, so that each step ends its slice.
 */
export async function mostInATurn(act: () => Promise<unknown>): Promise<number> {
  let time = 0;
  let most = 0;
  let now = 0;
  let isOver = false;
  const counted = [
    jest.spyOn(realPace, 'elapsed').mockImplementation(() => (time += 10)),
    ...(
      [
        [JSON, 'stringify'],
        [JSON, 'parse'],
        [Collection.prototype, 'put'],
      ] as unknown as [Record<string, (...given: unknown[]) => unknown>, string][]
    ).map(([holder, name]) => {
      const real = holder[name];
      return jest.spyOn(holder, name).mockImplementation(function (this: unknown, ...given: unknown[]) {
        // Keys and the like are written and read one by one.
        const isRecord = name === 'parse' ? String(given[0]).startsWith('{') : isObject(given[0]);
        if (name === 'put' || isRecord) most = Math.max(most, ++now);
        return real?.apply(this, given);
      });
    }),
  ];
  const turn = (): void => {
    now = 0;
    if (!isOver) setImmediate(turn);
  };
  turn();
  try {
    await act();
  } finally {
    isOver = true;
    for (const spy of counted) spy.mockRestore();
  }
  return most;
}
