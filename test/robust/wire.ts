/** Sends raw bytes over a socket and reads the reply. */
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface Reply {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
}

export interface Sending {
  /** Closes our side once all is written. */
  halfClose?: boolean;
  /** Over TLS, with any certificate. */
  isOverTls?: boolean;
}

/** All that comes back until the server closes the connection. Rejects when it neither answers nor closes in 10 s. */
export function bytesBack(
  port: number,
  bytes: Uint8Array,
  { halfClose = false, isOverTls = false }: Sending = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const to = { port, host: '127.0.0.1', allowHalfOpen: true, rejectUnauthorized: false };
    const socket: Socket = isOverTls ? connectTls(to, begin) : connect(to, begin);
    function begin(): void {
      if (halfClose) socket.end(bytes);
      else socket.write(bytes);
    }
    socket.setTimeout(10_000, () => socket.destroy(new Error(`neither an answer nor an end, only ${text}`)));
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(text));
    // The server closed the connection while we were writing: use the reply so far.
    socket.on('error', (error) => (text === '' ? reject(error) : resolve(text)));
  });
}

/** Parses replies. `bodiless`: for requests whose replies have no body despite Content-Length. */
export function replies(received: string, bodiless = false): Reply[] {
  const found: Reply[] = [];
  let rest = received;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const [line = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1]);
    if (end < 0 || Number.isNaN(status)) throw new Error(`this is no HTTP reply: ${rest.slice(0, 200)}`);
    const headers = Object.fromEntries(
      lines.map((item): [string, string] => {
        const at = item.indexOf(': ');
        return [item.slice(0, at).toLowerCase(), item.slice(at + 2)];
      }),
    );
    const length = bodiless || status === 100 ? 0 : Number(headers['content-length'] ?? 0);
    const body = rest.slice(end + 4, end + 4 + length);
    if (body.length < length) throw new Error(`the reply ends before its length: ${rest.slice(0, 200)}`);
    found.push({ status, headers, text: Buffer.from(body, 'latin1').toString() });
    rest = rest.slice(end + 4 + length);
  }
  return found;
}
