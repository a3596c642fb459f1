/** Requests with wrong framing, which no client library sends. */
import type { Sheet } from '../sheets.js';
import type { Case, Expected } from './case.js';

type Framed = readonly [name: string, text: string, expected: Expected, halfClose?: true];

const lines = (...all: string[]): string => `${all.join('\r\n')}\r\n\r\n`;

/** Requests that reach the vendor nevertheless. */
function reaching({ vendor, list, record, body }: Sheet): readonly Framed[] {
  const get = (path: string, ...more: string[]): string =>
    lines(`GET ${path} HTTP/1.1`, 'Host: localhost', 'Authorization: Bearer any-key', 'Connection: close', ...more);
  const patch = (...more: string[]): string =>
    lines(
      `PATCH /${vendor}${record} HTTP/1.1`,
      ...['Host: localhost', 'Authorization: Bearer any-key', 'Content-Type: application/json', 'Connection: close'],
      ...more,
    );
  const chunked = (chunks: string, coding = 'chunked'): string => patch(`Transfer-Encoding: ${coding}`) + chunks;
  const size = body.length.toString(16);
  const at = `/${vendor}${list}`;
  return [
    ['a length and chunks', patch('Content-Length: 4', 'Transfer-Encoding: chunked') + '0\r\n\r\n', 400],
    ['chunks and a length', patch('Transfer-Encoding: chunked', 'Content-Length: 4') + '0\r\n\r\n', 400],
    ['a length that is less than nothing', patch('Content-Length: -1'), 400],
    ['a length with a plus', patch('Content-Length: +5') + '{"a":', 400],
    ['a hexadecimal length', patch('Content-Length: 0x5') + '{"a":', 400],
    ['a length in two parts', patch('Content-Length: 1 5') + body, 400],
    ['a length as a list', patch('Content-Length: 5, 5') + '{"a":', 400],
    ['an empty length', patch('Content-Length:') + body, 400],
    ['a length beyond 64 bits', patch('Content-Length: 99999999999999999999') + body, 400],
    ['a length of a terabyte', patch('Content-Length: 1099511627776') + body, 'payloadTooLarge', true],
    ['a length that is shorter than the body', patch('Content-Length: 3') + body, 'malformedBody'],
    ['no length', patch() + body, 'invalid'],
    ['a chunk whose size is no number', chunked('zz\r\n{}\r\n0\r\n\r\n'), 400],
    ['a chunk of a size below nothing', chunked('-2\r\n{}\r\n0\r\n\r\n'), 400],
    ['a chunk of a size beyond 64 bits', chunked('fffffffffffffffff\r\n{}\r\n0\r\n\r\n'), 400],
    ['a chunk of 0x2', chunked('0x2\r\n{}\r\n0\r\n\r\n'), 400],
    ['a chunk without a size', chunked('\r\n{}\r\n0\r\n\r\n'), 400],
    ['a space before the size of a chunk', chunked(` ${size}\r\n${body}\r\n0\r\n\r\n`), 400],
    ['a chunk that is longer than it says', chunked('2\r\n{"a":1}\r\n0\r\n\r\n'), 400],
    ['a chunk that ends in a line feed', chunked(`${size}\n${body}\n0\n\n`), 400],
    ['a chunk with an extension of 20 KB', chunked(`${size};${'x'.repeat(20_000)}\r\n${body}\r\n0\r\n\r\n`), 400],
    ['a trailer that is none', chunked(`${size}\r\n${body}\r\n0\r\nno trailer\r\n\r\n`), 400],
    ['chunks of half a JSON text', chunked('1\r\n{\r\n0\r\n\r\n'), 'malformedBody'],
    ['no chunk but the last', chunked('0\r\n\r\n'), 'invalid'],
    ['a coding that is no chunks', chunked('0\r\n\r\n', 'gzip'), 400],
    ['a coding that only ends so', chunked('0\r\n\r\n', 'xchunked'), 400],
    ['a coding after the chunks', chunked('0\r\n\r\n', 'chunked, gzip'), 400],
    ['the coding identity', chunked('0\r\n\r\n', 'identity'), 400],
    ['the coding with a parameter', chunked('0\r\n\r\n', 'chunked;q=1'), 400],
    ['chunks that end within a chunk', chunked('10\r\n{"a"'), 400, true],
    ['chunks without the last one', chunked(`${size}\r\n${body}\r\n`), 400, true],
    ['a body that ends before its length', patch('Content-Length: 100') + body, 400, true],
    ['a head that ends within', `PATCH /${vendor}${record} HTTP/1.1\r\nHost: loc`, 400, true],
    ['our side closed after a whole request', get(at), 'fine', true],
    ['empty lines before the request', `\r\n\r\n${get(at)}`, 'fine'],
    ['a GET with chunks', get(at, 'Transfer-Encoding: chunked') + '2\r\n{}\r\n0\r\n\r\n', 'fine'],
    ['a wish to change to HTTP/2', get(at, 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'), 'fine'],
    ['a whole URL', get(`http://localhost${at}`), 'fine'],
    ['a whole URL with a user', get(`http://a:b@localhost${at}`), 'fine'],
    ['a whole URL that is none', get(`http://[::1${at}`), 'fine'],
    ['no version but 1.0', `GET ${at} HTTP/1.0\r\nAuthorization: Bearer k\r\n\r\n`, 'fine'],
  ];
}

/** Requests that reach no vendor. */
const parsed: readonly Framed[] = [
  ['no Host', lines('GET /arize/v2/integrations HTTP/1.1'), 400],
  ['two Hosts', lines('GET /arize/v2/integrations HTTP/1.1', 'Host: a', 'Host: b', 'Connection: close'), 400],
  ['version 0.9', 'GET /arize/v2/integrations\r\n\r\n', 'unauthenticated'],
  ['version 2.0', lines('GET /arize/v2/integrations HTTP/2.0', 'Host: a', 'Connection: close'), 'unauthenticated'],
  ['version 9.9', lines('GET /arize/v2/integrations HTTP/9.9', 'Host: a'), 400],
  ['a version in small letters', lines('GET /arize/v2/integrations http/1.1', 'Host: a'), 400],
  ['another protocol', lines('GET /arize/v2/integrations ICE/1.0', 'Host: a'), 400],
  ['no target', lines('GET HTTP/1.1', 'Host: a'), 400],
  ['a target that is a word', lines('GET arize HTTP/1.1', 'Host: a', 'Connection: close'), 400],
  ['a target that is a star', lines('GET * HTTP/1.1', 'Host: a', 'Connection: close'), 400],
  ['a space in the target', lines('GET /arize/v2/integra tions HTTP/1.1', 'Host: a'), 400],
  ['a tab in the target', lines('GET /arize/v2/integra\ttions HTTP/1.1', 'Host: a'), 400],
  ['a NUL in the target', lines('GET /arize/v2/\0 HTTP/1.1', 'Host: a'), 400],
  ['a line feed in the target', lines('GET /arize\n/v2 HTTP/1.1', 'Host: a'), 400],
  ['a target of 20 KB', lines(`GET /${'x'.repeat(20_000)} HTTP/1.1`, 'Host: a'), 431],
  ['a carriage return at the end of a line', 'GET / HTTP/1.1\rHost: a\r\r', 400, true],
  ['a greeting of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, true],
  ['a greeting of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['a greeting of SSH', 'SSH-2.0-OpenSSH_9.6\r\n', 400],
  ['a command of SMTP', 'EHLO example.com\r\n', 400],
  ['a command of Redis', '*1\r\n$4\r\nPING\r\n', 400],
  ['nothing but zeros', '\0'.repeat(100), 400],
  ['a megabyte of one letter', 'A'.repeat(1_000_000), 400],
  ['a wish for a tunnel', lines('CONNECT example.com:443 HTTP/1.1', 'Host: example.com:443'), 405],
  ['no vendor', lines('GET / HTTP/1.1', 'Host: a', 'Connection: close'), 404],
  ['a vendor that does not exist', lines('GET /nobody/x HTTP/1.1', 'Host: a', 'Connection: close'), 404],
  ['the vendor __proto__', lines('GET /__proto__/x HTTP/1.1', 'Host: a', 'Connection: close'), 404],
  ['the vendor constructor', lines('GET /constructor HTTP/1.1', 'Host: a', 'Connection: close'), 404],
  ['a sandbox without a name', lines('GET /@/arize/v2 HTTP/1.1', 'Host: a', 'Connection: close'), 400],
  ['a sandbox that leads up', lines('GET /@../arize/v2 HTTP/1.1', 'Host: a', 'Connection: close'), 400],
  ['a sandbox that is encoded', lines('GET /@%41/arize/v2 HTTP/1.1', 'Host: a', 'Connection: close'), 400],
  ['a sandbox of 65 letters', lines(`GET /@${'a'.repeat(65)}/arize HTTP/1.1`, 'Host: a', 'Connection: close'), 400],
];

const made = ([name, text, expected, halfClose]: Framed): Case => ({
  name: `framing: ${name}`,
  bytes: Buffer.from(text, 'latin1'),
  expected,
  ...(halfClose && { halfClose }),
});

/** Those of the parser do not differ between vendors. */
export const framing = (sheet: Sheet): Case[] => [
  ...reaching(sheet).map(made),
  ...(sheet.vendor === 'arize' ? parsed.map(made) : []),
];
