/** Where validation is weaker than the document says, a note states it with file and line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDouble } from '../../src/double/start.js';
import type { NoteOptions } from '../../src/engine/model/vendor.js';

let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'stuntdouble-weaker-'))));
afterEach(() => rmSync(directory, { recursive: true }));

/** The notes, with the text of their line in the file. */
async function notesOn(yaml: string, options?: NoteOptions): Promise<{ text: string; at: string | undefined }[]> {
  const file = join(directory, 'openapi.yaml');
  const content = `openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\n${yaml}`;
  writeFileSync(file, content);
  const double = await startDouble({ specs: file, log: () => undefined });
  try {
    const lines = content.split('\n');
    return double.notes('shop', options).map(({ text, line }) => ({ text, at: lines[line - 1]?.trim() }));
  } finally {
    await double.close();
  }
}

const withExample = (example: string): string => `
paths:
  /orders:
    post:
      operationId: placeOrder
      requestBody:
        content:
          application/json:
            example: ${example}
            schema:
              type: object
              required: [place]
              properties: { place: { type: string }, size: { type: integer }, lines: { type: array, items: { type: string } } }
          application/x-www-form-urlencoded:
            example: ${example}
            schema: { type: object, required: [place], properties: { place: { type: string } } }
      responses: { '201': { description: made } }
`;

it('names the operation, and each keyword and field that an example of the request breaks', async () => {
  expect(await notesOn(withExample('{ size: many, lines: [1] }'))).toEqual([
    {
      text: 'the example of the request of placeOrder breaks its schema, so every request may: required at place, type at size, type at lines.0',
      at: 'application/json:',
    },
    {
      text: 'the example of the request of placeOrder breaks its schema, so every request may: required at place',
      at: 'application/x-www-form-urlencoded:',
    },
  ]);
});

it('names the body itself', async () => {
  const [note] = await notesOn(withExample('[]'));
  expect(note?.text).toMatch(/: type at the body$/);
});

it('has no note on examples that are valid, or if they are left out', async () => {
  expect(await notesOn(withExample('{ place: here }'))).toEqual([]);
  expect(await notesOn(withExample('{}'), { examples: false })).toEqual([]);
});

const discriminated = `
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
                discriminator: { propertyName: kind }
components:
  schemas:
    Cat: { type: object, properties: { kind: { type: string }, discriminator: { type: object } } }
    Dog: { type: object, properties: { kind: { type: string } } }
    Base:
      type: object
      properties: { type: { type: string } }
      discriminator: { propertyName: type }
    Stated:
      oneOf: [{ $ref: '#/components/schemas/Car' }, { $ref: '#/components/schemas/Van' }]
      discriminator: { propertyName: kind }
    Car: { type: object, required: [kind], properties: { kind: { const: car } } }
    Van: { type: object, required: [kind], properties: { kind: { enum: [van, lorry] } } }
    Either:
      anyOf: [{ type: object, properties: { a: { type: string } } }, { type: object, properties: { b: { type: string } } }]
      discriminator: { propertyName: kind }
`;

it('notes that validation does not use a discriminator that names no schema', async () => {
  expect(await notesOn(discriminated)).toEqual([
    {
      text: 'the discriminator type names no schema and is not used in validation: a value must match only the schema that has the discriminator',
      at: 'discriminator: { propertyName: type }',
    },
    {
      text: 'the discriminator kind names no schema and is not used in validation: a value must match at least one schema of anyOf',
      at: 'discriminator: { propertyName: kind }',
    },
  ]);
});
