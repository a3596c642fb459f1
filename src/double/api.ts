/** The options of `startDouble`, and the double that it returns. */
import type { RequestListener } from 'node:http';
import type { NoteOptions, VendorNote } from '../engine/model/vendor.js';
import type { EvidenceLevel, LeftOut } from '../grammar/evidence.js';
import type { ClientLimits } from '../http/client-limits.js';
import type { Editions } from '../loading/edition/chosen-editions.js';
import type { Specs } from '../loading/vendor-places.js';
import type { JournalBounds } from '../world/journal/journal.js';
import type { SnapshotOptions } from '../world/snapshot/snapshot.js';
import type { State } from '../world/state/state.js';
import type { StoreLimits } from '../world/store/store-limits.js';
import type { FakedResource } from './fake/fake.js';
import type { SandboxHandle } from './sandbox.js';
import type { VendorName } from './vendor-types.js';
import type { Reload } from './watch/reloader.js';

export interface DoubleOptions extends Partial<ClientLimits>, Partial<StoreLimits> {
  /** Vendors to serve. Default: all in `specs`. */
  vendors?: readonly VendorName[];
  /**
   * A directory of vendor directories, one vendor directory, or an OpenAPI document: its path, the parsed document, or
   * several by name. Default: the vendors that come with stuntdouble.
   */
  specs?: Specs;
  /**
   * Editions that have the plain address and host of their vendors, in place of the base: `{ acme: '2026-08' }`. The name
   * of an edition is `acme@2026-08`; without this, it is served at that path.
   */
  editions?: Editions;
  /**
   * `one`: all callers share their records; `per-credential`: each credential has its own. Default: as the behavior of the
   * vendor states, otherwise `per-credential`; an inferred behavior states `one`.
   */
  accounts?: 'one' | 'per-credential';
  /** Path of a YAML file with seeds by vendor name, which replace the vendors' own. */
  seed?: string;
  /** `open` (default): each credential of the right scheme is accepted as an account. `strict`: only those of the seed are. */
  auth?: 'open' | 'strict';
  /**
   * The minimum evidence of rules: `documented` (by the vendor), `client` (its published client), `observed` (recorded
   * replies), `assumed` (our interpretation) or `inferred` (from the OpenAPI document alone; the default).
   * `double.leftOut(vendor)` lists the rules below it.
   */
  evidence?: EvidenceLevel;
  /** Seed for ids and made-up values. Default 1. */
  randomSeed?: number;
  /** An ISO 8601 instant at which the clock is frozen. Default: the system's clock. */
  clock?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Whether replies carry `x-stuntdouble-operation` and `x-stuntdouble-rule`. Default true. */
  replyHeaders?: boolean;
  /**
   * Limits of each sandbox's journal, and of all journals together. Default: 1000 calls and 16 MiB for each journal, an
   * eighth of Node's heap limit for all. If all exceed theirs, the largest journals lose their oldest calls.
   */
  journal?: JournalBounds & { allBytes?: number | undefined };
  /**
   * Reloads documents, behaviors and seeds when their files change: a resource with the same name and id field keeps its
   * records, the records of others are removed. If the new files are invalid, the double reports it and keeps the last
   * valid version. Default false.
   */
  watch?: boolean;
  /**
   * Starts each inferred resource with the document's examples and this many made-up records; 0: the examples only.
   * Default: no records. `double.faked(vendor)` lists the result.
   */
  fake?: number;
  /**
   * Tries each inferred resource in memory at the start: operations with invalid replies are answered by example. Default
   * false, because a large document takes seconds.
   */
  rehearse?: boolean;
  /** Called with the result of each reload. Default: a line to `log`. */
  reloaded?: (reload: Reload) => void;
  /** The state to start with: from `state()` of another double, or a snapshot of a sandbox. */
  state?: unknown;
  /** false: opens no socket; use `app` and `fetch`. Default true. */
  listen?: boolean;
  /**
   * Called by `POST /state` of the control side to save `state()` or `stateText()`. May return a promise. Without it, the
   * control side refuses that call.
   */
  saveState?: (state: Double['state'], stateText: Double['stateText']) => unknown;
  /** Port of the control side; 0: any free port. Default: no control side, since the library offers the same functions. */
  controlPort?: number;
  /** Bind address of the control side. Default 127.0.0.1; a non-loopback address requires a token. */
  controlHost?: string;
  /** The token that calls of the control side must send as `Authorization: Bearer`. */
  controlToken?: string;
  /** Whether the control side serves the console at `/`. Default true. */
  console?: boolean;
  /** Host names that the control side accepts, in addition to localhost, 127.0.0.1 and [::1]. */
  allowedHosts?: readonly string[];
  /**
   * Serves both ports by https. `true`: a new authority, whose certificate is `double.ca`, issues the certificate. `dir`:
   * the authority and the certificate are kept in this directory. `cert` and `key`: your own, as PEM. Default: http.
   */
  tls?: boolean | { dir: string } | { cert: string; key: string };
  /** Called with internal errors and violations of reply schemas. Default: writes to standard error. */
  log?: (line: string) => void;
}

