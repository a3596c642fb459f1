import './support/built.js';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { publishedSchemas } from '../src/grammar/published.js';
import { root } from './support/double.js';
import { directories } from './support/lab.js';
import { isEdition } from './support/sources.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

it('schema/ matches the grammars (npm run schema)', () => {
  for (const [name, schema] of Object.entries(publishedSchemas()))
    expect(JSON.parse(read(`schema/${name}`))).toEqual(JSON.parse(JSON.stringify(schema)));
});

it('the published schemas accept every bundled behavior and seed, and no unknown key', () => {
  const ajv = new Ajv2020({ strict: false, code: { optimize: false } });
  const behavior = ajv.compile(JSON.parse(read('schema/behavior.schema.json')) as object);
  const seed = ajv.compile(JSON.parse(read('schema/seed.schema.json')) as object);
  for (const directory of directories) {
    const name = directory.split('/').at(-1) ?? '';
    if (!existsSync(join(root, `specs/${name}/behavior.yaml`)) && isEdition(directory)) continue;
    const data = parse(read(`specs/${name}/behavior.yaml`)) as object;
    expect([name, behavior(data), behavior.errors]).toEqual([name, true, null]);
    expect(behavior({ ...data, colour: 'red' })).toBe(false);
    if (!existsSync(join(root, `fixtures/${name}/seed.yaml`)) && isEdition(directory)) continue;
    expect([name, seed(parse(read(`fixtures/${name}/seed.yaml`))), seed.errors]).toEqual([name, true, null]);
  }
});
