/**
 * Closes connections that are idle for too long, and those whose clients do not read. One timer serves all connections:
 * Node's own `keepAliveTimeout` sets a timer for each request, which is a tenth of the cost of a GET on node:http.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { realTimers } from '../timers/real-timers.js';
import type { ClientLimits } from './client-limits.js';
import { resetConnection, type Transport } from './transport.js';

const SHORTEST_TURN = 10;
const LONGEST_TURN = 1000;
/** Additional milliseconds for a request that is sent just before the timeout, as Node's keepAliveTimeoutBuffer. */
const GRACE = 1000;
const BUSY = Infinity;

export interface Idle {
  /** Marks the connection as busy: a request has arrived or is being answered. */
  busy(socket: Socket): void;
  idle(socket: Socket): void;
}

type IdleLimits = Pick<ClientLimits, 'keepAliveTimeout' | 'sendTimeout'>;

/** A connection is closed one to two seconds after its limit. 0: never. @param connection the server's event for a new one */
export function closeIdle(
  server: Server,
  { keepAliveTimeout, sendTimeout }: IdleLimits,
  connection: Transport['connection'] = 'connection',
): Idle {
  const limits = [keepAliveTimeout, sendTimeout].filter((limit) => limit > 0);
  if (limits.length === 0) return { busy: () => undefined, idle: () => undefined };
  const every = Math.min(LONGEST_TURN, Math.max(SHORTEST_TURN, Math.min(...limits) / 4));
  const turns = (limit: number): number => (limit > 0 ? Math.ceil(limit / every) : Infinity);
  const unused = keepAliveTimeout > 0 ? turns(keepAliveTimeout + GRACE) : Infinity;
  const unread = turns(sendTimeout);
  /** Last use of each connection, in turns of the timer. Before the first request the headers' timeout applies. */
  const used = new Map<Socket, number>();
  let turn = 0;
  const sweep = (): void => {
    turn++;
    for (const [socket, since] of used) {
      // `destroySoon` would wait until the client has read the reply.
      if (socket.writableLength > 0) {
        if (turn - since > unread) resetConnection(socket);
      } else if (turn - since > unused) socket.destroySoon();
    }
  };
  let timer: NodeJS.Timeout | undefined;
  server.on('listening', () => (timer = realTimers.setInterval(sweep, every).unref()));
  server.on('close', () => realTimers.clearInterval(timer));
  server.on(connection, (socket: Socket) => {
    used.set(socket, BUSY);
    socket.once('close', () => used.delete(socket));
  });
  return {
    busy: (socket) => void used.set(socket, BUSY),
    idle: (socket) => {
      if (used.has(socket)) used.set(socket, turn);
    },
  };
}
