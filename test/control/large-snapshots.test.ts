/** While a large snapshot is taken, saved or restored, others are served, and signals are handled. */
import type { Snapshot } from '../../src/index.js';
import { controlled, type ControlClient } from '../support/control.js';
import { long, sampleOf } from '../support/depth.js';
import { client, double } from '../support/double.js';
import { withManyRecords, mostInATurn } from '../support/large.js';

const RECORDS = 1000;
const list = '/api/v1/integrations';
const created = { provider_name: 'groq', credentials: { api_key: 'sk-aaaaaaaaaaaa' }, key_label: 'd' };
const at = '/sandboxes/default/snapshot';

let started: ControlClient;
let large: Snapshot;
let saved: string;

beforeEach(async () => {
  started = await controlled({
    vendors: ['spideriq'],
    saveState: async (_, stateText) => (saved = Buffer.concat(await stateText()).toString()),
  });
  await client(started.double, 'spideriq').call('post', list, created);
  large = withManyRecords(started.double.snapshot(), RECORDS);
  started.double.restore(large);
  started.double.snapshots.save('base');
});

it.each<[string, () => Promise<unknown>]>(
  sampleOf(
    [
      ['taken', () => started.call('GET', at)],
      ['restored', () => started.call('PUT', at, JSON.stringify(large))],
      ['taken by name', () => started.call('PUT', `${at}s/other`)],
      ['exported by name', () => started.call('GET', `${at}s/base`)],
      ['restored by name', () => started.call('POST', `${at}s/base/restore`)],
      ['saved', () => started.call('POST', '/state')],
      ['restored at the start', () => double({ vendors: ['spideriq'], state: large })],
    ],
    7,
  ),
)('does not hold others up while it is %s', async (_, act) => {
  expect(await mostInATurn(act)).toBeLessThan(RECORDS / 2);
});

it('measures a snapshot by the library, which takes one turn', async () => {
  expect(await mostInATurn(() => Promise.resolve(started.double.snapshot()))).toBeGreaterThanOrEqual(RECORDS);
});

long('is whole by each of these ways', async () => {
  const { call, double: its } = started;
  expect((await call('GET', at)).body).toEqual(large);
  expect((await call('GET', `${at}s/base`)).body).toEqual(large);
  expect((await call('POST', '/state')).status).toBe(204);
  expect(JSON.parse(saved)).toEqual(its.state());
  its.reset();
  expect((await call('PUT', at, large)).status).toBe(204);
  expect(its.snapshot()).toEqual(large);
  its.reset();
  expect((await call('POST', `${at}s/base/restore`)).status).toBe(204);
  expect(its.snapshot()).toEqual(large);
});
