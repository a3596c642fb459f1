/** Documents from files: JSON and YAML, several files, and what is refused before anything is served. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { jest } from '@jest/globals';
import { Alias } from 'yaml';
import type { Json } from '../../src/grammar/json.js';
import { documentFrom, readDocument } from '../../src/loading/document-file.js';
import { lineInJson } from '../../src/loading/text/json-lines.js';
import { Source } from '../../src/loading/source.js';

let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'stuntdouble-document-'))));
afterEach(() => void rmSync(directory, { recursive: true }));

const info = { title: 'Pet Store API', version: '1' };
const minimal = { openapi: '3.1.0', info, paths: {} };
const file = (name: string, text: string): string => {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const refusal = (path: string): string => {
  try {
    readDocument(path);
  } catch (error) {
    return (error as Error).message.replace(directory, '');
  }
  return 'sound';
};

it.each([
  ['pets.json', 'pets'],
  ['openapi.yaml', 'pet-store'],
  ['swagger.v2.json', 'pet-store'],
  ['Été & Co (v3).yaml', 'ete-co-v3'],
])('the name of %s is %s', (name, expected) => {
  expect(readDocument(file(name, JSON.stringify(minimal))).name).toBe(expected);
});

it('an object is named after its title', () => {
  expect(documentFrom(minimal).name).toBe('pet-store');
  expect(documentFrom({ ...minimal, info: { title: 'Ключ', version: '1' } }).name).toBe('api');
});

it('a document of several files is joined by references within its directory', () => {
  file(
    'parts/pet.yaml',
    'Pet: { type: object, properties: { owner: { $ref: "owner.json#/Owner" }, again: { $ref: "#/Pet" } } }',
  );
  file('parts/owner.json', JSON.stringify({ Owner: { type: 'string' } }));
  const schemas = { Pet: { $ref: './parts/pet.yaml#/Pet' } };
  const { document } = readDocument(file('api.json', JSON.stringify({ ...minimal, components: { schemas } })));
  expect(document['components']).toEqual({ schemas: { Pet: { $ref: '#/x-files/parts~1pet.yaml/Pet' } } });
  const pet = ((document['x-files'] as Json)['parts/pet.yaml'] as Json)['Pet'] as Json;
  expect(pet['properties']).toEqual({
    owner: { $ref: '#/x-files/parts~1owner.json/Owner' },
    again: { $ref: '#/x-files/parts~1pet.yaml/Pet' },
  });
});

it('a reference to a missing file is repaired, and reported with its line', () => {
  const schemas = { Pet: { $ref: './gone.yaml#/Pet' } };
  const text = JSON.stringify({ ...minimal, components: { schemas } }, null, 1);
  const { notes } = readDocument(file('api.json', text));
  expect(notes()[0]).toMatchObject({ line: text.split('\n').findIndex((part) => part.includes('gone.yaml')) + 1 });
});

it.each([
  ['../secret.yaml#/A', 'it is outside of the directory of the document'],
  ['/etc/passwd', 'it is outside of the directory of the document'],
  ['file:///etc/passwd', 'URLs are never read'],
  ['http://127.0.0.1:9/x', 'URLs are never read'],
])('a reference to %s is refused', (ref, problem) => {
  const text = JSON.stringify({ ...minimal, components: { schemas: { A: { $ref: ref } } } }, null, 1);
  expect(refusal(file('a/api.json', text))).toMatch(
    new RegExp(`api\\.json:\\d+ \\$ref to .*: ${problem}: put the file`),
  );
});

it('a value like a reference in an example is not a reference', () => {
  const schemas = {
    A: { example: { $ref: 'http://x.test' }, properties: { $ref: { type: 'string' }, default: { $ref: './b.json' } } },
  };
  expect(refusal(file('api.json', JSON.stringify({ ...minimal, components: { schemas } })))).toBe('sound');
});

const bomb = (levels: number, width: number): string =>
  `${JSON.stringify(minimal).slice(0, -1)}, x-0: &a0 [1]${Array.from({ length: levels }, (_, i) => `, x-${i + 1}: &a${i + 1} [${Array(width).fill(`*a${i}`).join()}]`).join('')}}`;

/** Each map merges the one before it twice. */
const mergeBomb = (levels: number): string =>
  `openapi: 3.1.0\nx-0: &a0 { k: 1 }\n${Array.from({ length: levels }, (_, i) => `x-${i + 1}: &a${i + 1}\n  <<: [*a${i}, *a${i}]\n  k${i}: 1\n`).join('')}`;

