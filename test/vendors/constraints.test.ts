/** A constraint that is added to a contract is noticed: it has no row in SOURCES.md that leads to a source. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isObject, type Json } from '../../src/grammar/json.js';
import { directories, vendorIn } from '../support/lab.js';
import { isEdition } from '../support/sources.js';
import { missingConstraints } from '../support/constraints.js';

/** What is added to a schema, and its wording in the sources. */
const ADDED: [Json, string][] = [
  [{ minimum: 3 }, 'minimum: 3'],
  [{ maximum: 0 }, 'maximum: 0'],
  [{ exclusiveMinimum: 3 }, 'exclusiveMinimum: 3'],
  [{ exclusiveMaximum: 3 }, 'exclusiveMaximum: 3'],
  [{ multipleOf: 7 }, 'multipleOf: 7'],
  [{ minLength: 3 }, 'minLength: 3'],
  [{ maxLength: 7 }, 'maxLength: 7'],
  [{ pattern: '^added$' }, 'pattern: ^added$'],
  [{ format: 'email' }, 'format: email'],
  [{ enum: ['added', 'other'] }, 'enum: added, other'],
  [{ const: 'added' }, 'const: added'],
  [{ const: false }, 'const: false'],
  [{ const: null }, 'const: null'],
  [{ minItems: 3 }, 'minItems: 3'],
  [{ maxItems: 0 }, 'maxItems: 0'],
  [{ uniqueItems: true }, 'uniqueItems: true'],
  [{ minProperties: 3 }, 'minProperties: 3'],
  [{ maxProperties: 7 }, 'maxProperties: 7'],
  [{ dependentRequired: { a: ['b'] } }, 'dependentRequired: {"a":["b"]}'],
  [{ required: ['added'] }, 'required: added'],
  [{ nullable: true }, 'null'],
  [{ type: ['string', 'null'] }, 'null'],
  [{ additionalProperties: false }, 'additionalProperties: false'],
  [{ unevaluatedProperties: false }, 'unevaluatedProperties: false'],
  [{ not: { type: 'string' } }, 'not'],
  [{ default: 'added' }, 'default: added'],
  [{ default: '' }, "default: ''"],
  [{ default: false }, 'default: false'],
];

describe.each(
  directories.filter((directory) => !isEdition(directory)).map((directory) => [basename(directory), directory]),
)('%s', (_, directory) => {
  const { document } = vendorIn(directory).contract;
  const sources = readFileSync(join(directory, 'SOURCES.md'), 'utf8');

  it.each(ADDED.map(([added, label]) => [label, added] as const))(
    'lacks a row for the new constraint %s',
    (label, added) => {
      expect(missingConstraints(withSchema(document, 'Added', added), sources).constraints).toEqual([`Added ${label}`]);
      const field = { type: 'object', properties: { deep: { type: 'array', items: { anyOf: [added] } } } };
      expect(missingConstraints(withSchema(document, 'Added', field), sources).constraints).toEqual([
        `Added.deep.items.anyOf.0 ${label}`,
      ]);
    },
  );

  it('lacks a row for a parameter, a body and a header that become required', () => {
    const added = structuredClone(document);
    const [operation] = operationsOf(added);
    const parameters = Array.isArray(operation?.['parameters']) ? operation['parameters'] : [];
    Object.assign(operation ?? {}, {
      parameters: [
        ...(parameters as unknown[]),
        { name: 'added', in: 'header', required: true, schema: { maxLength: 9 } },
      ],
    });
    expect(missingConstraints(added, sources).constraints).toEqual([
      expect.stringMatching(/\.added required: true$/),
      expect.stringMatching(/\.added maxLength: 9$/),
    ]);
  });

  it('has a row too many for a constraint that is gone', () => {
    const gone = JSON.parse(
      JSON.stringify(document, (key, value: unknown) =>
        key === 'format' && value === 'date-time' ? undefined : value,
      ),
    ) as Json;
    const { constraints, rows } = missingConstraints(gone, sources);
    expect(constraints).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.endsWith(' format: date-time'))).toBe(true);
  });
});

function withSchema(document: Json, name: string, schema: Json): Json {
  const { components } = document;
  const own = isObject(components) ? components : {};
  const schemas = isObject(own['schemas']) ? own['schemas'] : {};
  return { ...document, components: { ...own, schemas: { ...schemas, [name]: schema } } };
}

const operationsOf = ({ paths }: Json): Json[] =>
  Object.values(isObject(paths) ? paths : {}).flatMap((item) =>
    isObject(item) ? [item['get'], item['post']].filter(isObject) : [],
  );
