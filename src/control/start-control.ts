import { randomBytes } from 'node:crypto';
import type { Host } from '../engine/ports.js';
import type { ClientLimits } from '../http/client-limits.js';
import { listen, reachable, stop, unref, type Failed } from '../http/server.js';
import type { Transport } from '../http/transport.js';
import { ControlError } from './control-error.js';
import { isLoopback, isToken, type GuardOptions } from './guard.js';
import { Positions } from './journal-positions.js';
import { Metrics } from './metrics.js';
import type { Controlled } from './operation.js';
import { createControlServer } from './control-listener.js';

export interface ControlOptions extends GuardOptions {
  port: number;
  host: string;
  limits: ClientLimits;
  transport: Transport;
}

export interface Control {
  url: string;
  /** The address that the system has bound. */
  bound: string;
  /** The URL of the console; undefined: it is not served. */
  console: string | undefined;
  /** To be called for each finished call. */
  answered: NonNullable<Host['answered']>;
  /** Lets the process end while the port is open. */
  unref(): void;
  /** @param grace milliseconds for running calls */
  close(grace: number): Promise<void>;
}

/** @throws ControlError before anything listens; the system's error when the port is taken */
export async function startControl(
  on: Omit<Controlled, 'metrics' | 'positions'>,
  options: ControlOptions,
  failed: Failed,
): Promise<Control> {
  const { port, host, token, transport } = options;
  if (token?.trim() === '')
    throw new ControlError('Cannot start the control side: the token is empty. Give a token, or leave it out.');
  if (token !== undefined && !isToken(token))
    throw new ControlError(
      'Cannot start the control side: the token may contain visible ASCII characters only, because it is sent in a header.',
    );
  if (token === undefined && !isLoopback(host))
    throw new ControlError(
      `Cannot start the control side on ${host} without a token: other machines can reach this address.`,
    );
  const metrics = new Metrics();
  const positions = new Positions(randomBytes(6).toString('hex'));
  const stopping = new AbortController();
  const controlled = { ...on, metrics, positions };
  const server = createControlServer(controlled, options, options.limits, failed, stopping.signal, transport);
  const bound = await listen(server, port, host);
  const close = (grace: number): Promise<void> => {
    stopping.abort();
    return stop(server, grace);
  };
  const url = `${transport.scheme}://${reachable(host)}:${bound.port}`;
  return {
    url,
    console: on.console && `${url}/`,
    bound: bound.address,
    answered: metrics.answered,
    unref: () => unref(server),
    close,
  };
}
