/** Serving the behavior that `infer` prints gives the same bytes as serving the document alone. */
import { sampleOf } from '../support/depth.js';
import { describeDocuments, documentFile } from '../support/documents.js';
import { bothSay } from '../support/printed.js';

it('a document of OpenAPI 3.1 with mistakes is repaired in both', async () => {
  const pet = { $ref: '#/components/schemas/Pet' };
  const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
  const document = {
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': {
        get: { responses: { 200: { description: '', ...json({ type: 'array', items: pet }) } } },
        post: { requestBody: json(pet), responses: { 201: { description: '', ...json(pet) } } },
      },
      '/pets/{id}': { get: { responses: { 200: { description: '', ...json(pet) } } }, put: null },
    },
    components: {
      schemas: {
        Pet: {
          type: 'object',
          properties: { id: { type: 'integer' }, name: { type: 'text' }, kind: { $ref: '#/components/schemas/Gone' } },
        },
      },
    },
  };
  const { alone, printed } = await bothSay(JSON.stringify(document), 'json');
  expect(alone.length).toBeGreaterThan(4);
  expect(printed).toEqual(alone);
});

describeDocuments('a document that everybody knows', () => {
  it.each(sampleOf(['petstore', 'realworld', 'resend'], 3))('%s: both answer every call alike', async (name) => {
    const { text, end } = documentFile(name);
    const { alone, printed } = await bothSay(text, end);
    expect(alone.length).toBeGreaterThan(20);
    expect(printed).toEqual(alone);
  });
});
