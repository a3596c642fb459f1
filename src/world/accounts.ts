import type { Account } from '../engine/model/call.js';
import type { Vendor } from '../engine/model/vendor.js';
import { createHash } from 'node:crypto';
import type { Accounts } from '../engine/request/authenticate.js';

/** Maximum number of cached accounts. A credential always derives the same account. */
const MAX_CACHED = 10_000;

/** Maps a credential to its account. Credentials that are not in the seed have their own account (`open`) or none (`strict`). */
export function accountsFor(mode: 'open' | 'strict'): Accounts {
  const byVendor = new WeakMap<Vendor, Map<string, Account>>();
  return (vendor, token) => {
    let known = byVendor.get(vendor);
    if (known === undefined) byVendor.set(vendor, (known = seedAccounts(vendor)));
    const account = known.get(token);
    if (account !== undefined || mode === 'strict') return account;
    if (known.size >= MAX_CACHED) byVendor.set(vendor, (known = seedAccounts(vendor)));
    const derived = derive(token);
    known.set(token, derived);
    return derived;
  };
}

function seedAccounts(vendor: Vendor): Map<string, Account> {
  return new Map(
    vendor.seed.credentials.map(({ name, token, scopes, refuse }) => [
      token,
      { name, number: derive(token).number, ...(scopes && { scopes }), ...(refuse && { refuse }) },
    ]),
  );
}

/** Derives name and number of an account from a digest, which does not reveal the credential. */
function derive(token: string): Account {
  const digest = createHash('sha256').update(token).digest();
  return { name: `acct_${digest.toString('hex', 0, 6)}`, number: digest.readUInt32BE(8) };
}
