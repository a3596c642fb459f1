/** The size of all stores of a double, and its bounds (docs/limits.md). */
import { isObject } from '../../grammar/json.js';

export interface StoreBounds {
  /** Accounts that have written. */
  accounts: number;
  /** Records of these accounts, those of the seed included. */
  records: number;
  /** Bytes of the records that they wrote, as JSON. */
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

  /** Whether one more account and this many more records certainly fit. */
  hasRoomFor(records: number): boolean {
    const { bounds } = this;
    return this.accounts < bounds.accounts && this.records + records <= bounds.records && this.bytes < bounds.bytes;
  }

  /** Why this much more does not fit; undefined: it fits. */
  problem(more: StoreBounds): string | undefined {
    for (const [name, what] of NAMES)
      if (more[name] > 0 && this[name] + more[name] > this.bounds[name])
        return `There are ${this[name].toLocaleString('en')} ${what}; the limit is ${this.bounds[name].toLocaleString('en')}. Reset or remove a sandbox, or raise ${FLAGS[name]}.`;
    return undefined;
  }

  /** Which limit is exceeded once these stores are removed; undefined: none. */
  excess(removed: Readonly<StoreBounds>): { problem: string; remedy: string } | undefined {
    for (const [name, what] of NAMES) {
      const left = this[name] - removed[name];
      if (left > this.bounds[name])
        return {
          problem: `it would make ${left.toLocaleString('en')} ${what}; the limit is ${this.bounds[name].toLocaleString('en')}`,
          remedy: `use a smaller snapshot, reset or remove another sandbox, or raise ${FLAGS[name]}`,
        };
    }
    return undefined;
  }
}

/** The maximum size of all stores of a double. */
export interface StoreLimits {
  /** Accounts that have written, in all sandboxes. Default 50,000. */
  maxAccounts: number;
  /** Records of these accounts, those of the seed included. Default 1,000,000. */
  maxRecords: number;
  /** Bytes of the records that they wrote, as JSON. Default 0: a quarter of Node's maximum heap size. */
  maxRecordBytes: number;
}

export const defaultStoreLimits: StoreLimits = { maxAccounts: 50_000, maxRecords: 1_000_000, maxRecordBytes: 0 };

/** Fills in the defaults of limits that are not given. */
export function storeLimitsOf(given: Partial<StoreLimits>): StoreLimits {
  const limits = { ...defaultStoreLimits };
  for (const name of Object.keys(limits) as (keyof StoreLimits)[]) limits[name] = given[name] ?? limits[name];
  return limits;
}

/** @param heap maximum size of Node's heap in bytes */
export const boundsOf = ({ maxAccounts, maxRecords, maxRecordBytes }: StoreLimits, heap: number): StoreBounds => ({
  accounts: maxAccounts,
  records: maxRecords,
  bytes: maxRecordBytes > 0 ? maxRecordBytes : Math.floor(heap / 4),
});

const NAMES: readonly [keyof StoreBounds, string][] = [
  ['accounts', 'accounts with records of their own'],
  ['records', 'records'],
  ['bytes', 'bytes of records'],
];
const FLAGS = { accounts: '--max-accounts', records: '--max-records', bytes: '--max-record-bytes' };

/** Approximate JSON length of a value. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 6;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let size = 2;
  if (Array.isArray(value)) for (const item of value) size += sizeOf(item);
  else if (isObject(value)) for (const key in value) size += key.length + 3 + sizeOf(value[key]);
  return size;
}
