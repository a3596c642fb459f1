/** Paths, ids and queries. */
import { recordPath, type Sheet } from '../sheets.js';
import { change, listing, request, type Case, type Expected } from './case.js';

/** In the place of an id. */
const ids: readonly (readonly [name: string, id: string, expected: Expected])[] = [
  ['%ZZ', '%ZZ', 'malformedUrl'],
  ['a percent sign', '%', 'malformedUrl'],
  ['a percent sign and one digit', '%4', 'malformedUrl'],
  ['a UTF-8 sequence that ends early', '%E0%A4%A', 'malformedUrl'],
  ['an overlong slash', '%c0%af', 'malformedUrl'],
  ['half of a surrogate pair', '%ED%A0%80', 'malformedUrl'],
  ['a byte that is no UTF-8', '%FF', 'malformedUrl'],
  ['a NUL', '%00', 'invalidId'],
  ['a line break', '%0d%0aset-cookie:%20a=b', 'invalidId'],
  ['a space', '%20', 'invalidId'],
  ['..%2f', '..%2f', 'invalidId'],
  ['..%2f..%2fetc%2fpasswd', '..%2f..%2fetc%2fpasswd', 'invalidId'],
  ['%2e%2e%5c', '%2e%2e%5c', 'invalidId'],
  ['a backslash', '..\\..\\etc', 'invalidId'],
  ['__proto__', '__proto__', 'invalidId'],
  ['constructor', 'constructor', 'invalidId'],
  ['toString', 'toString', 'invalidId'],
  ['undefined', 'undefined', 'invalidId'],
  ['null', 'null', 'invalidId'],
  ['NaN', 'NaN', 'invalidId'],
  ['a fraction', '42.0', 'invalidId'],
  ['an exponent', '4e1', 'invalidId'],
  ['a hexadecimal number', '0x2a', 'invalidId'],
  ['digits of another script', '%D9%A4%D9%A2', 'invalidId'],
  ['a quote', "42'--", 'invalidId'],
  ['a template', '{{7*7}}', 'invalidId'],
  ['parameters of the segment', '42;a=b', 'invalidId'],
  ['an encoded question mark', '42%3Fa=b', 'invalidId'],
  ['an emoji', '%F0%9F%A4%A1', 'invalidId'],
  ['bytes above ASCII, not encoded', '\xc3\xa9', 400],
  ['8 KB', 'x'.repeat(8192), 'invalidId'],
  ['8 KB of digits', '9'.repeat(8192), 'invalidId'],
  ['8 KB of percent signs', '%25'.repeat(2700), 'invalidId'],
];

