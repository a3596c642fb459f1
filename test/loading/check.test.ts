/** `stuntdouble check`: every mistake of a directory at once, each with file, line and remedy. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDouble } from '../../src/double/start.js';
import { quirks } from '../../src/quirks/index.js';
import { checkDirectory } from '../../src/loading/load.js';
import { formatMistake, MistakesError } from '../../src/loading/mistakes.js';
import { acme } from '../support/acme.js';
import { sampleOf } from '../support/depth.js';

let specs: string;
beforeEach(() => {
  specs = mkdtempSync(join(tmpdir(), 'stuntdouble-'));
  mkdirSync(join(specs, 'acme'));
});
afterEach(() => rmSync(specs, { recursive: true }));

type File = keyof typeof acme;
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

/** Writes the sound vendor with these replacements, and tells its mistakes as `file:line problem: remedy`. */
function mistakes(changes: Partial<Record<File, [string, string][]>>): string[] {
  for (const [name, text] of Object.entries(acme)) {
    const changed = (changes[name as File] ?? []).reduce((at, [from, to]) => {
      if (!at.includes(from)) throw new Error(`${name} does not hold ${from}`);
      return at.replace(from, to);
    }, text);
    writeFileSync(join(specs, 'acme', name), changed);
  }
  return checkDirectory(specs, { quirks }).mistakes.map((mistake) =>
    formatMistake({ ...mistake, file: mistake.file.split('/').at(-1) ?? '' }),
  );
}

it('finds no mistake in a valid vendor', () => {
  expect(mistakes({})).toEqual([]);
});

const linked = (link: string): string => `'201': { description: Made, links: { Read: ${link} }, content: `;
/** A resource that shows gadgets in another form. */
const shown = (fields: string, format: string): string => `  shown:
    schema: Gadget
    sameRecordsAs: { resource: gadget, fields: { ${fields} }, evidence: { assumed: a test } }
    id: { field: id, format: ${format}, evidence: { assumed: a test } }
    unique: [{ fields: [createdAt], evidence: { assumed: a test } }]
`;

