/** A sandbox as one document: complete, without secrets. A restored sandbox continues with the same bytes. */
import { writeOnlyPaths } from '../../../src/engine/values/write-only.js';
import { loadVendors } from '../../../src/loading/vendors.js';
import { isObject, type Json } from '../../../src/grammar/json.js';
import type { Operation } from '../../../src/engine/model/contract.js';
import type { Vendor } from '../../../src/engine/model/vendor.js';
import { relative } from 'node:path';
import { SteeringError, type Snapshot } from '../../../src/index.js';
import { withoutSecrets } from '../../../src/engine/decide/present.js';
import { get, omit, set } from '../../../src/engine/values/paths.js';
import { isLeftOut, secretPlaceholder } from '../../../src/engine/values/secret-placeholder.js';
import { atOnce } from '../../../src/timers/slices.js';
import { fingerprintOf } from '../../../src/world/snapshot/digests.js';
import { digestSteps } from '../../../src/world/snapshot/write-json.js';
import { long, sampleOf } from '../../support/depth.js';
import { double, client, root, type Client } from '../../support/double.js';
import { directories, lab, vendorIn, type Lab } from '../../support/lab.js';

const CANARY = 'canary-81c5d0-never-to-be-seen';
const clock = '2026-03-01T10:00:00Z';
const LIST = '/v2/integrations';
const one = `${LIST}/TGxtSW50ZWdyYXRpb246MTI6YUJjRA%3D%3D`;
const creation = (name: string): object => ({ type: 'llm', name, config: { provider: 'openAI', api_key: CANARY } });

const arize = async (options = {}): Promise<Client> =>
  client(await double({ vendors: ['arize'], clock, ...options }), 'arize');
/** What the calls answer, byte for byte. */
const texts = async (calls: readonly (() => PromiseLike<{ status: number; text: string }>)[]): Promise<string[]> => {
  const out: string[] = [];
  for (const call of calls) {
    const { status, text } = await call();
    out.push(`${status} ${text}`);
  }
  return out;
};
/** The same document, with another thing in it and a checksum that is right. */
function forged(snapshot: Snapshot, change: (draft: Snapshot) => void): Snapshot {
  const draft = structuredClone(snapshot);
  change(draft);
  return { ...draft, checksum: atOnce(digestSteps(omit({ ...draft }, 'checksum'))) };
}

describe.each(sampleOf(directories, 4).map((directory) => [relative(`${root}/specs`, directory), directory]))(
  '%s',
  (_, directory) => {
    const vendor = vendorIn(directory);
    const order = ['create', 'upsert', 'update', 'replace', 'quirk', 'list', 'read', 'delete', 'decline'];
    const operations = [...vendor.rules.values()]
      .sort((a, b) => order.indexOf(a.rule.verb) - order.indexOf(b.rule.verb))
      .map((rule) => rule.operation);
    const writes = operations.filter((operation) => !['GET', 'DELETE'].includes(operation.method));

    it('continues in another double with exactly the same bytes', async () => {
      const [here, there] = [lab(vendor), lab(vendor, 99)];
      for (const token of ['law-key', 'second-key'])
        for (const operation of writes) await here.perform(operation, { token, body: planted(vendor, operation) });
      there.world.prepare(here.world.snapshot())();
      const after = async (bench: Lab): Promise<unknown[]> => {
        const answers: unknown[] = [];
        for (const token of ['law-key', 'second-key', 'third-key']) {
          for (const operation of [...operations, ...writes]) {
            // What was left out cannot be compared with: an update that repeats a secret is another matter.
            const body = withoutSecrets(bodyOf(vendor, operation), vendor.contract.secrets(operation));
            const sent =
              operation.mediaTypes && writeOnlyPaths(vendor.contract.tools.body(operation)).length > 0 ? { body } : {};
            const { status, headers, text } = await bench.perform(operation, { token, ...sent });
            answers.push([token, operation.id, status, headers, text]);
          }
        }
        return answers;
      };
      expect(await after(there)).toEqual(await after(here));
      expect(there.world.snapshot()).toEqual(here.world.snapshot());
      expect([...here.complaints, ...there.complaints]).toEqual([]);
    });

    it('leaves out every write-only value unless requested, and states whether it did', async () => {
      const bench = lab(vendor);
      for (const operation of writes) await bench.perform(operation, { body: planted(vendor, operation) });
      const stored = bench.dump().includes(CANARY);
      expect(stored).toBe(writes.some((write) => writeOnlyPaths(vendor.contract.tools.body(write)).length > 0));
      const bare = bench.world.snapshot();
      expect(JSON.stringify(bare)).not.toContain(CANARY);
      expect(bare.secrets).toBe('left out');
      const whole = bench.world.snapshot({ withSecrets: true });
      expect([whole.secrets, JSON.stringify(whole).includes(CANARY)]).toEqual(['kept', stored]);
      const other = lab(vendor);
      other.world.prepare(whole)();
      expect(other.dump()).toBe(bench.dump());
      expect(other.world.snapshot({ withSecrets: true })).toEqual(whole);
    });

    it('has the fingerprint that its files give, before and after it served', async () => {
      const prepared = (await loadVendors({})).find((item) => item.name === vendor.name);
      expect(prepared && atOnce(fingerprintOf(prepared))).toEqual(atOnce(fingerprintOf(vendor)));
    });
  },
);

