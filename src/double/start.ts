/** The composition root: vendors, worlds, and the ways in. */
import type { Host } from '../engine/ports.js';
import { getHeapStatistics } from 'node:v8';
import { loadVendors, unknownVendor } from '../loading/vendors.js';
import type { Account } from '../engine/model/call.js';
import type { Vendor, VendorNote } from '../engine/model/vendor.js';
import { diskFiles, type Files } from '../loading/files.js';
import type { Specs } from '../loading/places.js';
import { RecordedFiles } from '../loading/recorded-files.js';
import type { RequestListener } from 'node:http';
import { accountsFor } from '../world/accounts.js';
import { faultMistake, snapshotMistake } from '../contract/published-schemas.js';
import type { Controlled } from '../control/operation.js';
import type { Control } from '../control/start-control.js';
import { lazily } from '../engine/values/lazily.js';
import { resourceOf } from '../engine/decide/locate.js';
import { withoutSecrets } from '../engine/decide/present.js';
import type { EvidenceLevel, LeftOut } from '../grammar/evidence.js';
import { isSandboxName, sandboxNames } from '../grammar/sandbox-name.js';
import { DEFAULT_SANDBOX } from '../http/address.js';
import { curlLine } from '../http/curl.js';
import { sha256 } from '../http/digest.js';
import { createExchange, type Exchange } from '../http/exchange.js';
import { fetchThrough } from '../http/fetch.js';
import { limitsOf, type Limits } from '../http/limits.js';
import { Sender } from '../http/sender.js';
import { createVendorServer, listen, answererOf, stop, unref, type Answerer } from '../http/server.js';
import { sandboxHandle, type SandboxHandle } from './sandbox.js';
import type { JournalBounds } from '../world/journal/journal.js';
import { FakerMaker } from '../world/maker/maker.js';
import type { SnapshotOptions } from '../world/snapshot/snapshot.js';
import { Sandboxes } from '../world/sandboxes.js';
import { restoreState, stateOf, type State } from '../world/snapshot/state.js';
import { SteeringError } from '../world/steering.js';
import { boundsOf, storeLimitsOf, Usage, type StoreLimits } from '../world/store/usage.js';
import type { VendorName } from './vendor-types.js';
import { nodeWatch, type Watch } from './watch/node-watch.js';
import { reloadText, watchVendors, type Reload } from './watch/reloader.js';
import { createWorld, type Sandbox, type WorldOptions } from '../world/world.js';

export interface DoubleOptions extends Partial<Limits>, Partial<StoreLimits> {
  /** Which vendors to serve; all of the specs directory by default. */
  vendors?: readonly VendorName[];
  /**
   * A directory of vendor directories, one of them, or an OpenAPI document: by its path, as an object, or several by
   * name. The vendors that come with stuntdouble by default.
   */
  specs?: Specs;
  /** Whether all callers share their records, where the vendor does not say it: `one` is the default of documents alone. */
  accounts?: 'one' | 'per-credential';
  /** A YAML file with seeds by vendor name, in place of the vendors' own. */
  seed?: string;
  /** `open` (default): any credential of the right scheme is an account of its own. `strict`: only those of the seed. */
  auth?: 'open' | 'strict';
  /**
   * The lowest level of evidence that a rule may have: `documented` (by the vendor), `client` (its published client),
   * `observed` (recorded replies), `assumed` (our reading) or `inferred` (from the OpenAPI document alone; the default).
   * What is left out is in `double.leftOut(vendor)`.
   */
  evidence?: EvidenceLevel;
  /** From which ids and made-up values are drawn. Default 1. */
  randomSeed?: number;
  /** An ISO 8601 instant at which the clock stands still; the system's clock by default. */
  clock?: string;
  /** Default 0: any free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Whether replies carry `x-stuntdouble-operation` and `x-stuntdouble-rule`. Default true. */
  replyHeaders?: boolean;
  /** How much the journal of each sandbox keeps: the last 1000 calls, and of these 16 MiB, where it is not told otherwise. */
  journal?: JournalBounds;
  /**
   * Takes up changes of the documents, behaviors and seeds: a resource of the same name and id field keeps its records,
   * others go. What cannot be served is told, and the last good version stays. Default false.
   */
  watch?: boolean;
  /** Told what became of each change. Default: a line to `log`. */
  reloaded?: (reload: Reload) => void;
  /** What `state()` of another double gave, or a snapshot of a sandbox: where this one goes on. */
  state?: unknown;
  /** false: no socket is opened; `app` and `fetch` work all the same. Default true. */
  listen?: boolean;
  /** Saves `state()` somewhere, when the control side is asked to (`POST /state`), which it refuses without this. */
  saveState?: (state: Double['state']) => void;
  /** Opens the control side on this port; 0: any free one. None by default: the library does all of it without. */
  controlPort?: number;
  /** What the control side is bound to. Default 127.0.0.1; anything that others can reach needs a token. */
  controlHost?: string;
  /** What calls of the control side must bring as `Authorization: Bearer`. */
  controlToken?: string;
  /** Hosts that the control side answers for, beside localhost, 127.0.0.1 and [::1]. */
  allowedHosts?: readonly string[];
  /** Told of failures of ours and of replies that broke their contract. Default: standard error. */
  log?: (line: string) => void;
}

