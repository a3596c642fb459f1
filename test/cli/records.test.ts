/** `records`, `limits`, `sandboxes` and the additions to `journal`, from dist/, against a double of this process. */
import '../support/built.js';
import { commandRunner, type Ended } from '../support/commands.js';
import { controlled, type ControlClient } from '../support/control.js';
import { client } from '../support/double.js';

const ended = commandRunner();

interface Started extends ControlClient {
  command: (...args: string[]) => Promise<Ended>;
}

async function start(options = {}): Promise<Started> {
  const target = await controlled({ vendors: ['spideriq'], ...options });
  const control = target.double.control ?? '';
  return { ...target, command: (...args) => ended([...args, '--control', control]) };
}

const key = 'canary-52d0-never-shown';

it('lists accounts and records, shows one, changes it, and shows its history', async () => {
  const { command, double } = await start();
  const of = ['spideriq', 'integration'];
  const demo = ['--account', 'demo'];
  expect((await command('records')).stdout).toMatch(/^spideriq {2}demo {2}integration \d+/m);
  const listed = await command('records', 'list', ...of, ...demo, '--limit', '1');
  expect([listed.stdout.split('\n').length, listed.stderr]).toEqual([
    2,
    expect.stringMatching(/^more records: --after \S+\n$/),
  ]);
  const edited = await command(
    'records',
    'edit',
    ...of,
    '42',
    `{"key_label":"By hand","credentials":{"api_key":"${key}"}}`,
    ...demo,
  );
  expect(JSON.parse(edited.stdout)).toMatchObject({ id: 42, key_label: 'By hand' });
  expect(edited.stderr).toMatch(/^write-only, set and not shown: \/credentials/);
  expect(edited.stdout + edited.stderr).not.toContain(key);
  const shown = await command('records', 'show', ...of, '42', ...demo);
  expect(JSON.parse(shown.stdout)).toEqual(JSON.parse(edited.stdout));
  await client(double, 'spideriq', 'demo-key').call('patch', '/api/v1/integrations/42', { is_active: false });
  const history = await command('records', 'history', ...of, '42', ...demo);
  expect(history.stdout.split('\n')).toEqual([
    '10:00:00.000  #1  by control  spideriq  demo  put integration 42',
    expect.stringMatching(/^10:00:00.000 {2}#2 {2}200 {2}spideriq.updateIntegration .* put integration 42$/),
    '',
  ]);
  expect((await command('records', 'remove', ...of, '42', ...demo)).stdout).toBe('removed integration 42\n');
  expect(await command('records', 'show', ...of, '42', ...demo)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/demo has no integration 42/),
  });
});

it('takes the first account by default, and prints JSON on request', async () => {
  const { command, double } = await start({ vendors: ['docs/petstore.yaml'] });
  const of = ['petstore', 'pet'];
  const made = JSON.parse((await command('records', 'create', ...of, '{"name":"Rex"}', '--json')).stdout);
  expect(made).toEqual({ id: '1', record: { id: 1, name: 'Rex', status: 'available' }, writeOnly: [] });
  expect(JSON.parse((await command('records', 'list', ...of, '--json')).stdout)).toEqual(made);
  expect(JSON.parse((await command('records', '--json')).stdout)).toEqual({
    vendor: 'petstore',
    account: 'everybody',
    resources: [{ resource: 'pet', count: 1 }],
  });
  expect(double.records('petstore', 'pet', 'any-key')).toEqual([made.record]);
  expect(JSON.parse((await command('records', 'history', ...of, '1', '--json')).stdout)).toMatchObject({
    kind: 'change',
  });
  expect(JSON.parse((await command('records', 'remove', ...of, '1', '--json')).stdout)).toEqual({
    event: 'removed',
    sandbox: 'default',
    vendor: 'petstore',
    resource: 'pet',
    id: '1',
  });
});

it.each([
  [['edit', 'spideriq', 'integration', '42', '{'], /Cannot read the fields .*; write them like/],
  [['edit', 'spideriq', 'integration', '42', '{"key_label":7}'], /\/key_label must be string/],
  [['show', 'spideriq', 'integration', '..'], /demo has no integration \.\.; the list of its records has the ids/],
  [['show', 'spideriq', 'integratio', '42'], /did you mean integration/],
  [['list', 'spiderik', 'integration'], /did you mean spideriq/],
  [['lst'], /Unknown command records lst; did you mean list/],
])('refuses records %j', async (args, message) => {
  const { command, double } = await start();
  expect(await command('records', ...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  expect(double.journal.changes()).toEqual([]);
});

it('switches documented rate limits on and off', async () => {
  const { command, double } = await start({ vendors: ['arize', 'spideriq'] });
  expect((await command('limits')).stdout).toBe('arize  none documented\nspideriq  off  100 calls in 60 s\n');
  expect((await command('limits', 'on', 'spideriq')).stdout).toBe('spideriq  on  100 calls in 60 s\n');
  expect(double.limits.enabled()).toEqual(['spideriq']);
  expect(JSON.parse((await command('limits', 'off', 'spideriq', '--json')).stdout)).toMatchObject({ enabled: false });
  expect(await command('limits', 'on', 'arize')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/arize documents no rate limit/),
  });
});

it('lists, creates and removes sandboxes', async () => {
  const { command, double } = await start();
  expect((await command('sandboxes', 'create', 'w')).stdout).toBe(
    'w  0 calls  0 faults  2026-03-01T10:00:00.000Z  frozen\n',
  );
  double.sandbox('w').limits.enable('spideriq');
  double.sandbox('w').faults.add({ operation: 'updateIntegration', status: 500 });
  expect((await command('sandboxes')).stdout).toBe(
    'default  0 calls  0 faults  2026-03-01T10:00:00.000Z  frozen\n' +
      'w  0 calls  1 fault  2026-03-01T10:00:00.000Z  frozen  limits of spideriq\n',
  );
  expect(
    (await command('sandboxes', '--json')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).name),
  ).toEqual(['default', 'w']);
  expect((await command('sandboxes', 'remove', 'w')).stdout).toBe('removed w\n');
  expect(await command('sandboxes', 'remove', 'w')).toMatchObject({ code: 2 });
  expect(await command('sandboxes', 'remove', 'default')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/cannot be removed/),
  });
  expect(await command('sandboxes', 'remove', '..')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/Cannot use \.\./),
  });
});

it('prints changes of the journal, and finds a text', async () => {
  const { command, double } = await start();
  await client(double, 'spideriq').call('get', '/api/v1/integrations');
  await command('records', 'edit', 'spideriq', 'integration', '42', '{"key_label":"By hand"}', '--account', 'demo');
  expect((await command('journal', '--kind', 'change')).stdout).toBe(
    '10:00:00.000  #2  by control  spideriq  demo  put integration 42\n',
  );
  expect((await command('journal', '--text', 'BY HAND', '--kind', 'any', '--count')).stdout).toBe('1\n');
  expect((await command('journal', '--before', '2', '--kind', 'any', '--count')).stdout).toBe('1\n');
  expect(
    (await command('journal', '--resource', 'integration', '--record', '42', '--kind', 'any', '--count')).stdout,
  ).toBe('1\n');
});
