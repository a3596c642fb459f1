/** Editions: directories `acme@2` with differences from `acme`. */
import { join, relative } from 'node:path';
import { checkDirectory } from '../../src/loading/load.js';
import { formatMistake } from '../../src/loading/mistakes.js';
import { readSources } from '../../src/loading/numbered-statements.js';
import { quirks } from '../../src/quirks/index.js';
import { acme } from '../support/acme.js';
import { client, double, type Client } from '../support/double.js';
import { acme2, overlay, specsWith } from '../support/editions.js';
import { sampleOf } from '../support/depth.js';

const ALL = {
  'acme@2/overlay.yaml': acme2['acme@2/overlay.yaml'],
  'acme@2/behavior.yaml': acme2['acme@2/behavior.yaml'],
};

/** The mistakes of a directory, with files relative to it. */
function mistakesIn(specs: string, at = specs): string[] {
  const { mistakes } = checkDirectory(at, { quirks });
  return mistakes.map((mistake) =>
    formatMistake(mistake)
      .replaceAll(`${specs}/`, '')
      .replaceAll(`${relative('.', specs)}/`, ''),
  );
}
const check = (files: Readonly<Record<string, string>>): string[] => mistakesIn(specsWith(files));

function notesIn(specs: string): string[] {
  const { notes } = checkDirectory(specs, { quirks });
  return [...notes.values()].flatMap((all) =>
    all().map(({ file, line, text }) => `${relative(specs, file)}:${line} ${text}`),
  );
}

interface Gadget {
  id: number;
}
const add = async ({ call }: Client, name: string, kind: string): Promise<number> =>
  ((await call('post', '/gadgets', { name, kind })).body as Gadget).id;

const PETS = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: list
      responses: { '200': { description: All, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } }
    post:
      operationId: add
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: One, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, '409': { description: Taken } }
  /pets/{id}:
    get:
      operationId: show
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: One, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
components: { schemas: { Pet: { type: object, properties: { id: { type: integer, readOnly: true } } } } }
`;

describe('a sound edition', () => {
  it('is the base with its differences, beside the base', async () => {
    const both = await double({ specs: specsWith(acme2) });
    expect(both.vendors).toEqual(['acme', 'acme@2']);
    const [base, edition] = [client(both, 'acme'), client(both, 'acme@2')];
    expect((await base.call('post', '/gadgets', { name: 'Fan', kind: 'cool' })).status).toBe(400);
    await add(edition, 'Fan', 'cool');
    await add(edition, 'Fan', 'cool');
    expect((await edition.call('get', '/gadgets')).body).toMatchObject({ total: 3, gadgets: [{ id: 7 }, {}, {}] });
    expect((await base.call('get', '/gadgets')).body).toEqual({ gadgets: [expect.objectContaining({ id: 7 })] });
    expect((await base.call('delete', '/gadgets/7')).status).toBe(204);
    expect((await edition.call('delete', '/gadgets/7')).status).toBe(405);
  });

  it('has the statements of its own SOURCES.md and of that of its base', () => {
    const specs = specsWith({ ...acme2, 'acme/SOURCES.md': '- **S1** Names are unique.\n' });
    expect(readSources(join(specs, 'acme@2')).map(({ id }) => id)).toEqual(['E1', 'S1']);
    expect(readSources(join(specs, 'acme')).map(({ id }) => id)).toEqual(['S1']);
  });

  it('can have a seed of its own', async () => {
    const seed = `records: { gadget: [{ id: 9, name: Ice, kind: cool, hasPin: false, createdAt: '2026-01-01T00:00:00Z', color: red }] }\n`;
    const both = await double({ specs: specsWith({ ...acme2, 'acme@2/seed.yaml': seed }) });
    expect((await client(both, 'acme@2').call('get', '/gadgets')).body).toMatchObject({ gadgets: [{ id: 9 }] });
    expect((await client(both, 'acme').call('get', '/gadgets')).body).toMatchObject({ gadgets: [{ id: 7 }] });
  });

  it('has the seed of its base without records of resources that it does not have', async () => {
    const box = `resources:\n  box:\n    id: { field: id, format: given, evidence: { assumed: a test } }\n    fields: { id: { hidden: true, evidence: { assumed: a test } } }\n`;
    const specs = specsWith({
      'acme/behavior.yaml': acme['behavior.yaml'].replace('resources:\n', box),
      'acme/seed.yaml': acme['seed.yaml'].replace('records:\n', 'records:\n  box: [{ id: one }]\n'),
      'acme@2/behavior.yaml': 'stuntdouble: 1\nextends: base\nresources: { box: null }\n',
    });
    expect(mistakesIn(specs)).toEqual([]);
    const both = await double({ specs });
    expect(both.records('acme', 'box', 'demo')).toHaveLength(1);
    expect(both.records('acme@2', 'gadget', 'demo')).toHaveLength(1);
  });

  it('can be an overlay alone, or a behavior alone', () => {
    expect(check({ 'acme@2/overlay.yaml': overlay('- { target: $.info, update: { version: "2" } }') })).toEqual([]);
    expect(check({ 'acme@2/behavior.yaml': 'stuntdouble: 1\nextends: base\nshowcase: listGadgets\n' })).toEqual([]);
  });

  it('can have a document of its own with the behavior of its base', () => {
    expect(
      check({ 'acme@2/openapi.yaml': acme['openapi.yaml'], 'acme@2/behavior.yaml': 'stuntdouble: 1\nextends: base\n' }),
    ).toEqual([]);
  });

  it('infers its rules from its own document if those of its base are inferred', async () => {
    const specs = specsWith({
      'pets/openapi.yaml': PETS,
      'pets@2/overlay.yaml': overlay(
        '- { target: $.components.schemas.Pet, update: { properties: { age: { type: integer } } } }',
      ),
      'pets@2/behavior.yaml':
        'stuntdouble: 1\nextends: base\nresources: { pet: { unique: [{ fields: [age], evidence: { assumed: a test } }] } }\ndialect: { refusals: { conflict: { status: 409, body: {}, evidence: { assumed: a test } } } }\n',
    });
    expect(mistakesIn(specs)).toEqual([]);
    const { call } = client(await double({ specs }), 'pets@2');
    expect((await call('post', '/pets', { age: 3 })).body).toEqual({ id: 1, age: 3 });
    expect((await call('post', '/pets', { age: 3 })).status).toBe(409);
  });
});

describe('differences of the base from inferred rules', () => {
  const assumed = 'evidence: { assumed: a test }';
  const base = {
    'pets/openapi.yaml': PETS,
    'pets/behavior.yaml': `stuntdouble: 1
