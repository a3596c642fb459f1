/** Which names stand for secrets. docs/control.md describes the decision. */
import type { Json } from '../../grammar/json.js';
import { memoize } from './memoize.js';

/** Secret wherever they are, whatever the value. */
const SECRET =
  /secret|passw|passphrase|passcode|pwd|token|credential|authorization|bearer|cookie|jwt|session[-_]?id|^auth$|(api|access|private|signing|signature|encryption|auth|master|service|shared|ssh|subscription|license|webhook)[-_ ]?key|client[-_ ]?assertion|code[-_ ]?verifier|connection[-_ ]?string|(recovery|seed)[-_ ]?phrase|(user|db|database|smtp|proxy)[-_]?pass$/i;

/** Describe a secret, or are the position in a list: `next_page_token`, `api_key_id`, `tokenUrl`, `client_assertion_type`. */
const OPEN =
  /(page|paging|pagination|continuation|next|previous|prev|cursor|sync|resume|skip)[-_ ]?tokens?$|(key|token|credential|auth|authorization|assertion|cookie|password)s?[-_ ]?(ids?|types?|names?|labels?|ur[il]s?|endpoint|expiry|expiration|expires?([-_ ]?(at|in|on))?|ttl|scopes?|status|version|(created|updated)[-_ ]?at)$/i;

/** Secret if the value is a text or number; of the name as words. */
const SECRET_TEXT =
  /(^| )(pin|otp|totp|cvv2?|cvc2?)( ?code)?$|(^| )(auth|device|user|verification|confirmation|recovery|backup|security|one ?time|sms|mfa|2 ?fa|login|invite|invitation) ?code$|(^| )card ?number$/;

/** Secret in a query or a form, in addition to the names above; of the name as words. */
const SECRET_PARAMETER = /^(keys?|code|session|pass|assertion|saml ?response)$|signature$|(^| )(sig|hmac|sas|sid)$/;

/** `userPin` → `user pin`; of `card[pin][]`, the last name. */
const wordsOf = (name: string): string =>
  (/([^[\]]+)\]?(\[\])*$/.exec(name)?.[1] ?? name)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .join(' ')
    .trim();

export const isSecretName = memoize((name) => SECRET.test(name) && !OPEN.test(name));

const isSecretTextName = memoize((name) => SECRET_TEXT.test(wordsOf(name)));

const isSecretParameterName = memoize(
  (name) => isSecretName(name) || isSecretTextName(name) || SECRET_PARAMETER.test(wordsOf(name)),
);

/** Codes of countries, languages and statuses. Codes of authorizations are longer. */
const MAX_OPEN_CODE = 3;

/** Whether a parameter of a query or form holds a secret for any vendor. */
export function isSecretParameter(name: string, value: unknown): boolean {
  if (!isSecretParameterName(name)) return false;
  return name.toLowerCase() !== 'code' || [value].flat().some((item) => String(item).length > MAX_OPEN_CODE);
}

/** Names of numbers of tokens, which are not secret. */
const AMOUNT = /tokens|count|limit|max|min/i;

/** Whether the value under a name is a secret, in any object. */
export function looksSecret(name: string, value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return false;
  if (isSecretName(name)) return typeof value !== 'number' || !AMOUNT.test(name);
  return (typeof value === 'string' || typeof value === 'number') && isSecretTextName(name);
}

/** `{ grant_type, code }`: elsewhere in a body, a code is that of an error or a country. */
export const isGrant = (holder: Json, key: string): boolean =>
  (key === 'code' || key === 'assertion') && GRANT.some((name) => Object.hasOwn(holder, name));

const GRANT = ['grant_type', 'grantType', 'code_verifier', 'codeVerifier', 'redirect_uri', 'redirectUri'];

/** A pair such as `{ name: 'Authorization', value: … }`. */
export const namesSecret = (pair: Json): boolean =>
  [pair['name'], pair['key'], pair['header']].some(
    (item) => typeof item === 'string' && (isSecretName(item) || isSecretTextName(item)),
  );

/** Whether a part of a path is a secret by the name of its parameter: `token`, not `tokenId`. */
export const isSecretPathName = memoize(
  (name) => (isSecretName(name) || isSecretTextName(name)) && !/(id|name|slug|number)$/i.test(name),
);
