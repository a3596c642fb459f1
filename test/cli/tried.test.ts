/** What `check`, `infer` and `serve --fake` say about a document by trying it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandRunner } from '../support/commands.js';
import { fakedLines } from '../../src/cli/fake-report.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-tried-'));
  const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
  const order = { $ref: '#/components/schemas/Order' };
  writeFileSync(
    join(directory, 'shop.json'),
    JSON.stringify(
      {
        openapi: '3.1.0',
        info: { title: 'Shop', version: '1' },
        paths: {
          '/orders': { post: { operationId: 'makeOrder', responses: { 201: { description: '', ...json(order) } } } },
          '/orders/{id}': {
            get: {
              operationId: 'getOrder',
              parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
              responses: { 200: { description: '', ...json(order) } },
            },
          },
        },
        components: {
          schemas: {
            Order: {
              type: 'object',
              required: ['id', 'total'],
              properties: { id: { type: 'integer' }, total: { type: 'integer', minimum: 2, maximum: 1 } },
            },
          },
        },
      },
      null,
      1,
    ),
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

const command = commandRunner();
async function run(...args: string[]): Promise<string[]> {
  const { stdout, stderr } = await command(args, {}, directory);
  return `${stdout}${stderr}`.trim().split('\n');
}

it('check names operations that fail and resources that cannot be filled, with their lines', async () => {
  expect(await run('check', 'shop.json')).toEqual([
    expect.stringMatching(
      /^shop\.json:9 note: makeOrder fails in rehearsal, so it is answered by example: it answers 501/,
    ),
    expect.stringMatching(/^shop\.json:7 note: --fake makes no order: /),
    'shop: valid, 2 operations',
  ]);
});

it('infer prints failing operations as examples, unless it must not try them', async () => {
  expect((await run('infer', 'shop.json')).slice(0, 3)).toEqual([
    '# shop: 0 stateful resources',
    '# 0 stateful operations, 2 answered by example',
    expect.stringMatching(/^# makeOrder is answered by example: it failed in rehearsal: it answers 501/),
  ]);
  expect((await run('infer', '--no-rehearsal', 'shop.json'))[0]).toBe('# shop: 1 stateful resource (order)');
});

it('check and infer accept the name of a bundled vendor, and suggest one for a similar name', async () => {
  expect(await run('check', 'respan@2026-07')).toEqual([
    'respan@2026-07: valid, 17 operations; 1 statement of the vendor not enforced: stuntdouble explain respan@2026-07 --all',
  ]);
  expect((await run('infer', '--no-rehearsal', 'respan'))[0]).toMatch(/^# respan-\S+: 2 stateful resources/);
  const unknown =
    'respn:1 there is no such file, directory or bundled vendor: correct the path, or name a vendor: did you mean respan?';
  expect(await run('check', 'respn')).toEqual([unknown, '1 mistake']);
  expect(await run('infer', 'respn')).toEqual([unknown]);
});

it('the start reports the number of records, and why there are fewer than requested', () => {
  expect(fakedLines([])).toEqual([]);
  expect(
    fakedLines([
      { resource: 'pet', examples: 1, made: 2 },
      { resource: 'toy', examples: 0, made: 0, problem: 'there is no pet' },
    ]),
  ).toEqual(['--fake: 2 made-up records and 1 example in 2 resources', '--fake: only 0 of toy: there is no pet']);
});
