/** Id formats: reads the key of a record from a path segment. src/world/ids.ts generates ids. */
import type { IdRule } from '../../grammar/behavior.js';
import { memoize, memoizeLast } from './memoize.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Crockford's alphabet (no I, L, O, U). 26 characters hold 130 bits of 128, so the first is at most 7. https://github.com/ulid/spec */
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Returns the key for an id in a path; undefined: the id is malformed. */
export type ReadKey = (raw: string) => string | undefined;

/** Keep the reader, which remembers what it has read. A call reads the same id twice. */
export const keyReader = (rule: IdRule): ReadKey => memoizeLast(memoize((raw) => keyFrom(rule, raw)));

function keyFrom(rule: IdRule, raw: string): string | undefined {
  switch (rule.format) {
    case 'uuid':
      return UUID.test(raw) ? raw.toLowerCase() : undefined;
    case 'integer':
      return /^-?\d{1,40}$/.test(raw) ? raw.replace(/^(-?)0+(?=\d)/, '$1') : undefined;
    case 'ulid': {
      const prefix = rule.anyPrefix ? (/^[a-z]+_/.exec(raw)?.[0] ?? '') : (rule.prefix ?? '');
      return raw.startsWith(prefix) && ULID.test(raw.slice(prefix.length)) ? raw : undefined;
    }
    case 'globalId': {
      if (raw === '' || !BASE64.test(raw)) return undefined;
      const [name = '', ...rest] = Buffer.from(raw, 'base64').toString('latin1').split(':');
      return rest.length > 0 && (name === rule.prefix || rule.alsoPrefixes?.includes(name)) ? raw : undefined;
    }
    case 'digits':
      return /^\d{1,40}$/.test(raw) ? raw : undefined;
    case 'given':
    case 'text':
    case 'single':
      return raw === '' ? undefined : raw;
    default:
      return rule.format satisfies never;
  }
}
