import type { IncomingMessage } from 'node:http';
import type { Body } from '../engine/model.js';
import { ClientGone } from '../engine/refusal.js';

const NONE = new Uint8Array();

/** How much of a body that nobody wants is read all the same, and for how long: bytes and milliseconds. */
const DRAINED = { bytes: 64 * 1024 * 1024, ms: 5000 };

/** Reads the rest of a body away, so that its sender gets to the answer; a sender that does not end is cut off. */
export function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = DRAINED.bytes;
    const cut = (): unknown => request.socket.destroy();
    const timer = setTimeout(cut, DRAINED.ms).unref();
    request.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) cut();
    });
    const stop = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('error', stop).once('end', stop).once('close', stop);
    request.resume();
  });
}

/** The whole body, or `tooLarge` as soon as that is known. Rejects with ClientGone when the client leaves first. */
export function readBody(request: IncomingMessage & { body?: unknown }, limit: number): Promise<Body> | Body {
  // Mounted behind a body parser the bytes are gone; what they said is not.
  if (request.readableEnded && request.body !== undefined)
    return new TextEncoder().encode(JSON.stringify(request.body));
  const { 'content-length': declared, 'transfer-encoding': coded } = request.headers;
  if (coded === undefined && (declared === undefined || declared === '0')) return NONE;
  if (Number(declared) > limit) return 'tooLarge';
  return new Promise((resolve, reject) => {
    let only: Buffer | undefined;
    let chunks: Buffer[] | undefined;
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) {
        request.off('data', onData).off('close', onGone);
        resolve('tooLarge');
      } else if (only === undefined) only = chunk;
      else (chunks ??= [only]).push(chunk);
    };
    // Every request closes in the end; it is news only when the body was not there yet. Where nobody listens for an
    // error, one that ends a request early is told as a close.
    const onGone = (): void => reject(new ClientGone());
    request.on('data', onData);
    request.on('close', onGone);
    request.on('end', () => {
      request.off('close', onGone);
      resolve(chunks === undefined ? (only ?? NONE) : Buffer.concat(chunks, size));
    });
  });
}
