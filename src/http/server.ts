/** The vendor port: bare node:http around the exchange; Express is how the double is mounted elsewhere (docs/decisions/0009). */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ClientGone } from '../engine/refusal.js';
import { drain, isWhole, readBody } from './body.js';
import { deliver } from './deliver.js';
import type { Exchange, Outgoing } from './exchange.js';
import { closeIdle } from './idle.js';
import { limit, serverOptions, type Limits } from './limits.js';
import { answerUnreadable, own } from './unreadable.js';

/** Told of failures of ours. */
export type Failed = (error: unknown, at: string) => void;

/** Where the answer is not on its way yet, a promise that resolves when it is; it never rejects. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined;

export function listenerOf(exchange: Exchange, failed: Failed): Listener {
  return (request, response) => {
    const lost = (error: unknown): void => {
      if (!(error instanceof ClientGone)) failed(error, `${request.method} ${request.url}`);
      response.destroy();
    };
    try {
      const outgoing = exchange({
        method: request.method ?? 'GET',
        target: request.url ?? '/',
        headers: request.headers,
        body: (limit) => readBody(request, limit),
      });
      const sent =
        outgoing instanceof Promise
          ? outgoing.then((it) => send(request, response, it))
          : send(request, response, outgoing);
      return sent?.catch(lost);
    } catch (error) {
      lost(error);
      return undefined;
    }
  };
}

function send(request: IncomingMessage, response: ServerResponse, outgoing: Outgoing): Promise<void> | undefined {
  if (outgoing.delivery === undefined && isWhole(request)) {
    response.writeHead(outgoing.status, outgoing.headers).end(outgoing.text);
    return undefined;
  }
  // What came with the headers is looked at first: where it is no HTTP, that is the answer.
  return Promise.resolve().then(() => deliver(response, outgoing, isWhole(request) ? undefined : drain(request)));
}

export function createVendorServer(listener: Listener, exchange: Exchange, failed: Failed, limits: Limits): Server {
  // Node says a 400 without a word where there is no Host.
  const server = createServer(
    { ...serverOptions(limits), keepAliveTimeout: 0, requireHostHeader: false },
    (request, response) => {
      if (request.headers.host === undefined && request.httpVersion === '1.1') {
        const { status, headers, text } = own(400, 'A request of HTTP/1.1 has a Host header.');
        return void response.writeHead(status, headers).end(text);
      }
      // RFC 9112 §9.3.2: what came before it on this connection comes before it. Until then a response has no socket.
      if (response.socket) answer(request, response);
      else response.once('socket', () => answer(request, response));
    },
  );
  const connections = closeIdle(server, limits.keepAliveTimeout);
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request;
    const pending = listener(request, response);
    if (pending === undefined) return connections.idle(socket);
    connections.busy(socket);
    void pending.then(() => connections.idle(socket));
  };
  limit(server, limits);
  answerUnreadable(server, exchange, (error) => failed(error, 'a request that could not be read'));
  return server;
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

/** How often connections whose call is over are closed while others are waited for: milliseconds. */
const SWEEP = 50;

/** Lets the process end although this listens, and although clients stay connected. */
export function unref(server: Server): void {
  server.unref().on('connection', (socket: Socket) => socket.unref());
}

/** Stops taking calls, waits for those under way, and closes what is left after `grace` milliseconds. */
export function stop(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP).unref();
    const timer = setTimeout(() => server.closeAllConnections(), grace).unref();
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
