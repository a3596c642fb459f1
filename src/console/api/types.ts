/** What the control side sends, as `GET /openapi.json` describes it. Only the members that the page uses. */

export type Json = Readonly<Record<string, unknown>>;
export type Level = 'documented' | 'client' | 'observed' | 'assumed' | 'inferred';
export type LevelCounts = Readonly<Record<Level, number>>;

export interface Mistake {
  readonly pointer: string;
  readonly detail: string;
}

export interface Clock {
  readonly now: string;
  readonly mode: 'system' | 'offset' | 'frozen';
}

export interface Sandbox {
  readonly name: string;
  /** Base URL by vendor. */
  readonly urls: Readonly<Record<string, string>>;
  readonly calls: number;
  readonly faults: number;
  readonly clock: Clock;
  readonly limits: readonly string[];
}

export interface Limit {
  readonly requests: number;
  readonly seconds: number;
}

export interface Vendor {
  readonly name: string;
  readonly title: string;
  /** Whether commands know it by its name. */
  readonly bundled: boolean;
  readonly url: string;
  readonly operations: readonly { readonly id: string; readonly method: string; readonly path: string }[];
  readonly limits: readonly Limit[];
}

export interface BriefChange {
  readonly resource: string;
  readonly id: string;
  readonly kind: 'put' | 'remove';
}

interface EntryBase {
  readonly seq: number;
  readonly at: string;
  readonly vendor?: string;
  readonly account?: string;
}

/** A call without its bodies. */
export interface CallSummary extends EntryBase {
  readonly kind: 'call';
  readonly vendor: string;
  readonly operation?: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly rule: string;
  readonly evidence: string;
  readonly by?: 'example';
  readonly reason?: string;
  readonly fault?: string;
  readonly duration: number;
  readonly violations: number;
  readonly lost?: true;
  /** Bytes of the reply's body. */
  readonly size?: number;
  readonly delivery?: Delivery;
  /** The first of them. */
  readonly changes: readonly BriefChange[];
  readonly changed: number;
}

/** A change without a call. */
export interface ChangeSummary extends EntryBase {
  readonly kind: 'change';
  /** `control`, `console`, `restore` or `reload`. */
  readonly by: string;
  /** The first of them. */
  readonly changes: readonly BriefChange[];
  readonly changed: number;
}

export type Summary = CallSummary | ChangeSummary;

export interface Delivery {
  readonly delay?: number;
  readonly drop?: 'close' | 'reset';
  readonly truncate?: number;
  readonly malformed?: true;
  readonly trickle?: number;
}

export interface RecordedChange extends BriefChange {
  readonly diff: {
    readonly added: Json;
    readonly changed: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
    readonly removed: Json;
  };
}

export interface Explanation {
  readonly says: string;
  readonly nearest?: readonly { readonly operation: string; readonly method: string; readonly path: string }[];
  readonly expected?: readonly {
    readonly in: string;
    readonly pointer: string;
    readonly keyword: string;
    readonly bounds: Json;
  }[];
  readonly immutable?: { readonly field: string; readonly stored: unknown; readonly sent: unknown };
  readonly holder?: { readonly resource: string; readonly id: unknown; readonly fields: readonly string[] };
}

export interface CallEntry extends Omit<CallSummary, 'changes' | 'changed' | 'violations' | 'size' | 'delivery'> {
  readonly sandbox: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Json;
  readonly params?: Json;
  readonly body?: unknown;
  readonly issues?: readonly { readonly field: string; readonly keyword: string }[];
  readonly changes: readonly RecordedChange[];
  readonly reply: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly size?: number;
    readonly delivery?: Delivery;
  };
  readonly violations: readonly { readonly field: string; readonly problem: string }[];
  readonly why?: Explanation;
}

export interface ChangeEntry extends Omit<ChangeSummary, 'changes' | 'changed'> {
  readonly sandbox: string;
  readonly changes: readonly RecordedChange[];
}

export type Entry = CallEntry | ChangeEntry;

