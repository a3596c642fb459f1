import { Busboy } from '@fastify/busboy';
import type { MultipartPart } from '../engine/model/call.js';

const MAX_PARTS = 1000;

/** The parts of a multipart body in order. Rejects if the body is malformed. */
export function readMultipart(body: Uint8Array, contentType: string): Promise<MultipartPart[]> {
  return new Promise((resolve, reject) => {
    const tooMany = new Error(`more than ${MAX_PARTS} parts`);
    // The parser would go on to the end, and does not count parts without headers.
    if (delimiters(body, contentType) > MAX_PARTS + 1) return reject(tooMany);
    const parts: MultipartPart[] = [];
    const parser = new Busboy({
      headers: { 'content-type': contentType },
      limits: { parts: MAX_PARTS, fieldSize: body.length },
      // Treats each part as a file: the parser decides by content type, but a filename decides here.
      isPartAFile: () => true,
    });
    parser.on('file', (name: string | undefined, stream, filename, _encoding, type) => {
      // RFC 7578 §4.2: each part has a name. The parser passes nameless parts on, despite its types.
      if (name === undefined) return reject(new Error('a part has no name'));
      const part: MultipartPart = { name, filename, type, bytes: new Uint8Array() };
      // Added now, because parts may end in another order.
      parts.push(part);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const [only] = chunks;
        part.bytes = only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
      });
      stream.once('error', reject);
    });
    parser.once('partsLimit', () => reject(tooMany));
    parser.once('finish', () => resolve(parts));
    parser.once('error', reject);
    parser.end(body);
  });
}

/** Their number, up to one more than a body with the maximum number of parts has. */
function delimiters(body: Uint8Array, contentType: string): number {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? [];
  const delimiter = `\r\n--${quoted ?? plain ?? ''}`;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  // The first one may be at the start of the body.
  let count = 1;
  let at = bytes.indexOf(delimiter);
  for (; at >= 0 && count <= MAX_PARTS + 1; at = bytes.indexOf(delimiter, at + delimiter.length)) count++;
  return count;
}
