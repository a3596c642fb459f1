/** Journal entries for changes without a call: by the control side, a restored snapshot or a reloaded document. */
import type { Account } from '../model/call.js';
import type { Vendor } from '../model/vendor.js';
import type { WrittenRecord } from '../model/trace.js';
import { recordedChanges, type RecordedChange } from './recorded-changes.js';

export interface JournalChange {
  readonly kind: 'change';
  /** Calls and changes share one sequence. */
  readonly seq: number;
  /** ISO 8601, from the sandbox's clock. */
  readonly at: string;
  readonly sandbox: string;
  /** Source of the change: `control`, `console`, `restore` or `reload`. */
  readonly by: string;
  /** undefined: the change concerns the sandbox as a whole. */
  readonly vendor?: string;
  readonly account?: string;
  readonly changes: readonly RecordedChange[];
}

/** The data of an entry that has not been read yet. */
export interface ChangeDraft {
  readonly at: number;
  readonly sandbox: string;
  readonly by: string;
  /** undefined: the records of the whole sandbox. */
  readonly of: { readonly vendor: Vendor; readonly account: Account } | undefined;
  readonly changes: readonly WrittenRecord[];
}

export const completeChange = ({ at, sandbox, by, of, changes }: ChangeDraft, seq: number): JournalChange => ({
  kind: 'change',
  seq,
  at: new Date(at).toISOString(),
  sandbox,
  by,
  ...(of && { vendor: of.vendor.name, account: of.account.name }),
  changes: of ? recordedChanges(of.vendor, changes) : [],
});