const bodyOf = (vendor: Vendor, operation: Operation): Json => {
  const { body } = vendor.contract.tools.example(operation);
  return isObject(body) ? body : {};
};

/** The contract's example with the canary in each write-only field; undefined where the example does as it is. */
function planted(vendor: Vendor, operation: Operation): Json | undefined {
  const secrets = writeOnlyPaths(vendor.contract.tools.body(operation));
  if (secrets.length === 0) return undefined;
  return secrets.reduce(
    (body, path) => {
      const old = get(body, path);
      if (old === undefined && path.includes('.')) return body;
      const value = isObject(old) ? Object.fromEntries(Object.keys(old).map((key) => [key, CANARY])) : CANARY;
      return set(body, path, value);
    },
    bodyOf(vendor, operation),
  );
}

describe('a restored sandbox', () => {
  it('continues ids, list order, cursors, faults, limits and the clock', async () => {
    const from = await arize({ randomSeed: 5 });
    for (const name of ['a', 'b', 'c', 'd']) await from.call('post', LIST, creation(name));
    const gone = (await from.call('get', LIST)).body.integrations.find((json: Json) => json['name'] === 'a');
    await from.call('delete', `${LIST}/${encodeURIComponent(String(gone.id))}`);
    const page = await from.call('get', `${LIST}?limit=2`);
    expect(page.body.integrations.map((json: Json) => json['name'])).toEqual(['d', 'c']);
    const cursor = String(page.body.pagination.next_cursor);
    from.double.faults.add({ operation: 'integrations_list', refuse: 'rateLimited', times: 2, after: 1 });
    from.double.faults.add({ operation: 'integrations_get', delay: { uniform: [0, 1] } });
    await from.call('get', LIST);
    await from.call('get', LIST);
    from.double.clock.advance('1h');
    const to = await arize();
    to.double.restore(from.double.snapshot());
    expect(to.double.clock.now()).toBe('2026-03-01T11:00:00.000Z');
    expect(to.double.faults.list()).toEqual(from.double.faults.list());
    const further = ({ call }: Client) => [
      () => call('get', LIST),
      () => call('get', `${LIST}?limit=2&cursor=${encodeURIComponent(cursor)}`),
      () => call('post', LIST, creation('e')),
      () => call('get', one),
      () => call('get', LIST),
    ];
    const answers = await texts(further(from));
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['429', '200', '201', '200', '200']);
    expect(await texts(further(to))).toEqual(answers);
    expect(to.double.faults.add({ operation: 'integrations_get', status: 500 }).id).toBe('fault-3');
    expect(to.double.snapshot().faults.drawn).toBe(1);
  });

  it('counts a rate limit on from where it was', async () => {
    const from = client(await double({ vendors: ['spideriq'], clock }), 'spideriq');
    from.double.limits.enable('spideriq');
    const get = '/api/v1/integrations';
    for (let i = 0; i < 99; i++) await from.call('get', get);
    const to = client(await double({ vendors: ['spideriq'], clock }), 'spideriq');
    to.double.restore(from.double.snapshot());
    expect([(await to.call('get', get)).status, (await to.call('get', get)).status]).toEqual([200, 429]);
    expect(to.double.limits.enabled()).toEqual(['spideriq']);
  });

  it('still has a secret that was left out, until it is cleared', async () => {
    const from = await arize();
    const id = String((await from.call('post', LIST, creation('mine'))).body.id);
    const at = `${LIST}/${encodeURIComponent(id)}`;
    const to = await arize();
    to.double.restore(from.double.snapshot());
    const has = async (body: object): Promise<unknown> =>
      (await to.call('patch', at, { type: 'llm', ...body })).body.config.has_api_key;
    expect(await has({ name: 'renamed' })).toBe(true);
    const again = await arize();
    again.double.restore(to.double.snapshot({ withSecrets: true }));
    expect((await again.call('patch', at, { type: 'llm', name: 'x' })).body.config.has_api_key).toBe(true);
    expect(await has({ config: { api_key: null } })).toBe(false);
    expect(await has({ config: { api_key: 'new' } })).toBe(true);
  });

  it('keeps a mask of what was left out', async () => {
    const list = '/api/v1/integrations';
    const from = client(await double({ vendors: ['spideriq'], clock }), 'spideriq');
    await from.call('post', list, { provider_name: 'groq', key_label: 'mine', credentials: { api_key: CANARY } });
    const to = client(await double({ vendors: ['spideriq'], clock }), 'spideriq');
    to.double.restore(from.double.snapshot());
    const mine = async ({ call }: Client, label: string): Promise<Json> =>
      (await call('get', list)).body.integrations.find((json: Json) => json['key_label'] === label);
    const { id, key_preview: preview } = await mine(to, 'mine');
    expect(preview).toEqual({ api_key: 'cana...een' });
    expect((await to.call('patch', `${list}/${String(id)}`, { key_label: 'renamed' })).status).toBe(200);
    expect((await mine(to, 'renamed'))['key_preview']).toEqual(preview);
  });

  it('knows a secret below an object that was left out whole', () => {
    const record = { config: secretPlaceholder, name: 'x' };
    expect(['config', 'config.api_key', 'name', 'name.x', 'other'].map((item) => isLeftOut(record, item))).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
  });

  it('knows what was removed from the seed, and goes back to it by a reset', async () => {
    const from = await arize();
    await from.call('delete', one);
    const to = await arize();
    const fresh = to.double.snapshot();
    to.double.restore(from.double.snapshot());
    expect((await to.call('get', one)).status).toBe(404);
    to.double.reset();
    expect((await to.call('get', one)).status).toBe(200);
    expect(to.double.snapshot()).toEqual(fresh);
  });

  it('is a sandbox of another name as well, and leaves the others alone', async () => {
    const target = await arize();
    await target.call('post', LIST, creation('mine'));
    target.double.sandbox('copy').restore(target.double.snapshot());
    expect(target.double.sandbox('copy').snapshot()).toEqual(target.double.snapshot());
    target.double.reset();
    expect(target.double.sandbox('copy').records('arize', 'integration', 'test-key')).toHaveLength(3);
    expect(target.double.sandbox('third').snapshot().vendors).toEqual({});
  });

  it('keeps its journal', async () => {
    const target = await arize();
    await target.call('get', LIST);
    target.double.restore(target.double.snapshot());
    expect(target.double.journal.find()).toHaveLength(1);
  });
});

