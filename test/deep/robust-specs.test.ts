/**
 * Mutated vendor directories: within five seconds, each either loads and answers, or is refused with its mistakes.
 * STUNTDOUBLE_RUNS sets the number (300), STUNTDOUBLE_SEED the random seed.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDirectory } from '../../src/loading/load.js';
import { quirks } from '../../src/quirks/index.js';
import { acme } from '../support/acme.js';
import { acme2 } from '../support/editions.js';
import { root } from '../support/double.js';
import { lab } from '../support/lab.js';
import { SEED } from '../support/seed.js';
import { mutated, randomFrom, type Files } from '../robust/mutate.js';

const RUNS = Number(process.env['STUNTDOUBLE_RUNS'] ?? 300);
const LIMIT_MS = 5000;

let specs: string;
beforeEach(() => {
  specs = mkdtempSync(join(tmpdir(), 'stuntdouble-specs-'));
});
afterEach(() => rmSync(specs, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const filesOf = (vendor: string): Files => ({
  'openapi.yaml': read(`specs/${vendor}/openapi.yaml`),
  'behavior.yaml': read(`specs/${vendor}/behavior.yaml`),
  'seed.yaml': read(`fixtures/${vendor}/seed.yaml`),
});
/** The small one mostly: it has all the kinds of rules, and takes a tenth of the time. */
const bases: readonly (readonly [name: string, files: Files])[] = [
  ...Array.from({ length: 15 }, () => ['acme', acme] as const),
  ...['arize', 'langdock', 'nairi', 'respan', 'spideriq'].map((vendor) => [vendor, filesOf(vendor)] as const),
];

function write(name: string, files: Files): void {
  mkdirSync(join(specs, name), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(specs, name, file), text);
}

/** The result for a directory: `refused`, `loaded`, or the error. */
async function outcome(name: string): Promise<string> {
  // Processor time, which does not depend on the load of the machine.
  const began = process.cpuUsage();
  const { vendors, mistakes } = checkDirectory(join(specs, name), { quirks });
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  if (took > LIMIT_MS) return `took ${Math.round(took)} ms`;
  for (const { file, line, problem, remedy } of mistakes)
    if (!(file !== '' && line >= 1 && problem !== '' && remedy !== ''))
      return `says little: ${JSON.stringify(mistakes)}`;
  const [vendor] = vendors;
  if (mistakes.length > 0) return 'refused';
  if (vendor === undefined) return 'neither loaded nor refused';
  const bench = lab(vendor);
  for (const operation of vendor.contract.operations) await bench.perform(operation).catch(String);
  // A reply may break a contract that contradicts itself; a failure of ours has a stack.
  return bench.complaints.find((complaint) => /\n {4}at /.test(complaint)) ?? 'loaded';
}

it(
  `loads or refuses ${RUNS} mutated directories`,
  async () => {
    console.log(`STUNTDOUBLE_SEED=${SEED} STUNTDOUBLE_RUNS=${RUNS}`);
    const counted = { refused: 0, loaded: 0 };
    const wrong: string[] = [];
    for (let run = 0; run < RUNS; run++) {
      const random = randomFrom(SEED + run);
      const [name, files] = bases[Math.floor(random() * bases.length)] ?? ['acme', acme];
      write(name, mutated(files, random));
      const became = await outcome(name).catch((error: unknown) =>
        error instanceof Error ? (error.stack ?? '') : String(error),
      );
      if (became === 'refused' || became === 'loaded') counted[became]++;
      else wrong.push(`STUNTDOUBLE_SEED=${SEED + run} STUNTDOUBLE_RUNS=1 ${name}: ${became.slice(0, 1000)}`);
    }
    console.log(JSON.stringify(counted));
    expect(wrong).toEqual([]);
    expect(Math.min(counted.refused, counted.loaded)).toBeGreaterThan(RUNS > 100 ? 0 : -1);
  },
  RUNS * LIMIT_MS,
);

