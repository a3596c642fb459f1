/** A vendor that no source knows: written into a temporary directory, served and called. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { infer } from '../../src/infer/infer.js';
import { readDocument } from '../../src/loading/document-file.js';
import { printBehavior } from '../../src/loading/print-behavior.js';
import { client, double, type Client } from '../support/double.js';
import { acme } from '../support/acme.js';

let specs: string;
beforeEach(() => {
  specs = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  mkdirSync(join(specs, 'acme'));
  for (const [name, text] of Object.entries(acme)) writeFileSync(join(specs, 'acme', name), text);
});
afterEach(() => rmSync(specs, { recursive: true }));

const serveAcme = async (): Promise<Client> => client(await double({ specs, clock: '2026-05-05T05:05:05Z' }), 'acme');

it('serves a new vendor directory: create, read, list, update, refuse, delete', async () => {
  const { call } = await serveAcme();
  const created = await call('post', '/gadgets', { name: 'Lamp', kind: 'light', pin: '1234' });
  expect([created.status, created.body]).toEqual([
    201,
    {
      id: expect.any(Number) as number,
      name: 'Lamp',
      kind: 'light',
      hasPin: true,
      createdAt: '2026-05-05T05:05:05Z',
      color: expect.any(String) as string,
    },
  ]);
  expect((await call('get', `/gadgets/${(created.body as { id: number }).id}`)).body).toEqual(created.body);
  expect((await call('get', '/gadgets')).body).toEqual({ gadgets: [expect.objectContaining({ id: 7 }), created.body] });
  expect((await call('patch', `/gadgets/${(created.body as { id: number }).id}`, { kind: 'heat' })).body).toEqual({
    code: 'fixed',
    message: 'kind is fixed',
  });
  expect((await call('patch', `/gadgets/${(created.body as { id: number }).id}`, { name: 'Clock' })).body).toEqual({
    code: 'taken',
    message: 'name is taken',
  });
  expect(
    (await call('patch', `/gadgets/${(created.body as { id: number }).id}`, { name: 'Torch', pin: null })).body,
  ).toEqual({
    ...(created.body as object),
    name: 'Torch',
    hasPin: false,
  });
  expect((await call('delete', `/gadgets/${(created.body as { id: number }).id}`)).status).toBe(204);
  expect((await call('get', `/gadgets/${(created.body as { id: number }).id}`)).body).toEqual({
    code: 'missing',
    message: `no gadget ${(created.body as { id: number }).id}`,
  });
});

it('serves the behavior that infer prints, as step 2 of CONTRIBUTING begins', async () => {
  const { document } = readDocument(join(specs, 'acme/openapi.yaml'));
  writeFileSync(join(specs, 'acme/behavior.yaml'), printBehavior(infer(document)));
  const { call } = await serveAcme();
  const created = await call('post', '/gadgets', { name: 'Lamp', kind: 'light', pin: '1234' });
  expect(created.body).toMatchObject({ name: 'Lamp', kind: 'light' });
  expect((await call('get', `/gadgets/${(created.body as { id: number }).id}`)).body).toEqual(created.body);
});

it('makes up a required value without a source once, and reads back the same', async () => {
  const first = await serveAcme();
  const second = await serveAcme();
  const create = (target: Client) => target.call('post', '/gadgets', { name: 'Lamp', kind: 'light' });
  const [one, other] = [await create(first), await create(second)];
  expect(one.body).toMatchObject({ color: expect.stringMatching(/^(red|green|blue)$/) as string });
  expect(other.text).toBe(one.text);
  expect((await first.call('get', `/gadgets/${(one.body as { id: number }).id}`)).text).toBe(one.text);
});

it('uses its own header for the credential', async () => {
  const { double: target } = await serveAcme();
  const reply = await fetch(`${target.url('acme')}/gadgets`, { headers: { 'x-acme-key': 'k' } });
  expect(reply.status).toBe(200);
});

it('reads the behavior from inside of the document as well', async () => {
  const { parse, stringify } = await import('yaml');
  const document = {
    ...(parse(acme['openapi.yaml']) as object),
    'x-stuntdouble': parse(acme['behavior.yaml']) as object,
  };
  writeFileSync(join(specs, 'acme', 'openapi.yaml'), stringify(document));
  rmSync(join(specs, 'acme', 'behavior.yaml'));
  const { call } = await serveAcme();
  expect((await call('get', '/gadgets/7')).body).toMatchObject({ name: 'Clock' });
});
