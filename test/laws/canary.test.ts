/** A secret, planted in every write-only field and in the headers of every vendor, comes out nowhere. */
import { writeOnlyPaths } from '../../src/engine/values/write-only.js';
import { isObject } from '../../src/grammar/json.js';
import { get, set } from '../../src/engine/values/paths.js';
import { startDouble } from '../../src/index.js';
import { directories, pathOf, vendorIn } from '../support/lab.js';

const canary = 'canary-0d1f7a-planted';

it('is in no journal entry, snapshot, log line, metric, error or control reply', async () => {
  const logged: string[] = [];
  await using double = await startDouble({ controlPort: 0, log: (line) => logged.push(line) });
  const seen: string[] = [];
  let planted = 0;
  for (const directory of directories) {
    const vendor = vendorIn(directory);
    for (const operation of vendor.contract.operations) {
      const { params, body } = vendor.contract.tools.example(operation);
      for (const path of writeOnlyPaths(vendor.contract.tools.body(operation))) {
        const example = isObject(body) ? body : {};
        const old = get(example, path);
        const value = isObject(old) ? Object.fromEntries(Object.keys(old).map((key) => [key, canary])) : canary;
        for (const sent of [
          set(example, path, value),
          { ...set(example, path, value), unknown: 1 },
          set(example, path, [canary]),
        ]) {
          const reply = await fetch(`${double.url(vendor.name)}${pathOf(operation, params)}`, {
            method: operation.method,
            headers: {
              authorization: `Bearer ${canary}`,
              cookie: `session=${canary}`,
              'content-type': 'application/json',
            },
            body: JSON.stringify(sent),
          });
          seen.push(JSON.stringify([...reply.headers]), await reply.text());
          planted++;
        }
      }
    }
  }
  expect(planted).toBeGreaterThan(20);
  const control = async (path: string): Promise<string> => (await fetch(`${double.control ?? ''}${path}`)).text();
  const journal = await control('/sandboxes/default/journal?limit=1000');
  expect(JSON.parse(journal)).toBeTruthy();
  double.snapshots.save('base');
  seen.push(JSON.stringify(double.snapshots.list()), JSON.stringify(double.snapshots.export('base')));
  seen.push(journal, JSON.stringify(double.journal.find()), JSON.stringify(double.snapshot()), ...logged);
  for (const path of [
    '/metrics',
    '/sandboxes',
    '/sandboxes/default',
    '/sandboxes/default/snapshot',
    '/sandboxes/default/snapshots',
    '/sandboxes/default/snapshots/base',
    '/sandboxes/default/faults',
    '/vendors',
    '/nowhere',
  ])
    seen.push(await control(path));
  expect(seen.filter((item) => item.includes(canary))).toEqual([]);
  // Only when it is asked for.
  expect(JSON.stringify(double.snapshot({ withSecrets: true }))).toContain(canary);
  expect(JSON.stringify(double.snapshots.export('base', { withSecrets: true }))).toContain(canary);
  // A named snapshot restores the secret, which stays hidden; no state file has the snapshot.
  double.reset();
  expect(JSON.stringify(double.snapshot({ withSecrets: true }))).not.toContain(canary);
  expect(JSON.stringify(double.state({ withSecrets: true }))).not.toContain(canary);
  double.snapshots.restore('base');
  expect(JSON.stringify(double.snapshot({ withSecrets: true }))).toContain(canary);
  expect(JSON.stringify([double.snapshot(), double.state()])).not.toContain(canary);
});