const cases: [string, File, string, string, RegExp][] = [
  [
    'a link to no operation',
    'openapi.yaml',
    "'201': { description: Made, content: ",
    linked('{ operationId: readGadget }'),
    /^openapi\.yaml:\d+ a link to the unknown operation readGadget: did you mean createGadget or getGadget\?/,
  ],
  [
    'a link with a parameter that is none',
    'openapi.yaml',
    "'201': { description: Made, content: ",
    linked('{ operationId: getGadget, parameters: { gadget: $response.body#/id } }'),
    /^openapi\.yaml:\d+ a link gives getGadget the parameter gadget, which it does not have: use one of id$/,
  ],
  [
    'an operation without a rule',
    'behavior.yaml',
    '  getGadget: { verb: read, resource: gadget, evidence: { assumed: a test } }\n',
    '',
    /^behavior\.yaml:\d+ operation getGadget has no rule: give it one or decline it$/,
  ],
  [
    'a rule without an operation',
    'behavior.yaml',
    '  getGadget:',
    '  readDataset:',
    /readDataset is not in the contract: use one of listGadgets/,
  ],
  [
    'a resource that has the name of what every object inherits',
    'behavior.yaml',
    'deleteGadget: { verb: delete, resource: gadget',
    'deleteGadget: { verb: delete, resource: toString',
    /^behavior\.yaml:\d+ unknown resource toString: use one of gadget$/,
  ],
  [
    'a schema that has the name of what every object inherits',
    'behavior.yaml',
    'schema: Gadget',
    'schema: constructor',
    /constructor/,
  ],
  [
    'an enum that allows nothing',
    'openapi.yaml',
    'enum: [light, heat]',
    'enum: []',
    /^openapi\.yaml:\d+ an enum without values allows nothing: name its values, or remove it$/,
  ],
  [
    'an upsert by a field that several records may have',
    'behavior.yaml',
    'createGadget: { verb: create, resource: gadget,',
    'createGadget: { verb: upsert, resource: gadget, by: kind,',
    /several records of gadget may have the same kind: use one of id, name$/m,
  ],
  [
    'an unknown key',
    'behavior.yaml',
    'verb: read,',
    'verb: read, colour: red,',
    /unknown key .*colour: did you mean|unknown key .*colour: use one of/,
  ],
  ['an unknown verb', 'behavior.yaml', 'verb: read,', 'verb: peek,', /operations\.getGadget\.verb/],
  [
    'a rule without evidence',
    'behavior.yaml',
    'resource: gadget, evidence: { assumed: a test } }\n  getGadget',
    'resource: gadget }\n  getGadget',
    /operations\.createGadget\.evidence/,
  ],
  [
    'evidence of two kinds',
    'behavior.yaml',
    'createdAt: { stamp: created, precision: seconds, evidence: { assumed: a test } }',
    'createdAt: { stamp: created, precision: seconds, evidence: { assumed: a, documented: b } }',
    /exactly one of documented, client, observed, assumed, inferred/,
  ],
  [
    'a field that the contract does not have',
    'behavior.yaml',
    '      kind: { immutable',
    '      sort: { immutable',
    /the contract has no field sort for gadget/,
  ],
  [
    'an unknown resource',
    'behavior.yaml',
    'verb: read, resource: gadget',
    'verb: read, resource: widget',
    /unknown resource widget: did you mean gadget/,
  ],
  ['a schema that does not exist', 'behavior.yaml', 'schema: Gadget', 'schema: Widget', /no schema Widget/],
  [
    'a reason without words',
    'behavior.yaml',
    '    conflict: { status: 409, body: { code: taken, message: $field is taken }, evidence: { assumed: a test } }\n',
    '',
    /no refusal conflict, which createGadget can answer with/,
  ],
  [
    'words for a reason that nothing raises',
    'behavior.yaml',
    '    conflict:',
    '    protected: { status: 403, evidence: { assumed: a test } }\n    conflict:',
    /no operation answers with the refusal protected/,
  ],
  [
    'an unknown name in a template',
    'behavior.yaml',
    '{ gadgets: $items }',
    '{ gadgets: $itmes }',
    /\$itmes is not available/,
  ],
  [
    'a quirk that is not registered',
    'behavior.yaml',
    'verb: read, resource: gadget',
    'verb: quirk, quirk: acme.peek',
    /quirk acme\.peek is not registered/,
  ],
  [
    'a refusal that refers to one without a status',
    'behavior.yaml',
    'foreign: { as: notFound',
    'foreign: { as: nowhere',
    /foreign refers to nowhere \(as\)/,
  ],
  [
    'another form of records that nobody stores',
    'behavior.yaml',
    'schema: Gadget',
    'sameRecordsAs: { resource: widget, evidence: { assumed: a test } }\n    schema: Gadget',
    /behavior\.yaml:9 unknown resource widget/,
  ],
  [
    'another form of another form',
    'behavior.yaml',
    'schema: Gadget',
    'sameRecordsAs: { resource: gadget, evidence: { assumed: a test } }\n    schema: Gadget',
    /behavior\.yaml:9 gadget does not store its records: name another resource, which stores them/,
  ],
  [
    'a field that decides whether a record is there, and that no record has',
    'behavior.yaml',
    'schema: Gadget',
    'only: { fields: { sort: [a] }, evidence: { assumed: a test } }\n    schema: Gadget',
    /behavior\.yaml:9 the contract has no field sort for gadget/,
  ],
  [
    'another form with a field that the stored records lack',
    'behavior.yaml',
    'operations:\n',
    `${shown('kind: sort', 'integer')}operations:\n`,
    /behavior\.yaml:18 the contract has no field sort for gadget/,
  ],
  [
    'another form with an id of another format',
    'behavior.yaml',
    'operations:\n',
    `${shown('kind: kind', 'uuid')}operations:\n`,
    /behavior\.yaml:19 the id of shown is not that of gadget/,
  ],
  [
    'another form with unique fields that the stored records lack',
    'behavior.yaml',
    'operations:\n',
    `${shown('kind: kind', 'integer')}operations:\n`,
    /behavior\.yaml:20 the records of gadget are not unique by createdAt/,
  ],
  [
    'a status that the contract does not declare',
    'openapi.yaml',
    "    delete:\n      operationId: deleteGadget\n      responses:\n        '204': { description: Gone }\n        4XX: { $ref: '#/components/responses/Refused' }",
    "    delete:\n      operationId: deleteGadget\n      responses:\n        '204': { description: Gone }",
    /deleteGadget can answer 401 \(unauthenticated\), which the contract does not declare/,
  ],
  [
    'an operation without an id',
    'openapi.yaml',
    '      operationId: getGadget\n',
    '',
    /GET \/gadgets\/\{id\} has no operationId/,
  ],
  [
    'an operation id used twice',
    'openapi.yaml',
    'operationId: getGadget',
    'operationId: updateGadget',
    /operationId updateGadget is used twice/,
  ],
  [
    'a security scheme that does not exist',
    'openapi.yaml',
    '{ bearer: [] }',
    '{ oauth: [] }',
    /the security scheme oauth is not declared/,
  ],
  [
    'a body that is closed where unknown fields are ignored',
    'openapi.yaml',
    '    GadgetChange:\n      type: object\n',
    '    GadgetChange:\n      type: object\n      additionalProperties: false\n',
    /the body of updateGadget is closed, while unknown body fields are to be ignored/,
  ],
  [
    'a derived value of a field that does not exist',
    'behavior.yaml',
    'presence: pin',
    'presence: pni',
    /the contract has no field pni for gadget/,
  ],
  [
    'a generated value that is kept outside a list',
    'behavior.yaml',
    'stamp: created, precision: seconds',
    'generate: uuid, keptBy: kind',
    /createdAt is not generated for the elements of a list: use `keptBy` with `generate`, in a path with \[\]/,
  ],
  [
    'a generated value that is kept by a field which two elements can share',
    'behavior.yaml',
    'createdAt: { stamp: created, precision: seconds',
    "'notes[].id': { generate: uuid, keptBy: name",
    /elements can have the same name: give notes\[\]\.name the rule `distinct: true`/,
  ],
  [
    'a reference out of the file',
    'openapi.yaml',
    "'#/components/schemas/GadgetList'",
    "'./other.yaml#/GadgetList'",
    /\$ref to \.\/other\.yaml#\/GadgetList, which is outside of this file/,
  ],
  [
    'a reference to nothing',
    'openapi.yaml',
    "'#/components/schemas/GadgetList'",
    "'#/components/schemas/Nothing'",
    /\$ref to #\/components\/schemas\/Nothing, which has no target/,
  ],
  [
    'another OpenAPI version',
    'openapi.yaml',
    'openapi: 3.1.0',
    'openapi: 4.0.3',
    /the document is of OpenAPI "4\.0\.3": name a document of OpenAPI/,
  ],
  [
    'a document that is no OpenAPI',
    'openapi.yaml',
    'in: path, required: true',
    'in: pathology, required: true',
    /not valid OpenAPI/,
  ],
  ['a document that is no YAML', 'openapi.yaml', 'paths:', 'paths: [', /not valid YAML/],
  ['a seed of an unknown resource', 'seed.yaml', '  gadget:', '  widget:', /resource widget is not in the behavior/],
  ['a seeded record that lacks a field', 'seed.yaml', ', color: red', '', /lacks the required field color/],
  ['a seeded id of another format', 'seed.yaml', 'id: 7', 'id: seven', /id "seven" is not an id of format integer/],
  [
    'a seeded number that no double holds',
    'seed.yaml',
    'id: 7',
    'id: 9007199254740993',
    /^seed\.yaml:\d+ 9007199254740993 cannot be stored exactly/,
  ],
  ...[
    '0x20000000000001',
    '0o400000000000000001',
    '+9007199254740993',
    '9007199254740993.',
    '9007199254740993.0',
    '1e400',
  ].map((number): (typeof cases)[number] => [
    `a seeded ${number}`,
    'seed.yaml',
    'id: 7',
    `id: ${number}`,
    new RegExp(`^seed\\.yaml:\\d+ ${number.replace(/[+.]/g, '\\$&')} cannot be stored exactly`, 'm'),
  ]),
  [
    'two seeded records with one name',
    'seed.yaml',
    'color: red }',
    "color: red }\n    - { id: 9, name: Clock, kind: heat, hasPin: false, createdAt: '2026-01-01T00:00:00Z', color: red }",
    /another gadget has the same name/,
  ],
];

