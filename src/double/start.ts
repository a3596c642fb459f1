/** The composition root: connects vendors, sandboxes, the vendors' port and the control side. */
import type { Host } from '../engine/ports.js';
import { getHeapStatistics } from 'node:v8';
import { chosenEditions } from '../loading/edition/chosen-editions.js';
import { loadVendors, unknownVendor } from '../loading/vendors.js';
import { SHARED_ACCOUNT, type Account } from '../engine/model/call.js';
import type { Vendor } from '../engine/model/vendor.js';
import { consoleFiles } from '../loading/console-files.js';
import { diskFiles, type Files } from '../loading/files.js';
import { RecordedFiles } from '../loading/recorded-files.js';
import type { RequestListener } from 'node:http';
import { accountsFor } from '../world/accounts.js';
import { requireCodeGeneration } from '../contract/code-generation.js';
import { faultMistake, snapshotMistake } from '../contract/published-schemas.js';
import type { Controlled } from '../control/operation.js';
import type { Control } from '../control/start-control.js';
import { loadOnce } from '../engine/values/load-once.js';
import { inOwnForm } from '../engine/decide/forms/shown-view.js';
import { resourceNamed } from '../engine/records/locate.js';
import { withoutSecrets } from '../engine/decide/present.js';
import { storedAs } from '../engine/records/record-key.js';
import { isSandboxName, sandboxNames } from '../grammar/sandbox-name.js';
import { DEFAULT_SANDBOX } from '../http/address.js';
import { curlLine } from '../http/curl.js';
import { sha256 } from '../http/digest.js';
import { createExchange, type Exchange } from '../http/exchange.js';
import { fetchThrough } from '../http/fetch.js';
import { clientLimitsOf, type ClientLimits } from '../http/client-limits.js';
import { Sender } from '../http/sender.js';
import type { Transport } from '../http/transport.js';
import { createVendorServer, listen, reachable, answererOf, stop, unref, type Answerer } from '../http/server.js';
import { secured } from './double-tls.js';
import { sandboxHandle, snapshotOptions, type SandboxHandle } from './sandbox.js';
import { AllJournals } from '../world/journal/all-journals.js';
import { FakerMaker } from '../world/maker/maker.js';
import type { SnapshotOptions } from '../world/snapshot/snapshot.js';
import { Sandboxes } from '../world/sandboxes.js';
import { restoreState, stateOf, stateText } from '../world/state/state.js';
import { inSlices } from '../timers/slices.js';
import { realElapsed, realNow } from '../timers/real-timers.js';
import { refuseUnknownOptions } from '../world/known-options.js';
import { SteeringError } from '../world/steering-error.js';
import { boundsOf, storeLimitsOf, Usage } from '../world/store/store-limits.js';
import { fakedIn, withFakes } from './fake/with-fakes.js';
import { nodeWatch, type Watch } from './watch/node-watch.js';
import { reloadText, watchVendors } from './watch/reloader.js';
import type { Double, DoubleOptions } from './api.js';
import { requireText } from './argument-kinds.js';
import { refuseOtherKinds } from './option-kinds.js';
import { refuseUnknownNames } from './option-names.js';
import { createWorld, type Sandbox, type WorldOptions } from '../world/world.js';

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
 * @throws TlsError for certificates that cannot be used; MistakesError for an invalid vendor directory or seed; UnknownVendorError; EditionError; SteeringError for an unknown option, or an invalid state, clock or journal bound; ControlError if opening the control side would be unsafe; the system's error if the port is in use
 */
export async function startDouble(options: DoubleOptions = {}): Promise<Double> {
  refuseUnknownNames(options);
  refuseOtherKinds(options);
  return startWith(options, { watch: nodeWatch });
}

/** Functions of the system, which tests replace. */
export interface SystemPorts {
  watch: Watch;
  files?: Files;
}

