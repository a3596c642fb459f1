/** The HTTP server of the control side. Start reading in answer.ts, which the first request loads. It never shares a port with the vendors. */
import { setMaxListeners } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { JsonError } from '../engine/request/parse-json.js';
import { ClientGone } from '../engine/model/refusal.js';
import { drain } from '../http/receive-body.js';
import { limitConnections, serverOptions, type ClientLimits } from '../http/client-limits.js';
import { Sender, type Text } from '../http/sender.js';
import type { Failed } from '../http/server.js';
import { answerUnreadable, closeAfterUpgrade } from '../http/unreadable.js';
import type { Transport } from '../http/transport.js';
import { trackConnections } from '../http/connections-at-stop.js';
import { SteeringError } from '../world/steering-error.js';
import type { GuardOptions } from './guard.js';
import type { Answer, Controlled } from './operation.js';
import { ofBody, Problem } from './problem.js';

/** `x-stuntdouble` identifies the control side. Bodies contain what clients sent, so no browser may render one as a page. */
const HEADERS = {
  'x-stuntdouble': 'control',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

/**
 * Time after which the system probes a silent client of a stream, ten times, once a second: together shorter than the
 * interval of the heartbeats, because it does not probe while data is under way.
 */
const KEEP_ALIVE_MS = 4000;

/** @param stopping ends pending waits */
export function createControlServer(
  on: Controlled,
  guards: GuardOptions,
  limits: ClientLimits,
  failed: Failed,
  stopping: AbortSignal,
  transport: Transport,
): Server {
  const sender = new Sender(limits);
  // Every pending request listens to it.
  setMaxListeners(0, stopping);
  const server = transport.createServer({ ...serverOptions(limits), requireHostHeader: false }, (request, response) => {
    closeAfterUpgrade(request, response);
    const gone = new AbortController();
    const leave = (): void => gone.abort(new ClientGone());
    stopping.addEventListener('abort', leave);
    response.once('close', () => {
      stopping.removeEventListener('abort', leave);
      leave();
    });
    import('./answer.js')
      .then(({ answer }) => answer(on, guards, request, gone.signal))
      .catch((error: unknown) => answerProblem(error, () => failed(error, `control ${request.method} ${request.url}`)))
      .then((reply) => {
        if (!request.complete) void drain(request);
        return sendReply(sender, request, response, reply);
      })
      .catch(() => response.destroy());
  });
  limitConnections(server, 'control', limits);
  answerUnreadable(server, (error) => failed(error, 'a request that could not be read'));
  trackConnections(server, transport.connection);
  return server;
}

function answerProblem(error: unknown, failed: () => void): Answer {
  const { status, headers, body } = problemOf(error, failed);
  return { status, body, headers: { ...headers, 'content-type': 'application/problem+json' } };
}

function problemOf(error: unknown, failed: () => void): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ClientGone) throw error;
  if (error instanceof JsonError) return ofBody(400, 'Malformed body', `The ${error.message}; send valid JSON.`);
  if (error instanceof SteeringError)
    return new Problem(400, 'Not possible', error.message, [{ pointer: error.pointer, detail: error.message }]);
  failed();
  return new Problem(500, 'stuntdouble failed', 'An error in stuntdouble; its log has the details.');
}

function sendReply(
  sender: Sender,
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, headers, stream }: Answer,
): Promise<void> | undefined {
  const isOptions = request.method === 'OPTIONS' && status === 405;
  if (stream !== undefined && !isOptions) {
    response.writeHead(status, { ...HEADERS, ...headers });
    if (request.method === 'HEAD') return void response.end();
    request.socket.setKeepAlive(true, KEEP_ALIVE_MS);
    return stream((part) => sender.write(response, part)).then(() => void response.end());
  }
  const text = bodyText(body);
  if (isOptions || text === undefined) {
    response
      .writeHead(isOptions ? 204 : status, { ...HEADERS, ...(headers?.['allow'] && { allow: headers['allow'] }) })
      .end();
    return undefined;
  }
  const length = { 'content-length': lengthOf(text) };
  response.writeHead(status, { ...HEADERS, 'content-type': 'application/json', ...headers, ...length });
  return sender.end(response, request.method === 'HEAD' ? undefined : text);
}

const isPieces = (body: unknown): body is readonly Uint8Array[] => Array.isArray(body) && body[0] instanceof Uint8Array;

function bodyText(body: unknown): Text | undefined {
  if (body === undefined) return undefined;
  return typeof body === 'string' || isPieces(body) ? body : JSON.stringify(body);
}

const lengthOf = (text: Text): number =>
  typeof text === 'string' ? Buffer.byteLength(text) : text.reduce((length, piece) => length + piece.length, 0);
