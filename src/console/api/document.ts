// Generated from src/control/openapi.json by `npm run console:types`. Hash of the schemas: 31580afb0e773f70
export interface components {
  schemas: {
    readonly Problem: {
      readonly type: string;
      readonly title: string;
      readonly status: number;
      /** @description The problem and its remedy */
      readonly detail: string;
      /** @description JSON pointer into the body; for a parameter, `/` and its name */
      readonly pointer?: string;
      /** @description All mistakes, if there are several */
      readonly errors?: readonly {
        readonly pointer: string;
        readonly detail: string;
      }[];
    };
    readonly Vendor: {
      readonly name: string;
      readonly title: string;
      /** @description Whether commands such as `stuntdouble explain` know the vendor by its name */
      readonly bundled: boolean;
      /** @description Base URL in the sandbox `default` */
      readonly url: string;
      readonly operations: readonly {
        readonly id: string;
        readonly method: string;
        readonly path: string;
        readonly verb: string;
      }[];
      readonly limits: readonly components['schemas']['Limit'][];
    };
    /** @enum {string} */
    readonly EvidenceLevel: 'documented' | 'client' | 'observed' | 'assumed' | 'inferred';
    /** @description Number of rules by evidence */
    readonly EvidenceCounts: {
      readonly documented: number;
      readonly client: number;
      readonly observed: number;
      readonly assumed: number;
      readonly inferred: number;
    };
    readonly StatedPart: {
      readonly part: string;
      readonly level: components['schemas']['EvidenceLevel'];
      readonly reference: string;
    };
    readonly Statement: {
      /** @description As in references: S13, F4, C1, A12 */
      readonly id: string;
      readonly text: string;
    };
    readonly Point: {
      readonly about: string;
      readonly says: string;
      /** @description As in `x-stuntdouble-rule`; absent: the document says so */
      readonly rule?: string;
      readonly level?: components['schemas']['EvidenceLevel'];
      readonly reference?: string;
      readonly parts?: readonly components['schemas']['StatedPart'][];
    };
    readonly OperationBrief: {
      readonly id: string;
      readonly method: string;
      readonly path: string;
      readonly summary: string;
      readonly verb: string;
      readonly does: string;
      /** @description Of its records */
      readonly resource?: string;
      readonly level: components['schemas']['EvidenceLevel'];
      readonly reference: string;
      /** @description Whether replies are examples and not made from records */
      readonly byExample: boolean;
    };
    /** @description New members may be added. */
    readonly OperationDescription: {
      readonly vendor: string;
      readonly operation: string;
      readonly method: string;
      readonly path: string;
      readonly summary: string;
      readonly verb: string;
      readonly does: components['schemas']['Point'];
      readonly replies: readonly {
        readonly status: number;
        readonly type?: string;
        /** @description Any JSON value */
        readonly body?: unknown;
      }[];
      /** @description In the order of the checks */
      readonly refusals: readonly components['schemas']['Refusal'][];
      readonly requests: readonly components['schemas']['Point'][];
      readonly parameters: readonly components['schemas']['Point'][];
      readonly records: readonly components['schemas']['Point'][];
      readonly fields: readonly components['schemas']['Point'][];
      /** @description Requests that stuntdouble itself refuses because of its limits, marked by x-stuntdouble-error */
      readonly ownReplies: readonly {
        readonly status: number;
        /** @description As in x-stuntdouble-rule */
        readonly rule: string;
        readonly when: string;
      }[];
      /** @description What the vendor states about the operation and no rule enforces */
      readonly notEnforced: readonly {
        readonly states: string;
        readonly reference: string;
      }[];
      readonly rules: components['schemas']['EvidenceCounts'];
      readonly statements: readonly components['schemas']['Statement'][];
      /** @description Place of the operation in the OpenAPI document */
      readonly pointer: string;
      /** @description For which a fault can refuse here, in the order of the checks */
      readonly reasons: readonly components['schemas']['PossibleReason'][];
      readonly faults: {
        readonly kinds: readonly string[];
        /** @description Whether a fault can be for one record */
        readonly record: boolean;
      };
      readonly request: components['schemas']['SampleRequest'];
    };
    /** @description A request to try: from the document's examples, or made up by its schemas */
    readonly SampleRequest: {
      readonly vendor: string;
      readonly method: string;
      /** @description The vendor's own, with the query */
      readonly path: string;
      readonly headers: {
        readonly [key: string]: string;
      };
      /** @description Any JSON value */
      readonly body?: unknown;
      /** @description A body that is not JSON */
      readonly text?: string;
    };
    readonly Sandbox: {
      readonly name: string;
      /** @description Base URL by vendor */
      readonly urls: {
        readonly [key: string]: string;
      };
      /** @description Number of entries in the journal */
      readonly calls: number;
      /** @description Number of faults that can still fire */
      readonly faults: number;
      readonly clock: components['schemas']['Clock'];
      /** @description Vendors with enabled rate limits */
      readonly limits: readonly string[];
    };
    readonly AdaptedVendor: {
      readonly vendor: string;
      /** @enum {unknown} */
      readonly change: 'changed' | 'removed';
      /** @description Number of kept records that are not from the seed */
      readonly kept: number;
      /** @description Number of records that were left out, by resource */
      readonly dropped: {
        readonly [key: string]: number;
      };
      /** @description Ids of the faults that were left out, because their operation is no longer served */
      readonly faults: readonly string[];
    };
    readonly SavedSnapshot: {
      readonly name: string;
      /**
       * Format: date-time
       * @description Instant of the save, by the sandbox's clock
       */
      readonly at: string;
    };
    /** stuntdouble fault */
    readonly FaultSpec: {
      /** @description Name of the vendor; needed when several have the operation. */
      readonly vendor?: string;
      /** @description operationId, or `vendor.operationId`. */
      readonly operation: string;
      /** @description Account name as in the journal: only for its calls. */
      readonly account?: string;
      /** @description Id of the record in the path: only for this record. */
      readonly record?: string;
      /** @description Number of times that it fires: a whole number from 1. Default: until removed. */
      readonly times?: number;
      /** @description Number of matching calls before it fires for the first time: a whole number from 0. */
      readonly after?: number;
      /**
       * @description Refuse for this reason as the vendor does, such as rateLimited.
       * @enum {string}
       */
      readonly refuse?:
        | 'noSuchRoute'
        | 'methodNotAllowed'
        | 'malformedUrl'
        | 'browserOrigin'
        | 'unauthenticated'
        | 'credentialRejected'
        | 'forbidden'
        | 'rateLimited'
        | 'payloadTooLarge'
        | 'unsupportedMediaType'
        | 'malformedBody'
        | 'invalidId'
        | 'invalid'
        | 'nothingToChange'
        | 'notFound'
        | 'foreign'
        | 'immutable'
        | 'conflict'
        | 'protected'
        | 'unknownReference'
        | 'incomplete';
      /** @description A status from 500 to 599 without a body, like from a gateway. */
      readonly status?: number;
      /** @description Delay the reply: milliseconds up to 2147483647, or drawn from the sandbox's seed: {"uniform":[least, most]} or {"lognormal":{"median":m,"sigma":s}}. */
      readonly delay?:
        | number
        | {
            readonly uniform: readonly [number, number];
          }
        | {
            readonly lognormal: {
              readonly median: number;
              readonly sigma: number;
            };
          };
      /**
       * @description Close the connection without a reply, before or after the write.
       * @enum {string}
       */
      readonly drop?: 'before' | 'after';
      /**
       * @description Reset the connection (TCP RST) without a reply, before or after the write.
       * @enum {string}
       */
      readonly reset?: 'before' | 'after';
      /** @description Send only this many bytes of the body, then close the connection. */
      readonly truncate?: number;
      /**
       * @description Send invalid JSON of the announced length.
       * @constant
       */
      readonly malformed?: true;
      /** @description Send the body at this rate, in bytes per second. */
      readonly trickle?: number;
    };
    readonly Fault: {
      /** @description Name of the vendor. */
      readonly vendor: string;
      /** @description operationId, or `vendor.operationId`. */
      readonly operation: string;
      /** @description Account name as in the journal: only for its calls. */
      readonly account?: string;
      /** @description Id of the record in the path: only for this record. */
      readonly record?: string;
      /** @description Number of times that it fires: a whole number from 1. Default: until removed. */
      readonly times?: number;
      /** @description Number of matching calls before it fires for the first time: a whole number from 0. */
      readonly after?: number;
      /**
       * @description Refuse for this reason as the vendor does, such as rateLimited.
       * @enum {string}
       */
      readonly refuse?:
        | 'noSuchRoute'
        | 'methodNotAllowed'
        | 'malformedUrl'
        | 'browserOrigin'
        | 'unauthenticated'
        | 'credentialRejected'
        | 'forbidden'
        | 'rateLimited'
        | 'payloadTooLarge'
        | 'unsupportedMediaType'
        | 'malformedBody'
        | 'invalidId'
        | 'invalid'
        | 'nothingToChange'
        | 'notFound'
        | 'foreign'
        | 'immutable'
        | 'conflict'
        | 'protected'
        | 'unknownReference'
        | 'incomplete';
      /** @description A status from 500 to 599 without a body, like from a gateway. */
      readonly status?: number;
      /** @description Delay the reply: milliseconds up to 2147483647, or drawn from the sandbox's seed: {"uniform":[least, most]} or {"lognormal":{"median":m,"sigma":s}}. */
      readonly delay?:
        | number
        | {
            readonly uniform: readonly [number, number];
          }
        | {
            readonly lognormal: {
              readonly median: number;
              readonly sigma: number;
            };
          };
      /**
       * @description Close the connection without a reply, before or after the write.
       * @enum {string}
       */
      readonly drop?: 'before' | 'after';
      /**
       * @description Reset the connection (TCP RST) without a reply, before or after the write.
       * @enum {string}
       */
      readonly reset?: 'before' | 'after';
      /** @description Send only this many bytes of the body, then close the connection. */
      readonly truncate?: number;
      /**
       * @description Send invalid JSON of the announced length.
       * @constant
       */
      readonly malformed?: true;
      /** @description Send the body at this rate, in bytes per second. */
      readonly trickle?: number;
      /** @description Id of the fault. */
      readonly id: string;
      /** @description Number of times that it fired. */
      readonly fired: number;
    };
    /** @description A call. New members may be added. */
    readonly JournalEntry: {
      /** @constant */
      readonly kind: 'call';
      readonly seq: number;
      /**
       * Format: date-time
       * @description Instant by the sandbox's clock
       */
      readonly at: string;
      readonly sandbox: string;
      readonly vendor: string;
      readonly account?: string;
      readonly operation?: string;
      readonly method: string;
      readonly path: string;
      readonly status: number;
      /** @description The rule that determined the reply */
      readonly rule: string;
      readonly evidence: string;
      /** @description Reason of the refusal */
      readonly reason?: string;
      /** @description Id of the fault that fired */
      readonly fault?: string;
      readonly changes: readonly components['schemas']['RecordedChange'][];
      /** @description Where the reply breaks the vendor's document */
      readonly violations: readonly {
        readonly field: string;
        readonly problem: string;
      }[];
      /**
       * @description The client disconnected before its message was whole: nothing was decided, and there is no reply (status 0)
       * @constant
       */
      readonly lost?: true;
      /** @description Real milliseconds until the reply was decided; excludes delays by faults */
      readonly duration: number;
      /** @description Values that may hold secrets are `[redacted]` */
      readonly headers: {
        readonly [key: string]: string;
      };
      /** @description As validated; as sent where the call was refused before */
      readonly query?: {
        readonly [key: string]: unknown;
      };
      /** @description Path parameters, as validated */
      readonly params?: {
        readonly [key: string]: unknown;
      };
      /** @description Any JSON value; as validated, or as sent where the call was refused before */
      readonly body?: unknown;
      /**
       * @description The reply is not made from records
       * @constant
       */
      readonly by?: 'example';
      /** @description Refused fields with the keyword that failed */
      readonly issues?: readonly {
        readonly field: string;
        readonly keyword: string;
      }[];
      readonly reply: {
        readonly status: number;
        readonly headers?: {
          readonly [key: string]: string;
        };
        /** @description Any JSON value; a text if it is not JSON */
        readonly body?: unknown;
        /** @description Bytes of the body; a fault may have sent fewer */
        readonly size?: number;
        readonly delivery?: components['schemas']['Delivery'];
      };
      readonly why?: components['schemas']['Explanation'];
    };
    /** @description A change without a call: by the control side, a restored snapshot or a reloaded document. New members may be added. */
    readonly JournalChange: {
      /** @constant */
      readonly kind: 'change';
      readonly seq: number;
      /** Format: date-time */
      readonly at: string;
      readonly sandbox: string;
      /** @description `control`, `console`, `restore` or `reload` */
      readonly by: string;
      readonly vendor?: string;
      readonly account?: string;
      readonly changes: readonly components['schemas']['RecordedChange'][];
    };
    readonly ExplainedRule: {
      readonly rule: string;
      readonly level: components['schemas']['EvidenceLevel'];
      /** @description For an inferred rule, the reason */
      readonly reference: string;
      readonly parts?: readonly components['schemas']['StatedPart'][];
      readonly statements: readonly components['schemas']['Statement'][];
      /** @description Place of the operation in the OpenAPI document */
      readonly pointer?: string;
    };
    readonly Clock: {
      /** Format: date-time */
      readonly now: string;
      /** @enum {string} */
      readonly mode: 'system' | 'offset' | 'frozen';
    };
    /** @description Exactly one of these. Instants are ISO 8601; durations are like 90s, 15m, 1h30m. */
    readonly ClockChange: {
      /** @description Freeze at an instant; true: now */
      readonly freeze?: string | boolean;
      /** @description Set to an instant; a running clock runs on from there */
      readonly set?: string;
      /** @description Advance by a duration */
      readonly advance?: string;
      /**
       * @description Runs on from where it stands
       * @constant
       */
      readonly resume?: true;
      /**
       * @description Goes back to the system's clock
       * @constant
       */
      readonly system?: true;
    };
    readonly Limit: {
      readonly requests: number;
      readonly seconds: number;
    };
    readonly Limits: {
      readonly vendor: string;
      readonly enabled: boolean;
      readonly limits: readonly components['schemas']['Limit'][];
    };
    readonly StoredRecord: {
      /** @description Key, for the path */
      readonly id: string;
      /** @description Without write-only values; values under names that look like secrets are `[redacted]` */
      readonly record: {
        readonly [key: string]: unknown;
      };
      /** @description JSON pointers to write-only values, which are set and not shown */
      readonly writeOnly: readonly string[];
    };
    readonly CallRequest: {
      readonly vendor: string;
      /** @description HTTP method */
      readonly method: string;
      /** @description The vendor's own, with the query, percent-encoded */
      readonly path: string;
      readonly headers?: {
        readonly [key: string]: string;
      };
      /** @description A JSON body; Content-Type is application/json, unless it is sent */
      readonly body?: unknown;
      /** @description A body as it is, in place of `body` */
      readonly text?: string;
      /** @description The bytes of a body, in place of `body` */
      readonly base64?: string;
    };
    /** @description What a fault did to the reply */
    readonly Delivery: {
      /** @description Milliseconds before the first byte */
      readonly delay?: number;
      /**
       * @description No reply: the connection was closed or reset
       * @enum {string}
       */
      readonly drop?: 'close' | 'reset';
      /** @description Only so many bytes of the body, then the end of the connection */
      readonly truncate?: number;
      /**
       * @description Invalid JSON of the announced length
       * @constant
       */
      readonly malformed?: true;
      /** @description Bytes per second */
      readonly trickle?: number;
    };
    readonly BriefChange: {
      readonly resource: string;
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'put' | 'remove';
    };
    /** @description Values by field path, such as `config.provider`; lists as a whole. Secrets are `[redacted]` */
    readonly Diff: {
      readonly added: {
        readonly [key: string]: unknown;
      };
      readonly changed: {
        readonly [key: string]: {
          /** @description Any JSON value */
          readonly from: unknown;
          /** @description Any JSON value */
          readonly to: unknown;
        };
      };
      readonly removed: {
        readonly [key: string]: unknown;
      };
    };
    readonly RecordedChange: {
      readonly resource: string;
      readonly id: string;
      /** @enum {string} */
      readonly kind: 'put' | 'remove';
      readonly diff: components['schemas']['Diff'];
    };
    /** @description Why a call was refused, and what would have been accepted */
    readonly Explanation: {
      /** @description The reason, in one sentence */
      readonly says: string;
      /** @description Operations with a similar method and path, best first */
      readonly nearest?: readonly {
        readonly operation: string;
        readonly method: string;
        readonly path: string;
      }[];
      /** @description What would have been accepted */
      readonly expected?: readonly {
        /** @enum {string} */
        readonly in: 'body' | 'path' | 'query' | 'header';
        /** @description JSON pointer; empty for the whole */
        readonly pointer: string;
        readonly keyword: string;
        /** @description Parameters of the keyword */
        readonly bounds: {
          readonly [key: string]: unknown;
        };
      }[];
      readonly immutable?: {
        readonly field: string;
        /** @description Any JSON value */
        readonly stored: unknown;
        /** @description Any JSON value */
        readonly sent: unknown;
      };
      /** @description For a conflict: the record that has the value */
      readonly holder?: {
        readonly resource: string;
        /** @description Any JSON value */
        readonly id: unknown;
        readonly fields: readonly string[];
      };
    };
    /** @description A call without bodies and headers. New members may be added. */
    readonly CallSummary: {
      /** @constant */
      readonly kind: 'call';
      readonly seq: number;
      /** Format: date-time */
      readonly at: string;
      readonly vendor: string;
      readonly operation?: string;
      readonly account?: string;
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly rule: string;
      readonly evidence: string;
      readonly reason?: string;
      readonly fault?: string;
      /**
       * @description The reply is not made from records
       * @constant
       */
      readonly by?: 'example';
      /** @constant */
      readonly lost?: true;
      /** @description Milliseconds */
      readonly duration: number;
      /** @description The explanation, at most 500 characters */
      readonly says?: string;
      readonly violations: number;
      /** @description Content type of the reply */
      readonly type?: string;
      /** @description Bytes of the body of the reply; a fault may have sent fewer */
      readonly size?: number;
      readonly delivery?: components['schemas']['Delivery'];
      /** @description The first 20 */
      readonly changes: readonly components['schemas']['BriefChange'][];
      /** @description Number of changed records */
      readonly changed: number;
    };
    /** @description A change without a call, without its values. New members may be added. */
    readonly ChangeSummary: {
      /** @constant */
      readonly kind: 'change';
      readonly seq: number;
      /** Format: date-time */
      readonly at: string;
      /** @description `control`, `console`, `restore` or `reload` */
      readonly by: string;
      readonly vendor?: string;
      readonly account?: string;
      /** @description The first 20 */
      readonly changes: readonly components['schemas']['BriefChange'][];
      /** @description Number of changed records */
      readonly changed: number;
    };
    readonly OperationList: {
      readonly vendor: string;
      readonly title: string;
      readonly rules: components['schemas']['EvidenceCounts'];
      readonly operations: readonly components['schemas']['OperationBrief'][];
    };
    readonly Notes: {
      /** @description For an inferred behavior: a summary of the inference */
      readonly understood: readonly string[];
      readonly notes: readonly {
        readonly file: string;
        readonly line: number;
        readonly text: string;
      }[];
      /** @description Operations that answer with the document's example or a made-up reply */
      readonly byExample: readonly string[];
      /** @description Rules below the requested evidence level */
      readonly leftOut: readonly {
        readonly id: string;
        readonly part?: string;
        readonly level: components['schemas']['EvidenceLevel'];
        readonly reference: string;
        readonly instead: string;
      }[];
    };
    readonly RecordTree: {
      readonly vendors: readonly {
        readonly vendor: string;
        readonly accountsTotal: number;
        /** @description At most 1000 */
        readonly accounts: readonly {
          readonly account: string;
          readonly resources: readonly {
            readonly resource: string;
            readonly count: number;
          }[];
        }[];
      }[];
    };
    readonly RecordPage: {
      readonly vendor: string;
      readonly account: string;
      readonly resource: string;
      /** @description Number of all records */
      readonly count: number;
      /** @description Top-level fields for a table, the id first */
      readonly fields: readonly string[];
      readonly records: readonly components['schemas']['StoredRecord'][];
      /** @description For the next page; absent: this is the last one */
      readonly next?: string;
    };
    readonly Journal: {
      readonly entries: readonly (
        | components['schemas']['JournalEntry']
        | components['schemas']['JournalChange']
        | components['schemas']['CallSummary']
        | components['schemas']['ChangeSummary']
      )[];
      /** @description Number of matching entries, also beyond `limit` */
      readonly count: number;
      /** @description `seq` of the oldest entry that is kept; 0 if there is none */
      readonly first: number;
      /** @description `seq` of the latest entry in the sandbox, matching or not; 0 if there is none */
      readonly last: number;
      /** @description Number of times that the journal was cleared, resets included; `seq` restarts each time */
      readonly cleared: number;
      /** @description To continue with `GET /sandboxes/{name}/events?after=POSITION` */
      readonly position: string;
    };
    readonly EntryReply: {
      readonly entry: components['schemas']['JournalEntry'] | components['schemas']['JournalChange'];
      /** @description As in the journal */
      readonly cleared: number;
      /** @description `seq` of the entry before it, if it is kept */
      readonly previous?: number;
      /** @description `seq` of the entry after it */
      readonly next?: number;
      readonly explained?: components['schemas']['ExplainedRule'];
    };
    readonly JournalCounts: {
      /** @description Number of matching entries */
      readonly count: number;
      /** @description At most 100 values of each, the most frequent first */
      readonly fields: {
        readonly [key: string]: readonly {
          readonly value: string | number;
          readonly count: number;
        }[];
      };
    };
    readonly CallReply: {
      /** @description Its entry in the journal */
      readonly seq?: number;
      /** @description As in the journal */
      readonly cleared: number;
      readonly reply?: {
        readonly status: number;
        readonly headers: {
          readonly [key: string]: string;
        };
        /** @description If it is JSON */
        readonly body?: unknown;
        /** @description If it is not JSON */
        readonly text?: string;
      };
      /**
       * @description A fault dropped or truncated the reply
       * @constant
       */
      readonly dropped?: true;
    };
    readonly Refusal: {
      readonly reason: string;
      readonly when: string;
      readonly status: number;
      readonly headers: {
        readonly [key: string]: string;
      };
      /** @description Any JSON value */
      readonly body?: unknown;
      readonly rule: string;
      readonly level: components['schemas']['EvidenceLevel'];
      readonly reference: string;
      readonly parts?: readonly components['schemas']['StatedPart'][];
      /** @description The rule of the message */
      readonly words?: {
        readonly [key: string]: unknown;
      };
    };
    readonly PossibleReason: {
      readonly reason: string;
      readonly status: number;
      readonly when: string;
      /** @description In the words of the vendor */
      readonly body?: unknown;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
