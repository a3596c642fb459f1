/** The journal's entry of a change that no call made: by hand, by a restored snapshot, by a reloaded document. */
import type { Account } from '../model/call.js';
import type { Vendor } from '../model/vendor.js';
import { differences, type RecordedChange, type Written } from './diff.js';

export interface JournalChange {
  readonly kind: 'change';
  /** In one row with those of the calls. */
  readonly seq: number;
  /** ISO 8601, from the sandbox's clock. */
  readonly at: string;
  readonly sandbox: string;
  /** Who made it: `control`, `console`, `restore`, `reload`. */
  readonly by: string;
  /** undefined: the change concerns the sandbox as a whole. */
  readonly vendor?: string;
  readonly account?: string;
  readonly changes: readonly RecordedChange[];
}

/** What a change leaves behind, before anybody reads it. */
export interface ChangeDraft {
  readonly at: number;
  readonly sandbox: string;
  readonly by: string;
  /** Whose records; undefined: those of the whole sandbox. */
  readonly of: { readonly vendor: Vendor; readonly account: Account } | undefined;
  readonly changes: readonly Written[];
}

export const completeChange = ({ at, sandbox, by, of, changes }: ChangeDraft, seq: number): JournalChange => ({
  kind: 'change',
  seq,
  at: new Date(at).toISOString(),
  sandbox,
  by,
  ...(of && { vendor: of.vendor.name, account: of.account.name }),
  changes: of ? differences(of.vendor, changes) : [],
});
