/** The worked example of CONTRIBUTING.md with five mistakes: two runs of `check` are enough to correct them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDirectory } from '../../src/loading/load.js';
import { formatMistake } from '../../src/loading/mistakes.js';
import { quirks } from '../../src/quirks/index.js';
import { acme } from '../support/acme.js';

type File = keyof typeof acme;
/** The file, the correct text, the text with the mistake, and the message. */
type Planted = [file: File, right: string, wrong: string, message: RegExp];

let specs: string;
beforeEach(() => {
  specs = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  mkdirSync(join(specs, 'acme'));
});
afterEach(() => rmSync(specs, { recursive: true }));

function check(planted: readonly Planted[]): string[] {
  for (const [name, text] of Object.entries(acme)) {
    const changed = planted.reduce((before, [file, right, wrong]) => {
      if (file !== name) return before;
      expect(before).toContain(right);
      return before.replace(right, wrong);
    }, text);
    writeFileSync(join(specs, 'acme', name), changed);
  }
  return checkDirectory(specs, { quirks }).mistakes.map((mistake) =>
    formatMistake({ ...mistake, file: mistake.file.split('/').at(-1) ?? '' }),
  );
}

const planted: Planted[] = [
  [
    'behavior.yaml',
    'kind: { immutable: {}, evidence: { assumed: a test } }',
    'kind: { immutible: {}, evidence: { assumed: a test } }',
    /^behavior\.yaml:13 unknown key resources\.gadget\.fields\.kind\.immutible: did you mean immutable\?$/,
  ],
  [
    'behavior.yaml',
    'unique: [{ fields: [name], evidence: { assumed: a test } }]',
    'unique: [{ fields: [name] }]',
    /^behavior\.yaml:11 resources\.gadget\.unique\.0\.evidence is missing: add it, such as `evidence: \{ assumed: 'why' \}`$/,
  ],
  [
    'behavior.yaml',
    'deleteGadget: { verb: delete, resource: gadget',
    'deleteGadget: { verb: delete, resource: gadgets',
    /^behavior\.yaml:21 unknown resource gadgets: did you mean gadget\?$/,
  ],
  [
    'openapi.yaml',
    'operationId: getGadget',
    'operationID: getGadget',
    /^openapi\.yaml:24 not valid OpenAPI: unknown key .*\.operationID: did you mean operationId\?$/,
  ],
  ['seed.yaml', 'id: 7', 'id: seven', /^seed\.yaml:3 id "seven" is not an id of format integer/],
];

const others: Planted[] = [
  ['seed.yaml', 'kind: heat', 'kind: heet', /^seed\.yaml:3 kind must be one of "light", "heat": correct the value$/],
  ['seed.yaml', "'2026-01-01T00:00:00Z'", 'yesterday', /^seed\.yaml:3 createdAt must match format "date-time"/],
  ['openapi.yaml', "'204':", "'2004':", /^openapi\.yaml:39 not valid OpenAPI: unknown key .*\.2004:/],
  [
    'openapi.yaml',
    'required: [id, name, kind, hasPin, createdAt, color]',
    'required: id',
    /^openapi\.yaml:57 not valid OpenAPI: components\.schemas\.Gadget\.required must be array:/,
  ],
  [
    'behavior.yaml',
    'verb: update',
    'verb: updat',
    /^behavior\.yaml:20 operations\.updateGadget\.verb is "updat", which is not allowed: did you mean update\?$/,
  ],
  [
    'behavior.yaml',
    'as: notFound',
    'as: notfound',
    /^behavior\.yaml:38 foreign refers to notfound .* mean notFound\?$/,
  ],
];

it.each(others)('%s: %s → %s is reported as well', (...mistake) => {
  expect(check([mistake])).toContainEqual(expect.stringMatching(mistake[3]));
});

it('reports several mistakes of OpenAPI, and no refusal as unused while a rule has a mistake', () => {
  const lines = check(others.filter(([file]) => file !== 'seed.yaml'));
  for (const [file, , , message] of others)
    if (file === 'openapi.yaml') expect(lines).toContainEqual(expect.stringMatching(message));
  expect(lines.filter((line) => line.includes('no operation answers'))).toEqual([]);
});

it.each(planted)('%s: %s → %s is reported with its line and remedy', (...mistake) => {
  expect(check([mistake])).toContainEqual(expect.stringMatching(mistake[3]));
});

it('is valid after two runs with the corrections that each run names', () => {
  const first = check(planted);
  const left = planted.filter(([, , , message]) => !first.some((line) => message.test(line)));
  expect(left.length).toBeLessThan(planted.length);
  const second = check(left);
  const rest = left.filter(([, , , message]) => !second.some((line) => message.test(line)));
  expect(rest).toEqual([]);
  expect(check(rest)).toEqual([]);
});

it('reports mistakes of every file and kind in one run', () => {
  const [spelling, missing, resource, , seed] = planted;
  const some = [spelling, missing, resource, seed].filter((mistake) => mistake !== undefined);
  const found = check(some);
  for (const [, , , message] of some) expect(found).toContainEqual(expect.stringMatching(message));
  expect(found).toHaveLength(4);
});

it('takes a seed without credentials', () => {
  expect(check([['seed.yaml', 'credentials:\n  demo: { token: demo }\n', '', /^$/]])).toEqual([]);
});

it('names a missing key with an example', () => {
  const records = acme['seed.yaml'].split('credentials:')[0] ?? '';
  expect(check([['seed.yaml', records, '', /^$/]])).toEqual([
    'seed.yaml:1 records is missing: add it, such as `records: { gadget: [{ id: 7, name: Clock }] }`',
  ]);
});

it('reads on as if a misspelled key were correct', () => {
  expect(check([['seed.yaml', 'records:\n', 'recrods:\n', /^$/]])).toEqual([
    'seed.yaml:1 unknown key recrods: did you mean records?',
  ]);
});

it('reports a misspelled `verb` as such', () => {
  expect(check([['behavior.yaml', 'getGadget: { verb:', 'getGadget: { vebr:', /^$/]])).toEqual([
    'behavior.yaml:19 unknown key operations.getGadget.vebr: did you mean verb?',
  ]);
});

it('reports a repeated name once, and no reference to the name that it may stand for', () => {
  const first = expect.stringMatching(
    /^openapi\.yaml:\d+ not valid YAML: the key "Gadget" is repeated \(first in line 55\)/,
  );
  expect(check([['openapi.yaml', '    GadgetChange:\n', '    Gadget:\n', /^$/]])).toEqual([first]);
  expect(check([['openapi.yaml', '    NewGadget:\n', '    Gadget:\n', /^$/]])).toEqual([first]);
});
