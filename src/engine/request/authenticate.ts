import { SHARED_ACCOUNT, type Account, type Call } from '../model/call.js';
import type { Operation, SecurityScheme } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { Refusal } from '../model/refusal.js';

/** Maps a credential to its account; undefined: unknown, and only credentials of the seed are accepted. */
export type Accounts = (vendor: Vendor, token: string) => Account | undefined;

const anonymous: Account = { name: 'anonymous', number: 0 };
/** Owns all records if the vendor has one account for all callers. */
const sharedAccount: Account = { name: SHARED_ACCOUNT, number: 0 };

/** Returns the caller's account; or the refusal unauthenticated, credentialRejected, forbidden, or that of the credential in the seed. */
export function authenticate(vendor: Vendor, operation: Operation, call: Call, accounts: Accounts): Account | Refusal {
  const caller = callerOf(vendor, operation, call, accounts);
  return caller instanceof Refusal || vendor.behavior.accounts?.treat !== 'one' ? caller : sharedAccount;
}

function callerOf(vendor: Vendor, operation: Operation, call: Call, accounts: Accounts): Account | Refusal {
  if (operation.security.length === 0) return anonymous;
  const alternatives = vendor.cache.of(alternativesOf, vendor, operation);
  const tokens = credentialIn(alternatives, call);
  if (tokens === undefined) return new Refusal('unauthenticated');
  if (tokens.length === 0) return anonymous;
  const account = accounts(vendor, tokenOf(vendor, tokens));
  if (account === undefined) return new Refusal('credentialRejected');
  if (account.refuse !== undefined) return new Refusal(account.refuse);
  const { scopes } = account;
  if (scopes === undefined) return account;
  const met = alternatives.filter((alternative) => tokensFor(alternative, call) !== undefined);
  if (met.some((alternative) => alternative.scopes.every((scope) => scopes.includes(scope)))) return account;
  return new Refusal('forbidden', { field: met[0]?.scopes.join(' ') ?? '' });
}

/** One of the ways to authenticate: with all of these schemes. */
interface Alternative {
  schemes: readonly SecurityScheme[];
  scopes: readonly string[];
}

/** Those with schemes that the contract does not define are left out: they cannot be met. */
const alternativesOf = ({ contract: { securitySchemes } }: Vendor, { security }: Operation): readonly Alternative[] =>
  security.flatMap((needs) => {
    const names = Object.keys(needs);
    const schemes = names.flatMap((name) => securitySchemes.find((known) => known.name === name) ?? []);
    return schemes.length < names.length ? [] : [{ schemes, scopes: Object.values(needs).flat() }];
  });

/** The tokens of the first alternative that is met; one that needs none comes last. undefined: none is met. */
function credentialIn(alternatives: readonly Alternative[], call: Call): readonly string[] | undefined {
  let found: readonly string[] | undefined;
  for (const alternative of alternatives) {
    const tokens = tokensFor(alternative, call);
    if (tokens !== undefined && tokens.length > 0) return tokens;
    found ??= tokens;
  }
  return found;
}

/** undefined: a scheme was not sent. */
function tokensFor({ schemes }: Alternative, call: Call): readonly string[] | undefined {
  const tokens: string[] = [];
  for (const scheme of schemes) {
    const token = credentialOf(scheme, call);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

/** Several tokens identify one account: that of the seed for any of them, otherwise an account of the combination. */
function tokenOf(vendor: Vendor, tokens: readonly string[]): string {
  if (tokens.length === 1) return tokens[0] ?? '';
  return tokens.find((token) => vendor.seed.credentials.some((known) => known.token === token)) ?? tokens.join('\n');
}

// RFC 9110 §11.1: the scheme is case-insensitive, the credential is one token.
const BEARER = /^bearer +\S+$/i;
const BASIC = /^basic +\S+$/i;

const tokenAfter = (pattern: RegExp, header: string | undefined): string | undefined =>
  header !== undefined && pattern.test(header) ? header.slice(header.lastIndexOf(' ') + 1) : undefined;

function credentialOf(scheme: SecurityScheme, call: Call): string | undefined {
  switch (scheme.kind) {
    case 'bearer':
      return tokenAfter(BEARER, header(call, 'authorization'));
    case 'basic':
      return tokenAfter(BASIC, header(call, 'authorization'));
    case 'http':
      return otherScheme(scheme.parameter, header(call, 'authorization') ?? '');
    case 'header':
      return header(call, scheme.parameter.toLowerCase());
    case 'query':
      return new URLSearchParams(call.query).get(scheme.parameter) ?? undefined;
    case 'cookie':
      return new RegExp(`(?:^|;\\s*)${scheme.parameter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}=([^;]+)`).exec(
        header(call, 'cookie') ?? '',
      )?.[1];
    default:
      return scheme.kind satisfies never;
  }
}

function header({ headers }: Call, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The credential of schemes such as `Digest` and `Token`. */
function otherScheme(scheme: string, header: string): string | undefined {
  const at = header.indexOf(' ');
  const isNamed = at > 0 && header.slice(0, at).toLowerCase() === scheme.toLowerCase();
  return isNamed ? header.slice(at).trim() || undefined : undefined;
}
