/** The words of the engine (DESIGN §1) as types, and the ports through which the outside world comes in. */
import type { LeftOut } from '../assembly/evidence-filter.js';
import type { Behavior, FieldRule, IdRule, OperationRule, ResourceRule } from '../../grammar/behavior.js';
import type { RecordedChange } from '../journal/diff.js';
import type { Draft } from '../journal/entry.js';
import type { Delivery, Firing } from './faults.js';
import type { Json } from '../values/paths.js';
import type { Issue, Reason, Refusal } from '../refusals/refusal.js';
import type { Why } from '../refusals/explain.js';

/** The raw request, addressed to one vendor. */
export interface Call {
  method: string;
  /** As sent, without the address prefix and the query; percent-encoding untouched. */
  path: string;
  /** Without the question mark. */
  query: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The whole body, or `tooLarge` once it has more bytes than the limit. Resolves to no bytes where there is none. */
  body: (limit: number) => Promise<Body> | Body;
}

export type Body = Uint8Array | 'tooLarge';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** undefined: no body. */
  body: unknown;
  /** The body as JSON, once it is serialized. */
  text?: string;
  /** What a fault does to it on its way. */
  delivery?: Delivery;
}

/** Whose data it is. */
export interface Account {
  /** Derived from the credential, never the credential: `acct_1f0c…` or the seed's name for it. */
  name: string;
  /** A number of this account's own, for the global id of its user. */
  number: number;
  /** undefined: all. */
  scopes?: readonly string[];
  /** What each call with this credential is answered with. */
  refuse?: Reason;
}

/** The request once matched, authenticated and validated. */
export interface Input {
  params: Json;
  query: Json;
  body: Json;
  /** Issues at immutable fields: the stored value decides whether they count. */
  deferred: readonly Issue[];
}

export type Change = { resource: string; id: string; put: Json } | { resource: string; id: string; remove: true };

/** What a call will change, and the values that its reply may name. */
export interface Decision {
  changes: Change[];
  values: Json;
  /** For an operation with several successes: which. Else the contract's only one. */
  status?: number;
}

// ---------------------------------------------------------------- the contract

export interface Operation {
  id: string;
  /** The document's own; empty where it has none. */
  summary: string;
  method: string;
  /** Template as in the document. */
  path: string;
  /** Names of the path parameters, in order. */
  parameters: string[];
  /** Alternatives; each maps a scheme to the scopes that it needs. None: anonymous. */
  security: Record<string, string[]>[];
  /** Media types of the request body, or undefined where the operation has none. */
  mediaTypes?: string[];
  /** Declared statuses below 300. */
  successes: number[];
  /** All declared statuses. */
  statuses: number[];
}

export interface Match {
  operation: Operation;
  params: Record<string, string>;
}

export interface Violation {
  field: string;
  problem: string;
}

export interface SecurityScheme {
  name: string;
  kind: 'bearer' | 'basic' | 'header' | 'query' | 'cookie';
  /** Of the header, query parameter or cookie. */
  parameter: string;
}

/** What the OpenAPI document answers. */
export interface Contract {
  /** The document itself. */
  document: Json;
  title: string;
  /** Hosts (lower case, with port if any) that the document's servers name. */
  hosts: string[];
  operations: Operation[];
  securitySchemes: SecurityScheme[];
  /** The operation; or the methods that the path has; or undefined for an unknown path; or `malformed` for a bad percent-encoding. */
  match(method: string, path: string): Match | { allow: string[] } | 'malformed' | undefined;
  /** Checks and converts the parameters, checks the body, drops what the server does not take. */
  validate(
    operation: Operation,
    params: Record<string, string>,
    query: string,
    body: unknown,
  ): { params: Json; query: Json; body: unknown; issues: Issue[] };
  /** The value with only those parts that the schema of this reply declares. */
  project(operation: Operation, status: number, body: unknown): unknown;
  /** What the reply breaks; an undeclared status does. */
  check(operation: Operation, status: number, body: unknown): Violation[];
  /** Whether a status is declared for the operation, also as a range or as `default`. */
  declares(operation: Operation, status: number): boolean;
  /** Whether the body of the operation is an object that takes no unknown fields; undefined where it is no such object. */
  closedBody(operation: Operation): boolean | undefined;
  /** Paths of the write-only fields in the body of this operation. */
  writeOnly(operation: Operation): string[];
  /** Top-level fields that the body of this operation may set. */
  writable(operation: Operation): string[];
  /** What an object of this component schema must have. */
  required(schema: string): MissingField[];
  /** The schema of a field of a component schema, where whatever holds the field must have it. */
  requiredAt(schema: string, path: string): Json | undefined;
  /** The field paths that a component schema declares; `field.*` where anything may stand below. */
  paths(schema: string): string[];
  /** The field paths that the body of this operation declares. */
  bodyPaths(operation: Operation): string[];
  /** The field paths that every valid body of this operation has. */
  supplied(operation: Operation): string[];
  queryParameters(operation: Operation): string[];
  /** The schema of the body, without references; undefined where the operation has none. */
  bodySchema(operation: Operation): Json | undefined;
  /** The schemas of the query parameters, without references. */
  querySchemas(operation: Operation): Map<string, Json>;
  /** The document's own example of a reply. */
  replyExample(operation: Operation, status: number): unknown;
  /** The document's own example of a call. */
  example(operation: Operation): { params: Json; body?: unknown };
}

