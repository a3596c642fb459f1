/** Requests that Node's parser gives up on, and what they are told. */
import {
  STATUS_CODES,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { ourOwn } from '../engine/refusals/problem-reply.js';
import type { Exchange, Outgoing } from './exchange.js';

interface ParseError extends NodeJS.ErrnoException {
  /** What came last, and how much of it was understood. */
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
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to come.'],
};
const noHttp = [400, 'This is no HTTP request that can be read.'] as const;

/** @param failed told of failures of ours */
export function answerUnreadable(server: Server, exchange: Exchange, failed: (error: unknown) => void): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { status, headers, text } = own(417, 'The only expectation that is met is 100-continue.');
    response.writeHead(status, headers).end(text);
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    write(socket, own(405, 'This is no proxy.', { allow: '' }));
  });
  server.on('clientError', (error: ParseError, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    inTurn(socket, () => {
      const answer = otherMethod(error, exchange) ?? own(...(problems[error.code ?? ''] ?? noHttp));
      if (!(answer instanceof Promise)) return write(socket, answer);
      answer.then((it) => write(socket, it)).catch(failed);
    });
  });
}

/** Not before the answers to what came whole before it on this connection; and not at all when the last of them closes it. */
function inTurn(socket: Duplex, answer: () => void): void {
  // Node's own way to tell which reply a socket is at.
  const { _httpMessage: reply } = socket as { _httpMessage?: ServerResponse | null };
  if (reply?.req.complete) reply.once('close', () => inTurn(socket, answer));
  else if (reply?.headersSent) socket.end();
  else if (socket.writable) answer();
}

/** Node knows a closed list of methods; of any other the vendor says that it has it not, if the request is otherwise whole. */
function otherMethod(
  { code, rawPacket, bytesParsed }: ParseError,
  exchange: Exchange,
): Answer | Promise<Answer> | undefined {
  if (code !== 'HPE_INVALID_METHOD' || rawPacket === undefined) return undefined;
  const text = rawPacket.toString('latin1');
  // It gave up within the method, which may follow upon the body of another request.
  let start = bytesParsed ?? 0;
  while (start > 0 && TOKEN.test(text.charAt(start - 1))) start--;
  const end = text.indexOf('\r\n\r\n', start);
  if (end < 0) return undefined;
  const [line = '', ...fields] = text.slice(start, end).split('\r\n');
  const [method = '', target = '', version, ...more] = line.split(' ');
  const host = fields.find((it) => it.slice(0, 5).toLowerCase() === 'host:')?.slice(5);
  if (!TOKEN.test(method) || version !== 'HTTP/1.1' || more.length > 0 || host === undefined) return undefined;
  const reply = exchange({ method, target, headers: { host: host.trim() }, body: () => new Uint8Array() });
  const last = ({ status, headers, text: body }: Outgoing): Answer => ({
    status,
    headers: { ...headers, connection: 'close' },
    text: body,
  });
  return reply instanceof Promise ? reply.then(last) : last(reply);
}

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/** An answer in our own name, after which the connection is closed. */
export function own(status: number, detail: string, more: OutgoingHttpHeaders = {}): Answer & { text: string } {
  const { headers, body } = ourOwn(status, STATUS_CODES[status] ?? '', detail);
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  return { status, headers: { ...headers, 'content-length': length, connection: 'close', ...more }, text };
}

function write(socket: Duplex, { status, headers, text }: Answer): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text ?? ''}`);
}
