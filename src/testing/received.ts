/** `expect(double).toHaveReceived(…)`, for every runner that has `expect.extend`. */
import type { JournalEntry } from '../index.js';
import { differences, nothing, type Difference } from './compare.js';
import { explain, explainNot } from './report.js';
import { wishOf, type Wish } from './wish.js';

export interface Outcome {
  pass: boolean;
  message: () => string;
}

/** A call of the operation, and what it has otherwise than expected. */
export interface Compared {
  entry: JournalEntry;
  differences: Difference[];
}

export function toHaveReceived(received: unknown, operation: unknown, options?: unknown): Outcome {
  const { asked, wish } = wishOf(received, operation, options);
  const calls = asked.journal
    .find({ vendor: wish.vendor, operation: wish.operation })
    .map((entry) => ({ entry, differences: compare(wish, entry) }));
  const matching = calls.filter((it) => it.differences.length === 0);
  const pass = wish.times === undefined ? matching.length > 0 : matching.length === wish.times;
  // Now, and not when the message is asked for: the journal may be reset by then.
  const all = asked.journal.find();
  return { pass, message: () => (pass ? explainNot(wish, matching) : explain(wish, calls, all)) };
}

function compare({ status, body }: Wish, entry: JournalEntry): Difference[] {
  const answered =
    status === undefined || status === entry.status
      ? []
      : [{ path: 'status', expected: status, received: entry.status }];
  const sent = body === undefined ? [] : differences('body', body, 'body' in entry ? entry.body : nothing);
  return [...answered, ...sent];
}
