/** The vendor port: Express, with its two slow habits removed, around the exchange. */
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { ClientGone } from '../engine/refusal.js';
import { readBody } from './body.js';
import { deliver } from './deliver.js';
import type { Exchange } from './exchange.js';

/** Told of failures of ours. */
export type Failed = (error: unknown, at: string) => void;

export function createApp(exchange: Exchange, failed: Failed): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use((request, response) => {
    serve(exchange, request, response).catch((error: unknown) => {
      if (!(error instanceof ClientGone)) failed(error, `${request.method} ${request.url}`);
      response.destroy();
    });
  });
  return app;
}

async function serve(
  exchange: Exchange,
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
): Promise<void> {
  const outgoing = await exchange({
    method: request.method ?? 'GET',
    target: request.originalUrl ?? request.url ?? '/',
    headers: request.headers,
    body: (limit) => readBody(request, limit),
  });
  // What is left of a body that nobody wants is not waited for.
  if (!request.complete) outgoing.headers['connection'] = 'close';
  await deliver(response, outgoing);
}

/**
 * Express sets the prototype of every request and response, which makes those objects slow in V8. Here their classes
 * already have the app's prototypes, so that it changes nothing (measured: bare Express 0.15 → 0.61 of bare node:http).
 */
export function createAppServer(app: Express): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  app.request = AppRequest.prototype as unknown as Express['request'];
  app.response = AppResponse.prototype as unknown as Express['response'];
  return createServer({ IncomingMessage: AppRequest, ServerResponse: AppResponse }, app);
}

/** @returns the port. Rejects with the system's error (EADDRINUSE, EACCES …). */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Stops taking calls, waits for those under way, and closes what is left after `grace` milliseconds. */
export function stop(server: Server, grace = 5000): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    const timer = setTimeout(() => server.closeAllConnections(), grace);
    timer.unref();
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