extends: inferred
operations:
  show: { verb: read, resource: pet, ${assumed} }
resources: { pet: { unique: [{ fields: [id], ${assumed} }] } }
dialect: { refusals: { conflict: null } }
`,
  };

  it('go with the operations that the edition does not have, with or without a behavior of its own', () => {
    const removed = overlay('- { target: "$.paths[\'/pets/{id}\']", remove: true }');
    expect(check({ ...base, 'pets@2/overlay.yaml': removed })).toEqual([]);
    expect(
      check({ ...base, 'pets@2/overlay.yaml': removed, 'pets@2/behavior.yaml': 'stuntdouble: 1\nextends: base\n' }),
    ).toEqual([]);
  });

  it('can decline an operation that the edition does not have', () => {
    const removed = overlay('- { target: "$.paths[\'/pets/{id}\']", remove: true }');
    const declined = { 'pets/behavior.yaml': 'stuntdouble: 1\nextends: inferred\noperations: { show: null }\n' };
    expect(check({ ...base, ...declined, 'pets@2/overlay.yaml': removed })).toEqual([]);
  });

  it('are removed with `null` for a resource that the edition does not have', () => {
    const renamed = overlay(`- target: $.paths
  update:
    /cats:
      get:
        operationId: cats
        responses: { '200': { description: All, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } }
