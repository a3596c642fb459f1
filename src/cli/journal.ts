import type { JournalEntry } from '../index.js';
import { print, printable, remote, type RemoteFlags } from './remote.js';

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
  if (flags.clear) return void (await to.call('DELETE', '/journal'));
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

/** A call on one line: what was sent, what came back, and why. */
export function line(entry: JournalEntry): string {
  const { seq, at, vendor, operation, method, path, status, account, fault, reason, changes, violations } = entry;
  const why = [
    reason,
    fault,
    ...changes.map((it) => `${it.kind} ${it.resource} ${it.id}`),
    violations.length > 0 ? 'broke its contract' : undefined,
  ].filter((it) => it !== undefined);
  const columns = [
    at.slice(11, 23),
    `#${seq}`,
    String(status),
    `${vendor}.${operation ?? '?'}`,
    `${method} ${path}`,
    account ?? '-',
  ];
  return printable([...columns, why.join(', ')].join('  ').trimEnd());
}
