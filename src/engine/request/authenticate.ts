import type { Account, Call } from '../model/call.js';
import type { Operation, SecurityScheme } from '../model/contract.js';
import type { Vendor } from '../model/vendor.js';
import { Refusal } from '../refusals/refusal.js';

/** Which account a credential names; undefined: none (strict, and it is not in the seed). */
export type Accounts = (vendor: Vendor, token: string) => Account | undefined;

const anonymous: Account = { name: 'anonymous', number: 0 };
/** Whose the records are where all callers share them. */
const everybody: Account = { name: 'everybody', number: 0 };

/** Whose call it is; or unauthenticated (nothing usable was sent), credentialRejected, forbidden, or the refusal that the seed reserves the credential for. */
export function authenticate(vendor: Vendor, operation: Operation, call: Call, accounts: Accounts): Account | Refusal {
  const caller = callerOf(vendor, operation, call, accounts);
  return caller instanceof Refusal || vendor.behavior.accounts?.treat !== 'one' ? caller : everybody;
}

function callerOf(vendor: Vendor, operation: Operation, call: Call, accounts: Accounts): Account | Refusal {
  if (operation.security.length === 0) return anonymous;
  const token = findCredential(vendor, operation, call);
  if (token === undefined) return new Refusal('unauthenticated');
  const account = accounts(vendor, token);
  if (account === undefined) return new Refusal('credentialRejected');
  if (account.refuse !== undefined) return new Refusal(account.refuse);
  if (
    account.scopes !== undefined &&
    !operation.security.some((needs) =>
      Object.values(needs)
        .flat()
        .every((scope) => account.scopes?.includes(scope) ?? true),
    )
  ) {
    return new Refusal('forbidden', {
      field: Object.values(operation.security[0] ?? {})
        .flat()
        .join(' '),
    });
  }
  return account;
}

function findCredential(vendor: Vendor, operation: Operation, call: Call): string | undefined {
  for (const needs of operation.security) {
    for (const name of Object.keys(needs)) {
      const scheme = vendor.contract.securitySchemes.find((it) => it.name === name);
      const token = scheme && read(scheme, call);
      if (token !== undefined) return token;
    }
  }
  return undefined;
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