export async function startWith(options: DoubleOptions, ports: SystemPorts): Promise<Double> {
  requireCodeGeneration();
  const recorded = options.watch ? new RecordedFiles(ports.files ?? diskFiles) : undefined;
  const files = recorded ?? ports.files;
  const loaded = await loadVendors({ ...options, files });
  if (recorded && loaded.every((vendor) => (vendor.files?.size ?? 0) === 0)) throw new NothingToWatchError();
  const plain = chosenEditions(options.editions);
  const limits = clientLimitsOf(options);
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
    now: realNow,
    clock: options.clock,
    journal: options.journal,
    journals: new AllJournals(journalsBound(options.journal?.allBytes)),
    usage: new Usage(boundsOf(storeLimitsOf(options), getHeapStatistics().heap_size_limit)),
  };
  const worlds = new Sandboxes((name) => createWorld(name, make), MAX_SANDBOXES);
  const world = (name: string): Sandbox | undefined => worlds.get(name);
  const kept = (name: string): Sandbox | undefined => worlds.keep(name);
  kept(DEFAULT_SANDBOX);
  if (options.state !== undefined) await inSlices(restoreState(options.state, DEFAULT_SANDBOX, kept));
  const host: Host = {
    accounts: accountsFor(options.auth ?? 'open'),
    bodyLimit: limits.maxBodySize,
    digest: sha256,
    readMultipart: async (body, contentType) => (await import('../http/multipart.js')).readMultipart(body, contentType),
    elapsed: realElapsed,
    failed: (error, at) =>
      log(`stuntdouble failed at ${at}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    violated: (violations, at) =>
      log(
        `a reply violates its schema at ${at}: ${violations.map((violation) => `${violation.field || 'body'} ${violation.problem}`).join('; ')}`,
      ),
  };
  const answering = (): Exchange =>
    createExchange({ vendors, plain, host, world, replyHeaders: options.replyHeaders ?? true });
  let current = answering();
  const exchange: Exchange = (incoming) => current(incoming);
  const answerer = answererOf(exchange, host.failed, new Sender(limits));
  const security = await secured(options, vendors, plain, log);
  const server = createVendorServer(answerer, exchange, host.failed, limits, security.transport);
  const address = options.host ?? '127.0.0.1';
  const bound = options.listen === false ? undefined : await listen(server, options.port ?? 0, address);
  const port = bound?.port;
  const { scheme } = security.transport;
  const origin = `${scheme}://${port === undefined ? 'stuntdouble.localhost' : `${reachable(address)}:${port}`}`;
  const names = (): string[] => vendors.map((vendor) => vendor.name);

  const vendorCalled = (name: string): Vendor =>
    vendors.find((vendor) => vendor.name === (plain.get(name) ?? name)) ?? unknownVendor(name, names());
  /** The part of the path that names a vendor. */
  const segmentOf = ({ name }: Vendor): string => [...plain].find(([, edition]) => edition === name)?.[0] ?? name;
  const sandbox = (name: string): SandboxHandle => {
    requireText('sandbox', 'a name', name);
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
      url: (vendor) => `${origin}${name === DEFAULT_SANDBOX ? '' : `/@${name}`}/${segmentOf(vendorCalled(vendor))}`,
      operations: (vendor) => [...vendorCalled(vendor).rules.keys()],
      records: (vendor, resource, account) => {
        const of = vendorCalled(vendor);
        const found = resourceNamed(of, resource);
        return here()
          .store.records(of, accountNamed(of, account, host.accounts), storedAs(found))
          .flatMap((record) => inOwnForm(found, record))
          .map((record) => withoutSecrets(record, found.secret));
      },
    });
  };
  const state: Double['state'] = (how) => stateOf(worlds.all().map((item) => [item.name, item.snapshot(how)]));
  const textOfState = (how?: SnapshotOptions, gone?: AbortSignal): Promise<readonly Uint8Array[]> =>
    inSlices(
      stateText(
        worlds.all().map((item) => [item.name, item.capture()]),
        how,
      ),
      gone,
    );
  const { saveState } = options;
  const control = await openControl(options, limits, security.transport, host.failed, {
    vendors,
    sandboxes: worlds,
    maker: make.maker,
    exchange,
    isReady: () => port === undefined || server.listening,
    url: (name, vendor) => sandbox(name).url(vendor),
    save: saveState && (async (gone) => void (await saveState(state, (how) => textOfState(how, gone)))),
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
      replaced: () => {
        current = answering();
        security.renew().catch((error: unknown) => host.failed(error, 'the renewal of the certificate'));
      },
      report: options.reloaded ?? ((reload) => log(reloadText(reload))),
    });
  const close = async ({ cutOff = false } = {}): Promise<void> => {
    watching?.close();
    const grace = cutOff ? 0 : limits.stopTimeout;
    await Promise.all([stop(server, grace), control?.close(grace)]);
    for (const each of worlds.all()) each.journal.endWaits();
  };
  const vendorFor = (of: string, name: string): Vendor => {
    requireText(of, 'the name of a vendor', name);
    return vendorCalled(name);
  };
  const curl: Double['curl'] = (name, ca) => {
    requireText('curl', 'the name of a vendor', name);
    const vendor = vendors.find((item) => item.name === name);
    return vendor && curlLine(vendor, `${origin}/${segmentOf(vendor)}`, ca);
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
    ca: security.ca,
    control: control?.url,
    controlBound: control?.bound,
    console: control?.console,
    leftOut: (name) => vendorFor('leftOut', name).leftOut,
    notes(name, options) {
      refuseUnknownOptions('notes', options, { examples: true });
      return vendorFor('notes', name).notes?.(options) ?? [];
    },
    understood: (name) => vendorFor('understood', name).understood?.() ?? [],
    faked: (name) => fakedIn(vendorFor('faked', name)),
    curl,
    sandbox,
    state(how) {
      refuseUnknownOptions('state', how, snapshotOptions);
      return state(how);
    },
    async stateText(how) {
      refuseUnknownOptions('stateText', how, snapshotOptions);
      return textOfState(how);
    },
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
    async close(how) {
      refuseUnknownOptions('close', how, { cutOff: true });
      return close(how);
    },
    fetch: fetchThrough(exchange, origin),
    [Symbol.asyncDispose]: () => close(),
  };
}

