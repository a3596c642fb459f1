import { isObject, type Json } from '../../grammar/json.js';
import { keysOf } from './paths.js';
import { isGrant, isSecretParameter, looksSecret, namesSecret } from './secret-names.js';
import type { SecretPlaces } from './secrets.js';

export const REDACTED = '[redacted]';

/** Secrets to remove, in addition to values under names that look like secrets. */
export interface Secrets {
  places?: SecretPlaces | undefined;
  /** Names at any depth, in lower case. */
  names?: ReadonlySet<string> | undefined;
}

/** Shorter texts can be part of other texts by chance. */
const MIN_ECHO = 6;
const MAX_ECHOES = 20;

const nothing: Secrets = {};

/** A deep copy in which secrets are `[redacted]`. */
export function redact(value: unknown, secrets: Secrets = nothing): unknown {
  return scrub(value, secrets.places, secrets.names);
}

/** Like `redact`, and also redacts other texts that contain a removed value. For invalid bodies, which may have secrets anywhere. */
export function redactEchoes(value: unknown, secrets: Secrets): unknown {
  const taken: string[] = [];
  const left = scrub(value, secrets.places, secrets.names, taken);
  const echoes = [...new Set(taken)].filter((item) => item.length >= MIN_ECHO).slice(0, MAX_ECHOES);
  return echoes.length === 0
    ? left
    : mapTexts(left, (text) => (echoes.some((echo) => text.includes(echo)) ? REDACTED : text));
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapTexts(part, change)]));
}

/** The redacted value at a path without lists. */
export function redactedAt(record: Json, path: string, secrets: SecretPlaces | undefined): unknown {
  let value: unknown = record;
  let places = secrets;
  for (const step of keysOf(path)) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    if (hides(value, step, places)) return REDACTED;
    value = value[step];
    places = places?.property(step);
  }
  return scrub(value, places);
}

/** Redacts secrets in the URLs of a text: user names and passwords (RFC 3986 §3.2.1), keys, tokens and signatures. */
function withoutUrlSecrets(text: string): string {
  if (!text.includes('://') && !text.startsWith('/')) return text;
  const anonymous = text.includes('@') ? text.replace(/:\/\/[^\s/?#@]*@/g, `://${REDACTED}@`) : text;
  return withoutQuerySecrets(anonymous);
}

/**
 * Redacts the values of secret parameters: `/file?sig=…`, `/callback#access_token=…`, `/a;jsessionid=…`, also in a URL
 * that is the value of a parameter.
 */
export function withoutQuerySecrets(text: string): string {
  if (!text.includes('=') && !/%3d/i.test(text)) return text;
  let out = '';
  let end = 0;
  for (const start of text.matchAll(PARAMETER)) {
    const [whole, mark = '', name = ''] = start;
    const from = start.index + whole.length;
    if (from < end) continue;
    const value = valueAt(text, from, mark);
    if (!isSecretParameter(name, value) && !/key$/i.test(name)) continue;
    out += text.slice(end, from) + REDACTED;
    end = from + value.length;
  }
  return out + text.slice(end);
}

/** The start of a parameter up to its value. `%3F` and so on: in a URL inside of another one. */
const PARAMETER = /([?&;#]|%3[fb]|%26|%23)([^\s?&;#=%]{1,64})(?:=|%3d)/gi;

const VALUE = /(?:(?!%26|%23|%3b)[^\s&;#"'<>])*/iy;
/** In a path, a value ends where the segment does. */
const VALUE_IN_PATH = /(?:(?!%26|%23|%3b|%3f|%2f)[^\s&;#"'<>?/])*/iy;

function valueAt(text: string, from: number, mark: string): string {
  const value = /;|%3b/i.test(mark) ? VALUE_IN_PATH : VALUE;
  value.lastIndex = from;
  return value.exec(text)?.[0] ?? '';
}

/** `redact`, with the places and names as separate parameters. `taken` collects the removed texts. */
export function scrub(value: unknown, places?: SecretPlaces, names?: ReadonlySet<string>, taken?: string[]): unknown {
  if (taken && isMisplaced(value, places)) {
    mapTexts(value, (text) => (taken.push(text), text));
    return REDACTED;
  }
  if (typeof value === 'string') return withoutUrlSecrets(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return scrubItems(value, places, names, taken);
  const out: Json = {};
  for (const key of Object.keys(value)) {
    const part = (value as Json)[key];
    const hidden = hides(value as Json, key, places, names);
    if (hidden && taken) mapTexts(part, (text) => (taken.push(text), text));
    const left = hidden ? REDACTED : scrub(part, places?.property(key), names, taken);
    if (key === '__proto__') Object.defineProperty(out, key, { value: left, enumerable: true });
    else out[key] = left;
  }
  return out;
}

/** Whether an invalid value may be a secret that is sent where an object or a list with secrets is expected. */
const isMisplaced = (value: unknown, places: SecretPlaces | undefined): boolean =>
  places !== undefined && (typeof value === 'string' || (Array.isArray(value) && places.item(0) === undefined));

function scrubItems(
  items: readonly unknown[],
  places?: SecretPlaces,
  names?: ReadonlySet<string>,
  taken?: string[],
): unknown[] {
  return items.map((item, at) => {
    const inner = places?.item(at);
    if (inner?.whole !== true || places?.whole === true) return scrub(item, inner, names, taken);
    if (taken) mapTexts(item, (text) => (taken.push(text), text));
    return REDACTED;
  });
}

/** Whether the value of a key is redacted. */
export const hides = (holder: Json, key: string, places?: SecretPlaces, names?: ReadonlySet<string>): boolean =>
  places?.property(key)?.whole === true ||
  names?.has(key.toLowerCase()) === true ||
  looksSecret(key, holder[key]) ||
  isGrant(holder, key) ||
  (key === 'value' && namesSecret(holder));
