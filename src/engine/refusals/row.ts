/** What a row of the table of refusals says about its reason. */
import type { Reason } from '../../grammar/reasons.js';
import type { Behavior, OperationRule, ResourceRule } from '../../grammar/behavior.js';
import type { Contract, Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import type { RefusalDetails } from './refusal.js';

/** An operation and what its vendor says about it. */
export interface Place {
  contract: Contract;
  behavior: Behavior;
  operation: Operation;
  rule: OperationRule;
}

/** One way in which an operation can be refused. */
export interface Way {
  /** The dialect's entry; undefined: that of the reason. */
  variant?: string | undefined;
  about: Pick<RefusalDetails, 'resource' | 'field' | 'fields'>;
  /** Of a record that the path names: how many records of the path are looked up before it. */
  depth?: number;
}

/** A refusal that happened. */
export interface Refused {
  vendor: Vendor;
  operation: Operation | undefined;
  method: string;
  path: string;
  reason: Reason;
  details: RefusalDetails;
}

export interface Row {
  /** The ways in which an operation can be refused for this reason. */
  possible: (place: Place) => Way[];
  /** Checked together with this other reason, one record of the path after the other. */
  checkedWith?: Reason;
  /** The details of a refusal to which nothing led. `id`: of the record that the path names. */
  sample: (place: Place, way: Way, id: unknown) => RefusalDetails;
  /** When a call is refused for this reason, in a sentence. `place`: undefined for a path without an operation. */
  when: (place: Place | undefined, details: RefusalDetails) => string;
  /** Why a call was refused: what would have been accepted. */
  why: (refused: Refused) => Explanation;
}

export interface Nearest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
}

export interface Expected {
  readonly in: 'body' | 'path' | 'query' | 'header';
  /** JSON pointer within it; empty for the whole. */
  readonly pointer: string;
  /** The keyword of the contract that failed. */
  readonly keyword: string;
  /** What it allows: `allowedValues`, `limit`, `type`, `pattern`, `format`. */
  readonly bounds: Readonly<Record<string, unknown>>;
}

/** Why a call was refused: what would have been accepted. */
export interface Explanation {
  /** In one sentence. */
  readonly says: string;
  /** The operations that come nearest to what was called, best first. */
  readonly nearest?: readonly Nearest[];
  readonly expected?: readonly Expected[];
  /** `[redacted]` where it never leaves the store. */
  readonly immutable?: { readonly field: string; readonly stored: unknown; readonly sent: unknown };
  /** The record that has what was asked for. */
  readonly holder?: { readonly resource: string; readonly id: unknown; readonly fields: readonly string[] };
}

export const never = (): Way[] => [];
export const plain: Way = { about: {} };

/** What stands in a sample that has no better value. */
export const OTHER = 'another';

export const resourceOf = ({ behavior, rule }: Place): ResourceRule | undefined =>
  'resource' in rule && rule.resource !== undefined ? behavior.resources[rule.resource] : undefined;

/** `a`, `a and b`, `a, b and c` */
export const listed = (words: readonly string[], last = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;

/** `status is "active" and kind is 3` */
export const conditions = (when: Readonly<Record<string, unknown>>): string =>
  listed(Object.entries(when).map(([field, value]) => `${field} is ${JSON.stringify(value)}`));
