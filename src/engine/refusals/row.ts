/** The type of a row in the table of refusals. */
import type { Reason } from '../../grammar/reasons.js';
import type { Behavior, OperationRule, ResourceRule } from '../../grammar/behavior.js';
import type { Contract, Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import type { RefusalDetails } from '../model/refusal.js';

/** An operation with its rule, its behavior and its contract. */
export interface OperationContext {
  contract: Contract;
  behavior: Behavior;
  operation: Operation;
  rule: OperationRule;
}

/** One case in which an operation refuses a call for a reason. */
export interface RefusalCase {
  /** The entry of the dialect; undefined: that of the reason. */
  variant?: string | undefined;
  about: Pick<RefusalDetails, 'resource' | 'field' | 'fields'>;
  /** For a record in the path: the number of records that are looked up before it. */
  depth?: number;
}

/** A refused call. */
export interface Refused {
  vendor: Vendor;
  operation: Operation | undefined;
  method: string;
  path: string;
  reason: Reason;
  details: RefusalDetails;
}

export interface Row {
  /** The cases in which an operation refuses calls for this reason. */
  possible: (place: OperationContext) => RefusalCase[];
  /** Checked together with this reason, for one record of the path after the other. */
  checkedWith?: Reason;
  /** Sample details for a refusal on demand. `id`: of the record in the path. */
  sample: (place: OperationContext, way: RefusalCase, id: unknown) => RefusalDetails;
  /** When calls are refused for this reason, as a phrase. `place`: undefined for a path without an operation. */
  when: (place: OperationContext | undefined, details: RefusalDetails) => string;
  /** Why this call was refused, and what would have been accepted. */
  why: (refused: Refused) => Explanation;
}

export interface Nearest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
}

export interface Expected {
  readonly in: 'body' | 'path' | 'query' | 'header';
  /** JSON pointer; '' for the whole. */
  readonly pointer: string;
  /** The keyword of the contract that failed. */
  readonly keyword: string;
  /** Parameters of the keyword: `allowedValues`, `limit`, `type`, `pattern`, `format`. */
  readonly bounds: Readonly<Record<string, unknown>>;
}

/** Why a call was refused, and what would have been accepted. */
export interface Explanation {
  /** The reason, in one sentence. */
  readonly says: string;
  /** Operations with a similar method and path, best first. */
  readonly nearest?: readonly Nearest[];
  readonly expected?: readonly Expected[];
  /** Secret values are `[redacted]`. */
  readonly immutable?: { readonly field: string; readonly stored: unknown; readonly sent: unknown };
  /** For a conflict: the record that has the value. */
  readonly holder?: { readonly resource: string; readonly id: unknown; readonly fields: readonly string[] };
}

export const never = (): RefusalCase[] => [];
export const plainCase: RefusalCase = { about: {} };

/** Placeholder for a value in a sample. */
export const SAMPLE_VALUE = 'another';

export const resourceRuleOf = ({ behavior, rule }: OperationContext): ResourceRule | undefined =>
  'resource' in rule && rule.resource !== undefined ? behavior.resources[rule.resource] : undefined;