/** Loads the vendors by the options, with made-up records and after a rehearsal if requested. */
async function ready(
  loaded: Vendor[],
  { rehearse = false, fake }: DoubleOptions,
  making: Parameters<typeof withFakes>[2],
): Promise<Vendor[]> {
  if (!rehearse) return withFakes(loaded, fake, making);
  const { applyRehearsal } = await import('../suite/inferred/apply-rehearsal.js');
  const vendors: Vendor[] = [];
  for (const vendor of loaded) vendors.push(vendor.understood ? (await applyRehearsal(vendor)).vendor : vendor);
  return withFakes(vendors, fake, making);
}

/** Express is loaded with the first request, because a double with its own port does not need it. */
function mountable(answerer: Answerer, failed: Host['failed'], log: (line: string) => void): RequestListener {
  const app = loadOnce(async (): Promise<RequestListener> => (await import('../http/app.js')).createApp(answerer, log));
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
  { controlPort, controlHost = '127.0.0.1', controlToken, allowedHosts, console = true }: DoubleOptions,
  limits: ClientLimits,
  transport: Transport,
  failed: Host['failed'],
  controlled: Omit<Controlled, 'metrics' | 'positions' | 'console'>,
): Promise<Control | undefined> {
  if (controlPort === undefined) return undefined;
  const { startControl } = await import('../control/start-control.js');
  return startControl(
    { ...controlled, console: console ? consoleFiles() : undefined },
    { port: controlPort, host: controlHost, token: controlToken, allowedHosts, limits, transport },
    failed,
  );
}

/** The account with this name or this credential. */
function accountNamed(vendor: Vendor, account: string, accounts: Host['accounts']): Account {
  if (vendor.behavior.accounts?.treat === 'one') return { name: SHARED_ACCOUNT, number: 0 };
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
