import type { Server } from 'node:http';
import { startDouble, UnknownVendorError, type Double } from '../double.js';
import { createControlServer } from '../http/control.js';
import { listen, stop } from '../http/server.js';
import { MistakesError } from '../vendor/mistakes.js';
import { ExitError, exitCodes } from './exit.js';
import type { ServeFlags } from './flags.js';

/** Serves until SIGTERM or SIGINT; a second signal ends the process at once. */
export async function serve(vendors: string[], flags: ServeFlags): Promise<void> {
  const double = await start(vendors, flags);
  const control = createControlServer(() => true);
  const controlPort = await listenControl(control, flags.controlPort).catch(async (error: unknown) => {
    await double.close();
    throw error;
  });
  const out = (line: string): void => {
    if (!flags.quiet) process.stdout.write(`${line}\n`);
  };
  // A reader that went away (`stuntdouble serve | head`) is no reason to stop serving.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  announce(double, controlPort, flags, out);
  await new Promise<void>((resolve) => {
    const onSignal = (): void => {
      process
        .once('SIGTERM', () => process.exit(exitCodes.failed))
        .once('SIGINT', () => process.exit(exitCodes.failed));
      resolve();
    };
    process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
  });
  await Promise.all([double.close(), stop(control)]);
  if (flags.json) out(JSON.stringify({ event: 'stopped' }));
}

async function start(vendors: string[], flags: ServeFlags): Promise<Double> {
  const { port, host, specs, seed, auth, randomSeed, clock, replyHeaders } = flags;
  try {
    return await startDouble({
      vendors,
      port,
      host,
      auth,
      randomSeed,
      replyHeaders,
      ...(specs !== undefined && { specs }),
      ...(seed !== undefined && { seed }),
      ...(clock !== undefined && { clock }),
    });
  } catch (error) {
    throw exitOf(error, port, host);
  }
}

async function listenControl(control: Server, port: number | 'off'): Promise<number | undefined> {
  if (port === 'off') return undefined;
  try {
    return await listen(control, port, '127.0.0.1');
  } catch (error) {
    throw exitOf(error, port, '127.0.0.1');
  }
}

function exitOf(error: unknown, port: number, host: string): unknown {
  if (error instanceof MistakesError) return new ExitError(error.message, exitCodes.usage);
  if (error instanceof UnknownVendorError) return new ExitError(error.message, exitCodes.usage);
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE')
    return new ExitError(
      `Cannot listen on ${host}:${port}: the port is taken. Use --port or --control-port to name another (0: any), or stop what listens there.`,
      exitCodes.portTaken,
    );
  if (code === 'EACCES')
    return new ExitError(
      `Cannot listen on ${host}:${port}: this user may not. Use a port above 1023.`,
      exitCodes.portTaken,
    );
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ExitError(`Cannot listen on ${host}: this machine has no such address.`, exitCodes.usage);
  return error;
}

function announce(
  double: Double,
  controlPort: number | undefined,
  flags: ServeFlags,
  out: (line: string) => void,
): void {
  const urls = Object.fromEntries(double.vendors.map((name) => [name, double.url(name)]));
  const control = controlPort === undefined ? undefined : `http://127.0.0.1:${controlPort}`;
  if (flags.json)
    return out(JSON.stringify({ event: 'ready', url: double.origin, control: control ?? null, vendors: urls }));
  out(
    `stuntdouble serves ${double.vendors.length === 1 ? 'one vendor' : `${double.vendors.length} vendors`} on ${double.origin}${control === undefined ? '' : `, control on ${control}`}`,
  );
  for (const name of double.vendors) {
    out('');
    out(`${name}  ${urls[name] ?? ''}`);
    const line = double.curl(name);
    if (line !== undefined) out(`  ${line}`);
  }
}
