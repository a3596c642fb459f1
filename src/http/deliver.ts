/** Getting a reply onto its way, with what a fault does to it. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outgoing } from './exchange.js';

/** A broken body of the same length: the announced Content-Length stays true. */
export const broken = (text: string): string => `${text.slice(0, -1)}\u0000`;

/**
 * @param unread the rest of a body that is being read away. Who still sends must get to the answer: the end waits for it,
 * since the connection may be closed with it.
 */
export async function deliver(
  response: ServerResponse,
  { status, headers, text, delivery }: Outgoing,
  unread?: Promise<void>,
): Promise<void> {
  if (delivery === undefined) {
    response.writeHead(status, headers);
    if (unread === undefined) return void response.end(text);
    if (text !== undefined) response.write(text);
    await unread;
    return void response.end();
  }
  // A delay that nobody waits for any more must not keep the process alive.
  if (delivery.delay !== undefined) await sleep(delivery.delay, undefined, { ref: false });
  const { socket } = response;
  // The client may be gone by now.
  if (!socket || socket.destroyed) return;
  if (delivery.drop === 'close') return void socket.end();
  if (delivery.drop === 'reset') return void socket.resetAndDestroy();
  response.writeHead(status, headers);
  if (delivery.truncate !== undefined) {
    response.write(Buffer.from(text ?? '').subarray(0, delivery.truncate), () => socket.destroy());
  } else if (delivery.trickle !== undefined) {
    for (const byte of Buffer.from(text ?? '')) {
      if (response.destroyed) return;
      response.write(Uint8Array.of(byte));
      await sleep(1000 / delivery.trickle, undefined, { ref: false });
    }
    response.end();
  } else {
    response.end(delivery.malformed && text !== undefined ? broken(text) : text);
  }
}
