/** Connections that a server need not wait for when it stops, and that Node's `closeIdleConnections` leaves open. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isDelayed } from './deliver.js';
import type { Transport } from './transport.js';

const connectionsOf = new WeakMap<Server, Set<Socket>>();

/** @param connection the server's event for a connection that can carry HTTP */
export function trackConnections(server: Server, connection: Transport['connection']): void {
  const connections = new Set<Socket>();
  connectionsOf.set(server, connections);
  server.on(connection, (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
}

/** Closes connections on which the client has sent nothing yet, or ended its side while its reply is delayed. */
export function closeConnectionsAtStop(server: Server): void {
  for (const socket of connectionsOf.get(server) ?? [])
    if (socket.bytesRead === 0 || (socket.readableEnded && isDelayed(socket))) socket.destroy();
}