const thousand = (part: string): string => Array<string>(1000).fill(part).join();

/** Aliases of a list that counts as 1,001 values. */
const manyAliases = (count: number): string =>
  `${JSON.stringify(minimal).slice(0, -1)}, x-a: &a [${thousand('1')}], x-b: [${Array(count).fill('*a').join()}]}`;

/** Each map merges 1,000 keys with their values. */
const manyMerges = (count: number): string =>
  `${JSON.stringify(minimal).slice(0, -1)}, x-a: &a {${Array.from({ length: 1000 }, (_, i) => `k${i}: 1`).join()}}, x-b: [${Array(count).fill('{ <<: *a }').join()}]}`;

it.each([
  ['an empty file', '', /:1 the file is empty/],
  ['HTML', '<!doctype html><p>Not found', /:1 the file is HTML or XML/],
  ['another YAML file', 'name: ci\non: push\n', /:1 the document has neither `openapi` nor `swagger`/],
  [
    'a Postman collection',
    '{"info":{"schema":"https://schema.getpostman.com/json/v2.1.0"}}',
    /:1 this is a Postman coll/,
  ],
  ['an exported collection', '{"collection":{"info":{"_postman_id":"x"}}}', /:1 this is a Postman collection, not/],
  ['AsyncAPI', 'asyncapi: 3.0.0\n', /:1 this is an AsyncAPI document, not OpenAPI: name a document of OpenAPI 2/],
  ['HAR', '{"log":{"entries":[]}}', /:1 this is a HAR file .*, not OpenAPI: convert it to OpenAPI, and name the r/],
  ['Swagger 1.2', '{"swaggerVersion":"1.2","apis":[]}', /:1 this is a document of Swagger 1.2, not OpenAPI/],
  ['an Insomnia export', 'type: collection.insomnia.rest/5.0\n', /:1 this is an Insomnia export, not OpenAPI/],
  ['an Arazzo document', 'arazzo: 1.0.0\n', /:1 this is an Arazzo document, not OpenAPI: name the OpenAPI document/],
  ['a behavior', 'stuntdouble: 1\nextends: inferred\n', /:1 this is a behavior of stuntdouble, not OpenAPI/],
  ['a list', '[1]', /:1 the file is not an OpenAPI document/],
  ['a version of the future', 'openapi: 4.0.0\n', /:1 the document is of OpenAPI "4.0.0"/],
  ['broken JSON', '{\n"openapi": "3.1.0",\n"info": ]}', /:3 /],
  ['broken YAML', 'openapi: 3.1.0\npaths:\n  - a\n b: [', /:4 not valid YAML: /],
  ['keys twice', 'openapi: 3.1.0\ninfo: {}\ninfo: {}\n', /:3 .* the key "info" is repeated \(first in line 2\)/],
  [
    'keys twice in a list',
    'openapi: 3.1.0\nx:\n  - { a: 1,\n      b: 1, a: 2 }\n',
    /:4 .* the key "a" is repeated \(first in line 3\)/,
  ],
  ['an alias of itself', 'openapi: 3.1.0\nx: &a { b: *a }\n', /contains it/],
  ['aliases that multiply', bomb(24, 2), /more than 5000000 values/],
  ['aliases of one large value', manyAliases(1001), /:1 its aliases add more than 1000000 values: write it out/],
  ['merges of one large map', manyMerges(501), /:1 its aliases add more than 1000000 values: write it out/],
  ['a map that merges itself', 'openapi: 3.1.0\nx: &a\n  <<: *a\n', /nested too deeply/],
  ['a thousand levels', `openapi: 3.1.0\nx: ${'['.repeat(1000)}${']'.repeat(1000)}`, /nested/],
  ['a hundred thousand levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nested/],
])('%s is refused, in a line for each mistake', (_, text, problem) => {
  const message = refusal(file('api.yaml', text));
  expect(message).toMatch(problem);
  expect(message.split('\n').every((line) => /:\d+ /.test(line))).toBe(true);
});

it('accepts maps that merge others', () => {
  const text = `openapi: 3.1.0\ninfo: &i { title: t, version: "1" }\nx-a: &a { b: 1 }\nx-b: &b { <<: *a, c: 2 }\nx-c: { <<: [*b, *i], "<<x": 1 }\npaths: {}\n`;
  expect(refusal(file('api.yaml', text))).toBe('sound');
});

it('accepts merges of merges, which are small', () => {
  expect(refusal(file('api.yaml', `${mergeBomb(30)}info: { title: t, version: '1' }\npaths: {}\n`))).toBe('sound');
});

it('accepts aliases that add fewer values', () => {
  expect(refusal(file('api.yaml', manyAliases(995)))).toBe('sound');
});

it('does not visit all aliases for each alias', () => {
  const resolve = jest.spyOn(Alias.prototype, 'resolve');
  const text = `a: &a { b: 1 }\nc: { <<: *a }\nd: [${thousand('*a')}]\n`;
  const { value } = Source.of(text, 'x.yaml');
  expect(resolve.mock.calls.length).toBeLessThan(10);
  resolve.mockRestore();
  expect(value).toEqual({ a: { b: 1 }, c: { b: 1 }, d: Array(1000).fill({ b: 1 }) });
});

it('finds the value of an alias whose name is defined again, beside merges', () => {
  const text = 'a: &x 1\nb: [*x]\nc: &x { d: 2 }\ne: { <<: *x, f: *x }\n';
  const value = { a: 1, b: [1], c: { d: 2 }, e: { d: 2, f: { d: 2 } } };
  expect(Source.of(text, 'x.yaml').value).toEqual(value);
});

it('accepts 1,001 aliases of one small value', () => {
  const text = `openapi: 3.1.0\ninfo: { title: t, version: "1" }\npaths: {}\nx-a: &a {q: 1}\nx-l:\n${'  - *a\n'.repeat(1001)}`;
  expect(refusal(file('api.yaml', text))).toBe('sound');
});

it('a directory, a missing file and a file of 50 MB are refused before they are read', () => {
  const large = file('large.json', '{}');
  truncateSync(large, 50 * 1024 * 1024);
  expect(refusal(large)).toMatch(/large\.json:1 the file has 50 MB; the limit is 40 MB/);
  expect(refusal(directory)).toMatch(/this is not a file/);
  expect(refusal(join(directory, 'gone.yaml'))).toMatch(/there is no such file/);
});

it.each<[PropertyKey[], number]>([
  [[], 1],
  [['a'], 2],
  [['b', 'c'], 4],
  [['b', 'd', 1], 7],
  [['b', 'd', 1, 'e"'], 7],
  [['b', 'gone'], 3],
  [['f'], 10],
])('%j is in line %i of a JSON text', (path, line) => {
  const text = '{\n"a": "x,}]\\"",\n"b": {\n "c": {},\n "d": [\n  1,\n  {"e\\"": [[]]}\n ]\n},\n"f": null\n}';
  expect(lineInJson(text, path)).toBe(line);
});

it('reports where bytes are not UTF-8', () => {
  const text = 'openapi: 3.1.0\ninfo: { title: caf\uFFFD, version: "1" }\npaths: {}\n';
  expect(readDocument(file('latin.yaml', text)).notes()[0]).toMatchObject({
    line: 2,
    text: 'bytes that are not UTF-8 are read as U+FFFD: save the file as UTF-8',
  });
});
