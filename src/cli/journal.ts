import type { JournalChange, JournalEntry } from '../index.js';
import { ExitError, exitCodes } from './exit.js';
import { print, printable, remote, type Remote, type RemoteFlags } from './remote.js';

/** Flags that are passed to the control side as query parameters. */
const FILTERS = [
  ...['vendor', 'operation', 'status', 'account', 'method', 'reason', 'fault'],
  ...['since', 'until', 'body', 'text', 'kind', 'resource', 'record', 'after', 'before', 'limit', 'wait'],
] as const;

export interface JournalFlags extends RemoteFlags, Partial<Record<(typeof FILTERS)[number], string>> {
  count: boolean;
  follow: boolean;
  clear: boolean;
}

/** Long polling: milliseconds per request, and entries per reply. */
const POLL_WAIT = '30000';
const MAX_ENTRIES = '1000';

export async function runJournal(flags: JournalFlags): Promise<void> {
  const control = remote(flags);
  const filters = FILTERS.flatMap((name): [string, string][] =>
    flags[name] === undefined ? [] : [[name, flags[name]]],
  );
  refuseCombinations(flags, filters.length > 0);
  if (flags.clear) return clear(control, flags);
  const read = async (position: Record<string, string>, signal?: AbortSignal): Promise<Read> => {
    const query = new URLSearchParams({ ...Object.fromEntries(filters), ...position });
    return (await control.call('GET', `/journal?${query.toString()}`, undefined, signal)) as unknown as Read;
  };
  const first = await read({});
  if (flags.wait !== undefined && first.count === 0)
    throw new ExitError(`No matching call within ${flags.wait} ms`, exitCodes.failed);
  if (flags.count) return print(flags.json ? JSON.stringify({ count: first.count }) : String(first.count));
  const printAll = ({ entries, last, cleared }: Read): Position => {
    for (const entry of entries) print(flags.json ? JSON.stringify(entry) : lineOf(entry));
    return { after: String(last), cleared: String(cleared) };
  };
  const start = printAll(first);
  if (flags.follow)
    await follow(start, async (position, signal) =>
      printAll(await read({ ...position, limit: MAX_ENTRIES, wait: POLL_WAIT }, signal)),
    );
}

/** `--clear` with a filter would remove more calls than the filter selects. */
function refuseCombinations({ clear, follow, count, limit, wait }: JournalFlags, isFiltered: boolean): void {
  const refuse = (what: string): never => {
    throw new ExitError(`Cannot combine ${what}`, exitCodes.usage);
  };
  if (clear && (isFiltered || follow || count)) refuse('--clear with other flags: it removes all calls of the sandbox');
  if (count && (follow || limit !== undefined)) refuse('--count with --follow or --limit');
  if (follow && wait !== undefined) refuse('--follow with --wait: --follow waits until it is stopped');
}

async function clear(control: Remote, flags: RemoteFlags): Promise<void> {
  await control.call('DELETE', '/journal');
  print(flags.json ? JSON.stringify({ event: 'cleared', sandbox: flags.sandbox }) : `cleared ${flags.sandbox}`);
}

/** The position in the journal. */
interface Position extends Record<string, string> {
  after: string;
  cleared: string;
}

interface Read {
  entries: (JournalEntry | JournalChange)[];
  count: number;
  last: number;
  cleared: number;
}

/** Reads on until a signal stops it or stdout is closed. */
async function follow(
  start: Position,
  next: (position: Position, signal: AbortSignal) => Promise<Position>,
): Promise<void> {
  const { signal, end } = stopping();
  try {
    for (let position = start; !signal.aborted;) position = await next(position, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    end();
  }
}

function stopping(): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  process.stdout.on('error', stop);
  return { signal: controller.signal, end: () => void process.off('SIGINT', stop).off('SIGTERM', stop) };
}

export const lineOf = (entry: JournalEntry | JournalChange): string =>
  entry.kind === 'call' ? entryLine(entry) : changeLine(entry);

/** A change without a call on one line. */
function changeLine({ seq, at, by, vendor, account, changes }: JournalChange): string {
  const columns = [
    at.slice(11, 23),
    `#${seq}`,
    `by ${by}`,
    vendor ?? 'all vendors',
    account ?? '-',
    changesText(changes),
  ];
  return printable(columns.join('  ').trimEnd());
}

const changesText = (changes: JournalChange['changes']): string =>
  changes.map((change) => `${change.kind} ${change.resource} ${change.id}`).join(', ');

/** Characters of an explanation; `--json` has all of it. */
const MAX_EXPLANATION = 160;

/** A call on one line: request, status, reason and changes. */
export function entryLine(entry: JournalEntry): string {
  const { seq, at, vendor, operation, method, path, status, account, changes, violations } = entry;
  const outcome = [
    ...refused(entry),
    ...failed(entry),
    ...(changes.length > 0 ? [changesText(changes)] : []),
    ...(violations.length > 0 ? ['reply violates the contract'] : []),
  ];
  const columns = [
    at.slice(11, 23),
    `#${seq}`,
    String(status),
    `${vendor}.${operation ?? '?'}`,
    `${method} ${path}`,
    account ?? '-',
  ];
  return printable([...columns, outcome.join(', ')].join('  ').trimEnd());
}

function refused({ reason, why, fault }: JournalEntry): string[] {
  const says = fault === undefined ? (why?.says ?? '') : '';
  const parts = [reason ?? '', says.length > MAX_EXPLANATION ? `${says.slice(0, MAX_EXPLANATION)}…` : says].filter(
    (candidate) => candidate !== '',
  );
  return parts.length === 0 ? [] : [parts.join(': ')];
}

function failed({ fault, reply: { delivery = {} } }: JournalEntry): string[] {
  const how = Object.entries(delivery).map(([name, value]) => `${name} ${String(value)}`);
  return fault === undefined ? [] : [[fault, ...how].join(': ')];
}
