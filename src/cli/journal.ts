import { setTimeout as sleep } from 'node:timers/promises';
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

/** Milliseconds between two looks. */
const PAUSE = 200;
const MOST = '1000';

export async function journal(flags: JournalFlags): Promise<void> {
  const to = remote(flags);
  if (flags.clear) return void (await to.call('DELETE', '/journal'));
  const ask = async (since: string | undefined, limit: string | undefined): Promise<number> => {
    const { vendor, operation, status, account } = flags;
    const asked = Object.entries({ vendor, operation, status, account, since, limit });
    const query = new URLSearchParams(asked.filter((it): it is [string, string] => it[1] !== undefined));
    const { entries, last } = (await to.call('GET', `/journal?${query.toString()}`)) as unknown as {
      entries: JournalEntry[];
      last: number;
    };
    for (const entry of entries) print(flags.json ? JSON.stringify(entry) : line(entry));
    return last;
  };
  let last = await ask(flags.since, flags.limit);
  if (!flags.follow) return;
  await untilStopped(async () => {
    const now = await ask(String(last), MOST);
    // It was cleared: what came since is new to us.
    last = now < last ? await ask('0', MOST) : now;
  });
}

/** Looks again and again, until told to stop, or nobody reads any more. */
async function untilStopped(look: () => Promise<void>): Promise<void> {
  const { signal, end } = stopping();
  const goesOn = (): Promise<boolean> =>
    sleep(PAUSE, undefined, { signal }).then(
      () => true,
      () => false,
    );
  while (await goesOn()) await look();
  end();
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