export interface Double extends SandboxHandle, AsyncDisposable {
  /** The names of the vendors served. */
  readonly vendors: readonly string[];
  /** An Express application, for supertest or to be mounted in another. */
  readonly app: RequestListener;
  /** `fetch` without a socket: takes the URLs that `url` gives, paths (`/<vendor>/…`), and the vendors' own hosts. */
  readonly fetch: typeof fetch;
  /** Port of the socket, or undefined without one. */
  readonly port: number | undefined;
  /** `http://host:port`. */
  readonly origin: string;
  /** `http://host:port` of the control side, or undefined without one. */
  readonly control: string | undefined;
  /** The rules of a vendor that rest on less than `evidence` asks for, and what becomes of each. */
  leftOut(vendor: string): readonly LeftOut[];
  /** What of a vendor's document had to be mended, or is not used, with file and line. */
  notes(vendor: string): readonly VendorNote[];
  /** What was understood of a document whose behavior is inferred, in a few lines; none for other vendors. */
  understood(vendor: string): readonly string[];
  /** A command line that calls a vendor as its documentation shows. */
  curl(vendor: string): string | undefined;
  /** Made on first use. @throws SteeringError for a name that no path can have */
  sandbox(name: string): SandboxHandle;
  /** The snapshots of all sandboxes as one JSON document. */
  state(options?: SnapshotOptions): State;
  /** All sandboxes as at the start: this one is reset, others are gone. */
  resetAll(): void;
  /** Lets the process end although this is open. */
  unref(): void;
  /** Resolves when nothing is under way any more. Can be called again. */
  close(): Promise<void>;
}

/** `watch` would have no effect. */
export class NothingToWatchError extends Error {
  override readonly name = 'NothingToWatchError';

  constructor() {
    super(
      'Cannot watch: the bundled vendors and parsed documents have no files that could change. Name a document or a directory.',
    );
  }
}

/** Sandboxes that were written to or steered. */
const MAX_SANDBOXES = 10_000;

/**
 * Starts a double.
 * @throws MistakesError when a vendor directory or seed is not sound; UnknownVendorError; SteeringError when the state cannot be gone on from, or for a clock or journal bounds that cannot be; ControlError when the control side cannot be opened without danger; the system's error when the port is taken
 */
export async function startDouble(options: DoubleOptions = {}): Promise<Double> {
  return startWith(options, { watch: nodeWatch });
}

/** What tests put in place of the system. */
export interface SystemPorts {
  watch: Watch;
  files?: Files;
}

