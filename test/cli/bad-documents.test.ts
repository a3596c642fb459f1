/** What a person types wrong first: each command refuses it in one line with file, line and remedy, and exit code 2. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { commandRunner } from '../support/commands.js';

let directory: string;
beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), 'stuntdouble-bad-'))));
afterAll(() => rmSync(directory, { recursive: true }));

const command = commandRunner(['--max-old-space-size=256']);
async function run(args: readonly string[]): Promise<{ code: number; lines: string[] }> {
  const { code, stdout, stderr } = await command(args, {}, directory);
  return {
    code,
    lines: `${stdout}${stderr}`
      .trim()
      .split('\n')
      .filter((line) => line !== '1 mistake'),
  };
}
const file = (name: string, content: string | Buffer): void => {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), content);
};
const validDocument = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} };
const text = JSON.stringify(validDocument, null, 1);

const levels = Array.from({ length: 40 }, (_, at) => `x${at + 1}: &a${at + 1} [*a${at}, *a${at}]`);
const cases: [name: string, source: string, make: () => void, line: RegExp][] = [
  ['an empty file', 'empty.yaml', () => file('empty.yaml', ''), /^empty\.yaml:1 the file is empty: /],
  ['HTML', 'page.json', () => file('page.json', '<html>502'), /^page\.json:1 the file is HTML or XML, .*: /],
  [
    'a binary file',
    'a.bin',
    () => file('a.bin', Buffer.from([0x89, 80, 78, 71, 0, 1, 2, 3])),
    /^a\.bin:1 the file is binary, .*: /,
  ],
  [
    'UTF-16',
    'wide.json',
    () => file('wide.json', Buffer.from(`\ufeff${text}`, 'utf16le')),
    /^wide\.json:1 the file is UTF-16: save it as UTF-8$/,
  ],
  ...['/', '.'].map((separator): (typeof cases)[number] => [
    `a path of 20,000 parameters with ${separator} between them`,
    'long.json',
    () =>
      file(
        'long.json',
        JSON.stringify({
          ...validDocument,
          paths: { [`/${'{p}'.repeat(20_000).replaceAll('}{', `}${separator}{`)}`]: {} },
        }),
      ),
    /^long\.json:1 the path \S{20}… has 20000 (segments|parameters); at most 1000 are possible: leave it out, or make it shorter$/,
  ]),
  [
    'a chain of 3,000 schemas for one value',
    'chain.json',
    () => {
      const schemas = Array.from({ length: 3000 }, (_, i) => [
        `S${i}`,
        { allOf: [{ $ref: `#/components/schemas/S${i + 1}` }] },
      ]);
      const components = { schemas: { ...(Object.fromEntries(schemas) as object), S3000: { type: 'string' } } };
      file('chain.json', JSON.stringify({ ...validDocument, components }));
    },
    /^chain\.json:1 #\/components\/schemas\/S1 applies another schema to the same value, .*: more than 200: /,
  ],
  [
    'JSON that ends too early',
    'cut.json',
    () => file('cut.json', '{\n"openapi": "3.1.0",\n"info": {'),
    /^cut\.json:3 not valid JSON: .*: correct it$/,
  ],
  [
    'JSON with a comment',
    'remark.json',
    () => file('remark.json', `// note\n${text}`),
    /^remark\.json:1 not valid JSON: .*: correct it$/,
  ],
  [
    'several YAML documents',
    'two.yaml',
    () => file('two.yaml', 'openapi: 3.1.0\n---\na: 1\n'),
    /^two\.yaml:\d+ the file has several YAML documents: keep one$/,
  ],
  [
    'broken YAML',
    'tab.yaml',
    () => file('tab.yaml', 'openapi: 3.1.0\n\tinfo: x\n'),
    /^tab\.yaml:2 not valid YAML: .*: indent with spaces$/,
  ],
  [
    'another format',
    'events.yaml',
    () => file('events.yaml', 'asyncapi: 2.6.0\n'),
    /^events\.yaml:1 this is an AsyncAPI document, not OpenAPI: /,
  ],
  [
    'a name without an ending',
    'schema',
    () => file('schema', 'type Query { a: Int }'),
    /^schema:1 the document has neither .*: /,
  ],
  [
    'paths as a list',
    'list.json',
    () => file('list.json', JSON.stringify({ ...validDocument, paths: [] }, null, 1)),
    /^list\.json:7 paths is a list, and should be an object: /,
  ],
  [
    'a YAML bomb',
    'bomb.yaml',
    () => file('bomb.yaml', ['openapi: 3.1.0', 'x0: &a0 [1]', ...levels].join('\n')),
    /^bomb\.yaml:1 its aliases expand to more than 5000000 values: /,
  ],
  [
    '50 MB',
    'large.json',
    () => {
      file('large.json', '');
      truncateSync(join(directory, 'large.json'), 50 * 1024 * 1024);
    },
    /^large\.json:1 the file has 50 MB; the limit is 40 MB: split it /,
  ],
  [
    'a remote reference',
    'remote.json',
    () =>
      file(
        'remote.json',
        JSON.stringify({ ...validDocument, components: { $ref: 'http://127.0.0.1:1/a.json' } }, null, 1),
      ),
    /^remote\.json:\d+ \$ref to http:.* never read: /,
  ],
  [
    'a reference outside of the directory',
    'in/api.json',
    () => file('in/api.json', JSON.stringify({ ...validDocument, components: { $ref: '../empty.yaml' } }, null, 1)),
    /^in\/api\.json:\d+ \$ref to .* outside of the directory of the document: /,
  ],
  [
    'a symbolic link out of the directory',
    'link/api.json',
    () => {
      file('link/api.json', JSON.stringify({ ...validDocument, components: { $ref: './part.json' } }, null, 1));
      symlinkSync('/etc/passwd', join(directory, 'link/part.json'));
    },
    /^link\/api\.json:\d+ \$ref to .* outside of the directory of the document: /,
  ],
  [
    'a symbolic link to itself',
    'loop.json',
    () => symlinkSync('loop.json', join(directory, 'loop.json')),
    /^loop\.json:1 there is no such file.*: /,
  ],
  [
    'a directory with several documents',
    'both',
    () => {
      file('both/openapi.yaml', text);
      file('both/swagger.json', text);
    },
    /^both:1 the directory has several documents: openapi\.yaml, swagger\.json: /,
  ],
  ['a directory without a document', 'none', () => file('none/notes.txt', ''), /^none:1 there is no vendor here: /],
];

it.each(cases)('every command refuses %s', async (_, source, make, line) => {
  make();
  const commands = [
    ['check', source],
    ['explain', source],
    ['list', source],
    ['infer', source],
    ['serve', '--port', '0', '--control-port', 'off', source],
  ];
  for (const args of commands) {
    const { code, lines } = await run(args);
    expect({ command: args[0], code, lines }).toEqual({
      command: args[0],
      code: 2,
      lines: [expect.stringMatching(line)],
    });
  }
});

it.each([
  ['JSON with a byte order mark', 'bom.json', `\ufeff${text}`, []],
  [
    'JSON with a comma too many',
    'comma.json',
    text.replace(/\n\}$/, ',\n}'),
    [/^comma\.json:8 note: this is not JSON .*: the file is read as YAML$/],
  ],
  [
    'JSON with a key twice',
    'twice.json',
    text.replace('"openapi"', '"openapi": "3.0.0",\n "openapi"'),
    [/^twice\.json:3 note: the key "openapi" is repeated in this object: only the last one counts$/],
  ],
  [
    'YAML with a list as a key',
    'keys.yaml',
    `${stringify(validDocument)}x-notes:\n  ? [a, b]\n  : c\n  ? {d: 1}\n  : e\n`,
    [
      /^keys\.yaml:\d+ note: the key \["a","b"\] is a list, and is read as a text: write a text$/,
      /^keys\.yaml:\d+ note: the key \{"d":1\} is an object, and is read as a text: write a text$/,
    ],
  ],
])('check accepts %s, and says how it is read', async (_, name, content, notes) => {
  file(name, content);
  const { code, lines } = await run(['check', name]);
  expect(code).toBe(0);
  expect(lines).toEqual([
    ...notes.map((note) => expect.stringMatching(note) as string),
    expect.stringMatching(/:\d+ note: the document has no operations: there is nothing to serve$/),
    expect.stringMatching(/: valid, 0 operations$/),
  ]);
});
