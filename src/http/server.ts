/** The vendor port: Express, with its two slow habits removed, around the exchange. */
import { createServer, IncomingMessage, ServerResponse, STATUS_CODES, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import express, { type Express } from 'express';
import { ourOwn } from '../engine/own-reply.js';
import { ClientGone } from '../engine/refusal.js';
import { drain, readBody } from './body.js';
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

async function serve(exchange: Exchange, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const outgoing = await exchange({
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: request.headers,
    body: (limit) => readBody(request, limit),
  });
  // A client that is still sending reads the answer only when it has sent what it has: closing now would lose the answer.
  if (!request.complete) drain(request);
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
  const server = createServer({ IncomingMessage: AppRequest, ServerResponse: AppResponse }, (request, response) => {
    toOriginForm(request);
    app(request as never, response as never);
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { status, headers, text } = own(417, 'The only expectation that is met is 100-continue.');
    response.writeHead(status, headers).end(text);
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => refuse(socket, 405, 'This is no proxy.'));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const isLarge = error.code === 'HPE_HEADER_OVERFLOW';
    refuse(
      socket,
      isLarge ? 431 : 400,
      isLarge ? 'The request line and headers are too large.' : 'This is no HTTP request that can be read.',
    );
  });
  return server;
}

/** A client that takes this for a proxy sends the whole URL; Express's router cannot read every one of them. */
function toOriginForm(request: IncomingMessage): void {
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(request.url ?? '') ?? [];
  if (authority === undefined || rest === undefined) return;
  request.headers.host = authority;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
}

function own(status: number, detail: string): { status: number; headers: Record<string, string>; text: string } {
  const { headers, body } = ourOwn(status, STATUS_CODES[status] ?? '', detail);
  const text = JSON.stringify(body);
  return {
    status,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(text)), connection: 'close' },
    text,
  };
}

/** An answer where Node's parser gives no request to answer. */
function refuse(socket: Duplex, status: number, detail: string): void {
  const { headers, text } = own(status, detail);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`);
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