export async function startWith(options: DoubleOptions, ports: SystemPorts): Promise<Double> {
  const recorded = options.watch ? new RecordedFiles(ports.files ?? diskFiles) : undefined;
  const files = recorded ?? ports.files;
  const vendors = await loadVendors({ ...options, files });
  if (recorded && vendors.every((vendor) => (vendor.files?.size ?? 0) === 0)) throw new NothingToWatchError();
  const limits = limitsOf(options);
  const log = options.log ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const make: WorldOptions = {
    vendors,
    now: Date.now,
    clock: options.clock,
    randomSeed: options.randomSeed ?? 1,
    journal: options.journal,
    maker: new FakerMaker(),
    checkSnapshot: snapshotMistake,
    checkFault: faultMistake,
    usage: new Usage(boundsOf(storeLimitsOf(options), getHeapStatistics().heap_size_limit)),
  };
  const worlds = new Sandboxes((name) => createWorld(name, make), MAX_SANDBOXES);
  const world = (name: string): Sandbox | undefined => worlds.get(name);
  const kept = (name: string): Sandbox | undefined => worlds.keep(name);
  kept(DEFAULT_SANDBOX);
  if (options.state !== undefined) restoreState(options.state, DEFAULT_SANDBOX, kept);
  const host: Host = {
    accounts: accountsFor(options.auth ?? 'open'),
    bodyLimit: limits.maxBodySize,
    digest: sha256,
    readMultipart: async (body, contentType) => (await import('../http/multipart.js')).readMultipart(body, contentType),
    elapsed: () => performance.now(),
    failed: (error, at) =>
      log(`stuntdouble failed at ${at}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    violated: (violations, at) =>
      log(
        `a reply broke its contract at ${at}: ${violations.map((violation) => `${violation.field || 'body'} ${violation.problem}`).join('; ')}`,
      ),
  };
  const answering = (): Exchange =>
    createExchange({ vendors, host, world, replyHeaders: options.replyHeaders ?? true });
  let current = answering();
  const exchange: Exchange = (incoming) => current(incoming);
  const answerer = answererOf(exchange, host.failed, new Sender(limits));
  const server = createVendorServer(answerer, exchange, host.failed, limits);
  const address = options.host ?? '127.0.0.1';
  const port = options.listen === false ? undefined : await listen(server, options.port ?? 0, address);
  const origin = port === undefined ? 'http://stuntdouble.localhost' : `http://${reachable(address)}:${port}`;
  const names = (): string[] => vendors.map((vendor) => vendor.name);

  const vendorCalled = (name: string): Vendor =>
    vendors.find((vendor) => vendor.name === name) ?? unknownVendor(name, names());
  const sandbox = (name: string): SandboxHandle => {
    if (!isSandboxName(name)) throw new SteeringError('/sandbox', `${name} is no name of one`, `use ${sandboxNames}`);
    const here = (): Sandbox => {
      const found = kept(name);
      if (found === undefined) throw new Error(`Cannot make the sandbox ${name}: there are ${MAX_SANDBOXES} already`);
      return found;
    };
    return sandboxHandle(name, {
      vendors,
      world: here,
      url: (vendor) => `${origin}${name === DEFAULT_SANDBOX ? '' : `/@${name}`}/${vendorCalled(vendor).name}`,
      operations: (vendor) => [...vendorCalled(vendor).rules.keys()],
      records: (vendor, resource, account) => {
        const of = vendorCalled(vendor);
        const secret = resourceOf(of, resource).secret;
        return here()
          .store.records(of, accountNamed(of, account, host.accounts), resource)
          .map((record) => withoutSecrets(record, secret));
      },
    });
  };
  const state: Double['state'] = (how) => stateOf(worlds.all().map((item) => [item.name, item.snapshot(how)]));
  const { saveState } = options;
  const control = await openControl(options, limits, host.failed, {
    vendors,
    sandboxes: worlds,
    isReady: () => port === undefined || server.listening,
    url: (name, vendor) => sandbox(name).url(vendor),
    save: saveState && (() => saveState(state)),
  }).catch(async (error: unknown) => {
    await stop(server, limits.stopTimeout);
    throw error;
  });
  if (control) host.answered = control.answered;
  const watching =
    recorded &&
    watchVendors({
      options,
      files: recorded,
      watch: ports.watch,
      vendors,
      worlds,
      maker: make.maker,
      replaced: () => (current = answering()),
      report: options.reloaded ?? ((reload) => log(reloadText(reload))),
    });
  const close = async (): Promise<void> => {
    watching?.close();
    await Promise.all([stop(server, limits.stopTimeout), control?.close()]);
  };
  const curl = (name: string): string | undefined => {
    const vendor = vendors.find((item) => item.name === name);
    return vendor && curlLine(vendor, `${origin}/${name}`);
  };
  return {
    ...sandbox(DEFAULT_SANDBOX),
    get vendors() {
      return names();
    },
    app: mountable(answerer, host.failed, log),
    port,
    origin,
    control: control?.url,
    leftOut: (name) => vendorCalled(name).leftOut,
    notes: (name) => vendorCalled(name).notes?.() ?? [],
    understood: (name) => vendorCalled(name).understood?.() ?? [],
    curl,
    sandbox,
    state,
    resetAll() {
      for (const it of worlds.all()) {
        if (it.name === DEFAULT_SANDBOX) it.reset();
        else worlds.remove(it.name);
      }
    },
    unref() {
      unref(server);
      control?.unref();
    },
    close,
    fetch: fetchThrough(exchange, origin),
    [Symbol.asyncDispose]: close,
  };
}

/** Express is loaded with the first request: a double that listens on a port of its own does without. */
function mountable(answerer: Answerer, failed: Host['failed'], log: (line: string) => void): RequestListener {
  const app = lazily(async (): Promise<RequestListener> => (await import('../http/app.js')).createApp(answerer, log));
  return (request, response) => {
    app()
      .then((made) => made(request, response))
      .catch((error: unknown) => {
        failed(error, `${request.method} ${request.url}`);
        response.destroy();
      });
  };
}

/** Its code is loaded only when somebody asks for it. */
async function openControl(
  { controlPort, controlHost = '127.0.0.1', controlToken, allowedHosts }: DoubleOptions,
  limits: Limits,
  failed: Host['failed'],
  controlled: Omit<Controlled, 'metrics'>,
): Promise<Control | undefined> {
  if (controlPort === undefined) return undefined;
  const { startControl } = await import('../control/start-control.js');
  return startControl(
    controlled,
    { port: controlPort, host: controlHost, token: controlToken, allowedHosts, limits },
    failed,
  );
}

/** The account that a credential names, or that has this name. */
function accountNamed(vendor: Vendor, account: string, accounts: Host['accounts']): Account {
  const isName =
    /^acct_[0-9a-f]{12}$/.test(account) || vendor.seed.credentials.some((credential) => credential.name === account);
  return (isName ? undefined : accounts(vendor, account)) ?? { name: account, number: 0 };
}

/** An address that a client on this machine can use for what the server is bound to. */
const reachable = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
