/** Waits for a call, in real time. */
import type { JournalEntry } from '../../engine/journal/redacted-entry.js';
import type { BoundedJournal } from './journal.js';
import { describeMisses, matcherOf, nearMisses, type JournalFilter } from './journal-filter.js';
import { realTimers } from '../../timers/real-timers.js';
import { refuseUnknownOptions, type OptionNames } from '../known-options.js';
import { SteeringError } from '../steering-error.js';

export interface WaitOptions {
  /** Real milliseconds. Default 2000: less than the timeouts of test runners, whose messages would not list similar calls. */
  timeout?: number;
  /** Also accept existing entries with a higher `seq`; 0: all. Default: only new entries. */
  after?: number;
}

const NAMES: OptionNames<WaitOptions> = { timeout: true, after: true };

export class WaitError extends Error {
  override readonly name = 'WaitError';
}

/** The next entry that matches. Rejects with WaitError. @throws SteeringError for an invalid filter or option */
export function waitFor(
  journal: BoundedJournal,
  filter: JournalFilter = {},
  options: WaitOptions = {},
): Promise<JournalEntry> {
  refuseUnknownOptions('journal.waitFor', options, NAMES);
  const { timeout = 2000, after } = options;
  const matches = matcherOf(filter);
  if (!(Number.isFinite(timeout) && timeout >= 0 && timeout < 2 ** 31))
    throw new SteeringError('/timeout', `${timeout} is not allowed`, 'use milliseconds, from 0 to 2147483647');
  const there =
    after === undefined ? undefined : journal.entries().find((entry) => entry.seq > after && matches(entry));
  if (there) return Promise.resolve(there);
  return new Promise((resolve, reject) => {
    const before = journal.entries();
    const unwatch = journal.onEntry(filter, (entry) => {
      end();
      if (entry) resolve(entry);
      else
        reject(
          new WaitError(
            `The ${journal.isClosed ? 'sandbox was removed' : 'double was closed'} while waiting for a call`,
          ),
        );
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
    `No call matched ${JSON.stringify(filter)} within ${timeout} ms`,
    ...(earlier
      ? [`#${earlier.seq} matches, but was before the wait: use { after: ${earlier.seq - 1} } to accept it`]
      : []),
    near.length > 0
      ? `Most similar of ${entries.length} in the journal:\n${describeMisses(near)}`
      : 'The journal has no other calls',
  ].join('\n');
}
