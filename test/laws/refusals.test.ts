/** `explain`, `check` and the server agree about refusals: each one that is promised is reached, and no other. */
import fc from 'fast-check';
import { relative } from 'node:path';
import { directories, lab, vendorIn, type Answer } from '../support/lab.js';
import { features, smallVendor, type Features } from '../support/small-vendor.js';
import { runs, sampleOf } from '../support/depth.js';
import { SEED } from '../support/seed.js';
import { listedRefusals, reachedBy } from '../support/refusals.js';
import { root } from '../support/double.js';

describe.each(directories.map((directory) => [relative(`${root}/specs`, directory), directory]))(
  '%s',
  (_, directory) => {
    const vendor = vendorIn(directory);

    it.each(sampleOf([...vendor.rules.values()], 13).map((rule) => [rule.operation.id, rule] as const))(
      '%s has exactly the refusals that it lists',
      async (__, rule) => {
        const promised = listedRefusals(vendor, rule);
        expect(await reachedBy(vendor, rule, promised)).toEqual(promised);
      },
    );
  },
);

async function expectListedRefusals(has: Features): Promise<void> {
  const vendor = smallVendor(has);
  for (const rule of vendor.rules.values()) {
    const promised = listedRefusals(vendor, rule);
    expect([rule.operation.id, await reachedBy(vendor, rule, promised)]).toEqual([rule.operation.id, promised]);
  }
}

/** A vendor with no more than it needs. */
const plain: Features = {
  ...{
    id: 'uuid',
    change: 'update',
    unknownBodyFields: 'refuse',
    browserOrigin: 'accept',
    secured: false,
    limited: false,
  },
  ...{ parent: false, unique: false, reference: false, guarded: false, atLeastOneOf: false, kind: 'free' },
  ...{ declared: false, accounts: 'perCredential', malformed: 'invalidId', existing: 'update', filtered: false },
  required: false,
};

/** Each of these was promised and not reached, or reached and not promised. */
const once: [string, Partial<Features>][] = [
  [
    'another value of an immutable field that the body of an upsert does not declare',
    { change: 'upsert', kind: 'immutable' },
  ],
  ['an update of records whose ids the client chooses', { id: 'given', unique: true, secured: true }],
  ['a field that is fixed because of what another one holds', { change: 'replace', kind: 'whenLocked' }],
  ['an upsert of the record that the path names', { change: 'putByPath' }],
  ['an upsert of an id that is taken below another parent', { change: 'putByPath', parent: true }],
  ['an upsert by an id that is taken below another parent', { change: 'upsert', parent: true }],
  ['a malformed id that is answered like an unknown one', { change: 'putByPath', malformed: 'notFound' }],
  ['a condition for new and for changed records', { required: 'always', change: 'replace' }],
  ['a unique field that a change does not declare', { unique: 'kind' }],
  ['a unique field that never changes', { unique: 'kind', kind: 'immutable', declared: true }],
  ['a credential that may be left out', { secured: 'optional' }],
  ['rate limits of calls without a credential', { limited: true }],
  ['one account for all callers', { accounts: 'one' }],
  ['one account for all callers, and parents', { accounts: 'one', parent: true, change: 'replace' }],
];

it.each(sampleOf(once, 3))('holds for %s', async (_, has) => {
  await expectListedRefusals({ ...plain, ...has });
});

it('holds for generated vendors', async () => {
  await fc.assert(fc.asyncProperty(features, expectListedRefusals), { numRuns: runs(2, 400), seed: SEED });
});

it.each(
  (['update', 'replace', 'upsert'] as const).flatMap((change) =>
    (['refuse', 'ignore'] as const).map((unknownBodyFields) => [change, unknownBodyFields] as const),
  ),
)(
  '%s refuses another value of an immutable field that the body does not declare; unknown fields: %s',
  async (change, unknownBodyFields) => {
    const bench = lab(smallVendor({ ...plain, id: 'integer', change, unknownBodyFields, kind: 'immutable' }));
    const sent = (body: object): Promise<Answer> =>
      change === 'upsert'
        ? bench.send('PUT', '/things', { body: { id: 11, ...body } })
        : bench.send(change === 'update' ? 'PATCH' : 'PUT', '/things/11', { body });
    expect(await sent({ name: 'x', kind: 'other' })).toMatchObject({
      status: 409,
      headers: { 'x-stuntdouble-rule': 'small.refusals.immutable; assumed' },
    });
    expect((await sent({ name: 'x', kind: 'plain' })).status).toBe(unknownBodyFields === 'refuse' ? 422 : 200);
    expect(bench.records('thing')[0]).toMatchObject({ kind: 'plain' });
    if (change !== 'upsert') return;
    // A new record has no stored value: the contract alone decides.
    const made = await sent({ id: 12345, name: 'x', kind: 'other' });
    expect(made.status).toBe(unknownBodyFields === 'refuse' ? 422 : 201);
  },
);