- { target: "$.paths['/pets']", remove: true }
- { target: "$.paths['/pets/{id}']", remove: true }`);
    const files = { ...base, 'pets@2/overlay.yaml': renamed };
    expect(check(files)).toEqual([
      expect.stringMatching(
        /^pets@2\/overlay\.yaml:1 does not fit .*pets\/behavior\.yaml:5 of the base: there is no inferred resources\.pet: state it anew for this edition, or remove it with `null`$/,
      ),
    ]);
    const behavior = 'stuntdouble: 1\nextends: base\nresources: { pet: null }\n';
    expect(check({ ...files, 'pets@2/behavior.yaml': behavior })).toEqual([]);
  });
});

describe('a mistake is reported at the line that states it', () => {
  it.each(
    sampleOf<[string, Readonly<Record<string, string>>, string | RegExp]>(
      [
        [
          'a target that matches nothing',
          {
            'acme@2/overlay.yaml': overlay(
              '- { target: $.info, update: {} }\n- { target: $.paths.nothing, remove: true }',
            ),
          },
          'acme@2/overlay.yaml:5 the target $.paths.nothing matches nothing: correct it: actions see the result of those before them',
        ],
        [
          'another version of overlays',
          { 'acme@2/overlay.yaml': ALL['acme@2/overlay.yaml'].replace('1.0.0', '1.1.0') },
          'acme@2/overlay.yaml:1 overlay: only version 1.0.0 of the Overlay Specification is supported: write `overlay: 1.0.0`',
        ],
        [
          'an overlay of another document',
          { 'acme@2/overlay.yaml': `${ALL['acme@2/overlay.yaml']}extends: ../bolt/openapi.yaml\n` },
          /^acme@2\/overlay\.yaml:9 the overlay extends \.\.\/bolt\/openapi\.yaml, and the document of the base is .*acme\/openapi\.yaml: correct `extends`, or remove it$/,
        ],
        [
          'a reference that the overlay adds',
          {
            'acme@2/overlay.yaml': overlay(
              "- target: $.components.schemas.Gadget\n  update:\n    properties:\n      size: { $ref: '#/components/schemas/Size' }",
            ),
          },
          'acme@2/overlay.yaml:7 $ref to #/components/schemas/Size, which has no target: correct the pointer',
        ],
        [
          'a part that is removed and still referred to',
          { 'acme@2/overlay.yaml': overlay('- { target: $.components.schemas.NewGadget, remove: true }') },
          /^acme@2\/overlay\.yaml:4 #\/components\/schemas\/NewGadget is removed, and .*acme\/openapi\.yaml:16 refers to it: change that as well$/,
        ],
        [
          'a part that is removed and still needed',
          {
            'acme@2/overlay.yaml': overlay(
              "- { target: '$', update: { security: [{ key: [] }] } }\n- { target: $.components.securitySchemes, remove: true }\n- { target: $.security, remove: true }\n- { target: '$', update: { security: [{ key: [] }] } }",
            ),
          },
          'acme@2/overlay.yaml:5 the security scheme key is not declared: add it under components.securitySchemes',
        ],
        [
          'an unknown key of the behavior',
          { 'acme@2/behavior.yaml': 'stuntdouble: 1\nextends: base\nresources:\n  gadget:\n    uniqe: []\n' },
          'acme@2/behavior.yaml:5 unknown key resources.gadget.uniqe: did you mean unique?',
        ],
        [
          'a removal of what the base does not have',
          { 'acme@2/behavior.yaml': 'stuntdouble: 1\nextends: base\nresources:\n  gadjet: null\n' },
          'acme@2/behavior.yaml:4 the base has no resources.gadjet: did you mean gadget?',
        ],
        [
          'an operation without a rule',
          {
            'acme@2/behavior.yaml': 'stuntdouble: 1\nextends: base\noperations:\n  getGadget: null\n',
          },
          'acme@2/behavior.yaml:3 operation getGadget has no rule: give it one or decline it',
        ],
        [
          'a rule of the base that does not fit',
          {
            'acme@2/overlay.yaml': overlay(
              '- { target: $.components.schemas.*.properties.kind, remove: true }\n- { target: $.components.schemas.*.required, remove: true }',
            ),
          },
          /^acme@2\/overlay\.yaml:1 does not fit .*acme\/behavior\.yaml:13 of the base: the contract has no field kind for gadget: state it anew for this edition, or remove it with `null`$/,
        ],
        [
          'a number of a statement that the base has',
          { 'acme/SOURCES.md': '- **S1** One.\n', 'acme@2/SOURCES.md': '# Own\n- **S1** Other.\n', ...ALL },
          /^acme@2\/SOURCES\.md:2 S1 is a statement of the base already \(.*acme\/SOURCES\.md:1\): give it another number: references to both would be equal$/,
        ],
      ],
      4,
    ),
  )('%s', (_, files: Record<string, string>, expected) => {
    expect(check(files)).toEqual([typeof expected === 'string' ? expected : expect.stringMatching(expected)]);
  });

  it('a mistake of the base is reported once, in the base', () => {
    const broken = specsWith({
      ...acme2,
      'acme/behavior.yaml': acme['behavior.yaml'].replace('kind: { immutable:', 'kind: { immutible:'),
    });
    expect(mistakesIn(broken)).toEqual([expect.stringMatching(/^acme\/behavior\.yaml:13 /)]);
    expect(mistakesIn(broken, join(broken, 'acme@2'))).toEqual([expect.stringMatching(/^acme\/behavior\.yaml:13 /)]);
  });
});

it('what has no effect is a note', () => {
  const specs = specsWith({
    'acme@2/overlay.yaml': overlay('- { target: $.info, update: {}, remove: false }\n- { target: $.info }'),
    'acme@2/behavior.yaml':
      'stuntdouble: 1\nextends: base\noperations:\n  getGadget: { verb: read, resource: gadget, evidence: { assumed: a test } }\n',
  });
  expect(notesIn(specs)).toEqual([
    'acme@2/overlay.yaml:5 the action has no effect: give it `update` or `remove: true`',
    'acme@2/behavior.yaml:4 operations.getGadget equals that of the base: remove it',
  ]);
});

it('evidence that refers to a statement that is nowhere is a note in the files that state it', () => {
  const rule = (number: string): string =>
    `operations:\n  getGadget: { verb: read, resource: gadget, evidence: { documented: ${number} } }\n`;
  const specs = specsWith({
    'acme/SOURCES.md': '- **S1** One.\n',
    'acme@2/SOURCES.md': '- **S101** Two.\n',
    'acme@2/behavior.yaml': `stuntdouble: 1\nextends: base\n${rule('S1 S101')}`,
    'acme@3/behavior.yaml': `stuntdouble: 1\nextends: base\n${rule('S1 S77')}`,
  });
  expect(notesIn(specs)).toEqual(['acme@3/behavior.yaml:4 SOURCES.md has no statement S77: use one of S1']);
});

it.each(['documented: S1 to S2', 'observed: S2, date: 2026-01-31'])('evidence %s refers to S2', (reference) => {
  const specs = specsWith({
    'acme/SOURCES.md': '- **S1** One.\n',
    'acme@2/behavior.yaml': `stuntdouble: 1\nextends: base\noperations:\n  getGadget: { verb: read, resource: gadget, evidence: { ${reference} } }\n`,
  });
  expect(notesIn(specs)).toEqual(['acme@2/behavior.yaml:4 SOURCES.md has no statement S2: did you mean S1?']);
});

it('a file whose name is almost right is a note, in a base and in an edition', () => {
  const specs = specsWith({
    'acme/seed.json': '{}',
    'acme@2/overlay.yml': '',
    'acme@2/behaviour.yaml': '',
    'acme@2/sources.md': '',
  });
  expect(notesIn(specs)).toEqual([
    'acme/seed.json:1 this file is not read: name it seed.yaml',
    'acme@2/behaviour.yaml:1 this file is not read: name it behavior.yaml',
    'acme@2/overlay.yml:1 this file is not read: name it overlay.yaml',
    'acme@2/sources.md:1 this file is not read: name it SOURCES.md',
  ]);
});

it('an edition can have only a seed, or nothing of its own', async () => {
  const seed = `records: { gadget: [] }\n`;
  const { vendors } = await double({ specs: specsWith({ 'acme@2/seed.yaml': seed, 'acme@3/SOURCES.md': '' }) });
  expect(vendors).toEqual(['acme', 'acme@2', 'acme@3']);
});

describe('directories that cannot be editions', () => {
  it.each(
    sampleOf(
      [
        [
          'bolt@2',
          { 'bolt@2/overlay.yaml': overlay('- { target: $.info, update: {} }') },
          /^bolt@2:1 bolt@2 is an edition without a base: there is no vendor directory .*bolt: add it, or give the edition an openapi\.yaml of its own$/,
        ],
        [
          'acme@A b',
          { 'acme@A b/overlay.yaml': overlay('- { target: $.info, update: {} }') },
          'acme@A b:1 "A b" cannot be the name of an edition: use lower-case letters, digits, . _ and -, with a letter or digit first',
        ],
        [
          'bolt',
          { 'bolt/overlay.yaml': overlay('- { target: $.info, update: {} }') },
          'bolt:1 the directory has an overlay.yaml and is not that of an edition: name it after its base: acme@2026-08',
        ],
        [
          'acme@3',
          { 'acme@3/overlay.yaml': overlay('- { target: $.info, update: {} }'), 'acme@3/openapi.yaml': PETS },
          'acme@3:1 the directory has both openapi.yaml and overlay.yaml: keep overlay.yaml with the differences to the base',
        ],
      ],
      4,
    ),
  )('%s', (_, files: Record<string, string>, expected) => {
    expect(check(files)).toEqual([typeof expected === 'string' ? expected : expect.stringMatching(expected)]);
  });
});
