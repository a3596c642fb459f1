import type { Body } from '../engine/model/call.js';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ClientGone } from '../engine/model/refusal.js';
import { realTimers } from '../timers/real-timers.js';
import { Bytes } from './bytes.js';
import { isParsed, rewritten } from './mounted.js';
import { Request } from './request.js';

const NONE = new Uint8Array();

/** Limits for discarding an unwanted body, after which the connection is closed: bytes and milliseconds. */
const DISCARDED = { bytes: 64 * 1024 * 1024, ms: 5000 };

/** Discards the rest of a body, so that the client reads the reply. Closes the connection at the limits. */
export function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const cut = (): unknown => request.socket.destroy();
    const timer = realTimers.setTimeout(cut, DISCARDED.ms).unref();
    discard(request, cut);
    const stop = (): void => {
      realTimers.clearTimeout(timer);
      resolve();
    };
    request.once('error', stop).once('end', stop).once('close', stop);
  });
}

function discard(request: IncomingMessage, tooMuch: () => void): void {
  let left = DISCARDED.bytes;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) tooMuch();
  });
  request.resume();
}

/** Whether a body follows the headers: RFC 9112 §6.3. */
export const announcesBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined ||
  (headers['content-length'] !== undefined && headers['content-length'] !== '0');

/** Whether the whole request has been received. */
export const isWhole = (request: IncomingMessage): boolean => request.complete || !announcesBody(request.headers);

/** Waits for the whole request and discards its body; undefined: it was received. Rejects with ClientGone. */
export function wholeMessage(request: IncomingMessage): Promise<void> | undefined {
  if (isWhole(request)) return undefined;
  return new Promise((resolve, reject) => {
    request.once('end', resolve);
    request.once('close', () => (request.complete ? resolve() : reject(new ClientGone())));
    if (request.destroyed) return reject(new ClientGone());
    discard(request, () => request.socket.destroy());
  });
}

/** Reads the body. Rejects with ClientGone if the client disconnects first. */
export function receiveBody(request: IncomingMessage & { body?: unknown }, limit: number): Promise<Body> | Body {
  if (isParsed(request)) return rewritten(request, limit);
  if (!announcesBody(request.headers)) return NONE;
  if (Number(request.headers['content-length']) > limit) return 'tooLarge';
  const early = request instanceof Request ? request.early() : undefined;
  if (early !== undefined) return early.length > limit ? 'tooLarge' : early;
  return collect(request, limit).then((bytes) => (bytes === 'tooLarge' ? bytes : bytes.take()));
}

/** Reads the body in the pieces that were received, because joining a large body takes time. */
export async function readPieces(request: IncomingMessage, limit: number): Promise<Uint8Array[] | 'tooLarge'> {
  if (!announcesBody(request.headers)) return [];
  if (Number(request.headers['content-length']) > limit) return 'tooLarge';
  const bytes = await collect(request, limit);
  return bytes === 'tooLarge' ? bytes : bytes.parts();
}

function collect(request: IncomingMessage, limit: number): Promise<Bytes | 'tooLarge'> {
  if (request.destroyed && !request.readableEnded) return Promise.reject(new ClientGone());
  return new Promise((resolve, reject) => {
    const bytes = new Bytes();
    let isOver = false;
    const onData = (chunk: Buffer): void => {
      bytes.add(chunk);
      if (bytes.size <= limit) return;
      isOver = true;
      request.off('data', onData);
      resolve('tooLarge');
    };
    request.on('data', onData);
    request.on('end', () => {
      isOver = true;
      resolve(bytes);
    });
    // Every request emits `close`, also after an error. Before the end of the body it means that the client disconnected.
    request.on('close', () => {
      if (!isOver) reject(new ClientGone());
    });
  });
}
