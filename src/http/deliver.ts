/** Sends a reply and applies the effect of a fault: delay, drop, truncate, malform or trickle. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { sleep } from '../timers/real-timers.js';
import type { Outgoing } from './exchange.js';
import type { Sender } from './sender.js';
import { resetConnection } from './transport.js';
import { trickled } from './trickle.js';

/** Invalid JSON of the same length, so that Content-Length stays correct. */
export const malformed = (text: string): string => `${text.slice(0, -1)}\u0000`;

/** Connections whose reply is being delayed. */
const delayed = new WeakSet<Socket>();

export const isDelayed = (socket: Socket): boolean => delayed.has(socket);

async function delay(socket: Socket | null, milliseconds: number): Promise<void> {
  if (socket) delayed.add(socket);
  // A delay must not keep the process alive.
  await sleep(milliseconds, { ref: false });
  if (socket) delayed.delete(socket);
}

/** @param unread resolves when the rest of the request's body is discarded; the reply ends after that, so that the client reads it */
export async function deliver(
  sender: Sender,
  response: ServerResponse,
  { status, headers, text, delivery }: Outgoing,
  unread?: Promise<void>,
): Promise<void> {
  if (delivery === undefined) {
    response.writeHead(status, headers);
    if (unread === undefined) return sender.end(response, text);
    if (text !== undefined) response.write(text);
    await unread;
    return void response.end();
  }
  if (delivery.delay !== undefined) await delay(response.socket, delivery.delay);
  const { socket } = response;
  // The client may have disconnected.
  if (!socket || socket.destroyed) return;
  if (delivery.drop === 'close') return void socket.end();
  if (delivery.drop === 'reset') return resetConnection(socket);
  response.writeHead(status, headers);
  if (delivery.truncate !== undefined) {
    // The reply to HEAD has no body, with which Node would send the headers.
    response.flushHeaders();
    if (text) await sender.write(response, Buffer.from(text).subarray(0, delivery.truncate));
    socket.destroySoon();
  } else if (delivery.trickle !== undefined) await trickle(sender, response, text ?? '', delivery.trickle);
  else await sender.end(response, delivery.malformed && text !== undefined ? malformed(text) : text);
}

async function trickle(sender: Sender, response: ServerResponse, text: string, bytesPerSecond: number): Promise<void> {
  for await (const piece of trickled(Buffer.from(text), bytesPerSecond, { ref: false })) {
    if (response.destroyed) return;
    await sender.write(response, piece);
  }
  response.end();
}
