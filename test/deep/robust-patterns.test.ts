/** Patterns on which a backtracking engine takes hours: the patterns of any contract are matched in linear time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDirectory } from '../../src/loading/load.js';
import { quirks } from '../../src/quirks/index.js';
import { acme } from '../support/acme.js';
import { client, double, type Client } from '../support/double.js';
import { directories, vendorIn } from '../support/lab.js';

let specs: string;
beforeEach(() => {
  specs = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  mkdirSync(join(specs, 'acme'));
});
afterEach(() => rmSync(specs, { recursive: true }));

const NAME = 'name: { type: string, minLength: 1 }';
/** Acme with another schema for the name of a gadget. */
function write(name: string): void {
  for (const [file, text] of Object.entries(acme))
    writeFileSync(
      join(specs, 'acme', file),
      text.replaceAll(NAME, () => `name: ${name}`),
    );
}
async function served(name: string): Promise<Client> {
  write(name);
  return client(await double({ specs }), 'acme');
}

/** A pattern, a text to repeat, and a suffix that does not match. */
const evil: readonly (readonly [pattern: string, pumped: string, end: string])[] = [
  ['^(a+)+$', 'a', '!'],
  ['^(a|a)*$', 'a', '!'],
  ['^(a|aa)+$', 'a', '!'],
  ['^([a-zA-Z]+)*$', 'a', '1'],
  ['^(\\w+\\s?)*$', 'a ', '!'],
  ['(.*)*x', 'a', ''],
  ['(x+x+)+y', 'x', ''],
  ['\\d+\\d+\\d+x', '1', ''],
  ['^(([^@]+)+\\.)+$', 'a', '@'],
  ['\\s+$', ' ', 'x'],
];

it.each(evil)('%s', async (pattern, pumped, end) => {
  const { call } = await served(`{ type: string, pattern: '${pattern}' }`);
  const text = pumped.repeat(Math.floor(900_000 / pumped.length)) + end;
  expect((await call('post', '/gadgets', { name: text, kind: 'light' })).status).toBe(400);
  expect((await call('get', '/gadgets')).status).toBe(200);
});

it('the format url, whose own expression is slow', async () => {
  const { call } = await served('{ type: string, format: url }');
  const create = (name: string) => call('post', '/gadgets', { name, kind: 'light' }).then((item) => item.status);
  expect(await create(`http://${':'.repeat(900_000)}`)).toBe(400);
  expect([await create('https://acme.example/a?b'), await create('acme'), await create('mailto:a@b')]).toEqual([
    201, 400, 400,
  ]);
});

it('matches like a pattern of JSON Schema', async () => {
  const { call } = await served("{ type: string, pattern: '^[A-Z]\\w* \\d{1,3}(?:é|\\u{1F600})?$' }");
  const create = (name: string) => call('post', '/gadgets', { name, kind: 'light' }).then((item) => item.status);
  expect([await create('Lamp 12'), await create('Lamp 1é'), await create('Lamp 1😀')]).toEqual([201, 201, 201]);
  expect([await create('lamp 12'), await create('Lamp 1234'), await create('Lamp 1\n')]).toEqual([400, 400, 400]);
});

it.each(['(?=.*[A-Z]).+', '(a)\\1', '(?<!a)b', '[', 'a**', 'a{1,5000}'])(
  'refuses %s at the start, with its line',
  (pattern) => {
    write(`{ type: string, pattern: '${pattern}' }`);
    const [first] = checkDirectory(specs, { quirks }).mistakes;
    const line = acme['openapi.yaml'].split('\n').findIndex((part) => part.includes(NAME)) + 1;
    expect(first).toMatchObject({
      line,
      problem: expect.stringContaining(`the pattern ${pattern} cannot be used`) as string,
    });
  },
);

it('matches the patterns of the bundled vendors like RegExp', () => {
  const patterns = new Set<string>();
  for (const directory of directories)
    JSON.stringify(vendorIn(directory).contract.document, (key, value: unknown) => {
      if (key === 'pattern' && typeof value === 'string') patterns.add(value);
      return value;
    });
  expect(patterns.size).toBeGreaterThan(3);
  // No text of a megabyte keeps them busy: this ends, or the test does not.
  for (const pattern of patterns)
    for (const start of ['', '-', '#', 'ai_', 'ai_0', '-id'])
      for (const pumped of ['a', 'a_', '_', '0', 'A', '#', '-', 'id', '1', 'ai_'])
        for (const end of ['', '!', '\n'])
          expect(typeof new RegExp(pattern, 'u').test(start + pumped.repeat(1_000_000 / pumped.length) + end)).toBe(
            'boolean',
          );
});