describe('a snapshot', () => {
  it('has no account that never wrote, and nothing of a vendor that nothing happened to', async () => {
    const target = client(await double({ clock }), 'arize');
    await target.call('get', LIST);
    expect(target.double.snapshot().vendors).toEqual({});
    await target.call('post', LIST, creation('mine'));
    await target.as('only-reads').call('get', LIST);
    const { vendors } = target.double.snapshot();
    expect(Object.keys(vendors)).toEqual(['arize']);
    expect(vendors['arize']?.accounts.map((account) => [account.resource, account.records.length])).toEqual([
      ['integration', 1],
    ]);
    const alone = await arize();
    alone.double.restore(target.double.snapshot());
    expect(alone.double.records('arize', 'integration', 'test-key')).toHaveLength(3);
  });

  it('is a copy: who changes it changes no record, before and after it was restored', async () => {
    const target = await arize();
    await target.call('post', LIST, creation('mine'));
    const snapshot = target.double.snapshot();
    const kept = JSON.stringify(snapshot);
    const spoil = (item: Snapshot): void =>
      item.vendors['arize']?.accounts.forEach((account) =>
        account.records.forEach(({ record }) => (record['name'] = 'x')),
      );
    const other = await arize();
    other.double.restore(snapshot);
    spoil(snapshot);
    expect(JSON.stringify(target.double.snapshot())).toBe(kept);
    expect(JSON.stringify(other.double.snapshot())).toBe(kept);
  });

  it('is the same whatever the order of its keys', async () => {
    const target = await arize();
    await target.call('post', LIST, creation('mine'));
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : isObject(value)
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, part]) => [key, reversed(part)]),
            )
          : value;
    const snapshot = target.double.snapshot();
    target.double.reset();
    target.double.restore(reversed(snapshot) as Snapshot);
    expect(target.double.snapshot()).toEqual(snapshot);
  });

  long('under load is of one moment: each is whole, and each can be gone on from', async () => {
    const target = await arize();
    const snapshots: Snapshot[] = [];
    await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        await target.as(`key-${i % 3}`).call('post', LIST, creation(`n${i}`));
        snapshots.push(target.double.snapshot());
      }),
    );
    const other = await arize();
    for (const snapshot of snapshots) {
      other.double.restore(snapshot);
      const state = snapshot.vendors['arize'];
      const records = state?.accounts.flatMap((account) => account.records) ?? [];
      const numbers = records.map((record) => Number(Buffer.from(record.id, 'base64').toString().split(':')[1]));
      expect(new Set(numbers).size).toBe(records.length);
      const last = state?.accounts.map(({ account, highest }) => [`${account}/integration`, highest]) ?? [];
      expect(state?.sequences).toEqual(Object.fromEntries(last));
      expect(state?.owners).toHaveLength(records.length);
    }
    expect(snapshots.at(-1)?.vendors['arize']?.owners).toHaveLength(60);
  });
});

