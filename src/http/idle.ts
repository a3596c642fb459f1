/**
 * Closes connections that were idle for too long. Node's own `keepAliveTimeout` sets a timer anew with each request, which
 * is a tenth of what a GET costs bare node:http; here one timer looks after all connections.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const MOST_OFTEN = 10;
const LEAST_OFTEN = 1000;
const BUSY = Infinity;

export interface Idle {
  /** A request has come, or its answer is on its way: whoever is in between is not idle. */
  busy(socket: Socket): void;
  idle(socket: Socket): void;
}

/** @param limit milliseconds that an idle connection stays open, and up to a second more; 0: forever */
export function closeIdle(server: Server, limit: number): Idle {
  if (limit === 0) return { busy: () => undefined, idle: () => undefined };
  const every = Math.min(LEAST_OFTEN, Math.max(MOST_OFTEN, limit / 4));
  const allowed = Math.ceil(limit / every);
  /** When each was last used, in turns of the timer. One that has not asked anything yet is the headers' timeout's. */
  const used = new Map<Socket, number>();
  let turn = 0;
  const sweep = (): void => {
    turn++;
    for (const [socket, since] of used) if (turn - since > allowed) socket.destroySoon();
  };
  let timer: NodeJS.Timeout | undefined;
  server.on('listening', () => (timer = setInterval(sweep, every).unref()));
  server.on('close', () => clearInterval(timer));
  server.on('connection', (socket: Socket) => {
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
