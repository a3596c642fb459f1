/** `expect(double).toHaveReceived(…)`, for every runner with `expect.extend`. */
import type { JournalEntry } from '../index.js';
import { differences, nothing, type Difference } from './compare.js';
import { failureMessage, negatedMessage } from './report.js';
import { expectationOf, type Expectation } from './expectation.js';

export interface Outcome {
  pass: boolean;
  message: () => string;
}

export function toHaveReceived(received: unknown, operation: unknown, options?: unknown): Outcome {
  const { receiver, expectation } = expectationOf(received, operation, options);
  const calls = receiver.journal
    .find({ vendor: expectation.vendor, operation: expectation.operation })
    .map((entry) => ({ entry, differences: compare(expectation, entry) }));
  const matching = calls.filter((call) => call.differences.length === 0);
  const pass = expectation.times === undefined ? matching.length > 0 : matching.length === expectation.times;
  // Read now: the journal may be reset before the message is requested.
  const all = receiver.journal.find();
  return {
    pass,
    message: () => (pass ? negatedMessage(expectation, matching) : failureMessage(expectation, calls, all)),
  };
}

function compare({ status, body }: Expectation, entry: JournalEntry): Difference[] {
  const answered =
    status === undefined || status === entry.status
      ? []
      : [{ path: 'status', expected: status, received: entry.status }];
  const sent = body === undefined ? [] : differences('body', body, 'body' in entry ? entry.body : nothing);
  return [...answered, ...sent];
}
