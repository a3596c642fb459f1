/** An operation that no request reaches is noted, with the operation that answers instead. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDouble } from '../../src/double/start.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const operation = (operationId: string, parameters: object[] = []): object => ({
  operationId,
  parameters,
  responses: { 200: { description: 'ok' } },
});
const parameter = (name: string): object => ({ name, in: 'path', required: true, schema: { type: 'string' } });

it('notes it for any document, with file and line', async () => {
  const file = join(directory, 'openapi.json');
  const paths = {
    '/things/{id}': { get: operation('read', [parameter('id')]) },
    '/things/{name}': {
      get: operation('second', [parameter('name')]),
      delete: operation('remove', [parameter('name')]),
    },
  };
  writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Things', version: '1' }, paths }, null, 1));
  const double = await startDouble({ specs: file, log: () => undefined });
  try {
    const [vendor = ''] = double.vendors;
    const reported = double.notes(vendor).map(({ text }) => text);
    expect(reported).toContain('no request reaches second: GET /things/{id} (read) answers in its place');
    expect(reported.filter((text) => text.includes('no request reaches'))).toHaveLength(1);
    expect(double.notes(vendor).every(({ line }) => line > 1)).toBe(true);
  } finally {
    await double.close();
  }
});
