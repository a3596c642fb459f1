/** In-process doubles on which the contract suite is run to find the expected replies. */
import { inProcess } from './in-process.js';
import type { Seed, Vendor } from '../engine/model/vendor.js';
import { get } from '../engine/values/paths.js';
import { resourceNamed } from '../engine/records/locate.js';
import { fetchThrough } from '../http/fetch.js';
import { shownId } from '../verify/run/cleanup.js';
import type { Rehearse } from '../verify/generate/generate.js';

const ORIGIN = 'http://rehearsal.localhost';

export const rehearsalDouble: Rehearse = (vendor, nth) => {
  // Each call gets another time, and two rehearsals never have the same intervals.
  let now = Date.UTC(2026 + nth, nth, 3, 4, 5, 6, 7);
  const fail = (what: unknown, at: string): never => {
    throw new Error(`the rehearsal failed at ${at}`, { cause: what });
  };
  const { world, host, exchange } = inProcess(vendor, {
    name: 'rehearsal',
    now: () => (now += 1000 * (nth + 1) + 117),
    randomSeed: nth,
    failed: fail,
    violated: fail,
  });
  return {
    target: {
      url: `${ORIGIN}/${vendor.name}`,
      fetch: fetchThrough(exchange, ORIGIN),
      callTimeout: 60_000,
      sleep: () => Promise.resolve(),
      elapsed: () => 0,
      signal: new AbortController().signal,
    },
    inputs: { token: `rehearsal-${nth}`, second_token: `rehearsal-other-${nth}`, ...suiteInputs(vendor) },
    reset: () => world.reset(),
    records: (token) => {
      // Calls without a credential, or to a vendor with one account for all callers, write to another account.
      const [writer] = world.store.accounts(vendor);
      const account = writer === undefined ? host.accounts(vendor, token) : { name: writer, number: 0 };
      return Object.fromEntries(
        account === undefined
          ? []
          : [...vendor.resources.keys()].map((name) => [name, world.store.records(vendor, account, name)]),
      );
    },
  };
};

/** Inputs of the suite from the seed: refused credentials, protected records, records without a visible id. */
export function suiteInputs(vendor: Vendor): Record<string, string> {
  return {
    ...reservedTokens(vendor.seed),
    ...reservedRecords(vendor),
    ...hiddenRecords(vendor),
    ...filterSamples(vendor),
  };
}

function reservedTokens({ credentials }: Seed): Record<string, string> {
  return Object.fromEntries(
    credentials.flatMap(({ token, refuse, scopes }) => {
      const reason = refuse ?? (scopes?.length === 0 ? 'forbidden' : undefined);
      return reason === undefined ? [] : [[`token_${reason}`, token]];
    }),
  );
}

function reservedRecords(vendor: Vendor): Record<string, string> {
  const found: Record<string, string> = {};
  const protects = [...vendor.rules.values()].flatMap(({ rule }) =>
    'protect' in rule && rule.protect
      ? [{ resource: rule.resource, variant: rule.protect.refuse ?? 'protected', when: rule.protect.when }]
      : [],
  );
  const fixed = [...vendor.resources.values()].flatMap(({ name, rule }) =>
    Object.values(rule.fields ?? {}).flatMap(({ immutable }) =>
      immutable?.when ? [{ resource: name, variant: immutable.refuse ?? 'immutable', when: immutable.when }] : [],
    ),
  );
  for (const { resource, variant, when } of [...protects, ...fixed]) {
    const record = vendor.seed.records[resource]?.find((candidate) =>
      Object.entries(when).every(([path, value]) => get(candidate, path) === value),
    );
    const { rule } = resourceNamed(vendor, resource);
    const id = record && get(record, rule.aliases?.[0] ?? rule.id.field);
    if (id !== undefined) found[`record_${variant}`] = String(id);
  }
  return found;
}

/** For resources whose id no reply shows: the id of an own record and of another account's. */
function hiddenRecords({ seed, resources }: Vendor): Record<string, string> {
  const found: Record<string, string> = {};
  for (const resource of resources.values()) {
    const { field } = resource.rule.id;
    if (shownId(resource) === field) continue;
    const own = seed.records[resource.name]?.[0];
    const [other] = seed.credentials.flatMap((credential) => credential.records?.[resource.name] ?? []);
    if (own) found[`record_${resource.name}`] = String(get(own, field));
    if (other) found[`record_${resource.rule.foreign ?? 'foreign'}`] = String(get(other, field));
  }
  return found;
}

/** For filters with `through`: the id of a record, and a part of the compared value in upper case. */
function filterSamples({ seed, rules, resources }: Vendor): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { rule } of rules.values()) {
    for (const { through } of Object.values(rule.verb === 'list' ? (rule.filters ?? {}) : {})) {
      if (through === undefined) continue;
      const record = seed.records[through.resource]?.[0];
      const key = resources.get(through.resource)?.rule.id.field;
      if (record === undefined || key === undefined) continue;
      found[`record_${through.resource}`] = String(get(record, key));
      found[`record_${through.resource}_${through.field}`] = String(get(record, through.field)).slice(1).toUpperCase();
    }
  }
  return found;
}
