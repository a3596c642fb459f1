/** `expect(double).toHaveReceived(…)`, for every runner that has `expect.extend`. */
import type { JournalEntry } from '../index.js';
import { differences, nothing, type Difference } from './compare.js';
import { explain, explainNot } from './report.js';
import { expectationOf, type Expectation } from './expectation.js';

export interface Outcome {
  pass: boolean;
  message: () => string;
}

export function toHaveReceived(received: unknown, operation: unknown, options?: unknown): Outcome {
  const { asked, expectation } = expectationOf(received, operation, options);
  const calls = asked.journal
    .find({ vendor: expectation.vendor, operation: expectation.operation })
    .map((entry) => ({ entry, differences: compare(expectation, entry) }));
  const matching = calls.filter((call) => call.differences.length === 0);
  const pass = expectation.times === undefined ? matching.length > 0 : matching.length === expectation.times;
  // Now, and not when the message is asked for: the journal may be reset by then.
  const all = asked.journal.find();
  return { pass, message: () => (pass ? explainNot(expectation, matching) : explain(expectation, calls, all)) };
}

function compare({ status, body }: Expectation, entry: JournalEntry): Difference[] {
  const answered =
    status === undefined || status === entry.status
      ? []
      : [{ path: 'status', expected: status, received: entry.status }];
  const sent = body === undefined ? [] : differences('body', body, 'body' in entry ? entry.body : nothing);
  return [...answered, ...sent];
}
