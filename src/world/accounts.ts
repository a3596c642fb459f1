import type { Account } from '../engine/model/call.js';
import type { Vendor } from '../engine/model/vendor.js';
import { createHash } from 'node:crypto';
import type { Accounts } from '../engine/request/authenticate.js';

/** How many derived accounts are remembered; the same credential always derives the same account again. */
const REMEMBERED = 10_000;

/** Credentials that the seed reserves behave as told; others are accounts of their own (`open`) or nobody's (`strict`). */
export function accountsFor(mode: 'open' | 'strict'): Accounts {
  const byVendor = new WeakMap<Vendor, Map<string, Account>>();
  return (vendor, token) => {
    let known = byVendor.get(vendor);
    if (known === undefined) byVendor.set(vendor, (known = reserved(vendor)));
    const account = known.get(token);
    if (account !== undefined || mode === 'strict') return account;
    if (known.size >= REMEMBERED) byVendor.set(vendor, (known = reserved(vendor)));
    const derived = derive(token);
    known.set(token, derived);
    return derived;
  };
}

function reserved(vendor: Vendor): Map<string, Account> {
  return new Map(
    vendor.seed.credentials.map(({ name, token, scopes, refuse }) => [
      token,
      { name, number: derive(token).number, ...(scopes && { scopes }), ...(refuse && { refuse }) },
    ]),
  );
}

/** An account is shown under this name: it tells which credentials are the same, and no credential. */
function derive(token: string): Account {
  const digest = createHash('sha256').update(token).digest();
  return { name: `acct_${digest.toString('hex', 0, 6)}`, number: digest.readUInt32BE(8) };
}
