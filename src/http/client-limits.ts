/** The limits of a listener (docs/limits.md). */
import type { Server, ServerOptions } from 'node:http';
import { connectionsFor, type Listener } from './connection-limit.js';

export interface ClientLimits {
  /** Maximum bytes of a request body; a behavior can override it. Default 1 MiB. */
  maxBodySize: number;
  /** Maximum bytes of request line and headers. Default 16 KiB. */
  maxHeaderSize: number;
  /** Maximum number of open connections; further ones are closed. Default 0: by the number of file descriptors. */
  maxConnections: number;
  /** Milliseconds until the headers of a request must have arrived. Default 30 s; 0: no limit. */
  headersTimeout: number;
  /** Milliseconds until the whole request must have arrived. Default 2 min; 0: no limit. */
  requestTimeout: number;
  /** Milliseconds that an idle connection is kept open. Default 75 s; 0: forever. */
  keepAliveTimeout: number;
  /** Milliseconds until a client must have read the next 64 KiB of a reply. Default 10 s; 0: no limit. */
  sendTimeout: number;
  /** Maximum bytes of unsent replies on all connections of a port; beyond that, stalled connections are closed. Default 256 MiB. */
  maxUnsentBytes: number;
  /** Milliseconds that running calls have to end when the double stops. Default 4 s. */
  stopTimeout: number;
}

export const defaultLimits: ClientLimits = {
  maxBodySize: 1024 * 1024,
  maxHeaderSize: 16 * 1024,
  maxConnections: 0,
  headersTimeout: 30_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 75_000,
  sendTimeout: 10_000,
  maxUnsentBytes: 256 * 1024 * 1024,
  stopTimeout: 4_000,
};

/** Fills in the defaults of limits that are not given. */
export function clientLimitsOf(given: Partial<ClientLimits>): ClientLimits {
  const limits = { ...defaultLimits };
  for (const name of Object.keys(limits) as (keyof ClientLimits)[]) limits[name] = given[name] ?? limits[name];
  return limits;
}

/** How often Node checks the timeouts of its connections. */
const CHECK_MS = 1000;

export function serverOptions(limits: ClientLimits): ServerOptions {
  const { maxHeaderSize, headersTimeout, requestTimeout, keepAliveTimeout } = limits;
  return {
    maxHeaderSize,
    // Node requires headersTimeout to be at most requestTimeout.
    headersTimeout: requestTimeout === 0 ? headersTimeout : Math.min(headersTimeout || requestTimeout, requestTimeout),
    requestTimeout,
    keepAliveTimeout,
    connectionsCheckingInterval: CHECK_MS,
  };
}

export function limitConnections(server: Server, listener: Listener, { maxConnections }: ClientLimits): void {
  const most = maxConnections > 0 ? maxConnections : connectionsFor(listener);
  if (most > 0) server.maxConnections = most;
  // By default Node silently drops headers after the thousandth. Their total size is limited by maxHeaderSize.
  server.maxHeadersCount = 0;
}
