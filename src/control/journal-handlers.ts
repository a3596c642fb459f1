import type { JournalEntry } from '../engine/journal/entry.js';
import { realTimers } from '../timers/real-timers.js';
import type { BoundedJournal } from '../world/journal/journal.js';
import { matching, checkNames, type JournalFilter } from '../world/journal/journal-filter.js';
import { SteeringError } from '../world/steering.js';
import { sandboxOf } from './find.js';
import type { Handler } from './operation.js';

interface Query extends Omit<JournalFilter, 'sandbox' | 'body'> {
  /** JSON. */
  body?: string;
  after?: number;
  cleared?: number;
  limit?: number;
  wait?: number;
}

export const journalHandlers = {
  async readJournal(on, request) {
    const { after = 0, cleared, limit = 100, wait = 0, body, ...named } = request.query as Query;
    const filter: JournalFilter = { ...named, ...(body !== undefined && { body: parseBody(body) }) };
    const { journal } = sandboxOf(on, request);
    checkNames(on.vendors, filter);
    const isAfter = ({ seq }: JournalEntry): boolean =>
      seq > (cleared === undefined || cleared === journal.cleared ? after : 0);
    const found = (): JournalEntry[] => matching(journal.entries(), filter).filter(isAfter);
    if (wait > 0 && found().length === 0) await comes(journal, filter, isAfter, wait, request.gone);
    // The sandbox may have been removed meanwhile.
    sandboxOf(on, request);
    const last = journal.entries().at(-1)?.seq ?? 0;
    const all = found();
    return {
      status: 200,
      body: { entries: all.slice(-limit), count: all.length, last, cleared: journal.cleared },
    };
  },

  clearJournal(on, request) {
    sandboxOf(on, request).journal.clear();
    return { status: 204 };
  },
} satisfies Record<string, Handler>;

/** @throws SteeringError */
function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new SteeringError('/body', 'not valid JSON', 'write it like {"name":"New"}');
  }
}

/** Resolves when such a call comes, when the time is over, when the sandbox is removed, or when the client leaves. */
function comes(
  journal: BoundedJournal,
  filter: JournalFilter,
  isWanted: (entry: JournalEntry) => boolean,
  milliseconds: number,
  gone: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      realTimers.clearTimeout(timer);
      unwatch();
      gone.removeEventListener('abort', end);
      resolve();
    };
    const unwatch = journal.watch(filter, (entry) => {
      if (entry === undefined || isWanted(entry)) end();
    });
    const timer = realTimers.setTimeout(end, milliseconds);
    gone.addEventListener('abort', end);
    if (gone.aborted) end();
  });
}
