/** Changes that no call makes: by hand, or by a restored snapshot. */
import { accountsFor } from '../../src/world/accounts.js';
import { KEY, lab, directories, vendorIn } from '../support/lab.js';

const vendor = vendorIn(directories.find((directory) => directory.endsWith('nairi')) ?? '');
const account = accountsFor('open')(vendor, KEY);
if (account === undefined) throw new Error('there is no account');

it('writes records, and is in the journal as a change with its source', () => {
  const { world, records, journal } = lab(vendor);
  const [resource = ''] = vendor.resources.keys();
  const field = vendor.resources.get(resource)?.rule.id.field ?? '';
  world.change('console', { vendor, account }, [{ resource, id: 'made', put: { [field]: 'made', api_key: 'secret' } }]);
  expect(records(resource)).toContainEqual({ [field]: 'made', api_key: 'secret' });
  const [change] = world.journal.all();
  expect(change).toMatchObject({ kind: 'change', seq: 1, by: 'console', vendor: 'nairi', account: account.name });
  expect(change?.changes).toMatchObject([{ resource, id: 'made', kind: 'put' }]);
  expect(JSON.stringify(change)).not.toContain('secret');
  expect(journal()).toEqual([]);
});

it('records a restored snapshot', () => {
  const { world } = lab(vendor);
  world.prepare(world.snapshot())();
  expect(world.journal.all()).toMatchObject([{ kind: 'change', by: 'restore', changes: [] }]);
});

it('has sequence numbers in common with the calls', async () => {
  const { world, send } = lab(vendor);
  await send('GET', '/unknown');
  world.change('control', { vendor, account }, []);
  await send('GET', '/unknown');
  expect(world.journal.all().map(({ seq, kind }) => [seq, kind])).toEqual([
    [1, 'call'],
    [2, 'change'],
    [3, 'call'],
  ]);
});
