import type { Body } from '../engine/model/call.js';
import type { IncomingMessage } from 'node:http';
import { ClientGone } from '../engine/refusals/refusal.js';
import { Request } from './request.js';

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

/** Whether a body comes with the headers: RFC 9112 §6.3. */
const announcesBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined ||
  (headers['content-length'] !== undefined && headers['content-length'] !== '0');

/** Whether nothing of the request is on its way any more. */
export const isWhole = (request: IncomingMessage): boolean => request.complete || !announcesBody(request);

/** The whole body, or `tooLarge` as soon as that is known. Rejects with ClientGone when the client leaves first. */
export function readBody(request: IncomingMessage & { body?: unknown }, limit: number): Promise<Body> | Body {
  // Mounted behind a body parser the bytes are gone; what they said is not.
  if (request.readableEnded && request.body !== undefined)
    return new TextEncoder().encode(JSON.stringify(request.body));
  if (!announcesBody(request)) return NONE;
  if (Number(request.headers['content-length']) > limit) return 'tooLarge';
  const early = request instanceof Request ? request.early() : undefined;
  if (early !== undefined) return early.length > limit ? 'tooLarge' : early;
  if (request.destroyed && !request.readableEnded) return Promise.reject(new ClientGone());
  return new Promise((resolve, reject) => {
    let only: Buffer | undefined;
    let chunks: Buffer[] | undefined;
    let size = 0;
    let isOver = false;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) {
        isOver = true;
        request.off('data', onData);
        resolve('tooLarge');
      } else if (only === undefined) only = chunk;
      else (chunks ??= [only]).push(chunk);
    };
    request.on('data', onData);
    request.on('end', () => {
      isOver = true;
      resolve(chunks === undefined ? (only ?? NONE) : Buffer.concat(chunks, size));
    });
    // Every request closes in the end; it is news only when the body was not there yet. Where nobody listens for an
    // error, one that ends a request early is told as a close.
    request.on('close', () => {
      if (!isOver) reject(new ClientGone());
    });
  });
}
