/** The https server: node:https with bounds for connections on which no handshake has happened yet. */
import type { RequestListener, ServerOptions } from 'node:http';
import { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { realTimers } from '../timers/real-timers.js';
import { setCarrier, type Transport } from './transport.js';
import { closingReply, write } from './unreadable.js';

/** Certificate and private key as PEM. */
export interface Credentials {
  cert: string;
  key: string;
}

/** A record of type handshake begins with this byte (RFC 8446 §5.1). No HTTP request does. */
const HANDSHAKE = 0x16;

export interface SecureTransport extends Transport {
  /** Uses another certificate for new connections. */
  replace(credentials: Credentials): void;
}

export function overTls(credentials: Credentials): SecureTransport {
  const servers: SecureServer[] = [];
  return {
    scheme: 'https',
    connection: 'secureConnection',
    createServer(options, listener) {
      const server = new SecureServer(options, listener, credentials);
      servers.push(server);
      return server;
    },
    replace(other) {
      for (const server of servers) server.setSecureContext({ ...other });
    },
  };
}

class SecureServer extends Server {
  /** Connections whose handshake is not complete. */
  readonly #waiting = new Map<string, { tcp: Socket; timer: NodeJS.Timeout | undefined }>();

  constructor(options: ServerOptions, listener: RequestListener, { cert, key }: Credentials) {
    super({ ...options, cert, key, ALPNProtocols: ['http/1.1'] }, listener);
    const { headersTimeout = 0 } = options;
    // Those of tls.Server, which begin the handshake.
    const begin = this.listeners('connection');
    this.removeAllListeners('connection');
    this.on('connection', (tcp: Socket) => {
      this.#wait(tcp, headersTimeout);
      firstByte(tcp, (byte) => {
        if (byte === HANDSHAKE) for (const each of begin) each.call(this, tcp);
        else answerHttp(tcp);
      });
    });
    this.on('secureConnection', (socket: TLSSocket) => this.#ready(socket));
  }

  /** Also closes connections without a complete handshake: none of them has a request. */
  override closeIdleConnections(): void {
    super.closeIdleConnections();
    for (const { tcp } of this.#waiting.values()) tcp.destroy();
  }

  override closeAllConnections(): void {
    super.closeAllConnections();
    for (const { tcp } of this.#waiting.values()) tcp.destroy();
  }

  /** @param limit milliseconds; 0: no limit */
  #wait(tcp: Socket, limit: number): void {
    const ends = endsOf(tcp);
    const timer = limit > 0 ? realTimers.setTimeout(() => tcp.destroy(), limit).unref() : undefined;
    this.#waiting.set(ends, { tcp, timer });
    tcp.once('close', () => this.#forget(ends));
  }

  #ready(socket: TLSSocket): void {
    const tcp = this.#forget(endsOf(socket));
    if (tcp) setCarrier(socket, tcp);
    // As over TCP, a client that half-closes its connection is answered. During the handshake it is not.
    socket.allowHalfOpen = true;
  }

  #forget(ends: string): Socket | undefined {
    const waiting = this.#waiting.get(ends);
    realTimers.clearTimeout(waiting?.timer);
    this.#waiting.delete(ends);
    return waiting?.tcp;
  }
}

/** Both ends of a connection: the same for a TLS connection and the TCP connection below it. */
const endsOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket): string =>
  [remoteAddress, remotePort, localAddress, localPort].join(' ');

/** Finds the first byte and leaves it in the socket. */
function firstByte(tcp: Socket, found: (byte: number | undefined) => void): void {
  tcp.on('error', () => undefined);
  const onReadable = (): void => {
    const chunk = tcp.read() as Buffer | null;
    if (chunk === null) return;
    tcp.off('readable', onReadable);
    tcp.unshift(chunk);
    found(chunk[0]);
  };
  tcp.on('readable', onReadable);
}

/** Answers a client that speaks HTTP without TLS. */
function answerHttp(tcp: Socket): void {
  write(tcp, closingReply(400, 'This port serves https only. Use a URL that begins with https://.'));
  tcp.resume();
}
