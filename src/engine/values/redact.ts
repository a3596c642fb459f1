import { isObject, type Json } from '../../grammar/json.js';
import { steps } from './paths.js';
import { remembered } from './memoize.js';
import type { SecretPlaces } from './secrets.js';

export const REDACTED = '[redacted]';

const SECRET_NAME =
  /secret|passw|passphrase|passcode|pwd|token|credential|authorization|bearer|cookie|jwt|session[-_]?id|^auth$|(api|access|private|signing|signature|encryption|auth|master|service|shared|ssh|subscription|license|webhook)[-_ ]?key/i;
/** Amounts of tokens, and not tokens. */
const AMOUNT = /tokens|count|limit|max|min/i;

/** What to take out of a value, beside what lies under a name that looks like a secret. */
export interface Secrets {
  places?: SecretPlaces | undefined;
  /** Names, in lower case, at any depth. */
  names?: ReadonlySet<string>;
}

/** Shorter texts are in others by chance. */
const LEAST_ECHO = 6;
const MOST_ECHOES = 20;

const nothing: Secrets = {};

/** A copy, whatever there is to take out: nothing of the original is shared. */
export function redact(value: unknown, secrets: Secrets = nothing): unknown {
  return scrub(value, secrets.places, secrets.names);
}

/** The same, and no other text that repeats what was taken out: for bodies that are not sound, where a secret may lie anywhere. */
export function redactEchoes(value: unknown, secrets: Secrets): unknown {
  const taken: string[] = [];
  const left = scrub(value, secrets.places, secrets.names, taken);
  const echoes = [...new Set(taken)].filter((it) => it.length >= LEAST_ECHO).slice(0, MOST_ECHOES);
  return echoes.length === 0
    ? left
    : mapTexts(left, (text) => (echoes.some((it) => text.includes(it)) ? REDACTED : text));
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapTexts(part, change)]));
}

/** What redacting a record leaves at a path without list steps. */
export function redactedAt(record: Json, path: string, secrets: SecretPlaces | undefined): unknown {
  let value: unknown = record;
  let places = secrets;
  for (const step of steps(path)) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    if (hides(value, step, places)) return REDACTED;
    value = value[step];
    places = places?.property(step);
  }
  return scrub(value, places);
}

/** A text whose URLs do not show who logs in: RFC 3986 §3.2.1. */
const withoutUserInfo = (text: string): string =>
  text.includes('@') && text.includes('://') ? text.replace(/:\/\/[^\s/?#@]*@/g, `://${REDACTED}@`) : text;

/** A copy without what lies at these places, under these names, and under names that look like secrets. */
export function scrub(value: unknown, places?: SecretPlaces, names?: ReadonlySet<string>, taken?: string[]): unknown {
  if (typeof value === 'string') return withoutUserInfo(value);
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

/** Whether what an object has under a key is taken out. */
export const hides = (holder: Json, key: string, places?: SecretPlaces, names?: ReadonlySet<string>): boolean =>
  places?.property(key)?.whole === true ||
  names?.has(key.toLowerCase()) === true ||
  looksSecret(key, holder[key]) ||
  (key === 'value' && namesSecret(holder));

/** A pair such as `{ name: 'Authorization', value: … }`. */
const namesSecret = (pair: Json): boolean =>
  [pair['name'], pair['key'], pair['header']].some((it) => typeof it === 'string' && isSecretName(it));

export const isSecretName = remembered((name) => SECRET_NAME.test(name));

function looksSecret(name: string, value: unknown): boolean {
  if (value === null || typeof value === 'boolean' || !isSecretName(name)) return false;
  return typeof value !== 'number' || !AMOUNT.test(name);
}
