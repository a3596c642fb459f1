/** The message of a failed `toHaveReceived`: the received calls, most similar first. */
import type { JournalEntry } from '../index.js';
import type { Difference, Compared } from './compare.js';
import { show, showCall } from './show.js';
import type { Expectation } from './expectation.js';

/** Entries of each list in a message. */
const MAX_ENTRIES = 5;

export function failureMessage(
  expectation: Expectation,
  calls: readonly Compared[],
  all: readonly JournalEntry[],
): string {
  const matching = calls.filter((call) => call.differences.length === 0);
  const misses = calls
    .filter((call) => call.differences.length > 0)
    .sort((a, b) => a.differences.length - b.differences.length || b.entry.seq - a.entry.seq);
  return [
    `${expectedCalls(expectation)}; ${receivedCount(expectation, matching.length)}`,
    ...matching.slice(-MAX_ENTRIES).map(({ entry }) => `  ${showCall(entry)}`),
    ...(misses.length === 0 ? [] : ['', `Calls of ${name(expectation)} that differ:`, ...shorten(misses, miss)]),
    ...otherCalls(expectation, all),
  ].join('\n');
}

export function negatedMessage(expectation: Expectation, matching: readonly Compared[]): string {
  const many = expectation.times === undefined ? 'no call' : `not ${calls(expectation.times)}`;
  return [
    `Expected ${many} of ${described(expectation)}; received ${matching.length === 0 ? 'none' : matching.length}`,
    ...shorten(matching, ({ entry }) => `  ${showCall(entry)}`),
  ].join('\n');
}

const name = ({ vendor, operation }: Expectation): string => `${vendor}.${operation}`;
const calls = (n: number): string => (n === 1 ? '1 call' : `${n} calls`);

function expectedCalls(expectation: Expectation): string {
  return `Expected ${expectation.times === undefined ? 'a call' : calls(expectation.times)} of ${described(expectation)}`;
}

function described(expectation: Expectation): string {
  const status = expectation.status === undefined ? [] : [`status ${expectation.status}`];
  const body = expectation.body === undefined ? [] : [`body ${show(expectation.body)}`];
  const parts = [...status, ...body];
  return parts.length === 0 ? name(expectation) : `${name(expectation)} with ${parts.join(' and ')}`;
}

const receivedCount = ({ times }: Expectation, matching: number): string =>
  matching === 0 ? 'received none' : `received ${matching}${times === undefined ? '' : ':'}`;

const miss = ({ entry, differences }: Compared): string =>
  [`  ${showCall(entry)}`, ...shorten(differences, difference)].join('\n');

function difference({ path, expected, received }: Difference): string {
  const secret = received === '[redacted]' ? ', which is a secret that the journal does not keep' : '';
  return `      ${path}: expected ${show(expected)}, received ${show(received)}${secret}`;
}

/** The other calls, by operation, or by path without an operation. */
function otherCalls(expectation: Expectation, all: readonly JournalEntry[]): string[] {
  if (all.length === 0) return ['', 'Nothing was received.'];
  const counts = new Map<string, number>();
  for (const { vendor, operation, method, path, status } of all) {
    if (vendor === expectation.vendor && operation === expectation.operation) continue;
    const what =
      operation === undefined ? `${vendor}: ${method} ${path} → ${status}, no operation` : `${vendor}.${operation}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const others = [...counts].sort(([, a], [, b]) => b - a);
  return [
    '',
    'Also received:',
    ...shorten(others, ([what, count]) => `  ${what}${count === 1 ? '' : ` (${count} times)`}`),
  ];
}

function shorten<T>(items: readonly T[], line: (item: T) => string): string[] {
  const rest = items.length - MAX_ENTRIES;
  return [...items.slice(0, MAX_ENTRIES).map(line), ...(rest > 0 ? [`  … and ${rest} more`] : [])];
}
