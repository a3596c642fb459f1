/** How a port carries HTTP: over TCP, or over TLS (secure-server.ts, which is loaded only if it is used). */
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export type Scheme = 'http' | 'https';

export interface Transport {
  scheme: Scheme;
  /** The server's event for a connection that can carry HTTP. */
  connection: 'connection' | 'secureConnection';
  createServer(options: ServerOptions, listener: RequestListener): Server;
}

export const overTcp: Transport = { scheme: 'http', connection: 'connection', createServer };

/** The TCP connection below a TLS connection. */
const carriers = new WeakMap<Socket, Socket>();

export const setCarrier = (socket: Socket, tcp: Socket): void => void carriers.set(socket, tcp);

/** Closes a connection by RST: the kernel frees its buffers immediately. Node itself resets TCP connections only. */
export function resetConnection(socket: Socket): void {
  const tcp = carriers.get(socket) ?? socket;
  if (!tcp.destroyed) tcp.resetAndDestroy();
  socket.destroy();
}

export const schemeOf = (socket: Duplex): Scheme => ('encrypted' in socket ? 'https' : 'http');