it(
  `loads or refuses ${RUNS / 2} mutated editions, and editions of mutated bases`,
  async () => {
    const edition = {
      'overlay.yaml': acme2['acme@2/overlay.yaml'],
      'behavior.yaml': acme2['acme@2/behavior.yaml'],
      'SOURCES.md': acme2['acme@2/SOURCES.md'],
    };
    const wrong: string[] = [];
    for (let run = 0; run < RUNS / 2; run++) {
      const random = randomFrom(SEED + run);
      write('acme', run % 4 === 0 ? mutated(acme, random) : acme);
      write('acme@2', run % 4 === 0 ? edition : mutated(edition, random));
      const became = await outcome('acme@2').catch((error: unknown) =>
        error instanceof Error ? (error.stack ?? '') : String(error),
      );
      if (became !== 'refused' && became !== 'loaded')
        wrong.push(`STUNTDOUBLE_SEED=${SEED + run} STUNTDOUBLE_RUNS=2: ${became.slice(0, 1000)}`);
    }
    expect(wrong).toEqual([]);
  },
  RUNS * LIMIT_MS,
);

const self = '{ $ref: "#/components/schemas/Filter" }';
const acmeWith = (schema: string, top = ''): string =>
  acme['openapi.yaml']
    .replace('        hasPin: { type: boolean }\n', (field) => `${field}        filter: ${self}\n`)
    .replace('  schemas:\n', () => `  schemas:\n    Filter: ${schema}\n`)
    .replace(/^servers: .*$/m, (servers) => top || servers);
const keywords = ['if', 'then', 'else', 'not', 'items', 'contains', 'additionalProperties', 'propertyNames'];
const eight = Array.from({ length: 8 }, (_, i) => `v${i}`);

it.each<[string, string, 'loaded' | 'refused']>([
  [
    'a schema with itself in eight fields',
    acmeWith(`{ type: object, properties: { ${keywords.map((name) => `${name}: ${self}`).join(', ')} } }`),
    'loaded',
  ],
  [
    'a schema with lists of itself',
    acmeWith(
      `{ type: object, properties: { allOf: { type: array, items: ${self} }, anyOf: { type: array, items: ${self} } } }`,
    ),
    'loaded',
  ],
  ['a oneOf with itself', acmeWith(`{ oneOf: [{ type: string }, ${self}] }`), 'loaded'],
  [
    'eight server variables of ten values',
    acmeWith(
      '{ type: string }',
      `servers: [{ url: 'https://${eight.map((name) => `{${name}}`).join('.')}/', variables: { ${eight
        .map((name) => `${name}: { default: a, enum: [a, b, c, d, e, f, g, h, i, j] }`)
        .join(', ')} } }]`,
    ),
    'loaded',
  ],
  [
    'a server variable with itself',
    acmeWith('{ type: string }', "servers: [{ url: 'https://{a}/', variables: { a: { default: '{a}' } } }]"),
    'loaded',
  ],
  ['an alias that contains itself', `${acme['openapi.yaml']}x-a: &a { b: *a }\n`, 'refused'],
])('in bounded time, %s is served or refused', async (_, document, expected) => {
  write('acme', { ...acme, 'openapi.yaml': document });
  expect(await outcome('acme')).toBe(expected);
});

it.each(['/dev/zero', '/dev/null', '/'])('a link to %s in place of a document is refused', (target) => {
  write('acme', acme);
  rmSync(join(specs, 'acme/openapi.yaml'));
  symlinkSync(target, join(specs, 'acme/openapi.yaml'));
  const { mistakes } = checkDirectory(join(specs, 'acme'), { quirks });
  expect(mistakes.map(({ problem }) => problem)).toEqual(['this is not a file']);
});

it('neither fetches nor opens anything outside of the directory', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('{ "type": "string" }');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  writeFileSync(join(specs, 'outside.yaml'), 'type: string');
  for (const ref of [
    `http://127.0.0.1:${port}/x.yaml`,
    `http://127.0.0.1:${port}/x.yaml#/a`,
    `//127.0.0.1:${port}/x.yaml`,
    '../outside.yaml',
    './behavior.yaml#/resources',
    `file://${join(specs, 'outside.yaml')}`,
    join(specs, 'outside.yaml'),
  ])
    for (const [at, put] of [
      ['name: { type: string, minLength: 1 }', `name: { $ref: ${JSON.stringify(ref)} }`],
      ['example: { name: Bulb,', `example: { $ref: ${JSON.stringify(ref)}, name: Bulb,`],
    ] as const) {
      write('acme', { ...acme, 'openapi.yaml': acme['openapi.yaml'].replace(at, () => put) });
      const { mistakes } = checkDirectory(specs, { quirks });
      expect([ref, mistakes.map(({ problem }) => problem)]).toEqual([
        ref,
        expect.arrayContaining([expect.stringMatching(/^\$ref to /)]) as string[],
      ]);
    }
  await new Promise((resolve) => server.close(resolve));
  expect(asked).toEqual([]);
});
