import { matching, type JournalFilter } from '../world/journal-filter.js';
import { SteeringError } from '../world/steering.js';
import { sandboxOf } from './find.js';
import type { Controlled, Handler } from './operation.js';

interface Query extends Pick<JournalFilter, 'vendor' | 'operation' | 'status' | 'account'> {
  since?: number;
  limit?: number;
}

export const journal = {
  readJournal(on, request) {
    const { since = 0, limit = 100, ...filter } = request.query as Query;
    const all = sandboxOf(on, request).journal.entries();
    refuseUnknown(on, filter);
    const entries = matching(all, filter).filter((it) => it.seq > since);
    return { status: 200, body: { entries: entries.slice(-limit), last: all.at(-1)?.seq ?? 0 } };
  },

  clearJournal(on, request) {
    sandboxOf(on, request).journal.clear();
    return { status: 204 };
  },
} satisfies Record<string, Handler>;

/** Who asks for a name that is not there would get an empty list, and believe it. @throws SteeringError */
function refuseUnknown({ vendors }: Controlled, { vendor, operation }: Query): void {
  const names = vendors.map((it) => it.name);
  if (vendor !== undefined && !names.includes(vendor))
    throw new SteeringError('/vendor', `${vendor} is not served`, `use one of ${names.join(', ')}`);
  const known = vendors
    .filter((it) => vendor === undefined || it.name === vendor)
    .flatMap((it) => [...it.rules.keys()]);
  if (operation !== undefined && !known.includes(operation))
    throw new SteeringError('/operation', `${operation} is no operation`, `use one of ${known.join(', ')}`);
}
