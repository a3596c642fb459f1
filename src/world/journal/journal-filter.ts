/** Which entries of a journal are meant, and how others miss. */
import { suggest } from '../../engine/values/suggest.js';
import { isObject } from '../../grammar/json.js';
import { reasons } from '../../grammar/reasons.js';
import type { JournalEntry } from '../../engine/journal/entry.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { equal } from '../../engine/values/paths.js';
import { instant } from '../clock.js';
import { SteeringError } from '../steering.js';

/** What an entry must have to be found; left out: anything. */
export interface JournalFilter extends Partial<
  Pick<JournalEntry, 'vendor' | 'operation' | 'account' | 'method' | 'status' | 'reason' | 'fault' | 'sandbox'>
> {
  /** ISO 8601, in the sandbox's clock: not before … */
  since?: string;
  /** … and not after. */
  until?: string;
  /** What the body must have at least: objects may have more, lists not. Secrets cannot be asked for: they are `[redacted]`. */
  body?: unknown;
}

const FIELDS = ['vendor', 'operation', 'account', 'method', 'status', 'reason', 'fault', 'sandbox'] as const;
const ALL: readonly string[] = [...FIELDS, 'since', 'until', 'body'];

/** One way in which an entry is not what was asked for. */
export interface Miss {
  /** `status`, `body.config.provider`. */
  field: string;
  wanted: unknown;
  found: unknown;
}

export interface NearMiss {
  entry: JournalEntry;
  misses: readonly Miss[];
}

/** How each entry misses; none: it is found. @throws SteeringError for a filter that cannot be */
export function missesOf(filter: JournalFilter): (entry: JournalEntry) => Miss[] {
  for (const key of Object.keys(filter))
    if (!ALL.includes(key))
      throw new SteeringError(`/${key}`, `${key} is nothing that an entry is found by`, `use ${ALL.join(', ')}`);
  const [since, until] = [instantOf(filter, 'since'), instantOf(filter, 'until')];
  return (entry) => {
    const at = Date.parse(entry.at);
    const misses: Miss[] = FIELDS.filter((item) => filter[item] !== undefined && filter[item] !== entry[item]).map(
      (field) => ({
        field,
        wanted: filter[field],
        found: entry[field],
      }),
    );
    if (since !== undefined && at < since) misses.push({ field: 'since', wanted: filter.since, found: entry.at });
    if (until !== undefined && at > until) misses.push({ field: 'until', wanted: filter.until, found: entry.at });
    if (filter.body !== undefined) misses.push(...lacks(filter.body, entry.body, 'body'));
    return misses;
  };
}

/** Who asks for a name that is not there would get an empty list, and filterByEvidence it. @throws SteeringError */
export function refuseUnknown(vendors: readonly Vendor[], { vendor, operation, reason }: JournalFilter): void {
  const names = vendors.map((item) => item.name);
  if (vendor !== undefined && !names.includes(vendor))
    throw new SteeringError('/vendor', `${vendor} is not served`, suggest(vendor, names));
  const known = vendors
    .filter((item) => vendor === undefined || item.name === vendor)
    .flatMap((item) => [...item.rules.keys()]);
  if (operation !== undefined && !known.includes(operation))
    throw new SteeringError(
      '/operation',
      `unknown operation ${operation}`,
      suggest(operation.slice(operation.lastIndexOf('.') + 1), known),
    );
  if (reason !== undefined && !reasons.some((item) => item === reason))
    throw new SteeringError('/reason', `unknown reason ${reason}`, suggest(reason, reasons));
}

export function matching(entries: readonly JournalEntry[], filter: JournalFilter): JournalEntry[] {
  return entries.filter(matcherOf(filter));
}

/** Whether an entry is found. @throws SteeringError for a filter that cannot be */
export function matcherOf(filter: JournalFilter): (entry: JournalEntry) => boolean {
  const misses = missesOf(filter);
  const wanted = FIELDS.filter((field) => filter[field] !== undefined);
  return (entry) => wanted.every((field) => entry[field] === filter[field]) && misses(entry).length === 0;
}

/** The entries that come nearest, best and youngest first; those that match are not among them. */
export function nearMisses(entries: readonly JournalEntry[], filter: JournalFilter, most = 3): NearMiss[] {
  const misses = missesOf(filter);
  return entries
    .map((entry) => ({ entry, misses: misses(entry) }))
    .filter((item) => item.misses.length > 0)
    .sort((a, b) => a.misses.length - b.misses.length || b.entry.seq - a.entry.seq)
    .slice(0, most);
}

/** A line for each. */
export const describeMisses = (near: readonly NearMiss[]): string =>
  near
    .map(({ entry: { seq, vendor, operation, method, path, status }, misses }) => {
      const told = misses.map((miss) => `${miss.field} is ${text(miss.found)} and not ${text(miss.wanted)}`).join('; ');
      return `  #${seq} ${vendor} ${method} ${path} (${operation ?? 'no operation'}) ${status}: ${told}`;
    })
    .join('\n');

const text = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));

function instantOf(filter: JournalFilter, key: 'since' | 'until'): number | undefined {
  const given = filter[key];
  if (given === undefined) return undefined;
  return instant(given, `/${key}`);
}

function lacks(wanted: unknown, found: unknown, field: string): Miss[] {
  if (isObject(wanted) && isObject(found))
    return Object.entries(wanted).flatMap(([key, part]) =>
      lacks(part, Object.hasOwn(found, key) ? found[key] : undefined, `${field}.${key}`),
    );
  if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length)
    return wanted.flatMap((part, at) => lacks(part, found[at], `${field}.${at}`));
  return equal(wanted, found) ? [] : [{ field, wanted, found }];
}