describe('restore refuses, says why and what to do, and changes nothing:', () => {
  const wrongs: [string, (good: Snapshot) => unknown, string, RegExp][] = [
    ['what is no object', () => 'no', '/format', /not a snapshot of stuntdouble; use a document/],
    ['a foreign document', () => ({ openapi: '3.1.0' }), '/format', /not a snapshot of stuntdouble/],
    [
      'a newer format',
      (item) => ({ ...item, version: 4 }),
      '/version',
      /has format 4; this stuntdouble reads up to 3; use a newer/,
    ],
    [
      'an older format',
      (item) => ({ ...item, version: 1 }),
      '/version',
      /has format 1; this stuntdouble reads 3; take another/,
    ],
    ['a changed one', (item) => ({ ...item, randomSeed: 2 }), '/checksum', /damaged or was edited; take another/],
    ['one without checksum', (item) => omit({ ...item }, 'checksum'), '/checksum', /damaged/],
    [
      'a record that was tampered with',
      (item) => JSON.parse(JSON.stringify(item).replace('"mine"', '"yours"')) as unknown,
      '/checksum',
      /damaged/,
    ],
    [
      'one that lacks a part',
      (item) => forged(item, (d) => delete (d as Partial<Snapshot>).clock),
      '/clock',
      /take another/,
    ],
    ['an unknown key', (item) => forged(item, (d) => Object.assign(d, { more: 1 })), '/more', /additional/],
    [
      'a vendor that is not served',
      (item) => forged(item, (d) => Object.assign(d.vendors, { acme: d.vendors['arize'] })),
      '/vendors/acme',
      /not served; serve it as well; served: arize/,
    ],
    ...(['contract', 'behavior', 'seed'] as const).map((part): [string, (it: Snapshot) => unknown, string, RegExp] => [
      `a vendor whose ${part} has changed`,
      (item) => forged(item, (d) => Object.assign(d.vendors['arize']?.fingerprint ?? {}, { [part]: 'sha256:0' })),
      `/vendors/arize/fingerprint/${part}`,
      /has changed since the snapshot was taken/,
    ]),
    [
      'an unknown resource',
      tampered((account) => (account.resource = 'gadget')),
      '/vendors/arize/accounts/0/resource',
      /no resource gadget/,
    ],
    [
      'an id that is not the record’s',
      tampered((account) => account.records.forEach((record) => (record.id = '9'))),
      '/vendors/arize/accounts/0/records/0/id',
      /9 is not the id/,
    ],
    ...['/name', '/__proto__/polluted', '/config', ''].map(
      (pointer): [string, (it: Snapshot) => unknown, string, RegExp] => [
        `a secret said to stand at ${pointer}`,
        tampered((account) => account.records.forEach((record) => (record.withheld = [pointer]))),
        '/vendors/arize/accounts/0/records/0/withheld',
        /is not a write-only field/,
      ],
    ),
    [
      'a clock before the epoch',
      (item) => forged(item, (d) => (d.clock = { mode: 'frozen', at: -1 })),
      '/clock',
      /outside of the years 1970 to 9998/,
    ],
    [
      'a clock too far ahead',
      (item) => forged(item, (d) => (d.clock = { mode: 'offset', offset: 1e15 })),
      '/clock',
      /outside of the years/,
    ],
    [
      'a fault that cannot be',
      (item) =>
        forged(item, (d) =>
          d.faults.active.push({
            id: 'f',
            seen: 0,
            fired: 0,
            spec: { vendor: 'arize', operation: 'no', status: 500 },
          }),
        ),
      '/faults/active/0/spec/operation',
      /unknown operation no; use one of integrations_list/,
    ],
    [
      'a fault with a negative count',
      (item) =>
        forged(item, (d) =>
          d.faults.active.push({
            id: 'f',
            seen: -1,
            fired: 0,
            spec: { vendor: 'arize', operation: 'integrations_list', status: 500 },
          }),
        ),
      '/faults/active/0/seen',
      /take another/,
    ],
    [
      'limits that are not documented',
      (item) => forged(item, (d) => d.limits.on.push('arize')),
      '/limits/on/0',
      /documents no rate limit/,
    ],
    [
      'one nested without end',
      (item) => ({ ...item, vendors: JSON.parse('{"a":'.repeat(1000) + '1' + '}'.repeat(1000)) as unknown }),
      '',
      /nested too deeply/,
    ],
    ['a circle', (item) => Object.assign(structuredClone(item) as object, { vendors: circle() }), '', /not JSON/],
  ];

  it.each(wrongs)('%s', async (_, spoil, pointer, message) => {
    const target = await arize();
    await target.call('post', LIST, creation('mine'));
    const good = target.double.snapshot();
    target.double.faults.add({ operation: 'integrations_get', status: 500 });
    target.double.clock.advance('1h');
    await target.call('post', LIST, creation('later'));
    const before = JSON.stringify(target.double.snapshot({ withSecrets: true }));
    const bad = spoil(good);
    const restore = (): void => target.double.restore(bad as Snapshot);
    expect(restore).toThrow(SteeringError);
    expect(restore).toThrow(message);
    expect(restore).toThrow(expect.objectContaining({ pointer }));
    expect(JSON.stringify(target.double.snapshot({ withSecrets: true }))).toBe(before);
    expect(({} as Json)['polluted']).toBeUndefined();
    target.double.restore(good);
    expect(target.double.snapshot()).toEqual(good);
  });

  type Account = NonNullable<Snapshot['vendors'][string]>['accounts'][number];
  function tampered(change: (account: Account) => void): (it: Snapshot) => Snapshot {
    return (item) => forged(item, (draft) => draft.vendors['arize']?.accounts.forEach(change));
  }

  function circle(): Json {
    const it: Json = {};
    return Object.assign(it, { it });
  }

  it('a vendor that has changed on disk since', async () => {
    const before = await arize();
    await before.call('post', LIST, creation('mine'));
    const served = await double({ vendors: ['langdock'], clock });
    expect(() => served.restore(before.double.snapshot())).toThrow(/arize: this vendor is not served/);
  });
});