export interface Statement {
  readonly id: string;
  readonly text: string;
}

export interface Explained {
  readonly rule: string;
  readonly level: Level;
  readonly reference: string;
  readonly parts?: readonly { readonly part: string; readonly level: Level; readonly reference: string }[];
  readonly statements?: readonly Statement[];
  readonly pointer?: string;
}

export interface EntryReply {
  readonly entry: Entry;
  readonly cleared: number;
  readonly previous?: number;
  readonly next?: number;
  readonly explained?: Explained;
}

export interface JournalReply<E> {
  readonly entries: readonly E[];
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly cleared: number;
  readonly position: string;
}

export interface Counts {
  readonly count: number;
  readonly fields: Readonly<
    Record<string, readonly { readonly value: string | number; readonly count: number }[] | undefined>
  >;
}

export interface OperationBrief {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly verb: string;
  readonly does: string;
  readonly resource?: string;
  readonly level: Level;
  readonly byExample: boolean;
}

export interface OperationList {
  readonly rules: LevelCounts;
  readonly operations: readonly OperationBrief[];
}

/** A statement about an API with the evidence behind it. */
export interface Point {
  readonly about: string;
  readonly says: string;
  readonly rule?: string;
  readonly level?: Level;
  readonly reference?: string;
}

export interface Refusal {
  readonly reason: string;
  readonly when: string;
  readonly status: number;
  readonly body: unknown;
  readonly rule: string;
  readonly level: Level;
  readonly reference: string;
}

export interface TryRequest {
  readonly vendor: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface PossibleReason {
  readonly reason: string;
  readonly status: number;
  readonly when: string;
  readonly body?: unknown;
}

export interface OperationReply {
  readonly vendor: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly verb: string;
  readonly does: Point;
  readonly replies: readonly { readonly status: number; readonly type?: string; readonly body?: unknown }[];
  readonly refusals: readonly Refusal[];
  readonly requests: readonly Point[];
  readonly parameters: readonly Point[];
  readonly records: readonly Point[];
  readonly fields: readonly Point[];
  readonly rules: LevelCounts;
  readonly statements: readonly Statement[];
  readonly pointer?: string;
  readonly reasons: readonly PossibleReason[];
  readonly faults: { readonly kinds: readonly string[]; readonly record: boolean };
  readonly request: TryRequest;
}

export interface Notes {
  readonly understood: readonly string[];
  readonly notes: readonly { readonly file?: string; readonly line?: number; readonly text: string }[];
  readonly byExample: readonly string[];
  readonly leftOut: readonly { readonly id: string; readonly level: Level; readonly instead: string }[];
}

export interface RecordTree {
  readonly vendors: readonly {
    readonly vendor: string;
    readonly accountsTotal: number;
    readonly accounts: readonly {
      readonly account: string;
      readonly resources: readonly { readonly resource: string; readonly count: number }[];
    }[];
  }[];
}

export interface StoredRecord {
  readonly id: string;
  readonly record: Json;
  /** Pointers of the write-only fields that have a value. */
  readonly writeOnly: readonly string[];
}

export interface RecordPage {
  readonly count: number;
  readonly records: readonly StoredRecord[];
  readonly next?: string;
  readonly fields: readonly string[];
}

export interface Fault {
  readonly id: string;
  readonly vendor: string;
  readonly operation: string;
  readonly account?: string;
  readonly record?: string;
  readonly times?: number;
  readonly after?: number;
  readonly fired: number;
  readonly refuse?: string;
  readonly status?: number;
  readonly delay?: unknown;
  readonly drop?: 'before' | 'after';
  readonly reset?: 'before' | 'after';
  readonly truncate?: number;
  readonly malformed?: true;
  readonly trickle?: number;
}

export interface SavedSnapshot {
  readonly name: string;
  readonly at: string;
}

export interface CallReply {
  /** undefined: the journal has it no more. */
  readonly seq?: number;
  readonly cleared: number;
  readonly reply?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly text?: string;
  };
  readonly dropped?: true;
}