export interface Double extends SandboxHandle, AsyncDisposable {
  /** The names of the served vendors. */
  readonly vendors: readonly string[];
  /** An Express application, for supertest or for mounting in another application. */
  readonly app: RequestListener;
  /** `fetch` without a socket. Accepts URLs from `url()`, paths (`/<vendor>/…`), and URLs of the vendors' own hosts. */
  readonly fetch: typeof fetch;
  /** Port of the socket; undefined: no socket. */
  readonly port: number | undefined;
  /** `http://host:port`; with `tls`, `https://host:port`. */
  readonly origin: string;
  /** The certificate (PEM) that clients must trust; undefined: no TLS, or a certificate of one's own. */
  readonly ca: string | undefined;
  /** The address that the system has bound: `0.0.0.0:4010`, `[::1]:4010`; undefined: no socket. */
  readonly bound: string | undefined;
  /** The address that the system has bound for the control side; undefined: no control side. */
  readonly controlBound: string | undefined;
  /** `http://host:port` or `https://host:port` of the control side; undefined: no control side. */
  readonly control: string | undefined;
  /** The URL of the console; undefined: it is not served. */
  readonly console: string | undefined;
  /** The rules of a vendor below `evidence`, and what happens instead of each. */
  leftOut(vendor: string): readonly LeftOut[];
  /** Parts of a vendor's document that were repaired, are not used or are not enforced, with file and line. */
  notes(vendor: string, options?: NoteOptions): readonly VendorNote[];
  /** For an inferred behavior: a summary of the inference, in a few lines. Empty for other vendors. */
  understood(vendor: string): readonly string[];
  /** The records that `fake` made for each inferred resource. */
  faked(vendor: string): readonly FakedResource[];
  /**
   * A curl command that calls a vendor; undefined: no operation can be called without further data.
   * @param ca the file that curl must trust
   */
  curl(vendor: string, ca?: string): string | undefined;
  /** The sandbox of this name, created on first use. @throws SteeringError for an invalid name */
  sandbox(name: string): SandboxHandle;
  /** Snapshots of all sandboxes as a JSON document. */
  state(options?: SnapshotOptions): State;
  /** `state()` as JSON text in UTF-8, in pieces. Calls are answered while it is made; they have no effect on it. */
  stateText(options?: SnapshotOptions): Promise<readonly Uint8Array[]>;
  /** Resets the default sandbox and removes all others. */
  resetAll(): void;
  /** Lets the process end while the double is running. */
  unref(): void;
  /**
   * Resolves when all calls have ended and the ports are closed. Can be called several times.
   * @param how `cutOff`: closes the connections of running calls now, and not after `stopTimeout`
   */
  close(how?: { cutOff?: boolean }): Promise<void>;
}
