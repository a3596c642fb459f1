/** What the page knows about the sandbox that it shows, kept current by the stream of events. */
import { batch, computed, effect, signal, untracked } from '@preact/signals';
import type { StreamEvent } from '../api/event-parser.js';
import { call, path, query } from '../api/request.js';
import type { JournalReply, Sandbox, Summary, Vendor } from '../api/types.js';
import { follow, type Stream } from './connection.js';
import { EntryList } from './entry-list.js';
import { sandboxName } from './route.js';
import { token } from '../api/token.js';

/** The parts of a sandbox that change without an entry in the journal. */
const PARTS = ['clock', 'faults', 'limits', 'snapshots', 'records'] as const;
export type Part = (typeof PARTS)[number];
/** Vendors, operations and evidence: a reload of documents and a restart of the control side may bring others. */
type Versioned = Part | 'documents';

export const vendors = signal<readonly Vendor[] | undefined>(undefined);
export const sandbox = signal<Sandbox | undefined>(undefined);

/** Changes whenever the part may have changed. */
export const versions = signal<Readonly<Record<Versioned, number>>>({
  clock: 0,
  faults: 0,
  limits: 0,
  snapshots: 0,
  records: 0,
  documents: 0,
});

/** How often the journal was cleared; -1: not known yet. */
export const cleared = signal(-1);
/** Another number for each journal: after it was cleared, and after a restart, the same `seq` is another entry. */
export const journal = signal(0);
/** `seq` of the oldest entry of the journal; 0: none. */
export const oldest = signal(0);

const list = new EntryList();
const listVersion = signal(0);
/** The entries, ascending. Always the same list object: a new version means that it has changed. */
export const entries = computed(() => ({ list, version: listVersion.value }));
/** Whether the journal was read for the first time. */
export const isRead = computed(() => cleared.value >= 0);

const PAGE = 1000;
/** Milliseconds between reads of what a burst of events has changed. */
const SETTLE = 400;

let stream: Stream | undefined;
let settling: ReturnType<typeof setTimeout> | undefined;
const unsettled = new Set<Part>();

export const retry = (): void => stream?.retry();

/** Begins again, for instance with another token or after the sandbox was made again. */
export function restart(): void {
  stream?.stop();
  batch(() => {
    list.clear();
    listVersion.value++;
    cleared.value = -1;
    oldest.value = 0;
    sandbox.value = undefined;
  });
  const name = sandboxName.value;
  stream = follow(name, (aborted) => begin(name, aborted), take);
}

/** Follows the sandbox of the address. */
export const startSession = (): (() => void) =>
  effect(() => {
    void sandboxName.value;
    void token.value;
    untracked(restart);
  });

async function begin(name: string, aborted: AbortSignal): Promise<string> {
  await Promise.all([readVendors(aborted), readSandbox(name, aborted)]);
  const read = await call<JournalReply<Summary>>('GET', journalPath(name, {}), { signal: aborted });
  batch(() => {
    list.clear();
    list.append(read.entries);
    listVersion.value++;
    cleared.value = read.cleared;
    oldest.value = read.first;
  });
  void readOlder(name, aborted);
  return read.position;
}

/** The older entries, page by page, so that the newest are shown at once. */
async function readOlder(name: string, aborted: AbortSignal): Promise<void> {
  const was = cleared.value;
  while (list.first > oldest.value && oldest.value > 0) {
    const read = await call<JournalReply<Summary>>('GET', journalPath(name, { before: list.first }), {
      signal: aborted,
    }).catch(() => undefined);
    if (read?.cleared !== was || cleared.value !== was || read.entries.length === 0) return;
    list.prepend(read.entries);
    oldest.value = read.first;
    listVersion.value++;
  }
}

const journalPath = (name: string, more: { before?: number; limit?: number }): string =>
  path`/sandboxes/${name}/journal` + query({ kind: 'any', summary: true, limit: PAGE, ...more });

async function readVendors(signal?: AbortSignal): Promise<void> {
  vendors.value = (await call<{ vendors: Vendor[] }>('GET', '/vendors', { signal })).vendors;
}

/** The counts and the clock of the header. */
async function readSandbox(name: string, signal?: AbortSignal): Promise<void> {
  const found = await call<Sandbox>('GET', path`/sandboxes/${name}`, { signal });
  if (name === sandboxName.value) sandbox.value = found;
}

function take(events: readonly StreamEvent[]): void {
  const arrived: Summary[] = [];
  const changed = new Set<Versioned>();
  const flush = (): void => list.append(arrived.splice(0));
  batch(() => {
    for (const { event, data } of events) {
      const told = JSON.parse(data === '' ? '{}' : data) as Told;
      if (event === 'entry') {
        arrived.push(told as unknown as Summary);
        if (told.fault !== undefined) unsettled.add('faults');
        if ((told.changes?.length ?? 0) > 0) unsettled.add('records');
        continue;
      }
      flush();
      if (event === 'evicted') list.gap(told.from ?? 0, told.to ?? 0);
      if (event === 'cleared' || (event === 'start' && told.continued === false)) {
        list.clear();
        journal.value++;
        oldest.value = 0;
        cleared.value = told.cleared ?? 0;
        for (const part of PARTS) changed.add(part);
      }
      if (event === 'start') for (const part of PARTS) changed.add(part);
      if (event === 'steered') for (const part of told.what ?? []) changed.add(part);
    }
    flush();
    listVersion.value++;
    // All records were replaced.
    if (changed.has('records')) changed.add('documents');
    bump(changed);
  });
  if (changed.has('documents')) void readVendors().catch(() => undefined);
  settle();
}

interface Told {
  readonly fault?: string;
  readonly changes?: readonly unknown[];
  readonly from?: number;
  readonly to?: number;
  readonly cleared?: number;
  readonly continued?: boolean;
  readonly what?: readonly Part[];
}

function bump(parts: ReadonlySet<Versioned>): void {
  if (parts.size === 0) return;
  const next = { ...versions.value };
  for (const part of parts) next[part]++;
  versions.value = next;
}

/** After a burst: the header's counts, and which entries the journal has given up. */
function settle(): void {
  settling ??= setTimeout(() => {
    settling = undefined;
    const name = sandboxName.value;
    bump(unsettled);
    unsettled.clear();
    void Promise.all([
      readSandbox(name),
      call<JournalReply<Summary>>('GET', journalPath(name, { limit: 1 })).then((read) => {
        if (name !== sandboxName.value || read.cleared !== cleared.value) return;
        oldest.value = read.first;
        list.dropBefore(read.first);
        listVersion.value++;
      }),
    ]).catch(() => undefined);
  }, SETTLE);
}
