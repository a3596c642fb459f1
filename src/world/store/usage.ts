/** How much the stores of a double hold, and how much they may hold (docs/limits.md). */
import { isObject } from '../../grammar/json.js';

export interface StoreBounds {
  /** Accounts that have written. */
  accounts: number;
  /** Records of these accounts, those of the seed included. */
  records: number;
  /** Bytes of what they wrote, as JSON. */
  bytes: number;
}

/** Shared by all stores of a double. */
export class Usage implements StoreBounds {
  accounts = 0;
  records = 0;
  bytes = 0;

  constructor(private readonly bounds: StoreBounds = { accounts: Infinity, records: Infinity, bytes: Infinity }) {}

  add({ accounts, records, bytes }: StoreBounds): void {
    this.accounts += accounts;
    this.records += records;
    this.bytes += bytes;
  }

  remove({ accounts, records, bytes }: StoreBounds): void {
    this.add({ accounts: -accounts, records: -records, bytes: -bytes });
  }

  /** Why there is no room for this much more; undefined: there is. */
  problem(more: StoreBounds): string | undefined {
    for (const [name, what] of Object.entries(NAMES) as [keyof StoreBounds, string][])
      if (more[name] > 0 && this[name] + more[name] > this.bounds[name])
        return `There are ${this[name].toLocaleString('en')} ${what}, and at most ${this.bounds[name].toLocaleString('en')} are kept. Reset or remove a sandbox, or raise ${FLAGS[name]}.`;
    return undefined;
  }
}

/** What a double holds at most. */
export interface StoreLimits {
  /** Accounts that have written, in all sandboxes. Default 50,000. */
  maxAccounts: number;
  /** Records of these accounts, those of the seed included. Default 1,000,000. */
  maxRecords: number;
  /** Bytes of what they wrote, as JSON. Default 0: a quarter of what Node's heap may have. */
  maxRecordBytes: number;
}

export const defaultStoreLimits: StoreLimits = { maxAccounts: 50_000, maxRecords: 1_000_000, maxRecordBytes: 0 };

/** The given limits, and the defaults of the others. */
export function storeLimitsOf(given: Partial<StoreLimits>): StoreLimits {
  const limits = { ...defaultStoreLimits };
  for (const name of Object.keys(limits) as (keyof StoreLimits)[]) limits[name] = given[name] ?? limits[name];
  return limits;
}

/** @param heap bytes that Node's heap may have */
export const boundsOf = ({ maxAccounts, maxRecords, maxRecordBytes }: StoreLimits, heap: number): StoreBounds => ({
  accounts: maxAccounts,
  records: maxRecords,
  bytes: maxRecordBytes > 0 ? maxRecordBytes : Math.floor(heap / 4),
});

const NAMES = { accounts: 'accounts with records of their own', records: 'records', bytes: 'bytes of records' };
const FLAGS = { accounts: '--max-accounts', records: '--max-records', bytes: '--max-record-bytes' };

/** The length of a record as JSON, about. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 6;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let size = 2;
  if (Array.isArray(value)) for (const item of value) size += sizeOf(item);
  else if (isObject(value)) for (const key in value) size += key.length + 3 + sizeOf(value[key]);
  return size;
}