it.each(sampleOf(cases, 4))('reports %s', (_, file, from, to, message) => {
  const found = mistakes({ [file]: [[from, to]] });
  expect(found).toContainEqual(expect.stringMatching(message));
});

it('reports records of the seed, fields and refusals that do not fit a condition for records', () => {
  const withCondition = (text: string, ...refusal: [string, string][]): string[] =>
    mistakes({
      'behavior.yaml': [
        ['    fields:\n', `    requires: [{ ${text}, evidence: { assumed: a test } }]\n    fields:\n`],
        ...refusal,
      ],
    }).map((line) => line.replace(/^(\S+):\d+/, '$1'));
  const worded: [string, string] = [
    '    conflict: {',
    '    incomplete: { status: 422, body: { code: $field, message: lacks }, evidence: { assumed: a test } }\n    conflict: {',
  ];
  expect(withCondition('when: { kind: [heat] }, anyOf: { color: [red] }', worded)).toEqual([]);
  expect(withCondition('when: { kind: [heat] }, anyOf: { color: [blue] }', worded)).toEqual([
    'seed.yaml the record does not meet a condition: color is "blue", where kind is "heat": complete the record',
  ]);
  expect(withCondition('when: { sort: [heat] }, anyOf: { colour: present }', worded)).toEqual([
    expect.stringMatching(/^behavior\.yaml .*\bsort\b/),
    expect.stringMatching(/^behavior\.yaml .*\bcolour\b/),
  ]);
  expect(withCondition('anyOf: { color: present }')).toContainEqual(expect.stringMatching(/incomplete/));
});