/** A field that each reply must have, with its schema. */
export interface MissingField {
  path: string;
  schema: Json;
}

// ---------------------------------------------------------------- the world

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Draws for one decision: nothing is used up until the decision is committed. */
export interface Draw {
  /** 0 ≤ n < 1, from the sandbox's seed. */
  random(): number;
  /** The next id of a resource, in its format. */
  id(resource: string, rule: Pick<IdRule, 'format' | 'prefix'>): string | number;
}

export interface Ids {
  draw(vendor: Vendor, account: Account, now: number, view: Pick<View, 'highest'>): Draw & { commit(): void };
}

export interface PageQuery {
  /** Only children of this parent. */
  parent?: string;
  /** Skip so many … */
  offset?: number;
  /** … or start behind this place. */
  after?: Place;
  limit?: number;
  where?: (record: Json) => boolean;
}

/** Where a record stands in its list. */
export interface Place {
  key: unknown;
  seq: number;
}

export interface Page {
  items: Json[];
  /** Of the last item, when there is more behind it. */
  next?: Place;
}

/** What a decision may read: one account's records. */
export interface View {
  get(resource: string, id: string): Json | undefined;
  /** By the values of a unique key (`fields` as in the behavior), in its order. */
  find(resource: string, fields: readonly string[], values: readonly unknown[]): Json | undefined;
  page(resource: string, query: PageQuery): Page;
  count(resource: string, query: Pick<PageQuery, 'parent' | 'where'>): number;
  /** Whether another account of this sandbox has it, and this one never had it from the seed. */
  elsewhere(resource: string, id: string): boolean;
  /** The highest number that an id of this resource holds in any account of the sandbox. */
  highest(resource: string): number;
}

export interface Store {
  view(vendor: Vendor, account: Account): View;
  /** The only write. All changes or none. */
  apply(vendor: Vendor, account: Account, changes: readonly Change[]): void;
  reset(): void;
}

/** The failures that the tester asked for. */
export interface Faults {
  /** The first that fires for this call; each call counts once. `record`: the id that the path names. */
  take(vendor: Vendor, operation: Operation, account: Account, record: string | undefined): Firing | undefined;
}

export interface Limits {
  /** Counts a call; seconds to wait when it is one too many. */
  take(vendor: Vendor, account: Account, now: number): number | undefined;
}

/** One call, as it went. Immutable at every depth; secrets are `[redacted]`. */
export interface JournalEntry {
  /** 1 for the first since the start, the last reset or clear. */
  readonly seq: number;
  /** ISO 8601, from the sandbox's clock. */
  readonly at: string;
  /** Real milliseconds until the reply was decided; what a fault then does to it on its way is not in it. */
  readonly duration: number;
  readonly sandbox: string;
  readonly vendor: string;
  readonly account?: string;
  readonly operation?: string;
  readonly method: string;
  readonly path: string;
  /** All names; values only of those that hold no secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** As validated; as sent where the call was refused before. */
  readonly query?: Readonly<Json>;
  /** Of the path, as validated. */
  readonly params?: Readonly<Json>;
  /** As validated; as sent where the call was refused before. */
  readonly body?: unknown;
  readonly status: number;
  /** Which rule answered: an operation, or an entry of the dialect. */
  readonly rule: string;
  readonly evidence: string;
  readonly reason?: Reason;
  /** The id of the fault that fired. */
  readonly fault?: string;
  /** Fields that were refused, with the keyword; never their values. */
  readonly issues?: readonly { readonly field: string; readonly keyword: string }[];
  readonly changes: readonly RecordedChange[];
  readonly reply: { readonly status: number; readonly body?: unknown; readonly delivery?: Readonly<Delivery> };
  readonly violations: readonly Violation[];
  /** For a 4xx: what would have been accepted. */
  readonly why?: Why;
}

export interface Journal {
  add(draft: Draft): void;
}

/** Makes up what a reply requires and nobody supplied. */
export interface Maker {
  /** Loads what makes things up; undefined when that is done. */
  load(): Promise<void> | undefined;
  make(field: MissingField, random: () => number, now: number): unknown;
}

/** Everything that can change, for one sandbox. */
export interface World {
  name: string;
  store: Store;
  clock: Clock;
  ids: Ids;
  faults: Faults;
  limits: Limits;
  journal: Journal;
  maker: Maker;
}

// ---------------------------------------------------------------- the vendor

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
  /** Never leave the store: write-only in the contract, or hidden by the behavior. */
  secret: string[];
  hidden: string[];
  children: string[];
  /** What every reply needs; what has no value after creation is made up. */
  required: MissingField[];
  plan: FieldPlan;
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
  /** Of the operation: `documented`, `client` or `assumed`. */
  evidence: string;
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
  /** Rules that rest on less than what was asked for. */
  leftOut: readonly LeftOut[];
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
}

/** A rule in TypeScript: pure and synchronous, like a verb. */
export type Quirk = (context: DecideContext) => Decision | Refusal;
