/** One thing that is wrong with a request, in JSON Schema's terms. */
import type { Reason } from '../../grammar/reasons.js';

export interface Issue {
  /** Where: the body, the path or the query. */
  in: 'body' | 'path' | 'query' | 'header';
  /** Field path within it, list positions as numbers: `config.provider`, `scopings.0.space_id`; empty for the whole. */
  field: string;
  /** The JSON Schema keyword that failed. */
  keyword: string;
  /** The keyword's parameters as the validator names them: `allowedValues`, `limit`, `type`, `pattern`, `format`. */
  params: Record<string, unknown>;
}

/** What a refusal may tell beside its reason; the dialect's templates name these. */
export interface RefusalDetails {
  id?: unknown;
  field?: string;
  issues?: readonly Issue[];
  /** Methods of a path, for `Allow`. */
  allow?: string[];
  /** The resource's name in the behavior. */
  resource?: string;
  /** Seconds. */
  retryAfter?: number;
  /** conflict: the fields that must be unique together. */
  fields?: string[];
  /** immutable: what is stored and what was sent, as the journal may show them. */
  stored?: unknown;
  sent?: unknown;
  /** What was wrong, where no issue says it. */
  message?: string;
}

/**
 * The API saying no: thrown or returned by any step of the pipeline, rendered in the vendor's words. Never a failure of
 * ours, and so no Error: it is made by the thousand, and nobody reads its stack.
 */
export class Refusal {
  constructor(
    readonly reason: Reason,
    readonly details: RefusalDetails = {},
    /** A variant that the behavior names, else the reason's own entry. */
    readonly variant: string = reason,
  ) {}
}

/** The client went away while its body was read: there is nobody to answer. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}
