/** One violation in a request, in the terms of JSON Schema. */
import type { Reason } from '../../grammar/reasons.js';

export interface Issue {
  in: 'body' | 'path' | 'query' | 'header';
  /** Field path, list indexes as numbers: `config.provider`, `scopings.0.space_id`; '' for the whole. */
  field: string;
  /** The JSON Schema keyword that failed. */
  keyword: string;
  /** The keyword's parameters as the validator names them: `allowedValues`, `limit`, `type`, `pattern`, `format`. */
  params: Record<string, unknown>;
}

/** Values for the dialect's templates. */
export interface RefusalDetails {
  id?: unknown;
  field?: string;
  issues?: readonly Issue[];
  /** The methods of the path, for `Allow`. */
  allow?: string[];
  /** The resource's name in the behavior. */
  resource?: string;
  /** Seconds. */
  retryAfter?: number;
  /** For conflict: the fields that must be unique together. */
  fields?: string[];
  /** For immutable: the stored value and the sent one, redacted. */
  stored?: unknown;
  sent?: unknown;
  /** A message, if there are no issues. */
  message?: string;
}

/**
 * A reply that refuses a call, rendered as the vendor words it. Not an Error: it is no failure of stuntdouble, and a stack
 * would cost time on each call.
 */
export class Refusal {
  constructor(
    readonly reason: Reason,
    readonly details: RefusalDetails = {},
    /** The entry of the dialect; by default that of the reason. */
    readonly variant: string = reason,
  ) {}
}

/** The client disconnected before the whole message was received. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}
