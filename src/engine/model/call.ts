/** A call, its input, its decision and its reply. */
import type { Json } from '../../grammar/json.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Delivery } from './faults.js';
import type { Issue } from '../refusals/refusal.js';

/** The raw request, addressed to one vendor. */
export interface Call {
  method: string;
  /** As sent, without the address prefix and the query; percent-encoding untouched. */
  path: string;
  /** Without the question mark. */
  query: string;
  /** Scheme, host and whatever stands before `path`, as the client sees it; for links. */
  base?: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The whole body, or `tooLarge` once it has more bytes than the limit. Resolves to no bytes where there is none. */
  body: (limit: number) => Promise<Body> | Body;
  /** Resolves once the whole message has arrived, for an operation that reads no body; undefined: it has. Rejects with ClientGone. */
  whole?: () => Promise<void> | undefined;
}

export type Body = Uint8Array | 'tooLarge';

/** A part of a multipart body. */
export interface Part {
  name: string;
  /** Of a file, where the part names one. */
  filename: string | undefined;
  /** undefined: the part does not say. */
  type: string | undefined;
  bytes: Uint8Array;
}

/** A body that is no JSON, as it is read from the wire. */
export type RawBody = Uint8Array | readonly Part[];

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

/** The account of all callers, where they share their records. */
export const EVERYBODY = 'everybody';

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
  /** Immutable fields that were sent and that the contract does not declare for the body: compared, never written. */
  undeclared?: Json;
}

export type Change = { resource: string; id: string; put: Json } | { resource: string; id: string; remove: true };

/** What a call will change, and the values that its reply may name. */
export interface Decision {
  changes: Change[];
  values: Json;
  /** For an operation with several successes: which. Else the contract's only one. */
  status?: number;
  headers?: Record<string, string>;
  /** Set where the reply is an example, and not made of records. */
  by?: 'example';
  /** Why no reply can be given: answered with 501 in our own name. */
  declined?: string;
}
