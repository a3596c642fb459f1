import { EditionError } from '../loading/edition/chosen.js';
import { editionNamed } from '../grammar/edition-name.js';
import { UnknownVendorError } from '../loading/vendors.js';
import { randomBytes } from 'node:crypto';
import { ControlError } from '../control/control-error.js';
import { isLoopback } from '../control/guard.js';
import type { Double, DoubleOptions } from '../double/api.js';
import { NothingToWatchError, startDouble } from '../double/start.js';
import { reloadText, type Reload } from '../double/watch/reloader.js';
import { suggest } from '../engine/values/suggest.js';
import { limitsOf } from '../http/limits.js';
import { SteeringError } from '../world/steering.js';
import { storeLimitsOf } from '../world/store/usage.js';
import { claimState } from '../world/snapshot/state-claim.js';
import { readState, writeState } from '../world/snapshot/state-file.js';
import { StateTakenError } from '../world/snapshot/state-lock.js';
import { TlsError } from '../tls/tls-error.js';
import { MistakesError } from '../loading/mistakes.js';
import { ExitError, exitCodes } from './exit.js';
import type { ServeFlags } from './flags.js';
import { fakedLines } from './faked.js';
import { leftOutLines } from './left-out.js';
import { openBrowser } from './open-browser.js';
import { tlsExit, tlsOf, trustedFile, writeTrusted } from './tls-flags.js';

/**
 * Serves until SIGTERM, SIGINT or SIGHUP. A second signal ends the process at once.
 * @param commands names to suggest when the first argument is not a vendor
 */
