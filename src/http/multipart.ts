import { Busboy } from '@fastify/busboy';

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
