/** Waiting, in real time, for a call to come. */
import type { JournalEntry } from '../../engine/journal/entry.js';
import type { BoundedJournal } from './journal.js';
import { describeMisses, matcherOf, nearMisses, type JournalFilter } from './journal-filter.js';
import { realTimers } from '../../timers/real-timers.js';
import { SteeringError } from '../steering.js';

export interface WaitOptions {
  /** Real milliseconds. Default 2000: less than the patience of a test runner, which would not tell the near misses. */
  timeout?: number;
  /** Entries behind this `seq` count as well; 0: all that there are. Left out: only what comes from now on. */
  after?: number;
}

export class WaitError extends Error {
  override readonly name = 'WaitError';
}

/** The next entry that matches. @throws SteeringError at once for a filter or time that cannot be; rejects with WaitError */
export function waitFor(
  journal: BoundedJournal,
  filter: JournalFilter = {},
  { timeout = 2000, after }: WaitOptions = {},
): Promise<JournalEntry> {
  const matches = matcherOf(filter);
  if (!(Number.isFinite(timeout) && timeout >= 0 && timeout < 2 ** 31))
    throw new SteeringError('/timeout', `${timeout} cannot be`, 'use milliseconds, from 0 to 2147483647');
  const there =
    after === undefined ? undefined : journal.entries().find((entry) => entry.seq > after && matches(entry));
  if (there) return Promise.resolve(there);
  return new Promise((resolve, reject) => {
    const before = journal.entries();
    const unwatch = journal.watch(filter, (entry) => {
      end();
      if (entry) resolve(entry);
      else reject(new WaitError('The sandbox was removed while a call in it was awaited'));
    });
    const timer = realTimers.setTimeout(() => {
      end();
      reject(new WaitError(message(journal, filter, timeout, before.filter(matches))));
    }, timeout);
    const end = (): void => {
      realTimers.clearTimeout(timer);
      unwatch();
    };
  });
}

function message(
  journal: BoundedJournal,
  filter: JournalFilter,
  timeout: number,
  before: readonly JournalEntry[],
): string {
  const entries = journal.entries();
  const near = nearMisses(entries, filter);
  const earlier = before.at(-1);
  return [
    `No call came within ${timeout} ms that has ${JSON.stringify(filter)}`,
    ...(earlier ? [`#${earlier.seq} has, but came before the wait: { after: ${earlier.seq - 1} } counts it`] : []),
    near.length > 0
      ? `Nearest of ${entries.length} in the journal:\n${describeMisses(near)}`
      : 'The journal has no other call',
  ].join('\n');
}