const routes = ({ list, record }: Sheet): readonly (readonly [name: string, path: string])[] => [
  ['a path that does not exist', '/nowhere'],
  ['one slash', '/'],
  ['two slashes', '//'],
  ['a doubled slash in front', `/${list}`],
  ['a doubled slash within', list.replace(/(.)\//, '$1//')],
  ['a doubled slash at the end', `${list}${list.endsWith('/') ? '/' : '//'}`],
  ['the slash at the end the other way', list.endsWith('/') ? list.slice(0, -1) : `${list}/`],
  ['dots that lead up', `/x/..${list}`],
  ['a dot', `/.${list}`],
  ['dots that lead out', '/../../../../etc/passwd'],
  ['encoded dots that lead out', '/%2e%2e/%2e%2e/%2e%2e/etc/passwd'],
  ['an encoded slash in front', `/%2f${list.slice(1)}`],
  ['capitals', list.toUpperCase()],
  ['five segments too many', `${list}/a/b/c/d/e`],
  ['an empty id and more', `${list}${list.endsWith('/') ? '' : '/'}//x`],
  ['a file of ours', '/openapi.yaml'],
  ['a thousand segments', '/a'.repeat(1000)],
  ['8 KB', `/${'x'.repeat(8192)}`],
  ['the control side', '/sandboxes'],
  ['one segment too many after the record', `${record}/x/y/z`.replaceAll('//', '/')],
];

/** Of a list; the second word is for a list that reads its query. */
const queries: readonly (readonly [name: string, query: string, otherwise: 'fine' | 'invalid'])[] = [
  ['%ZZ', 'limit=%ZZ', 'invalid'],
  ['a percent sign', '%', 'invalid'],
  ['a name that cannot be decoded', '%E0%A4%A=1', 'invalid'],
  ['an overlong slash', 'name=%c0%af', 'invalid'],
  ['1e400 for an integer', 'limit=1e400', 'invalid'],
  ['1e2 for an integer', 'limit=1e2', 'invalid'],
  ['a hexadecimal number for an integer', 'limit=0x10', 'invalid'],
  ['nothing for an integer', 'limit=', 'invalid'],
  ['no equals sign after an integer', 'limit', 'invalid'],
  ['a space before an integer', 'limit=%205', 'invalid'],
  ['a plus before an integer', 'limit=%2B5', 'invalid'],
  ['a fraction for an integer', 'limit=5.0', 'invalid'],
  ['a text for an integer', 'limit=all', 'invalid'],
  ['an integer that would be rounded', 'limit=12345678901234567890', 'invalid'],
  ['digits of another script', 'limit=%D9%A5', 'invalid'],
  ['less than allowed', 'limit=0', 'invalid'],
  ['less than nothing', 'limit=-1', 'invalid'],
  ['more than allowed', 'limit=101', 'invalid'],
  ['the same twice', 'limit=5&limit=6', 'invalid'],
  ['the same twice, once encoded', 'limit=5&%6cimit=6', 'invalid'],
  ['an object in brackets', 'limit[$gt]=5', 'fine'],
  ['a list in brackets', 'limit[]=5', 'fine'],
  ['__proto__', '__proto__[polluted]=1', 'fine'],
  ['__proto__ alone', '__proto__=1', 'fine'],
  ['constructor', 'constructor=1', 'fine'],
  ['nothing after the question mark', '', 'fine'],
  ['nothing but ampersands', '&&&&', 'fine'],
  ['nothing but an equals sign', '=', 'fine'],
  ['a second question mark', '?a=b?c=d', 'fine'],
  ['an encoded line break', 'x=%0d%0aset-cookie:%20a=b', 'fine'],
  ['a parameter of 8 KB', `x=${'x'.repeat(8192)}`, 'fine'],
  ['two thousand parameters', Array.from({ length: 2000 }, (_, i) => `p${i}=`).join('&'), 'fine'],
];

export function address(sheet: Sheet): Case[] {
  const at = `/${sheet.vendor}`;
  return [
    ...ids.map(([name, id, expected]) => ({
      name: `id: ${name}`,
      bytes: change(sheet, { path: `${at}${recordPath(sheet, id)}` }),
      expected,
      never: 'set-cookie',
    })),
    ...routes(sheet).map(([name, path]) => ({
      name: `path: ${name}`,
      bytes: request({ path: `${at}${path}` }),
      expected: 'noSuchRoute' as const,
    })),
    // RFC 3986 §6.2.2.2: an unreserved character is the same, percent-encoded or not.
    {
      name: 'path: an encoded letter',
      bytes: listing(sheet, { path: `${at}${sheet.list.replace('i', '%69').replace('p', '%70')}` }),
      expected: 'fine',
    },
    ...['/nowhere/%ZZ', '/%', '/%c0%af%c0%af/etc/passwd'].map((path) => ({
      name: `path: ${path}`,
      bytes: request({ path: `${at}${path}` }),
      expected: 'malformedUrl' as const,
    })),
    ...queries.map(([name, query, otherwise]) => ({
      name: `query: ${name}`,
      bytes: listing(sheet, { path: `${at}${sheet.list}?${query}` }),
      expected: sheet.readsQuery ? otherwise : ('fine' as const),
      never: 'set-cookie',
    })),
  ];
}
