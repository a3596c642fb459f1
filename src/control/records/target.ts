/** The records that a request is about: vendor, account and resource of its path. */
import type { Account } from '../../engine/model/call.js';
import { SHARED_ACCOUNT } from '../../engine/model/call.js';
import type { RecordContext, Resource, Vendor } from '../../engine/model/vendor.js';
import { suggest } from '../../engine/values/suggest.js';
import type { Json } from '../../grammar/json.js';
import type { Sandbox } from '../../world/world.js';
import { throwNotFound, sandboxOf, vendorNamed } from '../find-named.js';
import type { Controlled, Request } from '../operation.js';

export interface Target {
  sandbox: Sandbox;
  vendor: Vendor;
  account: Account;
  resource: Resource;
}

/** @throws Problem */
export function targetOf(on: Controlled, request: Request): Target {
  const sandbox = sandboxOf(on, request);
  const { params } = request;
  const vendor = vendorNamed(on, String(params['vendor']));
  const account = accountOf(vendor, String(params['account']));
  const name = String(params['resource']);
  const resource =
    shownResources(vendor).find((known) => known.name === name) ??
    throwNotFound(
      '/resource',
      `${vendor.name} has no resource ${name}`,
      suggest(
        name,
        shownResources(vendor).map((known) => known.name),
      ),
    );
  return { sandbox, vendor, account, resource };
}

/** Without stored replies for idempotency keys, which are no records of the vendor. */
export const shownResources = ({ resources }: Vendor): Resource[] =>
  [...resources.values()].filter(({ name }) => !name.startsWith('$'));

/** Names of the accounts of the seed; of a vendor whose callers share one account, that one. */
export const seedAccounts = ({ behavior, seed }: Vendor): string[] =>
  behavior.accounts?.treat === 'one'
    ? [SHARED_ACCOUNT]
    : seed.credentials.filter(({ refuse }) => refuse === undefined).map(({ name }) => name);

/** @throws Problem for a text that can be no account of this vendor */
function accountOf(vendor: Vendor, name: string): Account {
  const known = seedAccounts(vendor);
  const isDerived = name === 'anonymous' || /^acct_[0-9a-f]{12}$/.test(name);
  if (known.includes(name) || (isDerived && !known.includes(SHARED_ACCOUNT))) return { name, number: 0 };
  const others = known.includes(SHARED_ACCOUNT) ? '' : ', or a name that the journal shows, such as acct_0123456789ab';
  return throwNotFound(
    '/account',
    `${vendor.name} has no account ${name}`,
    `use ${known.join(', ') || 'anonymous'}${others}`,
  );
}

/** @throws Problem */
export function recordOf(
  { sandbox, vendor, account, resource }: Target,
  { params }: Request,
): { id: string; record: Json } {
  const id = String(params['id']);
  const record = sandbox.store.view(vendor, account).get(resource.name, id);
  return record === undefined
    ? throwNotFound('/id', `${account.name} has no ${resource.name} ${id}`, 'the list of its records has the ids')
    : { id, record };
}

/** What making or changing a record needs. `commit` consumes the drawn ids and random numbers. */
export function recordContext({ sandbox, vendor, account }: Target): RecordContext & { commit: () => void } {
  const { store, clock, ids, maker } = sandbox;
  const view = store.view(vendor, account);
  const now = clock.now();
  const draw = ids.draw(vendor, account, now, view);
  return { vendor, account, view, now, draw, maker, commit: () => draw.commit() };
}
