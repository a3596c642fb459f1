/** What a listener puts up with, whatever a client sends or does not send (docs/limits.md). */
import type { Server, ServerOptions } from 'node:http';

export interface Limits {
  /** Bytes of a request body, where the behavior does not name another limit. Default 1 MiB. */
  maxBodySize: number;
  /** Bytes of the request line and the headers. Default 16 KiB. */
  maxHeaderSize: number;
  /** Connections that are open at once; further ones are closed. Default 0: any number. */
  maxConnections: number;
  /** Milliseconds until the head of a request is there. Default 30 s; 0: any time. */
  headersTimeout: number;
  /** Milliseconds until the whole request is there. Default 2 min; 0: any time. */
  requestTimeout: number;
  /** Milliseconds that an idle connection is kept open. Default 75 s; 0: forever. */
  keepAliveTimeout: number;
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
  stopTimeout: 4_000,
};

/** Those that are given, and the defaults. */
export function limitsOf(given: Partial<Limits>): Limits {
  const limits = { ...defaultLimits };
  for (const name of Object.keys(limits) as (keyof Limits)[]) limits[name] = given[name] ?? limits[name];
  return limits;
}

/** How often Node looks for connections that are over their time. */
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

export function limit(server: Server, { maxConnections }: Limits): void {
  if (maxConnections > 0) server.maxConnections = maxConnections;
  // Node would drop the headers after the thousandth without a word; their bytes are limited anyway.
  server.maxHeadersCount = 0;
}
