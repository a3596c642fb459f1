/** A vendor as the engine uses it: operations with their rules, and resources. */
import type { Derived } from '../values/derived.js';
import type { Draw, Maker } from './draw.js';
import type { LeftOut, Stated } from '../../grammar/evidence.js';
import type { Json } from '../../grammar/json.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Account, Input, Decision } from './call.js';
import type { Operation, Contract, MissingField } from './contract.js';
import type { View } from './view.js';
import type { SecretPlaces } from '../values/secrets.js';
import type { Behavior, Conversion, FieldRule, OperationRule, ResourceRule } from '../../grammar/behavior.js';
import type { Refusal } from '../refusals/refusal.js';

export interface Credential {
  name: string;
  token: string;
  scopes?: string[];
  refuse?: Reason;
  records?: Record<string, Json[]>;
}

export interface Seed {
  records: Record<string, Json[]>;
  credentials: Credential[];
}

export interface Resource {
  name: string;
  rule: ResourceRule;
  /** Where what is write-only in the contract lies. */
  readonly writeOnly: SecretPlaces | undefined;
  /** Where what never leaves the store lies: what is write-only, or hidden by the behavior. */
  readonly secret: SecretPlaces | undefined;
  hidden: string[];
  children: string[];
  /** What every reply needs; what has no value after creation is made up. */
  required: MissingField[];
  /** Fields that bodies send in another type than replies show them in. */
  conversions: readonly Converted[];
  plan: FieldPlan;
}

export interface Converted {
  readonly path: string;
  readonly rule: Conversion;
  /** Of the field in replies, and of its elements where it is a list. */
  readonly schema: Json | undefined;
  readonly elementSchema: Json | undefined;
}

export interface PlannedField {
  readonly path: string;
  readonly rule: FieldRule;
}

/** The field rules of a resource by what they do, each in the order of the behavior. */
export interface FieldPlan {
  immutable: readonly PlannedField[];
  references: readonly PlannedField[];
  distinct: readonly PlannedField[];
  renamed: readonly PlannedField[];
  defaults: readonly PlannedField[];
  /** The defaults of list elements. */
  elementDefaults: readonly PlannedField[];
  stamps: readonly PlannedField[];
  /** Those that a change sets anew. */
  restamps: readonly PlannedField[];
  constants: readonly PlannedField[];
  /** Generated or derived. */
  made: readonly PlannedField[];
  /** What is merged otherwise than the operation says, by path; undefined: nothing. */
  merges: ReadonlyMap<string, 'deep' | 'replace'> | undefined;
}

export interface Rule {
  operation: Operation;
  rule: OperationRule;
  /** Whether something may have to be made up. */
  makes: boolean;
  /** Top-level fields that the body of this operation may set. */
  writable: string[];
  /** Immutable fields that the contract does not declare for its body. None: undefined. */
  undeclared?: readonly string[];
  /** What the operation rests on. */
  stated: Stated;
  /** Its parts, as the header of a reply shows them. */
  parts: string;
}

/** How the pipeline and the quirks see a vendor. */
export interface Vendor {
  name: string;
  /** Of its contract. */
  hosts: readonly string[];
  contract: Contract;
  behavior: Behavior;
  rules: Map<string, Rule>;
  resources: Map<string, Resource>;
  seed: Seed;
  quirks: Record<string, Quirk>;
  /** What is computed from the vendor's data, each value once. */
  derived: Derived;
  /** Rules that rest on less than what was asked for. */
  leftOut: readonly LeftOut[];
  /** What of its document had to be mended or is not used. */
  notes?: () => readonly VendorNote[];
  /** Where its behavior is inferred: what was understood, in a few lines. */
  understood?: () => readonly string[];
}

export interface VendorNote {
  file: string;
  /** From 1. */
  line: number;
  text: string;
}

/** What it takes to make a record. */
export interface Making {
  vendor: Vendor;
  account: Account;
  view: View;
  /** Milliseconds since the epoch. */
  now: number;
  draw: Draw;
  maker: Pick<Maker, 'make'>;
}

export interface DecideContext extends Making {
  rule: Rule;
  input: Input;
  /** Where the call was addressed to, for links to other pages. */
  address: Address;
}

export interface Address {
  /** Scheme, host and whatever stands before the vendor's own path: `http://127.0.0.1:4010/acme`. */
  base: string;
  /** The vendor's own path. */
  path: string;
  /** Without the question mark. */
  query: string;
}

/** A rule in TypeScript: pure and synchronous, like a verb. */
export type Quirk = (context: DecideContext) => Decision | Refusal;