describe('the state of a double', () => {
  it('contains all sandboxes, and another double continues from it', async () => {
    const from = await arize();
    await from.call('post', LIST, creation('mine'));
    from.double.sandbox('worker-3').clock.advance('1d');
    const state = from.double.state();
    expect(JSON.stringify(state)).not.toContain(CANARY);
    const to = await double({ vendors: ['arize'], clock, state });
    expect(to.state()).toEqual(state);
    expect(to.sandbox('worker-3').clock.now()).toBe('2026-03-02T10:00:00.000Z');
    const bare = await double({ vendors: ['arize'], clock, state: from.double.snapshot() });
    expect(bare.snapshot()).toEqual(from.double.snapshot());
  });

  it.each([
    [{}, '/format'],
    [{ format: 'stuntdouble.state', version: 2, sandboxes: {} }, '/version'],
    [{ format: 'stuntdouble.state', version: 1 }, '/sandboxes'],
    [{ format: 'stuntdouble.state', version: 1, sandboxes: { 'worker-3': {} } }, '/sandboxes/worker-3/format'],
  ])('is refused if it cannot be restored: %j', async (state, pointer) => {
    await expect(double({ vendors: ['arize'], state })).rejects.toMatchObject({ name: 'SteeringError', pointer });
  });
});

describe('snapshots by name', () => {
  it('bring everything back, secrets as well, over a reset and again and again', async () => {
    const { double: it, call } = await arize();
    await call('post', LIST, creation('mine'));
    it.clock.advance('1h');
    it.faults.add({ operation: 'integrations_get', status: 500 });
    const before = it.snapshot({ withSecrets: true });
    expect(it.snapshots.save('base')).toEqual({ name: 'base', at: '2026-03-01T11:00:00.000Z' });
    for (const undo of [() => it.reset(), () => it.resetAll(), () => it.clock.advance('1d')]) {
      undo();
      await call('post', LIST, creation('another'));
      expect(it.snapshot({ withSecrets: true })).not.toEqual(before);
      it.snapshots.restore('base');
      expect(it.snapshot({ withSecrets: true })).toEqual(before);
    }
    expect(it.journal.count()).toBe(2);
  });

  it('leave as a document without secrets, unless they are asked for', async () => {
    const { double: it, call } = await arize();
    await call('post', LIST, creation('mine'));
    const [plain, whole] = [it.snapshot(), it.snapshot({ withSecrets: true })];
    it.snapshots.save('base');
    it.reset();
    expect(it.snapshots.export('base')).toEqual(plain);
    const exported = it.snapshots.export('base', { withSecrets: true });
    expect(exported).toEqual(whole);
    // What is done with it does not reach what is kept.
    exported.randomSeed = 77;
    it.snapshots.restore('base');
    expect(it.snapshot({ withSecrets: true })).toEqual(whole);
  });

  it('are those of their sandbox, replaced under their name, and gone when they are removed, or the sandbox', async () => {
    const { double: it } = await arize();
    const w = it.sandbox('w');
    it.snapshots.save('base');
    w.clock.advance('1h');
    w.snapshots.save('base');
    w.clock.advance('1h');
    w.snapshots.save('base');
    expect(w.snapshots.list()).toEqual([{ name: 'base', at: '2026-03-01T12:00:00.000Z' }]);
    expect(it.snapshots.list()).toEqual([{ name: 'base', at: '2026-03-01T10:00:00.000Z' }]);
    it.resetAll();
    expect([w.snapshots.list(), it.snapshots.list().length]).toEqual([[], 1]);
    expect([it.snapshots.remove('base'), it.snapshots.remove('base')]).toEqual([true, false]);
  });

  it('are refused by the name, and when there are too many: none makes room for another', async () => {
    const { double: it } = await arize();
    expect(() => it.snapshots.restore('base')).toThrow(
      '/snapshot: there is no snapshot base; save one under this name',
    );
    for (let i = 1; i <= 16; i++) it.snapshots.save(`s${i}`);
    expect(() => it.snapshots.save('one-more')).toThrow(/the limit of 16 snapshots is reached; remove s1, s2, /);
    it.snapshots.save('s1');
    expect(it.snapshots.list().map((kept) => kept.name)).toEqual(Array.from({ length: 16 }, (_, i) => `s${i + 1}`));
    expect(() => it.snapshots.export('base')).toThrow(/there is no snapshot base; use one of s1, s2, /);
    for (const name of ['', '..', 'a/b', 'a b'])
      expect(() => it.snapshots.save(name)).toThrow(/invalid snapshot name: .*; use 1 to 64 letters/);
  });
});
