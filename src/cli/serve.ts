import { randomBytes } from 'node:crypto';
import { ControlError } from '../control/control-error.js';
import { isLoopback } from '../control/guard.js';
import type { Double, DoubleOptions } from '../double/api.js';
import { NothingToWatchError, startDouble } from '../double/start.js';
import { suggest } from '../engine/values/suggest.js';
import { clientLimitsOf } from '../http/client-limits.js';
import { EditionError } from '../loading/edition/chosen-editions.js';
import { MistakesError } from '../loading/mistakes.js';
import { UnknownVendorError } from '../loading/unknown-vendor.js';
import { TlsError } from '../tls/tls-error.js';
import { SteeringError } from '../world/steering-error.js';
import { storeLimitsOf } from '../world/store/store-limits.js';
import { announce, reportReload } from './announce.js';
import { ExitError, exitCodes, messageOf } from './exit.js';
import type { ServeFlags } from './serve-flags.js';
import { openBrowser } from './open-browser.js';
import { claimStateFile, savedState, saver, type Save } from './saved-state.js';
import { stopSignals } from './stop-signals.js';
import { tlsExit, tlsOf, writeTrusted } from './tls-flags.js';
import { withSmallYoungGeneration } from './young-generation.js';

/**
 * Serves until SIGTERM, SIGINT, SIGHUP, SIGQUIT or SIGUSR2. A further signal ends the process at once if there is no state to save.
 * @param commands names to suggest when the first argument is not a vendor
 */
export async function serve(vendors: string[], flags: ServeFlags, commands: readonly string[]): Promise<void> {
  if (flags.withSecrets && flags.state === undefined)
    throw new ExitError(
      'Cannot use --with-secrets without --state FILE: secrets are written to that file only',
      exitCodes.usage,
    );
  if (flags.open && (flags.controlPort === 'off' || !flags.console))
    throw new ExitError(
      'Cannot use --open without the console: leave out --no-console and --control-port off',
      exitCodes.usage,
    );
  const signals = stopSignals();
  const claim = await claimStateFile(flags.state);
  const out = (line: string): void => {
    if (!flags.quiet) process.stdout.write(`${line}\n`);
  };
  const save = saver(flags, claim);
  const double = await withSmallYoungGeneration(() => start(vendors, flags, { save, out })).catch((error: unknown) => {
    claim.release();
    if (!(error instanceof UnknownVendorError)) throw error;
    throw new ExitError(
      commands.length === 0
        ? error.message
        : `${error.message}\nUnknown command ${error.vendor}; ${suggest(error.vendor, commands)}`,
      exitCodes.usage,
    );
  });
  await writeTrusted(flags, double).catch(async (error: unknown) => {
    await double.close();
    claim.release();
    throw error;
  });
  announce(double, flags, vendors, out);
  if (flags.open && double.console !== undefined)
    openBrowser(double.console, (reason) =>
      process.stderr.write(`Cannot open ${double.console ?? ''} in a browser (${reason}). Open it by hand.\n`),
    );
  await signals.ready(() => {
    if (flags.state === undefined) process.exit(exitCodes.failed);
    process.stderr.write(`Saving the state to ${flags.state}. SIGKILL would end the process before it is saved.\n`);
    void double.close({ cutOff: true });
  });
  await double.close();
  try {
    await save((how) => double.stateText(how));
  } catch (error) {
    throw new ExitError(`Cannot save ${flags.state ?? ''}: ${messageOf(error)}`, exitCodes.failed);
  } finally {
    claim.release();
  }
  if (flags.json) out(JSON.stringify({ event: 'stopped' }));
}

async function start(
  vendors: string[],
  flags: ServeFlags,
  { save, out }: { save: Save; out: (line: string) => void },
): Promise<Double> {
  const { port, host, specs, seed, auth, evidence, randomSeed, clock, replyHeaders } = flags;
  const state = await savedState(flags.state);
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
      reloaded: (reload) => reportReload(reload, flags, out),
      ...clientLimitsOf(flags),
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
    throw error instanceof TlsError ? tlsExit(error, flags) : exitOf(error, flags);
  }
}

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

function exitOf(error: unknown, { port: own, controlPort }: ServeFlags): unknown {
  if (error instanceof MistakesError || error instanceof NothingToWatchError || error instanceof EditionError)
    return new ExitError(error.message, exitCodes.usage);
  if (error instanceof ControlError) return new ExitError(`${error.message} Use --control-token.`, exitCodes.usage);
  const { code, hostname = '', address: host = hostname, port = 0 } = error as SystemError;
  if (code === 'EADDRINUSE')
    return new ExitError(
      port === own && port === controlPort
        ? `Cannot listen on ${host}:${port}: --port and --control-port are the same. Choose another for one of them (0: any free port).`
        : `Cannot listen on ${host}:${port}: the port is taken. Choose another with --port or --control-port (0: any free port), or stop the process that uses it.`,
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
