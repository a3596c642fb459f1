/** Filters for journal entries, and how an entry differs from a filter. */
import { suggest } from '../../engine/values/suggest.js';
import { isObject } from '../../grammar/json.js';
import { reasons } from '../../grammar/reasons.js';
import type { JournalChange } from '../../engine/journal/change.js';
import type { JournalEntry } from '../../engine/journal/redacted-entry.js';
import type { Vendor } from '../../engine/model/vendor.js';
import { equal } from '../../engine/values/paths.js';
import { parseInstant } from '../clock.js';
import { SteeringError } from '../steering-error.js';

/** The values that an entry must have. */
export interface JournalFilter extends Partial<
  Pick<JournalEntry, 'vendor' | 'operation' | 'account' | 'method' | 'status' | 'reason' | 'fault' | 'sandbox'>
> {
  /** Earliest time: ISO 8601, by the sandbox's clock. */
  since?: string;
  /** Latest time. */
  until?: string;
  /** Partial body: objects may have more fields, lists not more elements. Secrets cannot be matched: they are `[redacted]`. */
  body?: unknown;
  /** A text, in any case, in the path, query, operation, account, reason, explanation, bodies or changes. */
  text?: string;
  /** Entries that changed records of this resource … */
  resource?: string;
  /** … and the record with this id. */
  record?: string;
}

const FIELDS = ['vendor', 'operation', 'account', 'method', 'status', 'reason', 'fault', 'sandbox'] as const;
const ALL: readonly string[] = [...FIELDS, 'since', 'until', 'body', 'text', 'resource', 'record'];

/** Changes without a call have no method, status or body. */
type Entry = JournalEntry | JournalChange;

/** One difference between an entry and a filter. */
export interface Mismatch {
  /** Such as `status` or `body.config.provider`. */
  field: string;
  wanted: unknown;
  found: unknown;
}

export interface NearMiss {
  entry: JournalEntry;
  misses: readonly Mismatch[];
}

/** Returns the differences of an entry from the filter; none: it matches. @throws SteeringError for an invalid filter */
export function mismatchesOf(filter: JournalFilter): (entry: Entry) => Mismatch[] {
  for (const key of Object.keys(filter))
    if (!ALL.includes(key)) throw new SteeringError(`/${key}`, `unknown filter: ${key}`, `use ${ALL.join(', ')}`);
  const [since, until] = [instantOf(filter, 'since'), instantOf(filter, 'until')];
  const needle = filter.text?.toLowerCase();
  return (entry) => {
    const at = Date.parse(entry.at);
    const misses: Mismatch[] = FIELDS.filter(
      (item) => filter[item] !== undefined && filter[item] !== fieldOf(entry, item),
    ).map((field) => ({
      field,
      wanted: filter[field],
      found: fieldOf(entry, field),
    }));
    if (since !== undefined && at < since) misses.push({ field: 'since', wanted: filter.since, found: entry.at });
    if (until !== undefined && at > until) misses.push({ field: 'until', wanted: filter.until, found: entry.at });
    if (filter.body !== undefined)
      misses.push(...bodyMismatches(filter.body, (entry as Partial<JournalEntry>).body, 'body'));
    if (needle !== undefined && !contains(entry, needle))
      misses.push({ field: 'text', wanted: filter.text, found: undefined });
    misses.push(...recordMismatches(filter, entry));
    return misses;
  };
}

const fieldOf = (entry: Entry, field: (typeof FIELDS)[number]): unknown => (entry as Partial<JournalEntry>)[field];

/** @param needle in lower case */
function contains(entry: Entry, needle: string): boolean {
  const { vendor, account, changes } = entry;
  const parts =
    entry.kind === 'change'
      ? [vendor, account, entry.by, changes]
      : [
          ...[vendor, account, entry.method, entry.path, entry.operation, entry.rule, entry.reason, entry.why?.says],
          ...[entry.query, entry.body, entry.reply.body, changes],
        ];
  return parts.some((part) => part !== undefined && textIn(part).toLowerCase().includes(needle));
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function recordMismatches({ resource, record }: JournalFilter, { changes }: Entry): Mismatch[] {
  if (resource === undefined && record === undefined) return [];
  const isChanged = changes.some(
    (change) => (resource ?? change.resource) === change.resource && (record ?? change.id) === change.id,
  );
  if (isChanged) return [];
  const found = changes.map((change) => `${change.resource} ${change.id}`);
  return [{ field: record === undefined ? 'resource' : 'record', wanted: record ?? resource, found }];
}

/** Refuses unknown names, for which the result would always be empty. @throws SteeringError */
export function checkNames(vendors: readonly Vendor[], { vendor, operation, reason }: JournalFilter): void {
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

/** Returns whether an entry matches. @throws SteeringError for an invalid filter */
export function matcherOf(filter: JournalFilter): (entry: Entry) => boolean {
  const misses = mismatchesOf(filter);
  const wanted = FIELDS.filter((field) => filter[field] !== undefined);
  return (entry) => wanted.every((field) => fieldOf(entry, field) === filter[field]) && misses(entry).length === 0;
}

/** The entries with the fewest differences, newest first; without entries that match. */
export function nearMisses(entries: readonly JournalEntry[], filter: JournalFilter, most = 3): NearMiss[] {
  const misses = mismatchesOf(filter);
  return entries
    .map((entry) => ({ entry, misses: misses(entry) }))
    .filter((item) => item.misses.length > 0)
    .sort((a, b) => a.misses.length - b.misses.length || b.entry.seq - a.entry.seq)
    .slice(0, most);
}

/** One line per entry. */
export const describeMisses = (near: readonly NearMiss[]): string =>
  near
    .map(({ entry: { seq, vendor, operation, method, path, status }, misses }) => {
      const differences = misses
        .map((miss) => `${miss.field} is ${shownValue(miss.found)} and not ${shownValue(miss.wanted)}`)
        .join('; ');
      return `  #${seq} ${vendor} ${method} ${path} (${operation ?? 'no operation'}) ${status}: ${differences}`;
    })
    .join('\n');

const shownValue = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));

function instantOf(filter: JournalFilter, key: 'since' | 'until'): number | undefined {
  const given = filter[key];
  if (given === undefined) return undefined;
  return parseInstant(given, `/${key}`);
}

function bodyMismatches(wanted: unknown, found: unknown, field: string): Mismatch[] {
  if (isObject(wanted) && isObject(found))
    return Object.entries(wanted).flatMap(([key, part]) =>
      bodyMismatches(part, Object.hasOwn(found, key) ? found[key] : undefined, `${field}.${key}`),
    );
  if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length)
    return wanted.flatMap((part, at) => bodyMismatches(part, found[at], `${field}.${at}`));
  return equal(wanted, found) ? [] : [{ field, wanted, found }];
}