describe('an envelope of refusals', () => {
  const envelope = (fill: string): [string, string][] => [
    [
      '  refusals:\n',
      '  envelope: { body: { code: $code, hint: $hint }, evidence: { assumed: a test } }\n  refusals:\n',
    ],
    ['status: 404, body: { code: nowhere, message: $path }', `status: 404, fill: ${fill}`],
  ];

  it('takes null', () => {
    expect(mistakes({ 'behavior.yaml': envelope('{ code: nowhere, hint: null }') })).toEqual([]);
  });

  it('has one message for a name that is not filled, and one for a misspelled one', () => {
    expect(mistakes({ 'behavior.yaml': envelope('{ code: nowhere }') })).toEqual([
      expect.stringMatching(/noSuchRoute does not fill \$hint of the envelope: add hint$/),
    ]);
    expect(mistakes({ 'behavior.yaml': envelope('{ code: nowhere, hnit: x }') })).toEqual([
      expect.stringMatching(/the envelope has no \$hnit: did you mean hint\?$/),
    ]);
  });
});

it('takes seed records without a value in a unique field', () => {
  const second = '    - { id: 8, name: Lamp, kind: heat, hasPin: false, createdAt: ';
  const first = "hasPin: false, createdAt: '2026-01-01T00:00:00Z', color: red }\n";
  const also: [string, string] = [first, `${first}${second}'2026-01-01T00:00:00Z', color: red }\n`];
  expect(
    mistakes({
      'openapi.yaml': [
        ['        color: { type', '        tag: { type: string }\n        color: { type'],
        ['        pin: { type: string, w', '        tag: { type: string }\n        pin: { type: string, w'],
      ],
      'behavior.yaml': [['fields: [name]', 'fields: [tag]']],
      'seed.yaml': [also],
    }),
  ).toEqual([]);
});

