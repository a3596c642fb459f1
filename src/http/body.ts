import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import type { Body } from '../engine/model.js';
import { ClientGone } from '../engine/refusal.js';

const NONE = new Uint8Array();

/** The whole body, or `tooLarge` as soon as that is known. Rejects with ClientGone when the client leaves first. */
export function readBody(request: IncomingMessage, limit: number): Promise<Body> | Body {
  const { 'content-length': declared, 'transfer-encoding': coded } = request.headers;
  if (coded === undefined && (declared === undefined || declared === '0')) return NONE;
  if (Number(declared) > limit) return 'tooLarge';
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) {
        request.off('data', onData);
        request.resume();
        resolve('tooLarge');
      } else chunks.push(chunk);
    };
    request.on('data', onData);
    // Every request closes in the end; it is news only when the body was not there yet.
    const onGone = (): void => reject(new ClientGone());
    request.once('error', onGone).once('close', onGone);
    request.once('end', () => {
      // The error listener stays: an error without one would end the process.
      request.off('close', onGone);
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
    });
  });
}

/** A multipart body as an object: texts as they are, files as `{ filename, type, bytes }`. Rejects when it is none. */
export function readMultipart(body: Uint8Array, contentType: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const form = new Map<string, unknown>();
    const parser = new Busboy({ headers: { 'content-type': contentType }, limits: { parts: 100 } });
    parser.on('field', (name, value) => form.set(name, value));
    parser.on('file', (name, stream, filename, _encoding, type) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => form.set(name, { filename, type, bytes: new Uint8Array(Buffer.concat(chunks)) }));
      stream.once('error', reject);
    });
    parser.once('finish', () => resolve(Object.fromEntries(form)));
    parser.once('error', reject);
    parser.end(body);
  });
}
