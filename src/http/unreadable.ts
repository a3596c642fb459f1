/** Answers requests that Node's parser rejects. */
import {
  STATUS_CODES,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { problemReply } from '../engine/reply/problem-reply.js';
import type { Exchange, Outgoing } from './exchange.js';
import { schemeOf } from './transport.js';

interface ParseError extends NodeJS.ErrnoException {
  /** The last bytes received, and how many of them were parsed. */
  rawPacket?: Buffer;
  bytesParsed?: number;
}

interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  text: string | undefined;
}

const problems: Record<string, readonly [status: number, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'The request line and headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};
const notHttp = [400, 'This is not a valid HTTP request.'] as const;

/**
 * @param failed logs an internal error
 * @param exchange answers requests of other methods than Node knows; undefined: they are refused
 */
export function answerUnreadable(server: Server, failed: (error: unknown) => void, exchange?: Exchange): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { status, headers, text } = closingReply(417, 'The only supported expectation is 100-continue.');
    response.writeHead(status, headers).end(text);
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    inTurn(socket, () => write(socket, closingReply(405, 'This server is not a proxy.', { allow: '' })));
  });
  /** Connections whose reply is being sent while the client still sends. Over TLS it may not have been sent yet. */
  const ending = new WeakSet<Duplex>();
  const destroyWhenSent = (socket: Duplex): void => {
    if (!ending.has(socket)) socket.once('finish', () => socket.destroy());
    ending.add(socket);
  };
  server.on('clientError', (error: ParseError, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || socket.writableFinished) return void socket.destroy();
    if (!socket.writable) return destroyWhenSent(socket);
    inTurn(socket, () => {
      const answer =
        (exchange && otherMethod(error, exchange, socket)) ?? closingReply(...(problems[error.code ?? ''] ?? notHttp));
      if (!(answer instanceof Promise)) return write(socket, answer);
      answer.then((text) => write(socket, text)).catch(failed);
    });
  });
}

/**
 * Closes the connection after the reply to a request with `Upgrade`, which is answered as if it had none. Node's parser
 * takes what follows in the same packet for the other protocol and drops it; `Connection: close` tells the client.
 */
export function closeAfterUpgrade({ headers }: IncomingMessage, response: ServerResponse): void {
  if (headers.upgrade !== undefined && /upgrade/i.test(headers.connection ?? '')) response.shouldKeepAlive = false;
}

/** Runs after the replies to earlier requests of the connection; not at all if one of them closes it. */
function inTurn(socket: Duplex, answer: () => void): void {
  // Internal property of Node: the response that the socket is sending.
  const { _httpMessage: reply } = socket as { _httpMessage?: ServerResponse | null };
  if (reply?.req.complete) reply.once('close', () => inTurn(socket, answer));
  else if (reply?.headersSent) socket.end();
  else if (socket.writable) answer();
}

/** Node's parser accepts a fixed list of methods. For another one the vendor answers, if the request is otherwise valid. */
function otherMethod(
  { code, rawPacket, bytesParsed }: ParseError,
  exchange: Exchange,
  socket: Duplex,
): Answer | Promise<Answer> | undefined {
  if (code !== 'HPE_INVALID_METHOD' || rawPacket === undefined) return undefined;
  const text = rawPacket.toString('latin1');
  // The parser stopped within the method. Before it may be the body of an earlier request.
  let start = bytesParsed ?? 0;
  while (start > 0 && TOKEN.test(text.charAt(start - 1))) start--;
  const end = text.indexOf('\r\n\r\n', start);
  if (end < 0) return undefined;
  const [line = '', ...fields] = text.slice(start, end).split('\r\n');
  const [method = '', target = '', version, ...more] = line.split(' ');
  const host = fields.find((field) => field.slice(0, 5).toLowerCase() === 'host:')?.slice(5);
  if (!TOKEN.test(method) || version !== 'HTTP/1.1' || more.length > 0 || host === undefined) return undefined;
  const scheme = schemeOf(socket);
  const reply = exchange({ scheme, method, target, headers: { host: host.trim() }, body: () => new Uint8Array() });
  const last = ({ status, headers, text: body }: Outgoing): Answer => ({
    status,
    headers: { ...headers, connection: 'close' },
    text: body,
  });
  return reply instanceof Promise ? reply.then(last) : last(reply);
}

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/** A problem reply that closes the connection. */
export function closingReply(
  status: number,
  detail: string,
  more: OutgoingHttpHeaders = {},
): Answer & { text: string } {
  const { headers, body } = problemReply(status, STATUS_CODES[status] ?? '', detail);
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  return { status, headers: { ...headers, 'content-length': length, connection: 'close', ...more }, text };
}

/** Writes a whole reply and ends the connection. */
export function write(socket: Duplex, { status, headers, text }: Answer): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text ?? ''}`);
}