export async function serve(vendors: string[], flags: ServeFlags, commands: readonly string[]): Promise<void> {
  if (flags.withSecrets && flags.state === undefined)
    throw new ExitError('Cannot use --with-secrets without --state', exitCodes.usage);
  if (flags.open && (flags.controlPort === 'off' || !flags.console))
    throw new ExitError(
      'Cannot use --open without the console: leave out --no-console and --control-port off',
      exitCodes.usage,
    );
  const signals = stopSignals();
  const release = claim(flags.state);
  const out = (line: string): void => {
    if (!flags.quiet) process.stdout.write(`${line}\n`);
  };
  const save = saver(flags);
  const double = await start(vendors, flags, { save, out }).catch((error: unknown) => {
    release();
    if (!(error instanceof UnknownVendorError)) throw error;
    throw new ExitError(
      `${error.message}\nUnknown command ${error.vendor}; ${suggest(error.vendor, commands)}`,
      exitCodes.usage,
    );
  });
  await writeTrusted(flags, double).catch(async (error: unknown) => {
    await double.close();
    release();
    throw error;
  });
  announce(double, flags, vendors, out);
  if (flags.open && double.console !== undefined)
    openBrowser(double.console, (reason) =>
      process.stderr.write(`Cannot open ${double.console ?? ''} in a browser (${reason}). Open it by hand.\n`),
    );
  await signals.ready();
  await double.close();
  try {
    await save((how) => double.stateText(how));
  } catch (error) {
    throw new ExitError(`Cannot save ${flags.state ?? ''}: ${messageOf(error)}`, exitCodes.failed);
  } finally {
    release();
  }
  if (flags.json) out(JSON.stringify({ event: 'stopped' }));
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Handles the signals that end the process from the beginning: the first process of a container has no default for them.
 * Before the double is ready there is nothing to save, and the process ends at once.
 */
function stopSignals(): { ready: () => Promise<void> } {
  let isReady = false;
  let stop: (() => void) | undefined;
  let signalled = false;
  const onSignal = (): void => {
    if (!isReady) process.exit(exitCodes.ok);
    if (signalled) process.exit(exitCodes.failed);
    signalled = true;
    stop?.();
  };
  for (const signal of SIGNALS) {
    // Replaces the listeners of dist/cli.cjs. They are removed last: a signal that arrives without a listener is lost.
    const before = process.listeners(signal);
    process.on(signal, onSignal);
    for (const listener of before) process.off(signal, listener);
  }
  return {
    ready: () => {
      isReady = true;
      return new Promise((resolve) => (stop = resolve));
    },
  };
}

/** The state file, for this process alone. */
function claim(file: string | undefined): () => void {
  if (file === undefined) return () => undefined;
  try {
    const release = claimState(file);
    process.once('exit', release);
    return release;
  } catch (error) {
    const code = error instanceof StateTakenError ? exitCodes.portTaken : exitCodes.usage;
    throw new ExitError(`Cannot use ${file} as --state: ${messageOf(error)}`, code);
  }
}

async function start(
  vendors: string[],
  flags: ServeFlags,
  { save, out }: { save: Save; out: (line: string) => void },
): Promise<Double> {
  const { port, host, specs, seed, auth, evidence, randomSeed, clock, replyHeaders } = flags;
  const state = stateIn(flags.state);
  const tls = tlsOf(flags);
  try {
    return await startDouble({
      vendors,
      port,
      host,
      auth,
      evidence,
      randomSeed,
      replyHeaders,
      watch: flags.watch,
      rehearse: flags.rehearse,
      reloaded: (reload) => tellReload(reload, flags, out),
      ...limitsOf(flags),
      ...storeLimitsOf(flags),
      journal: { entries: flags.journalEntries, bytes: flags.journalBytes, allBytes: flags.journalAllBytes },
      ...(specs !== undefined && { specs }),
      ...(flags.accounts !== undefined && { accounts: flags.accounts }),
      ...(seed !== undefined && { seed }),
      ...(flags.edition !== undefined && { editions: flags.edition }),
      ...(flags.fake !== undefined && { fake: flags.fake }),
      ...(clock !== undefined && { clock }),
      ...(state !== undefined && { state }),
      ...(flags.state !== undefined && { saveState: (_, stateText) => save(stateText) }),
      ...controlOf(flags),
      ...tls,
    });
  } catch (error) {
    if (error instanceof SteeringError && flags.state !== undefined)
      throw new ExitError(`Cannot restore state from ${flags.state}: ${error.message}`, exitCodes.usage);
    throw error instanceof TlsError ? tlsExit(error, flags) : exitOf(error);
  }
}

/** The state that an earlier run saved, if any. */
function stateIn(file: string | undefined): unknown {
  if (file === undefined) return undefined;
  try {
    return readState(file);
  } catch (error) {
    throw new ExitError(`Cannot use ${file} as --state: ${messageOf(error)}`, exitCodes.usage);
  }
}

/** Rejects with the error of the file system. */
type Save = (stateText: Double['stateText']) => Promise<void>;

/** Writes the state file. Saves run one after the other, so that an earlier state never replaces a later one. */
function saver({ state: file, withSecrets }: ServeFlags): Save {
  let last: Promise<void> = Promise.resolve();
  const write: Save = async (stateText) => {
    if (file !== undefined) await writeState(file, await stateText({ withSecrets }), withSecrets);
  };
  return (stateText) => {
    const next = last.then(() => write(stateText));
    last = next.catch(() => undefined);
    return next;
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Options of the control side. On a non-loopback address it needs a token: without one, a token is generated and printed once. */
function controlOf({ controlPort, controlHost, controlToken, allowedHost, console }: ServeFlags): DoubleOptions {
  if (controlPort === 'off') return {};
  let token = controlToken;
  if (token === undefined && !isLoopback(controlHost)) {
    token = randomBytes(24).toString('base64url');
    process.stderr.write(`control token: ${token}\n`);
  }
  return {
    controlPort,
    controlHost,
    ...(token !== undefined && { controlToken: token }),
    allowedHosts: allowedHost,
    console,
  };
}

interface SystemError {
  code?: string;
  hostname?: string;
  address?: string;
  port?: number;
}

function exitOf(error: unknown): unknown {
  if (error instanceof MistakesError || error instanceof NothingToWatchError || error instanceof EditionError)
    return new ExitError(error.message, exitCodes.usage);
  if (error instanceof ControlError) return new ExitError(`${error.message} Use --control-token.`, exitCodes.usage);
  const { code, hostname = '', address: host = hostname, port = 0 } = error as SystemError;
  if (code === 'EADDRINUSE')
    return new ExitError(
      `Cannot listen on ${host}:${port}: the port is taken. Choose another with --port or --control-port (0: any free port), or stop the process that uses it.`,
      exitCodes.portTaken,
    );
  if (code === 'EACCES')
    return new ExitError(
      `Cannot listen on ${host}:${port}: permission denied. Use a port above 1023.`,
      exitCodes.portTaken,
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ExitError(
      `Cannot listen on ${host}: this machine does not have this address. Use 127.0.0.1 or 0.0.0.0.`,
      exitCodes.usage,
    );
  return error;
}

/** A summary of the inferred behavior, and the commands that show more. */
function understoodLines(double: Double, name: string, sources: readonly string[]): readonly string[] {
  const lines = double.understood(name);
  if (lines.length === 0) return lines;
  const notes = double.notes(name, { examples: false }).length;
  const source = sources.length === 1 && sources[0] !== undefined ? sources[0] : 'FILE';
  return [
    ...lines,
    ...fakedLines(double.faked(name)),
    ...(notes > 0
      ? [`${notes} ${notes === 1 ? 'note' : 'notes'} on the document: see stuntdouble check ${source}`]
      : []),
    `what each operation does: stuntdouble explain ${source}`,
  ];
}

function tellReload(reload: Reload, { json }: ServeFlags, out: (line: string) => void): void {
  const isProblem = 'problem' in reload;
  if (json) out(JSON.stringify({ event: isProblem ? 'notReloaded' : 'reloaded', ...reload }));
  else if (isProblem) process.stderr.write(`${reloadText(reload)}\n`);
  else out(reloadText(reload));
}

/** A URL for local clients, and the address that is bound, where they differ: `0.0.0.0`, the address of a host name. */
const shown = (url: string, bound = ''): string => (url.endsWith(`//${bound}`) ? url : `${url} (bound to ${bound})`);

/** Whether it is an edition whose vendor is served as well. */
const isBesideBase = (name: string, { vendors }: Double): boolean => vendors.includes(editionNamed(name)?.base ?? '');

/** `5 vendors, one document and one edition` */
function countOf(double: Double): string {
  const editions = double.vendors.filter((name) => isBesideBase(name, double)).length;
  const documents = double.vendors.filter(
    (name) => !isBesideBase(name, double) && double.understood(name).length > 0,
  ).length;
  const counts = { vendor: double.vendors.length - editions - documents, document: documents, edition: editions };
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([one, count]) => (count === 1 ? `one ${one}` : `${count} ${one}s`));
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function announce(double: Double, flags: ServeFlags, sources: readonly string[], out: (line: string) => void): void {
  const urls = Object.fromEntries(double.vendors.map((name) => [name, double.url(name)]));
  const { control } = double;
  const ca = trustedFile(flags);
  if (flags.json) {
    const leftOut = Object.fromEntries(double.vendors.map((name) => [name, double.leftOut(name)]));
    const bound = { bound: double.bound ?? null, controlBound: double.controlBound ?? null };
    const ready = {
      event: 'ready',
      url: double.origin,
      control: control ?? null,
      console: double.console ?? null,
      ...bound,
      ...(ca !== undefined && { ca }),
      vendors: urls,
    };
    return out(JSON.stringify(flags.evidence === 'inferred' ? ready : { ...ready, leftOut }));
  }
  for (const name of double.vendors)
    for (const line of leftOutLines(name, double.leftOut(name))) process.stderr.write(`${line}\n`);
  out(
    `stuntdouble serves ${countOf(double)} on ${shown(double.origin, double.bound)}${control === undefined ? '' : `, control on ${shown(control, double.controlBound)}`}${double.console === undefined ? '' : `, console on ${double.console}`}${ca === undefined ? '' : `, CA certificate in ${ca}`}`,
  );
  for (const name of double.vendors.filter((item) => !isBesideBase(item, double))) {
    out('');
    out(`${name}  ${urls[name] ?? ''}`);
    for (const line of understoodLines(double, name, sources)) out(`  ${line}`);
    const line = double.curl(name, ca);
    if (line !== undefined) out(`  ${line}`);
    const editions = double.vendors.filter((item) => editionNamed(item)?.base === name);
    if (editions.length > 0) out(`  editions: ${editions.map((item) => double.url(item)).join(' ')}`);
  }
}
