import type { JournalEntry } from '../index.js';
import { ExitError, exitCodes } from './exit.js';
import { print, printable, remote, type Remote, type RemoteFlags } from './remote.js';

/** By what calls are chosen: passed on as it is. */
const CHOICE = [
  ...['vendor', 'operation', 'status', 'account', 'method', 'reason', 'fault'],
  ...['since', 'until', 'body', 'after', 'limit', 'wait'],
] as const;

export interface JournalFlags extends RemoteFlags, Partial<Record<(typeof CHOICE)[number], string>> {
  count: boolean;
  follow: boolean;
  clear: boolean;
}

/** Milliseconds until the question is asked again. */
const WAIT = '30000';
const MOST = '1000';

export async function journal(flags: JournalFlags): Promise<void> {
  const to = remote(flags);
  const chosen = CHOICE.flatMap((name): [string, string][] => (flags[name] === undefined ? [] : [[name, flags[name]]]));
  refuseBoth(flags, chosen.length > 0);
  if (flags.clear) return clear(to, flags);
  const ask = async (place: Record<string, string>, signal?: AbortSignal): Promise<Read> => {
    const query = new URLSearchParams({ ...Object.fromEntries(chosen), ...place });
    return (await to.call('GET', `/journal?${query.toString()}`, undefined, signal)) as unknown as Read;
  };
  const first = await ask({});
  if (flags.wait !== undefined && first.count === 0)
    throw new ExitError(`No call came within ${flags.wait} ms that is as asked for`, exitCodes.failed);
  if (flags.count) return print(flags.json ? JSON.stringify({ count: first.count }) : String(first.count));
  const tell = ({ entries, last, cleared }: Read): Place => {
    for (const entry of entries) print(flags.json ? JSON.stringify(entry) : line(entry));
    return { after: String(last), cleared: String(cleared) };
  };
  const place = tell(first);
  if (flags.follow)
    await follow(place, async (at, signal) => tell(await ask({ ...at, limit: MOST, wait: WAIT }, signal)));
}

/** Who asks to clear some calls would lose the others. */
function refuseBoth({ clear, follow, count, limit, wait }: JournalFlags, isChoice: boolean): void {
  const no = (what: string): never => {
    throw new ExitError(`Cannot ${what}`, exitCodes.usage);
  };
  if (clear && (isChoice || follow || count)) no('clear and choose: --clear alone forgets all calls of the sandbox');
  if (count && (follow || limit !== undefined)) no('count and show: --count takes neither --follow nor --limit');
  if (follow && wait !== undefined) no('follow and wait: --follow waits until told to stop');
}

async function clear(to: Remote, flags: RemoteFlags): Promise<void> {
  await to.call('DELETE', '/journal');
  print(flags.json ? JSON.stringify({ event: 'cleared', sandbox: flags.sandbox }) : `cleared ${flags.sandbox}`);
}

/** Where a reader is. */
interface Place extends Record<string, string> {
  after: string;
  cleared: string;
}

interface Read {
  entries: JournalEntry[];
  count: number;
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
    ...changes.map((change) => `${change.kind} ${change.resource} ${change.id}`),
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
    (candidate) => candidate !== '',
  );
  return told.length === 0 ? [] : [told.join(': ')];
}

function failed({ fault, reply: { delivery = {} } }: JournalEntry): string[] {
  const how = Object.entries(delivery).map(([name, value]) => `${name} ${String(value)}`);
  return fault === undefined ? [] : [[fault, ...how].join(': ')];
}
