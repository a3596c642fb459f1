/** The vendor port: Express, with its two slow habits removed, around the exchange. */
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { ClientGone } from '../engine/refusal.js';
import { drain, readBody } from './body.js';
import { deliver } from './deliver.js';
import type { Exchange } from './exchange.js';
import { limit, serverOptions, type Limits } from './limits.js';
import { answerUnreadable, own } from './unreadable.js';

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

async function serve(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const outgoing = await exchange({
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: request.headers,
    body: (limit) => readBody(request, limit),
  });
  await deliver(response, outgoing, request.complete ? undefined : drain(request));
}

/**
 * Express sets the prototype of every request and response, which makes those objects slow in V8. Here their classes
 * already have the app's prototypes, so that it changes nothing (measured: bare Express 0.15 → 0.61 of bare node:http).
 */
export function createAppServer(app: Express, exchange: Exchange, failed: Failed, limits: Limits): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  app.request = AppRequest.prototype as unknown as Express['request'];
  app.response = AppResponse.prototype as unknown as Express['response'];
  // Node says a 400 without a word where there is no Host.
  const options = { ...serverOptions(limits), requireHostHeader: false };
  const server = createServer(
    { ...options, IncomingMessage: AppRequest, ServerResponse: AppResponse },
    (request, response) => {
      if (request.headers.host === undefined && request.httpVersion === '1.1') {
        const { status, headers, text } = own(400, 'A request of HTTP/1.1 has a Host header.');
        return void response.writeHead(status, headers).end(text);
      }
      toOriginForm(request);
      const take = (): unknown => app(request as never, response as never);
      // RFC 9112 §9.3.2: what came before it on this connection comes before it. Until then a response has no socket.
      if (response.socket) take();
      else response.once('socket', take);
    },
  );
  limit(server, limits);
  answerUnreadable(server, exchange, (error) => failed(error, 'a request that could not be read'));
  return server;
}

/** A client that takes this for a proxy sends the whole URL; Express's router cannot read every one of them. */
function toOriginForm(request: IncomingMessage): void {
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(request.url ?? '') ?? [];
  if (authority === undefined || rest === undefined) return;
  request.headers.host = authority;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
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
export function stop(server: Server, grace: number): Promise<void> {
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
