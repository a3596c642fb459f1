/** The vendor port: bare node:http around the exchange; Express is how the double is mounted elsewhere (docs/decisions/0009). */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ClientGone } from '../engine/refusals/refusal.js';
import { drain, isWhole, readBody } from './body.js';
import { deliver } from './deliver.js';
import type { Exchange, Outgoing } from './exchange.js';
import { closeIdle } from './idle.js';
import { limit, serverOptions, type Limits } from './limits.js';
import { Request } from './request.js';
import { turns } from './turns.js';
import { answerUnreadable, own } from './unreadable.js';

/** Told of failures of ours. */
export type Failed = (error: unknown, at: string) => void;

/** Finds the answer to a request, and gives what puts it on its way. Neither throws, nor does the promise reject, which resolves when it is. */
export type Answerer = (request: IncomingMessage, response: ServerResponse) => () => Promise<void> | undefined;

export function answererOf(exchange: Exchange, failed: Failed): Answerer {
  return (request, response) => {
    const lost = (error: unknown): undefined => {
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
      return () => {
        if (outgoing instanceof Promise) return outgoing.then((it) => send(request, response, it)).catch(lost);
        try {
          return send(request, response, outgoing)?.catch(lost);
        } catch (error) {
          return lost(error);
        }
      };
    } catch (error) {
      return () => lost(error);
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

export function createVendorServer(answerer: Answerer, exchange: Exchange, failed: Failed, limits: Limits): Server {
  // Node says a 400 without a word where there is no Host.
  const server = createServer(
    { ...serverOptions(limits), keepAliveTimeout: 0, requireHostHeader: false, IncomingMessage: Request },
    (request, response) => {
      // RFC 9112 §9.6: behind an answer that closes the connection nothing is done any more.
      if (!request.socket.writable) return;
      if (request.headers.host === undefined && request.httpVersion === '1.1') {
        const { status, headers, text } = own(400, 'A request of HTTP/1.1 has a Host header.');
        return void response.writeHead(status, headers).end(text);
      }
      // RFC 9112 §9.3.2: what came before it on this connection comes before it. Until then a response has no socket.
      if (response.socket) together(() => answer(request, response));
      else
        response.once('socket', (socket: Socket) => {
          if (socket.writable) answer(request, response)();
        });
    },
  );
  const together = turns();
  // A client that says that it will say no more is answered all the same: what it says so with may be read in the same
  // turn. Node does so when told by this property, which it does not document.
  Object.assign(server, { httpAllowHalfOpen: true });
  const connections = closeIdle(server, limits.keepAliveTimeout);
  const answer = (request: IncomingMessage, response: ServerResponse): (() => void) => {
    const { socket } = request;
    const put = answerer(request, response);
    return () => {
      const sent = put();
      if (sent === undefined) return connections.idle(socket);
      connections.busy(socket);
      void sent.then(() => connections.idle(socket));
    };
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
