/** `serve --watch`, as a process: what it prints while files change. */
import '../support/built.js';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execFile } from 'node:child_process';
import { root } from '../support/double.js';
import { serving, type Serving } from '../support/serving.js';

let directory: string;
let server: Serving | undefined;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'stuntdouble-watch-'))));
afterEach(async () => {
  await server?.end();
  rmSync(directory, { recursive: true });
});

const document = (path: string): string => `openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /${path}:
    get:
      responses: { '200': { description: all, content: { application/json: { schema: { type: array, items: { $ref: parts/pet.yaml } } } } } }
    post:
      requestBody: { content: { application/json: { schema: { $ref: parts/pet.yaml } } } }
      responses: { '201': { description: one, content: { application/json: { schema: { $ref: parts/pet.yaml } } } } }
`;
const pet = (more: string): string => `type: object\nproperties: { id: { type: integer, readOnly: true }${more} }\n`;

it('reports each reload in a line, for any way of saving and any file of a document', async () => {
  mkdirSync(join(directory, 'parts'));
  writeFileSync(join(directory, 'shop.yaml'), document('pets'));
  writeFileSync(join(directory, 'parts/pet.yaml'), pet(''));
  server = await serving({ args: ['--watch', join(directory, 'shop.yaml')] });
  const { url, child } = server;
  const lines = createInterface({ input: child.stdout });
  const next = async (change: () => void): Promise<unknown> => {
    const line = new Promise<string>((resolve) => lines.once('line', resolve));
    change();
    return JSON.parse(await line);
  };
  const post = (body: object): Promise<Response> =>
    fetch(`${url}/pets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post({ name: 'Rex' })).status).toBe(201);
  const renamed = (): void => {
    writeFileSync(join(directory, '.pet.yaml.swp'), pet(', name: { type: string }'));
    renameSync(join(directory, '.pet.yaml.swp'), join(directory, 'parts/pet.yaml'));
  };
  expect(await next(renamed)).toMatchObject({ event: 'reloaded', vendors: [{ vendor: 'shop', kept: 1 }] });
  expect(await (await post({ name: 'Tom' })).json()).toEqual({ id: 2, name: 'Tom' });
  const broken = await next(() => writeFileSync(join(directory, 'shop.yaml'), 'openapi: 3.1.0\npaths: [\n'));
  expect(broken).toMatchObject({ event: 'notReloaded', problem: expect.stringMatching(/shop\.yaml:\d+ /) as string });
  expect((await fetch(`${url}/pets`)).status).toBe(200);
  const other = await next(() => writeFileSync(join(directory, 'shop.yaml'), document('toys')));
  expect(other).toMatchObject({ event: 'reloaded', vendors: [{ kept: 0, dropped: { pet: 2 } }] });
  expect((await fetch(`${url}/toys`)).status).toBe(200);
});

it('refuses to watch the bundled vendors, which do not change', async () => {
  const [code, message] = await new Promise<[unknown, string]>((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'dist/cli.cjs'), 'serve', '--watch', '--port', '0', '--control-port', 'off'],
      { cwd: directory },
      (error, _, stderr) => resolve([error?.code, stderr]),
    );
  });
  expect(code).toBe(2);
  expect(message).toMatch(/^Cannot watch: .* Name a document or a directory\.\n$/);
});
