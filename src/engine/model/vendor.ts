/** A vendor as the engine uses it: operations with their rules, and resources. */
import type { VendorCache } from '../values/vendor-cache.js';
import type { ReadKey } from '../values/id-formats.js';
import type { Template } from '../values/template.js';
import type { Draw, Maker } from './draw.js';
import type { LeftOut } from '../../grammar/evidence.js';
import type { Json } from '../../grammar/json.js';
import type { Reason } from '../../grammar/reasons.js';
import type { ReplyBasis } from './reply-basis.js';
import type { Account, Input, Decision, ShownRecord } from './call.js';
import type { Operation, Contract, ValidateOptions } from './contract.js';
import type { View } from './view.js';
import type { SecretPlaces } from '../values/secrets.js';
import type { Behavior, Conversion, FieldRule, IdRule, OperationRule, ResourceRule } from '../../grammar/behavior.js';
import type { Refusal } from './refusal.js';

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
  /** Places of values that are write-only in the contract. */
  readonly writeOnly: SecretPlaces | undefined;
  /** Places of values that no reply shows: write-only ones and those that the behavior hides. */
  readonly secret: SecretPlaces | undefined;
  hidden: string[];
  children: string[];
  /** The operations whose rules name this resource, in the order of the document. */
  rules: readonly Rule[];
  /** Names of the schemas that show its records. */
  schemas: readonly string[];
  /** Fields whose type in request bodies differs from their type in replies. */
  conversions: readonly Converted[];
  plan: FieldPlan;
  /** Computed by the first call. */
  readKey?: ReadKey;
}

export interface Converted {
  readonly path: string;
  readonly rule: Conversion;
  /** Schemas of the field in replies, and of its elements if it is a list. */
  readonly schema: Json | undefined;
  readonly elementSchema: Json | undefined;
}

export interface PlannedField {
  readonly path: string;
  readonly rule: FieldRule;
}

/** The field rules of a resource, grouped by key, each in the order of the behavior. */
export interface FieldPlan {
  immutable: readonly PlannedField[];
  references: readonly PlannedField[];
  distinct: readonly PlannedField[];
  renamed: readonly PlannedField[];
  defaults: readonly PlannedField[];
  /** The defaults of list elements. */
  elementDefaults: readonly PlannedField[];
  stamps: readonly PlannedField[];
  /** Stamps that each change updates. */
  restamps: readonly PlannedField[];
  constants: readonly PlannedField[];
  /** Generated or derived. */
  made: readonly PlannedField[];
  /** Fields with their own `merge`, by path; undefined: none. */
  merges: ReadonlyMap<string, 'deep' | 'replace'> | undefined;
}

export interface Rule {
  operation: Operation;
  rule: OperationRule;
  /** Whether the operation may have to make up values. */
  makes: boolean;
  /** Top-level fields that the body of this operation may set. */
  writable: string[];
  /** Immutable fields that the contract does not declare in the body; undefined: none. */
  undeclared?: readonly string[];
  /** Of the replies that the rule makes. */
  basis: ReplyBasis;
  /** Computed by the first call. */
  plan?: RulePlan;
  /** What the operation showed of records lately. */
  shown?: Map<Json, ShownRecord>;
}

/** What all calls of an operation have in common. */
export interface RulePlan {
  options: ValidateOptions;
  /** The path parameters that are ids with a format. */
  ids: readonly { parameter: string; format: IdRule['format']; read: ReadKey }[];
  reply: Template;
  /** Keywords of issues that the API ignores. */
  ignored: ReadonlySet<string>;
  /** Query parameters that carry the credential. */
  credentials: ReadonlySet<string>;
}

/** A vendor as the pipeline and the quirks use it. */
export interface Vendor {
  name: string;
  /** Hosts that the contract's servers name. */
  hosts: readonly string[];
  contract: Contract;
  behavior: Behavior;
  rules: Map<string, Rule>;
  resources: Map<string, Resource>;
  /** Whether a resource has `sameRecordsAs` or `only`. */
  readonly hasForms: boolean;
  seed: Seed;
  quirks: Record<string, Quirk>;
  /** Cache of values that are computed from the vendor's data. */
  cache: VendorCache;
  /** Rules below the requested level of evidence. */
  leftOut: readonly LeftOut[];
  /** Parts of the document that were repaired or are not used. */
  notes?: (options?: NoteOptions) => readonly VendorNote[];
  /** The statements to which its evidence refers; undefined: there are none. */
  statements?: (() => readonly SourceStatement[]) | undefined;
  /** For an inferred behavior: a summary of the inference, in a few lines. */
  understood?: () => readonly string[];
  /** Whether it is bundled, so that commands accept its name. */
  isBundled?: boolean;
  /** Its files, the document first, each with its content when it was read. None: it does not change. */
  files?: ReadonlyMap<string, string> | undefined;
  /** The vendor that replaces this one after a reload; calls in progress start again with it. */
  successor?: Vendor;
}

/** A numbered statement of the sources of a vendor directory. */
export interface SourceStatement {
  /** As in references: S13, F4, C1, A12. */
  id: string;
  /** Without Markdown. */
  text: string;
}

export interface NoteOptions {
  /** Whether to validate the document's examples of requests, which takes seconds for large documents. Default: true */
  examples?: boolean;
}

export interface VendorNote {
  file: string;
  /** From 1. */
  line: number;
  text: string;
}

/** Everything that making or changing a record needs. */
export interface RecordContext {
  vendor: Vendor;
  account: Account;
  view: View;
  /** Milliseconds since the epoch. */
  now: number;
  draw: Draw;
  maker: Pick<Maker, 'make'>;
  /** The address of the call; undefined: the record is made before any call. */
  address?: Address;
}

export interface DecideContext extends RecordContext {
  rule: Rule;
  input: Input;
  address: Address;
}

export interface Address {
  /** Scheme, host and address prefix: `http://127.0.0.1:4010/acme`. */
  base: string;
  /** The vendor's own path. */
  path: string;
  /** Without the question mark. */
  query: string;
}

/** A rule in TypeScript: pure and synchronous, like a verb. */
export type Quirk = (context: DecideContext) => Decision | Refusal;
