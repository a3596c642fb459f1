import type { JournalEntry } from '../engine/model.js';
import type { BoundedJournal } from '../world/journal.js';
import { matching, refuseUnknown, type JournalFilter } from '../world/journal-filter.js';
import { sandboxOf } from './find.js';
import type { Handler } from './operation.js';

interface Query extends Pick<JournalFilter, 'vendor' | 'operation' | 'status' | 'account'> {
  since?: number;
  cleared?: number;
  limit?: number;
  wait?: number;
}

export const journal = {
  async readJournal(on, request) {
    const { since = 0, cleared, limit = 100, wait = 0, ...filter } = request.query as Query;
    const { journal } = sandboxOf(on, request);
    refuseUnknown(on.vendors, filter);
    const found = (): JournalEntry[] => {
      const from = cleared === undefined || cleared === journal.cleared ? since : 0;
      return matching(journal.entries(), filter).filter((it) => it.seq > from);
    };
    if (wait > 0 && found().length === 0) await change(journal, () => found().length > 0, wait, request.left);
    const last = journal.entries().at(-1)?.seq ?? 0;
    return { status: 200, body: { entries: found().slice(-limit), last, cleared: journal.cleared } };
  },

  clearJournal(on, request) {
    sandboxOf(on, request).journal.clear();
    return { status: 204 };
  },
} satisfies Record<string, Handler>;

/** Resolves when a call made it so, when the time is over, or when nobody waits any more. */
function change(journal: BoundedJournal, isSo: () => boolean, milliseconds: number, left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe();
      left.removeEventListener('abort', end);
      resolve();
    };
    const unsubscribe = journal.subscribe(() => {
      if (isSo()) end();
    });
    const timer = setTimeout(end, milliseconds);
    left.addEventListener('abort', end);
    if (left.aborted) end();
  });
}
