/** Methods and headers. */
import type { Sheet } from '../sheets.js';
import { change, listing, request, type Call, type Case, type Expected } from './case.js';

const credentials: readonly (readonly [name: string, authorization: string | undefined])[] = [
  ['none', undefined],
  ['an empty one', ''],
  ['a scheme without a credential', 'Bearer'],
  ['a scheme and a space', 'Bearer '],
  ['a credential without a scheme', 'any-key'],
  ['two credentials', 'Bearer one two'],
  ['another scheme', 'Digest any-key'],
  ['a scheme that only starts so', 'Bearerx any-key'],
  ['a scheme in quotes', '"Bearer any-key"'],
  ['a colon after the scheme', 'Bearer: any-key'],
  ['a tab after the scheme', 'Bearer\tany-key'],
];

const unusual: readonly (readonly [name: string, headers: string[], expected: Expected])[] = [
  ['no value', ['X-Odd:'], 'fine'],
  ['a tab before the value', ['X-Odd:\tx'], 'fine'],
  ['a value above ASCII', ['X-Odd: \xff\xfe'], 'fine'],
  ['the name __proto__', ['__proto__: x'], 'fine'],
  ['the name constructor', ['constructor: x'], 'fine'],
  ['another method by a header', ['X-HTTP-Method-Override: DELETE'], 'fine'],
  ['two thousand of them', Array.from({ length: 1500 }, (_, i) => `a${i}: `), 'fine'],
  ['a body that nobody expects', ['Content-Length: 2'], 'fine'],
  ['another host in X-Forwarded-Host', ['X-Forwarded-Host: evil.example'], 'fine'],
  ['a line break that is encoded', ['X-Odd: %0d%0aset-cookie: a=b'], 'fine'],
  ['an If-None-Match', ['If-None-Match: *'], 'fine'],
  ['a Range', ['Range: bytes=0-0,-1,5-'], 'fine'],
  ['nothing acceptable', ['Accept: image/png'], 'fine'],
  ['an Accept that cannot be read', ['Accept: ;;;,/q=x'], 'fine'],
  ['an Accept-Encoding', ['Accept-Encoding: gzip;q=1, *;q=0'], 'fine'],
  ['a wish for a status that is not declared', ['Prefer: code=999'], 400],
  ['a wish for nothing', ['Prefer: code='], 400],
  ['a wish for a word', ['Prefer: code=constructor'], 400],
  ['another expectation', ['Expect: the-unexpected'], 417],
  ['a header of 20 KB', [`X-Odd: ${'x'.repeat(20_000)}`], 431],
  ['a name of 20 KB', [`${'x'.repeat(20_000)}: x`], 431],
  ['20 KB in a thousand headers', Array.from({ length: 1000 }, (_, i) => `x-odd-${i}: ${'x'.repeat(10)}`), 431],
  ['a header without a colon', ['X-Odd'], 400],
  ['a header without a name', [': x'], 400],
  ['a space before the colon', ['X-Odd : x'], 400],
  ['a space within the name', ['X Odd: x'], 400],
  ['a name above ASCII', ['X-\xd6dd: x'], 400],
  ['a name with brackets', ['X[Odd]: x'], 400],
  ['a NUL in a value', ['X-Odd: a\0b'], 400],
  ['a bell in a value', ['X-Odd: a\x07b'], 400],
  ['a DEL in a value', ['X-Odd: a\x7fb'], 400],
  ['a carriage return in a value', ['X-Odd: a\rSet-Cookie: a=b'], 400],
  ['a line that goes on in the next one', ['X-Odd: a', ' b'], 400],
  ['two lengths that differ', ['Content-Length: 1', 'Content-Length: 2'], 400],
];

/** With a body, in place of the content type that all have. */
const typed: readonly (readonly [name: string, call: Partial<Call>, expected: Expected])[] = [
  ['two content types, the other first', { headers: ['Content-Type: text/plain'] }, 'unsupportedMediaType'],
  [
    'two encodings, one of them gzip',
    { headers: ['Content-Encoding: identity', 'Content-Encoding: gzip'] },
    'unsupportedMediaType',
  ],
];

const otherMethods = ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'MKCOL', 'LOCK', 'PURGE', 'SEARCH', 'REPORT'];
/** Valid methods that Node's parser does not accept. */
const unknownMethods = ['FOO', 'get', 'Get', 'GETT', 'BREW', '__proto__', 'X-Y'];
const noMethods = ['G E T', 'G\0T', '\xc3\xa9', '""', '<GET>'];

export function head(sheet: Sheet): Case[] {
  const { listAllows, recordAllows } = sheet;
  const list = `/${sheet.vendor}${sheet.list}`;
  const record = `/${sheet.vendor}${sheet.record}`;
  const hasGet = recordAllows.includes('GET');
  return [
    ...credentials.map(([name, authorization]) => ({
      name: `credential: ${name}`,
      bytes: change(sheet, { authorization }),
      expected: 'unauthenticated' as const,
    })),
    {
      name: 'credential: twice',
      bytes: listing(sheet, { headers: ['Authorization: Basic x'] }),
      expected: 'unauthenticated',
    },
    ...unusual.map(([name, headers, expected]) => ({
      name: `header: ${name}`,
      bytes: Buffer.concat([listing(sheet, { headers }), Buffer.from(name.startsWith('a body') ? '{}' : '')]),
      expected,
      never: 'set-cookie',
    })),
    ...typed.map(([name, call, expected]) => ({ name: `header: ${name}`, bytes: change(sheet, call), expected })),
    {
      name: 'header: a browser',
      bytes: listing(sheet, {
        headers: ['Origin: https://evil.example', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Site: cross-site'],
      }),
      expected: sheet.words.browserOrigin ? 'browserOrigin' : 'fine',
    },
    { name: 'method: HEAD of the list', bytes: listing(sheet, { method: 'HEAD' }), expected: 'fine', bodiless: true },
    {
      name: 'method: HEAD of the record',
      bytes: request({ method: 'HEAD', path: record }),
      expected: hasGet ? 'fine' : 'methodNotAllowed',
      bodiless: true,
      ...(!hasGet && { allow: recordAllows }),
    },
    {
      name: 'method: HEAD of a path that does not exist',
      bytes: request({ method: 'HEAD', path: `/${sheet.vendor}/nowhere` }),
      expected: 'noSuchRoute',
      bodiless: true,
    },
    {
      name: 'method: OPTIONS of the list',
      bytes: request({ method: 'OPTIONS', path: list }),
      expected: 204,
      allow: listAllows,
    },
    {
      name: 'method: OPTIONS of the record',
      bytes: request({ method: 'OPTIONS', path: record }),
      expected: 204,
      allow: recordAllows,
    },
    {
      name: 'method: OPTIONS without a credential',
      bytes: request({ method: 'OPTIONS', path: list, authorization: undefined }),
      expected: 204,
      allow: listAllows,
    },
    {
      name: 'method: OPTIONS of a path that does not exist',
      bytes: request({ method: 'OPTIONS', path: `/${sheet.vendor}/nowhere` }),
      expected: 'noSuchRoute',
    },
    ...[...otherMethods, ...unknownMethods]
      .filter((method) => !listAllows.includes(method))
      .map((method) => ({
        name: `method: ${method} of the list`,
        bytes: request({ method, path: list }),
        expected: 'methodNotAllowed' as const,
        allow: listAllows,
      })),
    ...noMethods.map((method) => ({
      name: `method: ${JSON.stringify(method)}`,
      bytes: request({ method, path: list }),
      expected: 400 as const,
    })),
  ];
}
