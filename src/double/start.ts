/** The composition root: connects vendors, sandboxes, the vendors' port and the control side. */
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
import { createVendorServer, listen, reachable, answererOf, stop, unref, type Answerer } from '../http/server.js';
import { sandboxHandle, type SandboxHandle } from './sandbox.js';
import { AllJournals } from '../world/journal/all-journals.js';
import type { JournalBounds } from '../world/journal/journal.js';
import { FakerMaker } from '../world/maker/maker.js';
import type { SnapshotOptions } from '../world/snapshot/snapshot.js';
import { Sandboxes } from '../world/sandboxes.js';
import { restoreState, stateOf, stateText, type State } from '../world/snapshot/state.js';
import { inSlices } from '../timers/slices.js';
import { SteeringError } from '../world/steering.js';
import { boundsOf, storeLimitsOf, Usage, type StoreLimits } from '../world/store/usage.js';
import type { VendorName } from './vendor-types.js';
import type { FakedResource } from './fake/fake.js';
import { fakedIn, withFakes } from './fake/with-fakes.js';
import { nodeWatch, type Watch } from './watch/node-watch.js';
import { reloadText, watchVendors, type Reload } from './watch/reloader.js';
import { createWorld, type Sandbox, type WorldOptions } from '../world/world.js';

export interface DoubleOptions extends Partial<Limits>, Partial<StoreLimits> {
  /** Vendors to serve. Default: all in `specs`. */
  vendors?: readonly VendorName[];
  /**
   * A directory of vendor directories, one vendor directory, or an OpenAPI document: its path, the parsed document, or
   * several by name. Default: the vendors that come with stuntdouble.
   */
  specs?: Specs;
  /** For vendors that do not state it: whether all callers share their records. `one` is the default for a document without a behavior. */
  accounts?: 'one' | 'per-credential';
  /** Path of a YAML file with seeds by vendor name, which replace the vendors' own. */
  seed?: string;
  /** `open` (default): each credential of the right scheme has its own account. `strict`: only credentials of the seed are accepted. */
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
   * Bounds of each sandbox's journal, and of all together. Default: the last 1000 calls and at most 16 MiB of each; an
   * eighth of what Node's heap may have of all together, of which the largest give up their oldest calls.
   */
  journal?: JournalBounds & { allBytes?: number | undefined };
  /**
   * Takes up changes of the documents, behaviors and seeds: a resource of the same name and id field keeps its records,
   * others go. What cannot be served is told, and the last good version stays. Default false.
   */
  watch?: boolean;
  /**
   * Each inferred resource begins with the records that the document has as examples, and so many made-up ones; 0: with
   * the examples alone. Left out: without records. `double.faked(vendor)` has what came of it.
   */
  fake?: number;
  /**
   * Tries each inferred resource in memory at the start: operations whose replies are no valid ones are answered by example.
   * Default false: a large document takes seconds.
   */
  rehearse?: boolean;
  /** Told what became of each change. Default: a line to `log`. */
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
  /** Host names that the control side accepts, in addition to localhost, 127.0.0.1 and [::1]. */
  allowedHosts?: readonly string[];
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
  /** `http://host:port`. */
  readonly origin: string;
  /** The address that the system has bound: `0.0.0.0:4010`, `[::1]:4010`; undefined: no socket. */
  readonly bound: string | undefined;
  /** The same of the control side. */
  readonly controlBound: string | undefined;
  /** `http://host:port` of the control side; undefined: no control side. */
  readonly control: string | undefined;
  /** The rules of a vendor below `evidence`, and what happens instead of each. */
  leftOut(vendor: string): readonly LeftOut[];
  /** Parts of a vendor's document that were repaired or are not used, with file and line. */
  notes(vendor: string): readonly VendorNote[];
  /** For an inferred behavior: a summary of the inference, in a few lines. Empty for other vendors. */
  understood(vendor: string): readonly string[];
  /** The records that `fake` made for each inferred resource. */
  faked(vendor: string): readonly FakedResource[];
  /** A curl command that calls a vendor; undefined: no operation can be called without further data. */
  curl(vendor: string): string | undefined;
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
  /** Resolves when all calls have ended and the ports are closed. Can be called several times. */
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

/** Maximum number of sandboxes with changes. */
const MAX_SANDBOXES = 10_000;

/**
 * Starts a double.
 * @throws MistakesError for an invalid vendor directory or seed; UnknownVendorError; SteeringError for an invalid state, clock or journal bound; ControlError if opening the control side would be unsafe; the system's error if the port is in use
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
  const loaded = await loadVendors({ ...options, files });
  if (recorded && loaded.every((vendor) => (vendor.files?.size ?? 0) === 0)) throw new NothingToWatchError();
  const limits = limitsOf(options);
  const log = options.log ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const making = {
    randomSeed: options.randomSeed ?? 1,
    maker: new FakerMaker(),
    checkSnapshot: snapshotMistake,
    checkFault: faultMistake,
  };
  const vendors = await ready(loaded, options, making);
  const make: WorldOptions = {
    ...making,
    vendors,
    now: Date.now,
    clock: options.clock,
    journal: options.journal,
    journals: new AllJournals(journalsBound(options.journal?.allBytes)),
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
        `a reply violates its schema at ${at}: ${violations.map((violation) => `${violation.field || 'body'} ${violation.problem}`).join('; ')}`,
      ),
  };
  const answering = (): Exchange =>
    createExchange({ vendors, host, world, replyHeaders: options.replyHeaders ?? true });
  let current = answering();
  const exchange: Exchange = (incoming) => current(incoming);
  const answerer = answererOf(exchange, host.failed, new Sender(limits));
  const server = createVendorServer(answerer, exchange, host.failed, limits);
  const address = options.host ?? '127.0.0.1';
  const bound = options.listen === false ? undefined : await listen(server, options.port ?? 0, address);
  const port = bound?.port;
  const origin = port === undefined ? 'http://stuntdouble.localhost' : `http://${reachable(address)}:${port}`;
  const names = (): string[] => vendors.map((vendor) => vendor.name);

  const vendorCalled = (name: string): Vendor =>
    vendors.find((vendor) => vendor.name === name) ?? unknownVendor(name, names());
  const sandbox = (name: string): SandboxHandle => {
    if (!isSandboxName(name))
      throw new SteeringError('/sandbox', `invalid sandbox name: ${name}`, `use ${sandboxNames}`);
    const here = (): Sandbox => {
      const found = kept(name);
      if (found === undefined) throw new Error(`Cannot create sandbox ${name}: there are already ${MAX_SANDBOXES}`);
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
  const textOf = (how?: SnapshotOptions, gone?: AbortSignal): Promise<readonly Uint8Array[]> =>
    inSlices(
      stateText(
        worlds.all().map((item) => [item.name, item.capture()]),
        how,
      ),
      gone,
    );
  const { saveState } = options;
  const control = await openControl(options, limits, host.failed, {
    vendors,
    sandboxes: worlds,
    isReady: () => port === undefined || server.listening,
    url: (name, vendor) => sandbox(name).url(vendor),
    save: saveState && (async (gone) => void (await saveState(state, (how) => textOf(how, gone)))),
  }).catch(async (error: unknown) => {
    await stop(server, limits.stopTimeout);
    throw error;
  });
  if (control) host.answered = control.answered;
  const watching =
    recorded &&
    watchVendors({
      load: async (named) => ready(await loadVendors({ ...options, files, named }), options, making),
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
    bound: bound?.address,
    control: control?.url,
    controlBound: control?.bound,
    leftOut: (name) => vendorCalled(name).leftOut,
    notes: (name) => vendorCalled(name).notes?.() ?? [],
    understood: (name) => vendorCalled(name).understood?.() ?? [],
    faked: (name) => fakedIn(vendorCalled(name)),
    curl,
    sandbox,
    state,
    stateText: (how) => textOf(how),
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

/** As the options want them, before anything is served. */
async function ready(
  loaded: Vendor[],
  { rehearse = false, fake }: DoubleOptions,
  making: Parameters<typeof withFakes>[2],
): Promise<Vendor[]> {
  if (!rehearse) return withFakes(loaded, fake, making);
  const { rehearsed } = await import('../suite/inferred/rehearsed.js');
  const vendors: Vendor[] = [];
  for (const vendor of loaded) vendors.push(vendor.understood ? (await rehearsed(vendor)).vendor : vendor);
  return withFakes(vendors, fake, making);
}

/** Express is loaded with the first request, because a double with its own port does not need it. */
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

/** Loads the code of the control side only if it is used. */
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

/** The account with this name or this credential. */
function accountNamed(vendor: Vendor, account: string, accounts: Host['accounts']): Account {
  const isName =
    /^acct_[0-9a-f]{12}$/.test(account) || vendor.seed.credentials.some((credential) => credential.name === account);
  return (isName ? undefined : accounts(vendor, account)) ?? { name: account, number: 0 };
}

/** @throws SteeringError */
function journalsBound(bytes = 0): number {
  if (!Number.isSafeInteger(bytes) || bytes < 0)
    throw new SteeringError('/journal/allBytes', `${bytes} is not allowed`, 'use a whole number from 0');
  return bytes > 0 ? bytes : Math.floor(getHeapStatistics().heap_size_limit / 8);
}
