import type { IncomingMessage } from 'node:http';
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
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    request.once('error', () => reject(new ClientGone()));
    request.once('close', () => reject(new ClientGone()));
  });
}

/** A multipart body as an object: texts as they are, files as `{ filename, type, bytes }`. Read by the platform's own parser. */
export async function readMultipart(body: Uint8Array, contentType: string): Promise<unknown> {
  const form = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } }).formData();
  const out: Record<string, unknown> = {};
  for (const [name, value] of form) {
    out[name] = typeof value === 'string' ? value : { filename: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  return out;
}
