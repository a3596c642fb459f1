import { EVERYBODY, type Account, type Call } from '../model/call.js';
import type { Operation, SecurityScheme } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { Refusal } from '../refusals/refusal.js';

/** Which account a credential names; undefined: none (strict, and it is not in the seed). */
export type Accounts = (vendor: Vendor, token: string) => Account | undefined;

const anonymous: Account = { name: 'anonymous', number: 0 };
/** Whose the records are where all callers share them. */
const everybody: Account = { name: EVERYBODY, number: 0 };

/** Whose call it is; or unauthenticated (nothing usable was sent), credentialRejected, forbidden, or the refusal that the seed reserves the credential for. */
export function authenticate(vendor: Vendor, operation: Operation, call: Call, accounts: Accounts): Account | Refusal {
  const caller = callerOf(vendor, operation, call, accounts);
  return caller instanceof Refusal || vendor.behavior.accounts?.treat !== 'one' ? caller : everybody;
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
  /** The alternatives whose schemes were all sent. */
  met: Requirement[];
}

/** Of the alternatives one must be met, and each of its schemes; an empty one needs nothing. undefined: none is met. */
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

/** undefined: a scheme of the alternative was not sent. */
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

/** Several together name an account: the one that the seed has for one of them, else one of their own. */
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
      return other(scheme.parameter, header('authorization') ?? '');
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

/** Schemes such as `Digest` and `Token`: what follows the name. */
function other(scheme: string, header: string): string | undefined {
  const at = header.indexOf(' ');
  const isNamed = at > 0 && header.slice(0, at).toLowerCase() === scheme.toLowerCase();
  return isNamed ? header.slice(at).trim() || undefined : undefined;
}
