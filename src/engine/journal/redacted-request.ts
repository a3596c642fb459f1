/** The request of a journal entry without its secrets: headers, query and body. */
import type { Trace } from '../model/trace.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Call } from '../model/call.js';
import type { Operation } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { redact, redactEchoes, REDACTED, withoutQuerySecrets, type Secrets } from '../values/redact.js';
import { isSecretParameter, isSecretPathName } from '../values/secret-names.js';
import { isSecretAt, secretsAt, united } from '../values/secrets.js';

/** Headers whose values are shown. The values of all others are redacted. */
const SHOWN = new Set(
  'accept accept-encoding accept-language content-encoding content-length content-type host idempotency-key if-match if-none-match origin prefer traceparent transfer-encoding user-agent x-request-id'.split(
    ' ',
  ),
);

export function redactedHeaders(headers: Call['headers']): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined && name !== '__proto__')
      out[name] = SHOWN.has(name) ? String(redact(String(value))) : REDACTED;
  }
  return out;
}

export function redactedQuery(vendor: Vendor, query: string, { operation, input }: Trace): Json {
  const passwords = operation && vendor.contract.passwords(operation);
  const sent = new URLSearchParams(query);
  const raw = [...new Set(sent.keys())].map((name): [string, unknown] => {
    const values = sent.getAll(name);
    // `filter[pin]=1`
    const inner = /\[([^[\]]+)\]$/.exec(name)?.[1]?.toLowerCase();
    if (inner !== undefined && passwords?.has(inner)) return [name, REDACTED];
    return [name, values.length === 1 ? values[0] : values];
  });
  const shown = { ...Object.fromEntries(raw), ...input?.query };
  const names = new Set([...vendor.cache.of(schemeNames, vendor), ...(passwords ?? []), ...secretParameters(shown)]);
  return redact(shown, { names }) as Json;
}

export function redactedBody(vendor: Vendor, { operation, input, sent }: Trace, headers: Call['headers']): unknown {
  if (operation?.mediaTypes === undefined) return undefined;
  const body = input ? input.body : sent;
  const isForm = /\bform\b/.test(String(headers['content-type']));
  const fields = isForm && isObject(body) ? secretParameters(body) : [];
  if (input)
    return redact(input.body, {
      places: secretsOf(vendor, operation).places,
      names: new Set([...(vendor.contract.passwords(operation) ?? []), ...fields]),
    });
  // The body was refused before validation: it may have secrets at places that the contract does not declare.
  return isObject(sent) || Array.isArray(sent)
    ? redactEchoes(sent, secretsOfInvalidBody(vendor, operation, fields))
    : sent && REDACTED;
}

const secretsOfInvalidBody = (vendor: Vendor, operation: Operation, fields: readonly string[]): Secrets => {
  const { names = [], ...secrets } = secretsOf(vendor, operation);
  return { ...secrets, names: new Set([...names, ...fields, ...INVALID_BODY_SECRETS]) };
};

const secretsOf = (vendor: Vendor, operation: Operation): Secrets => vendor.cache.of(findSecrets, vendor, operation);

/** The write-only fields of an operation's body, under all names that they can be sent under. */
function findSecrets(vendor: Vendor, operation: Operation): Secrets {
  const rule = vendor.rules.get(operation.id)?.rule;
  const resource = rule && 'resource' in rule ? vendor.resources.get(rule.resource ?? '') : undefined;
  const places = vendor.contract.secrets(operation);
  const aliases = Object.entries(resource?.rule.fields ?? {}).flatMap(([path, { alsoSentAs }]) =>
    alsoSentAs !== undefined && isSecretAt(places, path) ? [alsoSentAs] : [],
  );
  const named = [...vendor.contract.secretNames(operation), ...aliases].map((name) => name.toLowerCase());
  const names = [...named, ...(vendor.contract.passwords(operation) ?? [])];
  return {
    places: united([places, secretsAt(aliases)]),
    names: new Set([...names, ...vendor.cache.of(schemeNames, vendor)]),
  };
}

/** Names in a query or form that hold secrets, in lower case. */
const secretParameters = (values: Json): string[] =>
  Object.keys(values)
    .filter((name) => isSecretParameter(name, values[name]))
    .map((name) => name.toLowerCase());

/** Whether the document marks a path parameter as a password, or its name is that of a secret: `token`, not `tokenId`. */
const isSecretInPath = (name: string, passwords: ReadonlySet<string> | undefined): boolean =>
  passwords?.has(name.toLowerCase()) === true || isSecretPathName(name);

/** The path with the values of secret parameters replaced: `/login/[redacted]`. */
export function redactedPath(vendor: Vendor, path: string, operation: Operation | undefined): string {
  const passwords = operation && vendor.contract.passwords(operation);
  const secret = operation?.parameters.filter((name) => isSecretInPath(name, passwords)) ?? [];
  if (secret.length === 0) return withoutQuerySecrets(path);
  const templates = operation?.path.split('/') ?? [];
  const segments = path.split('/');
  const offset = segments.length - templates.length;
  return segments
    .map((segment, at) => {
      const template = templates[at - offset] ?? '';
      return secret.some((name) => template.includes(`{${name}}`)) ? REDACTED : withoutQuerySecrets(segment);
    })
    .join('/');
}

/** The path parameters without their secrets. */
export function redactedParameters(vendor: Vendor, params: Json, operation: Operation): Json {
  const passwords = vendor.contract.passwords(operation);
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isSecretInPath(name, passwords) ? REDACTED : redact(value)]),
  );
}

/** Names that may hold a secret in an invalid body. Of headers, the values are redacted as those of the request. */
const INVALID_BODY_SECRETS = ['key', 'keys', 'value', 'values', 'header', 'headers'];

/** Names of the headers, query parameters and cookies that carry credentials of this vendor. */
const schemeNames = ({ contract }: Vendor): ReadonlySet<string> =>
  new Set(contract.securitySchemes.map(({ parameter }) => parameter.toLowerCase()));
