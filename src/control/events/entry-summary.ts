/** Journal entries without bodies and headers, for lists and events. */
import type { JournalChange } from '../../engine/journal/change.js';
import type { JournalEntry } from '../../engine/journal/redacted-entry.js';
import type { RecordedChange } from '../../engine/journal/recorded-changes.js';

/** Maximum number of changed records in a summary. */
const MAX_CHANGES = 20;
/** Maximum characters of an explanation in a summary. */
const MAX_SAYS = 500;

/** Entries never change. Clients of one sandbox get the same text. */
const texts = new WeakMap<JournalEntry | JournalChange, string>();

/** The summary as JSON. */
export function summaryText(entry: JournalEntry | JournalChange): string {
  const found = texts.get(entry);
  if (found !== undefined) return found;
  const text = JSON.stringify(entrySummary(entry));
  texts.set(entry, text);
  return text;
}

export function entrySummary(entry: JournalEntry | JournalChange): object {
  return entry.kind === 'call' ? callSummary(entry) : changeSummary(entry);
}

function callSummary(entry: JournalEntry): object {
  const { kind, seq, at, vendor, operation, account, method, path, status, rule, evidence } = entry;
  const { reason, fault, by, lost, duration, violations, why, reply } = entry;
  const type = reply.headers?.['content-type'];
  return {
    ...{ kind, seq, at, vendor, operation, account, method, path, status, rule, evidence },
    ...{ reason, fault, by, lost, duration },
    ...(why && { says: why.says.slice(0, MAX_SAYS) }),
    ...changesOf(entry.changes),
    violations: violations.length,
    ...(type !== undefined && { type }),
    ...(reply.size !== undefined && { size: reply.size }),
    ...(reply.delivery && { delivery: reply.delivery }),
  };
}

function changeSummary({ kind, seq, at, by, vendor, account, changes }: JournalChange): object {
  return { kind, seq, at, by, vendor, account, ...changesOf(changes) };
}

const changesOf = (changes: readonly RecordedChange[]): object => ({
  changes: changes.slice(0, MAX_CHANGES).map(({ resource, id, kind }) => ({ resource, id, kind })),
  changed: changes.length,
});
