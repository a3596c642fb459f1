/** The limits of a listener (docs/limits.md). */
import type { Server, ServerOptions } from 'node:http';
import { connectionsFor, type Listener } from './descriptors.js';

export interface Limits {
  /** Bytes of a request body, where the behavior sets no other limit. Default 1 MiB. */
  maxBodySize: number;
  /** Bytes of the request line and the headers. Default 16 KiB. */
  maxHeaderSize: number;
  /** Connections that are open at once; further ones are closed. Default 0: as many as there are file descriptors for. */
  maxConnections: number;
  /** Milliseconds until the head of a request must have arrived. Default 30 s; 0: any time. */
  headersTimeout: number;
  /** Milliseconds until the whole request must have arrived. Default 2 min; 0: any time. */
  requestTimeout: number;
  /** Milliseconds that an idle connection is kept open. Default 75 s; 0: forever. */
  keepAliveTimeout: number;
  /** Milliseconds until a client must have taken the next 64 KiB of a reply. Default 10 s; 0: any time. */
  sendTimeout: number;
  /** Bytes of replies that clients have not taken yet, on all connections of a port; then stalled ones are cut off. Default 256 MiB. */
  maxUnsentBytes: number;
  /** Milliseconds that calls under way have when the double is told to stop. Default 4 s. */
  stopTimeout: number;
}

export const defaultLimits: Limits = {
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

/** The given limits, and the defaults of the others. */
export function limitsOf(given: Partial<Limits>): Limits {
  const limits = { ...defaultLimits };
  for (const name of Object.keys(limits) as (keyof Limits)[]) limits[name] = given[name] ?? limits[name];
  return limits;
}

/** How often Node checks the timeouts of its connections. */
const CHECK_MS = 1000;

export function serverOptions(limits: Limits): ServerOptions {
  const { maxHeaderSize, headersTimeout, requestTimeout, keepAliveTimeout } = limits;
  return {
    maxHeaderSize,
    // Node refuses a head that may take longer than the whole.
    headersTimeout: requestTimeout === 0 ? headersTimeout : Math.min(headersTimeout || requestTimeout, requestTimeout),
    requestTimeout,
    keepAliveTimeout,
    connectionsCheckingInterval: CHECK_MS,
  };
}

export function limit(server: Server, listener: Listener, { maxConnections }: Limits): void {
  const most = maxConnections > 0 ? maxConnections : connectionsFor(listener);
  if (most > 0) server.maxConnections = most;
  // By default Node drops the headers after the thousandth without an error; their bytes are limited anyway.
  server.maxHeadersCount = 0;
}