it('requires that children keep what the ids of their parents are unique for', () => {
  const shelf = `  shelf:
    id: { field: id, format: given, scope: path, evidence: { assumed: a test } }
    context: [{ parameter: room, field: $room, evidence: { assumed: a test } }]
    fields: { id: { hidden: true, evidence: { assumed: a test } } }
  gadget:
    parent: { resource: shelf, field: $shelf, parameter: shelf, evidence: { assumed: a test } }
`;
  const kept = '    context: [{ parameter: room, field: $room, evidence: { assumed: a test } }]\n';
  const records = '  shelf: [{ id: a, $room: x }]\n  gadget:\n    - { $shelf: a, $room: ROOM, ';
  const found = (more: string, room: string): string[] =>
    mistakes({
      'behavior.yaml': [
        ['  gadget:\n', shelf + more],
        ['    foreign: { as: notFound, evidence: { assumed: a test } }\n', ''],
      ],
      'seed.yaml': [['  gadget:\n    - { ', records.replace('ROOM', room)]],
    });
  expect(found(kept, 'x')).toEqual([]);
  expect(found(kept, 'y')).toEqual([expect.stringMatching(/seed\.yaml:4 \$shelf names no shelf of the seed/)]);
  expect(found('', 'x')).toEqual([
    expect.stringMatching(
      /the id of a shelf is unique only for one room, which a gadget does not keep: give gadget a /,
    ),
  ]);
});

it('reports an unknown field in the condition of a protected record and of an immutable field', () => {
  const protect = 'protect: { when: { knid: heat }, evidence: { assumed: a test } }';
  const refusal = '    conflict: { status: 409, body: { code: kept, message: kept }, evidence: { assumed: a test } }\n';
  expect(
    mistakes({
      'behavior.yaml': [
        ['deleteGadget: { verb: delete', `deleteGadget: { verb: delete, ${protect}`],
        ['    conflict: {', `${refusal.replace('conflict', 'protected')}    conflict: {`],
        ['kind: { immutable: {}', 'kind: { immutable: { when: { coulor: red } }'],
      ],
    }),
  ).toEqual([
    expect.stringMatching(/^behavior\.yaml:13 the contract has no field coulor for gadget: did you mean color\?$/),
    expect.stringMatching(/^behavior\.yaml:21 the contract has no field knid for gadget: did you mean kind\?$/),
  ]);
});

it('notes an example of a request that breaks its schema', () => {
  const example: [string, string] = [
    'example: { name: Bulb, kind: light, pin',
    'example: { name: Bulb, kind: lamp, pin',
  ];
  const notes = (changes: [string, string][]): string[] => {
    expect(mistakes({ 'openapi.yaml': changes })).toEqual([]);
    const found = checkDirectory(specs, { quirks }).notes.get('acme')?.() ?? [];
    return found.map(({ line, text }) => `${line} ${text}`);
  };
  expect(notes([])).toEqual([]);
  expect(notes([example])).toEqual([
    '16 an example of the request of createGadget breaks its schema, and is refused: enum at kind',
  ]);
});

it('reports all mistakes at once, each with its line', () => {
  const behavior = acme['behavior.yaml'];
  const found = mistakes({
    'behavior.yaml': [
      ['verb: read, resource: gadget', 'verb: read, resource: widget'],
      ['      kind: { immutable', '      sort: { immutable'],
    ],
  });
  expect(found).toEqual([
    expect.stringContaining(`behavior.yaml:${lineOf(behavior, '      kind: { immutable')} `),
    expect.stringContaining(`behavior.yaml:${lineOf(behavior, '  getGadget:')} `),
  ]);
});

it('is the check at the start', async () => {
  mistakes({ 'behavior.yaml': [['verb: read, resource: gadget', 'verb: read, resource: widget']] });
  await expect(startDouble({ specs, listen: false })).rejects.toThrow(MistakesError);
  await expect(startDouble({ specs, listen: false })).rejects.toThrow(/behavior\.yaml:\d+ unknown resource widget/);
});
