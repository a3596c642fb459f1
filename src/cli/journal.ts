import type { JournalEntry } from '../index.js';
import { ExitError, exitCodes } from './exit.js';
import { print, printable, remote, type Remote, type RemoteFlags } from './remote.js';

export interface JournalFlags extends RemoteFlags {
  vendor?: string;
  operation?: string;
  status?: string;
  account?: string;
  since?: string;
  limit?: string;
  follow: boolean;
  clear: boolean;
}

/** Milliseconds until the question is asked again. */
const WAIT = '30000';
const MOST = '1000';

export async function journal(flags: JournalFlags): Promise<void> {
  const to = remote(flags);
  if (flags.clear) return clear(to, flags);
  const { vendor, operation, status, account } = flags;
  const ask = async (place: Record<string, string | undefined>, signal?: AbortSignal): Promise<Place> => {
    const asked = Object.entries({ vendor, operation, status, account, ...place });
    const query = new URLSearchParams(asked.filter((it): it is [string, string] => it[1] !== undefined));
    const reply = (await to.call('GET', `/journal?${query.toString()}`, undefined, signal)) as unknown as Read;
    for (const entry of reply.entries) print(flags.json ? JSON.stringify(entry) : line(entry));
    return { since: String(reply.last), cleared: String(reply.cleared) };
  };
  const first = await ask({ since: flags.since, limit: flags.limit });
  if (flags.follow) await follow(first, (place, signal) => ask({ ...place, limit: MOST, wait: WAIT }, signal));
}

/** All calls: who asks for some of them would lose the others. */
async function clear(
  to: Remote,
  { vendor, operation, status, account, since, limit, ...flags }: JournalFlags,
): Promise<void> {
  const choice = [vendor, operation, status, account, since, limit].some((it) => it !== undefined);
  if (choice || flags.follow)
    throw new ExitError('Cannot clear and choose: --clear alone forgets all calls of the sandbox', exitCodes.usage);
  await to.call('DELETE', '/journal');
  print(flags.json ? JSON.stringify({ event: 'cleared', sandbox: flags.sandbox }) : `cleared ${flags.sandbox}`);
}

/** Where a reader is. */
interface Place extends Record<string, string> {
  since: string;
  cleared: string;
}

interface Read {
  entries: JournalEntry[];
  last: number;
  cleared: number;
}

/** Asks for what comes next, until told to stop, or nobody reads any more. */
async function follow(first: Place, next: (place: Place, signal: AbortSignal) => Promise<Place>): Promise<void> {
  const { signal, end } = stopping();
  try {
    for (let place = first; !signal.aborted;) place = await next(place, signal);
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

/** Of what would have been accepted; the whole is in the JSON. */
const MOST_SAID = 160;

/** A call on one line: what was sent, what came back, and why. */
export function line(entry: JournalEntry): string {
  const { seq, at, vendor, operation, method, path, status, account, changes, violations } = entry;
  const because = [
    ...refused(entry),
    ...failed(entry),
    ...changes.map((it) => `${it.kind} ${it.resource} ${it.id}`),
    ...(violations.length > 0 ? ['broke its contract'] : []),
  ];
  const columns = [
    at.slice(11, 23),
    `#${seq}`,
    String(status),
    `${vendor}.${operation ?? '?'}`,
    `${method} ${path}`,
    account ?? '-',
  ];
  return printable([...columns, because.join(', ')].join('  ').trimEnd());
}

function refused({ reason, why, fault }: JournalEntry): string[] {
  const says = fault === undefined ? (why?.says ?? '') : '';
  const told = [reason ?? '', says.length > MOST_SAID ? `${says.slice(0, MOST_SAID)}…` : says].filter(
    (it) => it !== '',
  );
  return told.length === 0 ? [] : [told.join(': ')];
}

function failed({ fault, reply: { delivery = {} } }: JournalEntry): string[] {
  const how = Object.entries(delivery).map(([name, value]) => `${name} ${String(value)}`);
  return fault === undefined ? [] : [[fault, ...how].join(': ')];
}
