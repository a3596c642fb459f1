/** Content types, charsets and encodings; multipart if a vendor accepts it. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Sheet, Word } from '../sheets.js';
import { change, request, type Call, type Case } from './case.js';

const types: readonly (readonly [name: string, type: string | undefined])[] = [
  ['no content type', undefined],
  ['an empty content type', ''],
  ['text/plain', 'text/plain'],
  ['text/json', 'text/json'],
  ['text/html', 'text/html'],
  ['XML', 'application/xml'],
  ['YAML', 'application/yaml'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['multipart without a boundary', 'multipart/form-data'],
  ['multipart', 'multipart/form-data; boundary=x'],
  ['bytes', 'application/octet-stream'],
  ['anything', '*/*'],
  ['any application', 'application/*'],
  ['half a type', 'application/'],
  ['no slash', 'json'],
  ['two types', 'application/json, text/plain'],
  ['a type that only starts so', 'application/jsonx'],
  ['a type that only ends so', 'xapplication/json'],
  ['JSON lines', 'application/x-ndjson'],
  ['a JSON patch', 'application/json-patch+json'],
  ['a merge patch', 'application/merge-patch+json'],
  ['JSON:API', 'application/vnd.api+json'],
  ['a problem', 'application/problem+json'],
  ['JavaScript', 'application/javascript'],
  ['a type with spaces in it', 'application / json'],
  ['the type __proto__', '__proto__'],
  ['a type of 8 KB', `application/${'x'.repeat(8000)}`],
  ['the charset of Latin-1', 'application/json; charset=iso-8859-1'],
  ['the charset of UTF-16', 'application/json; charset=utf-16'],
  ['a quoted charset that is not UTF-8', 'application/json; charset="windows-1252"'],
  ['a charset that nobody knows', 'application/json; charset=none'],
  ['an empty charset', 'application/json; charset='],
  ['UTF-7', 'application/json; charset=utf-7'],
];

const encodings = (body: string): readonly (readonly [name: string, encoding: string, body: Uint8Array | string])[] => [
  ['gzip', 'gzip', gzipSync(body)],
  ['GZIP in capitals', 'GZIP', gzipSync(body)],
  ['x-gzip', 'x-gzip', gzipSync(body)],
  ['gzip that is none', 'gzip', body],
  ['gzip that ends early', 'gzip', gzipSync(body).subarray(0, 15)],
  ['gzip twice', 'gzip, gzip', gzipSync(gzipSync(body))],
  ['a bomb of 100 MB', 'gzip', bomb],
  ['a bomb in a bomb', 'gzip, gzip', gzipSync(bomb)],
  ['deflate', 'deflate', deflateSync(body)],
  ['br', 'br', brotliCompressSync(body)],
  ['br that is none', 'br', body],
  ['zstd', 'zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x01, 0x09, 0x00, 0x00, 0x7b])],
  ['compress', 'compress', body],
  ['aws-chunked', 'aws-chunked', body],
  ['an encoding that nobody knows', 'rot13', body],
  ['identity and gzip', 'identity, gzip', gzipSync(body)],
];
const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));

export function content(sheet: Sheet): Case[] {
  const refused: Word = 'unsupportedMediaType';
  return [
    ...types.map(([name, type]) => ({
      name: `content: ${name}`,
      bytes: change(sheet, { type }),
      expected: refused,
    })),
    ...encodings(sheet.body).map(([name, encoding, body]) => ({
      name: `encoding: ${name}`,
      bytes: change(sheet, { headers: [`Content-Encoding: ${encoding}`], body }),
      expected: refused,
    })),
  ];
}

const part = (head: string, content = 'x'): string => `--b\r\n${head}\r\n\r\n${content}\r\n`;
const file = (type = 'image/png', name = 'icon'): string =>
  `Content-Disposition: form-data; name="${name}"; filename="a.png"\r\nContent-Type: ${type}`;
const END = '--b--\r\n';

/** Of the one operation that takes a form: a file called `icon`, an image. */
const forms: readonly (readonly [name: string, body: string | Uint8Array, expected: Word, type?: string])[] = [
  ['no boundary', part(file()) + END, 'malformedBody', 'multipart/form-data'],
  ['an empty boundary', part(file()) + END, 'malformedBody', 'multipart/form-data; boundary='],
  ['another boundary than announced', part(file()) + END, 'malformedBody', 'multipart/form-data; boundary=other'],
  ['a boundary of 8 KB', part(file()) + END, 'malformedBody', `multipart/form-data; boundary=${'b'.repeat(8000)}`],
  ['no closing boundary', part(file()), 'malformedBody'],
  ['a part that never ends', `--b\r\n${file()}\r\n\r\nx`, 'malformedBody'],
  ['a part without its blank line', `--b\r\n${file()}\r\n${END}`, 'malformedBody'],
  ['bytes that are no form', Buffer.from([0, 1, 2, 3]), 'malformedBody'],
  ['JSON in its place', '{"icon":"x"}', 'malformedBody'],
  ['no part', END, 'invalid'],
  ['no file', part('Content-Disposition: form-data; name="icon"'), 'malformedBody'],
  ['a text called icon', part('Content-Disposition: form-data; name="icon"') + END, 'invalid'],
  ['a file of another name', part(file('image/png', 'image')) + END, 'invalid'],
  ['a file without a name', part('Content-Disposition: form-data; filename="a.png"') + END, 'invalid'],
  ['a part without a disposition', part('Content-Type: image/png') + END, 'invalid'],
  ['a file called __proto__', part(file('image/png', '__proto__')) + END, 'invalid'],
  ['an empty file', part(file(), '') + END, 'invalid'],
  ['a text file', part(file('text/plain')) + END, 'invalid'],
  ['an SVG', part(file('image/svg+xml'), '<svg/>') + END, 'invalid'],
  ['bytes that say nothing of themselves', part(file('application/octet-stream')) + END, 'invalid'],
  ['a thousand parts', part(file('image/png', 'other')).repeat(1000) + END, 'invalid'],
  ['a file of more than 20 MiB', part(file(), 'x'.repeat(20 * 1024 * 1024)) + END, 'payloadTooLarge'],
];

export function multipart(sheet: Sheet): Case[] {
  const form: Partial<Call> = { method: 'PUT', type: 'multipart/form-data; boundary=b' };
  return forms.map(([name, body, expected, type = form.type]) => ({
    name: `form: ${name}`,
    bytes: request({ ...form, path: `/${sheet.vendor}${sheet.record}/icon`, body, type }),
    expected,
  }));
}
