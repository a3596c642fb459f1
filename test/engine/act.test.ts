/** The two halves of the pipeline: what arrives, and the step that a shared store may run again. */
import { jest } from '@jest/globals';
import { join } from 'node:path';
import { accountsFor } from '../../src/world/accounts.js';
import { handle } from '../../src/engine/handle.js';
import type { Host } from '../../src/engine/ports.js';
import type { Trace } from '../../src/engine/model/trace.js';
import { ClientGone } from '../../src/engine/model/refusal.js';
import { root } from '../support/double.js';
import { lab, vendorIn, type Lab } from '../support/lab.js';

const vendor = vendorIn(join(root, 'specs/nairi'));
const id = 'createLlmIntegration';
const operation = vendor.rules.get(id)?.operation;
if (operation === undefined) throw new Error(`there is no operation ${id}`);

/** Runs each step, takes its changes back, and runs it again. */
function runTwice({ world }: Lab): void {
  world.run = (step) => {
    const undo = world.prepare(world.snapshot({ withSecrets: true }));
    step();
    undo();
    return step();
  };
}

const stateOf = ({ world, dump }: Lab) => ({
  records: dump(),
  faults: world.faults.list(),
  ids: world.ids.state(vendor),
});

it('returns the same reply and records if a step is run again', async () => {
  const [once, twice] = [lab(vendor), lab(vendor)];
  runTwice(twice);
  for (const here of [once, twice]) here.world.faults.add({ operation: id, delay: { uniform: [0, 9] }, times: 1 });
  const [one, two] = [await once.perform(operation), await twice.perform(operation)];
  expect(one.status).toBe(201);
  expect(two).toEqual(one);
  expect(stateOf(twice)).toEqual(stateOf(once));
  expect(once.world.faults.list()).toMatchObject([{ fired: 1 }]);
});

it('awaits a step that is run later', async () => {
  const here = lab(vendor);
  here.world.run = async (step) => {
    await Promise.resolve();
    return step();
  };
  await expect(here.perform(operation)).resolves.toMatchObject({ status: 201 });
});

it('keeps the validated body for the journal, and not the sent one as well', async () => {
  const here = lab(vendor);
  const add = jest.spyOn(here.world.journal, 'add');
  await here.perform(operation);
  const trace = (add.mock.calls[0]?.[0] as { trace: Trace } | undefined)?.trace;
  expect(trace?.sent).toBeUndefined();
  expect(trace?.input?.body).not.toEqual({});
});

describe('a call that is lost during its body', () => {
  const host: Host = {
    accounts: accountsFor('open'),
    bodyLimit: 1000,
    readMultipart: () => Promise.resolve([]),
    digest: () => '',
    elapsed: () => 0,
    failed: () => undefined,
    violated: () => undefined,
  };
  const call = {
    method: operation.method,
    path: operation.path,
    query: '',
    base: '',
    headers: { authorization: 'Bearer key', 'x-api-key': 'key', 'content-type': 'application/json' },
    body: () => Promise.reject<Uint8Array>(new ClientGone()),
  };

  it('is in the journal as lost, changes nothing and is not counted', async () => {
    const here = lab(vendor);
    here.world.faults.add({ operation: id, status: 503, times: 1 });
    const before = stateOf(here);
    await expect(handle(host, here.world, vendor, call)).rejects.toBeInstanceOf(ClientGone);
    expect(stateOf(here)).toEqual(before);
    expect(here.journal()).toMatchObject([{ operation: id, lost: true, status: 0, changes: [] }]);
    expect((await here.perform(operation)).status).toBe(503);
  });
});
