/** The vendors' port: node:http around the exchange. Express serves only for mounting (docs/decisions/0009). */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type AddressInfo, type Socket } from 'node:net';
import { ClientGone } from '../engine/model/refusal.js';
import { memoizeLast } from '../engine/values/memoize.js';
import { realTimers } from '../timers/real-timers.js';
import { drain, isWhole, receiveBody, wholeMessage } from './receive-body.js';
import { deliver } from './deliver.js';
import type { Exchange, Outgoing } from './exchange.js';
import { closeIdle } from './idle-timeout.js';
import { limitConnections, serverOptions, type ClientLimits } from './client-limits.js';
import { Request } from './request.js';
import type { Sender } from './sender.js';
import { overTcp, schemeOf, type Transport } from './transport.js';
import { turns } from './turns.js';
import { answerUnreadable, closeAfterUpgrade, closingReply } from './unreadable.js';
import { closeConnectionsAtStop, trackConnections } from './connections-at-stop.js';

/** Logs an internal error. */
export type Failed = (error: unknown, at: string) => void;

/** Computes the response; the returned function sends it and resolves once it is sent. Never throws or rejects. */
export type Answerer = (request: IncomingMessage, response: ServerResponse) => () => Promise<void> | undefined;

export function answererOf(exchange: Exchange, failed: Failed, sender: Sender): Answerer {
  const lost = (error: unknown, request: IncomingMessage, response: ServerResponse): undefined => {
    if (!(error instanceof ClientGone)) failed(error, `${request.method} ${request.url}`);
    response.destroy();
  };
  return (request, response) => {
    let outgoing: Outgoing | Promise<Outgoing>;
    try {
      outgoing = exchange({
        scheme: schemeOf(request.socket),
        method: request.method ?? 'GET',
        target: request.url ?? '/',
        headers: request.headers,
        body: (limit) => receiveBody(request, limit),
        whole: () => wholeMessage(request),
      });
    } catch (error) {
      return () => lost(error, request, response);
    }
    return () => {
      try {
        const sent =
          outgoing instanceof Promise
            ? outgoing.then((reply) => sendReply(sender, request, response, reply))
            : sendReply(sender, request, response, outgoing);
        return sent?.catch((error: unknown) => lost(error, request, response));
      } catch (error) {
        return lost(error, request, response);
      }
    };
  };
}

function sendReply(
  sender: Sender,
  request: IncomingMessage,
  response: ServerResponse,
  outgoing: Outgoing,
): Promise<void> | undefined {
  if (outgoing.delivery === undefined && isWhole(request))
    return sender.end(response.writeHead(outgoing.status, outgoing.headers), outgoing.text);
  // First parse the bytes that came with the headers: if they are not HTTP, the reply is a 400.
  return Promise.resolve().then(() =>
    deliver(sender, response, outgoing, isWhole(request) ? undefined : drain(request)),
  );
}

/** The problem of a request's Host headers (RFC 9112 §3.2); undefined: none. */
function hostProblem({ rawHeaders, headers, httpVersion }: IncomingMessage): string | undefined {
  if (headers.host === undefined)
    return httpVersion === '1.1' ? 'A request of HTTP/1.1 needs a Host header.' : undefined;
  let hosts = 0;
  // Names and values alternate. Node itself keeps the first of several Host headers.
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  if (hosts > 1) return 'A request has one Host header only.';
  return isHost(headers.host) ? undefined : 'The Host header is not a host with an optional port.';
}

/** What keeps a request from being read as it was meant; undefined: nothing. */
export function messageProblem(request: IncomingMessage): { status: number; detail: string } | undefined {
  const detail = hostProblem(request);
  if (detail !== undefined) return { status: 400, detail };
  const coding = request.headers['transfer-encoding'];
  // RFC 9112 §6.1. Node reads `gzip, chunked` as `chunked`, and refuses what does not end with it.
  return coding !== undefined && /,\s*chunked\s*$/i.test(coding)
    ? { status: 501, detail: 'Only the transfer coding `chunked` is supported: send the body without another one.' }
    : undefined;
}

/** `uri-host [ ":" port ]` of RFC 9110 §7.2, which may be empty. */
const isHost = memoizeLast((host: string) =>
  /^(?:\[[\da-fv:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})*)(?::\d*)?$/i.test(host),
);

