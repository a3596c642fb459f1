import { explainRule } from '../describe/statements.js';
import { realTimers } from '../timers/real-timers.js';
import { inSlices } from '../timers/slices.js';
import type { BoundedJournal } from '../world/journal/journal.js';
import { checkNames, matcherOf, type JournalFilter } from '../world/journal/journal-filter.js';
import { SteeringError } from '../world/steering-error.js';
import type { Position } from './journal-positions.js';
import { entrySummary } from './events/entry-summary.js';
import { throwNotFound, sandboxOf } from './find-named.js';
import { countValues, isOfKind, search, type Entry, type EntryKind } from './journal-search.js';
import type { Controlled, Handler, Request } from './operation.js';

interface Query extends Omit<JournalFilter, 'sandbox' | 'body'> {
  /** JSON. */
  body?: string;
  kind?: EntryKind;
  summary?: boolean;
  after?: number;
  before?: number;
  cleared?: number;
  limit?: number;
  wait?: number;
}

export const journalHandlers = {
  async readJournal(on, request) {
    const { after = 0, before = Infinity, cleared, limit = 100, wait = 0, ...rest } = request.query as Query;
    const { summary = false, kind = 'call', ...named } = rest;
    const { journal } = sandboxOf(on, request);
    const filter = filterOf(on, named);
    const isWanted = (entry: Entry): boolean =>
      isOfKind(kind)(entry) &&
      entry.seq < before &&
      entry.seq > (cleared === undefined || cleared === journal.cleared ? after : 0);
    const seen: Position = { cleared: journal.cleared, seq: journal.last };
    let all = await inSlices(search(journal, filter, isWanted), request.gone);
    if (wait > 0 && all.length === 0) {
      await comes({ journal, filter, isWanted, seen }, wait, request.gone);
      // The sandbox may have been removed meanwhile.
      sandboxOf(on, request);
      all = await inSlices(search(journal, filter, isWanted));
    }
    const entries = all.slice(-limit);
    const position: Position = { cleared: journal.cleared, seq: journal.last };
    return {
      status: 200,
      body: {
        entries: summary ? entries.map(entrySummary) : entries,
        count: all.length,
        first: journal.size === 0 ? 0 : journal.first,
        last: position.seq,
        cleared: position.cleared,
        position: on.positions.text(journal, position),
      },
    };
  },

  readEntry(on, request) {
    const { journal } = sandboxOf(on, request);
    const seq = Number(request.params['seq']);
    const [entry] = journal.after(seq - 1, 1);
    if (entry?.seq !== seq)
      throwNotFound(
        '/seq',
        `entry ${seq} is not in the journal`,
        journal.size === 0 ? 'it is empty' : `it has ${journal.first} to ${journal.last}`,
      );
    const explained = explanationOf(on, entry);
    return {
      status: 200,
      body: {
        entry,
        cleared: journal.cleared,
        ...(seq > journal.first && { previous: seq - 1 }),
        ...(seq < journal.last && { next: seq + 1 }),
        ...(explained && { explained }),
      },
    };
  },

  async countEntries(on, request) {
    const { kind = 'call', ...named } = request.query as Query;
    const { journal } = sandboxOf(on, request);
    return { status: 200, body: await inSlices(countValues(journal, filterOf(on, named), kind), request.gone) };
  },

  clearJournal(on, request) {
    sandboxOf(on, request).journal.clear();
    return { status: 204 };
  },
} satisfies Record<string, Handler>;

/** @throws SteeringError */
function filterOf({ vendors }: Controlled, { body, ...named }: Query): JournalFilter {
  const filter = { ...named, ...(body !== undefined && { body: parseBody(body) }) } as JournalFilter;
  checkNames(vendors, filter);
  return filter;
}

/** @throws SteeringError */
function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new SteeringError('/body', 'not valid JSON', 'write it like {"name":"New"}');
  }
}

/** The evidence behind the rule of a call; undefined: there is none, or the vendor was removed. */
function explanationOf({ vendors }: Controlled, entry: Entry): object | undefined {
  if (entry.kind === 'change') return undefined;
  const vendor = vendors.find(({ name }) => name === entry.vendor);
  const operation = entry.operation === undefined ? undefined : vendor?.rules.get(entry.operation)?.operation;
  return vendor && explainRule(vendor, entry.rule, operation);
}

interface Awaited {
  journal: BoundedJournal;
  filter: JournalFilter;
  isWanted: (entry: Entry) => boolean;
  /** Entries up to this one are known, and none of them matched. */
  seen: Position;
}

/** Resolves when a matching entry is added, at the time limit, when the sandbox is removed, or when the client disconnects. */
function comes(
  { journal, filter, isWanted, seen }: Awaited,
  milliseconds: number,
  gone: Request['gone'],
): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      realTimers.clearTimeout(timer);
      unwatch();
      unfollow();
      gone.removeEventListener('abort', end);
      resolve();
    };
    const matches = matcherOf(filter);
    const isFound = (entry: Entry): boolean => isWanted(entry) && matches(entry);
    const unwatch = journal.onEntry(filter, (entry) => {
      if (entry === undefined || isWanted(entry)) end();
    });
    const unfollow = journal.onEvent((event) => {
      if (event.kind === 'added' && 'by' in event.what && isFound(event.what)) end();
    });
    const timer = realTimers.setTimeout(end, milliseconds);
    gone.addEventListener('abort', end);
    const since = journal.after(journal.cleared === seen.cleared ? seen.seq : 0, Infinity);
    if (gone.aborted || journal.isClosed || since.some(isFound)) end();
  });
}
