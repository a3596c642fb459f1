import { SHARED_ACCOUNT, type Account, type Call } from '../model/call.js';
import type { Operation, SecurityScheme } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { Refusal } from '../refusals/refusal.js';

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
  const { security } = operation;
  if (security.length === 0) return anonymous;
  const sent = credentialIn(vendor, security, call);
  if (sent === undefined) return new Refusal('unauthenticated');
  if (sent === 'none') return anonymous;
  const account = accounts(vendor, sent.token);
  if (account === undefined) return new Refusal('credentialRejected');
  if (account.refuse !== undefined) return new Refusal(account.refuse);
  const { scopes } = account;
  if (scopes === undefined || sent.met.some((needs) => scopesOf(needs).every((scope) => scopes.includes(scope))))
    return account;
  return new Refusal('forbidden', { field: scopesOf(sent.met[0] ?? {}).join(' ') });
}

type Requirement = Operation['security'][number];

const scopesOf = (needs: Requirement): string[] => Object.values(needs).flat();

interface Credential {
  token: string;
  /** The security alternatives whose schemes were all sent. */
  met: Requirement[];
}

/** One alternative must be met, with each of its schemes; an empty one needs no credential. undefined: none is met. */
function credentialIn(vendor: Vendor, security: Operation['security'], call: Call): Credential | 'none' | undefined {
  const met: Requirement[] = [];
  let found: string[] | undefined;
  for (const needs of security) {
    const tokens = tokensFor(vendor, needs, call);
    if (tokens === undefined) continue;
    met.push(needs);
    if (found === undefined || found.length === 0) found = tokens;
  }
  if (found === undefined) return undefined;
  return found.length === 0 ? 'none' : { token: tokenOf(vendor, found), met };
}

/** undefined: a scheme was not sent. */
function tokensFor(vendor: Vendor, needs: Requirement, call: Call): string[] | undefined {
  const tokens: string[] = [];
  for (const name in needs) {
    const scheme = vendor.contract.securitySchemes.find((known) => known.name === name);
    const token = scheme && read(scheme, call);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

/** Several tokens identify one account: that of the seed for any of them, otherwise an account of the combination. */
function tokenOf(vendor: Vendor, tokens: readonly string[]): string {
  const [only = ''] = tokens;
  if (tokens.length === 1) return only;
  return tokens.find((token) => vendor.seed.credentials.some((known) => known.token === token)) ?? tokens.join('\n');
}

// RFC 9110 §11.1: the scheme is case-insensitive, the credential is one token.
const BEARER = /^bearer +(\S+)$/i;
const BASIC = /^basic +(\S+)$/i;

function read(scheme: SecurityScheme, call: Call): string | undefined {
  const header = (name: string): string | undefined => {
    const value = call.headers[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  switch (scheme.kind) {
    case 'bearer':
      return BEARER.exec(header('authorization') ?? '')?.[1];
    case 'basic':
      return BASIC.exec(header('authorization') ?? '')?.[1];
    case 'http':
      return otherScheme(scheme.parameter, header('authorization') ?? '');
    case 'header':
      return header(scheme.parameter.toLowerCase());
    case 'query':
      return new URLSearchParams(call.query).get(scheme.parameter) ?? undefined;
    case 'cookie':
      return new RegExp(`(?:^|;\\s*)${scheme.parameter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}=([^;]+)`).exec(
        header('cookie') ?? '',
      )?.[1];
    default:
      return scheme.kind satisfies never;
  }
}

/** The credential of schemes such as `Digest` and `Token`. */
function otherScheme(scheme: string, header: string): string | undefined {
  const at = header.indexOf(' ');
  const isNamed = at > 0 && header.slice(0, at).toLowerCase() === scheme.toLowerCase();
  return isNamed ? header.slice(at).trim() || undefined : undefined;
}