interface RunningCall {
  request: IncomingMessage;
  response: ServerResponse;
  /** Sends the reply; undefined: it is not computed yet. */
  send: (() => Promise<void> | undefined) | undefined;
}

export function createVendorServer(
  answerer: Answerer,
  exchange: Exchange,
  failed: Failed,
  limits: ClientLimits,
  transport: Transport = overTcp,
): Server {
  // Node's own reply to a missing Host has no body.
  const server = transport.createServer(
    { ...serverOptions(limits), keepAliveTimeout: 0, requireHostHeader: false, IncomingMessage: Request },
    (request, response) => {
      // RFC 9112 §9.6: requests after a reply that closes the connection are not processed.
      if (!request.socket.writable) return;
      closeAfterUpgrade(request, response);
      const problem = messageProblem(request);
      if (problem !== undefined) {
        const { status, headers, text } = closingReply(problem.status, problem.detail);
        return void response.writeHead(status, headers).end(text);
      }
      // RFC 9112 §9.3.2: requests of one connection are answered in order. A response that must wait has no socket yet.
      if (response.socket) return together({ request, response, send: undefined });
      response.once('socket', (socket: Socket) => {
        // In a turn of its own: thousands of requests in one packet would keep others waiting.
        if (socket.writable) together({ request, response, send: undefined });
      });
    },
  );
  // Also answers a client that half-closes its connection: the FIN may be read together with the request. This property
  // of Node is not documented.
  Object.assign(server, { httpAllowHalfOpen: true });
  const connections = closeIdle(server, limits, transport.connection);
  trackConnections(server, transport.connection);
  const compute = (call: RunningCall): void => {
    call.send = answerer(call.request, call.response);
  };
  const finish = ({ request: { socket }, send }: RunningCall): void => {
    const sent = send?.();
    if (sent === undefined) return connections.idle(socket);
    connections.busy(socket);
    void sent.then(() => connections.idle(socket));
  };
  const together = turns(compute, finish);
  limitConnections(server, 'vendors', limits);
  answerUnreadable(server, (error) => failed(error, 'a request that could not be read'), exchange);
  return server;
}

/** The host for local clients of a server with this bind address. */
export const reachable = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : bracketed(host);

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The address that a server is bound to. */
export interface Bound {
  port: number;
  /** As the system names it: `0.0.0.0:4010`, `[::1]:4010`. A host name has become an address. */
  address: string;
}

/** Rejects with the system's error (EADDRINUSE, EACCES …). */
export function listen(server: Server, port: number, host: string): Promise<Bound> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const bound = server.address() as AddressInfo;
      resolve({ port: bound.port, address: `${bracketed(bound.address)}:${bound.port}` });
    });
  });
}

/** Interval in milliseconds for closing idle and unused connections while running calls are awaited. */
const SWEEP = 50;

/** Lets the process end while the listener and its connections are open. */
export function unref(server: Server): void {
  server.unref().on('connection', (socket: Socket) => socket.unref());
}

/**
 * Stops accepting calls, waits for running ones, and closes the remaining connections after `grace` milliseconds; 0: at
 * once, also those that an earlier call waits for.
 */
export function stop(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    if (grace === 0) server.closeAllConnections();
    if (!server.listening) return resolve();
    const closeIdleOnes = (): void => {
      server.closeIdleConnections();
      closeConnectionsAtStop(server);
    };
    // These timers keep the process alive: otherwise it could end before the promise resolves.
    const sweep = realTimers.setInterval(() => afterReading(closeIdleOnes), SWEEP);
    const timer = realTimers.setTimeout(() => server.closeAllConnections(), grace);
    stopListening(server, () => {
      realTimers.clearInterval(sweep);
      realTimers.clearTimeout(timer);
      resolve();
    });
    afterReading(closeIdleOnes);
  });
}

/**
 * Unlike `close` of node:http, closes no connection: from Node 26 on, that one would also close those whose first request
 * has arrived and is not read yet.
 */
function stopListening(server: Server, closed: () => void): void {
  NetServer.prototype.close.call(server, () => {
    // Ends the checks for timeouts.
    server.close();
    closed();
  });
}

/** Calls `act` after everything that has arrived was read: a busy process reads late. */
const afterReading = (act: () => void): void => void realTimers.setImmediate(() => realTimers.setImmediate(act));
