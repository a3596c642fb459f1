import type { JournalEntry } from '../engine/journal/entry.js';
import { realTimers } from '../timers/real-timers.js';
import type { BoundedJournal } from '../world/journal/journal.js';
import { matching, refuseUnknown, type JournalFilter } from '../world/journal/journal-filter.js';
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

export const journal = {
  async readJournal(on, request) {
    const { after = 0, cleared, limit = 100, wait = 0, body, ...named } = request.query as Query;
    const filter: JournalFilter = { ...named, ...(body !== undefined && { body: parsed(body) }) };
    const { journal } = sandboxOf(on, request);
    refuseUnknown(on.vendors, filter);
    const found = (): JournalEntry[] => {
      const from = cleared === undefined || cleared === journal.cleared ? after : 0;
      return matching(journal.entries(), filter).filter((journalEntry) => journalEntry.seq > from);
    };
    if (wait > 0 && found().length === 0) await change(journal, () => found().length > 0, wait, request.left);
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
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new SteeringError('/body', 'it is no JSON', 'write it like {"name":"New"}');
  }
}

/** Resolves when a call made it so, when the time is over, or when nobody waits any more. */
function change(journal: BoundedJournal, isSo: () => boolean, milliseconds: number, left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      realTimers.clearTimeout(timer);
      unsubscribe();
      left.removeEventListener('abort', end);
      resolve();
    };
    const unsubscribe = journal.subscribe(() => {
      if (isSo()) end();
    });
    const timer = realTimers.setTimeout(end, milliseconds);
    left.addEventListener('abort', end);
    if (left.aborted) end();
  });
}
