/** Types of a call, its input, its decision and its reply. */
import type { Json } from '../../grammar/json.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Delivery } from './faults.js';
import type { Issue } from './refusal.js';

/** The raw request, addressed to one vendor. */
export interface Call {
  method: string;
  /** As sent, without the address prefix and the query; percent-encoding untouched. */
  path: string;
  /** Without the question mark. */
  query: string;
  /** Scheme, host and address prefix, as the client sees them; for links. */
  base: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Reads the body, up to `limit` bytes. Empty bytes: no body. */
  body: (limit: number) => Promise<Body> | Body;
  /** Waits for the whole message, for an operation that reads no body; undefined: it was received. Rejects with ClientGone. */
  whole?: (() => Promise<void> | undefined) | undefined;
}

export type Body = Uint8Array | 'tooLarge';

/** A part of a multipart body. */
export interface MultipartPart {
  name: string;
  /** Filename of a file part; undefined: not a file. */
  filename: string | undefined;
  /** Content type; undefined: the part states none. */
  type: string | undefined;
  bytes: Uint8Array;
}

/** A body that is not JSON: bytes, or the parts of a multipart body. */
export type RawBody = Uint8Array | readonly MultipartPart[];

export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** undefined: no body. */
  body: unknown;
  /** The serialized body; undefined: not serialized yet. */
  text?: string | undefined;
  /** How a fault changes the sending of the reply. */
  delivery?: Delivery;
}

/** The name of the account of all callers, if the vendor has one account. */
export const SHARED_ACCOUNT = 'everybody';

/** An account owns records. */
export interface Account {
  /** A digest of the credential (`acct_1f0c…`) or its name in the seed; never the credential itself. */
  name: string;
  /** A number that is unique per account, for the global id of its user. */
  number: number;
  /** undefined: all scopes. */
  scopes?: readonly string[];
  /** Refuse each call with this credential for this reason. */
  refuse?: Reason;
}

/** The validated parameters and body. */
export interface Input {
  params: Json;
  query: Json;
  body: Json;
  /** The operations of a JSON Patch, if the body is one. */
  patch?: readonly unknown[];
  /** Whether the body is a merge patch (RFC 7396), in which null removes a member. */
  isMergePatch?: true;
  /** Issues of the body that wait until immutable fields are compared with the record (docs/decisions/0002). */
  deferred: readonly Issue[];
  /** Immutable fields that were sent, but that the contract does not declare in the body. Compared, never written. */
  undeclared?: Json;
}

export type Change = { resource: string; id: string; put: Json } | { resource: string; id: string; remove: true };

/** What an operation shows of one version of a record: the same for each call. */
export interface ShownRecord {
  values: Json;
  /** The reply that shows it, if it follows its schema and is small; undefined: not computed yet, or neither. */
  reply?: { body: unknown; text: string };
}

/** The changes of a call, and the values for its reply template. */
export interface Decision {
  changes: readonly Change[];
  values: Json;
  /** undefined: the operation's success status. */
  status?: number;
  headers?: Record<string, string>;
  /** Set if the reply is an example and not made from records. */
  by?: 'example';
  /** Set if the reply shows this version of a record and nothing else. */
  shown?: ShownRecord;
  /** Why no reply can be made. The call gets a 501 problem reply. */
  declined?: string;
}
