/** Equal schemas share one validator, so that a document of thousands of similar operations is checked in seconds. */
import { jest } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApiContract } from '../../src/contract/openapi.js';
import { Preparation } from '../../src/contract/prepare.js';

const OPERATIONS = 200;
const item = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 2 } };
const content = { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } };

const document = {
  openapi: '3.1.0',
  info: { title: 'Items', version: '1' },
  components: { schemas: { Item: item } },
  paths: Object.fromEntries(
    Array.from({ length: OPERATIONS }, (_, at) => [
      `/kind${at}/{id}`,
      {
        put: {
          operationId: `put${at}`,
          parameters: [id],
          requestBody: { content },
          responses: { 200: { description: 'stored', content } },
        },
      },
    ]),
  ),
};

it('compiles equal schemas of many operations once', () => {
  const compile = jest.spyOn(Ajv2020.prototype, 'compile');
  const contract = openApiContract(document);
  const results = contract.operations.map((operation) => ({
    sound: contract.validate(operation, { id: 'ab' }, '', { id: 'x' }).issues,
    wrong: contract
      .validate(operation, { id: 'a' }, '', { id: 1 })
      .issues.map(({ in: place, keyword }) => [place, keyword]),
    reply: contract.check(operation, 200, {}).map(({ problem }) => problem),
  }));
  expect(results).toHaveLength(OPERATIONS);
  for (const { sound, wrong, reply } of results) {
    expect(sound).toEqual([]);
    expect(wrong).toEqual([
      ['path', 'minLength'],
      ['body', 'type'],
    ]);
    expect(reply).toEqual([expect.stringContaining('required')]);
  }
  expect(compile.mock.calls.length).toBeLessThan(20);
});

it('prepares equal parameters of many operations once', () => {
  const prepare = jest.spyOn(Preparation.prototype, 'prepare');
  const contract = openApiContract(document);
  for (const operation of contract.operations) contract.validate(operation, { id: 'ab' }, '', { id: 'x' });
  const ofParameters = prepare.mock.calls.filter(([schema]) => JSON.stringify(schema).includes('minLength'));
  expect(ofParameters).toHaveLength(1);
});

it('keeps parameters apart that refer to different schemas', () => {
  const at = (name: string): object => ({
    get: {
      operationId: name,
      parameters: [{ ...id, schema: { $ref: `#/components/schemas/${name}` } }],
      responses: { 200: { description: 'found' } },
    },
  });
  const schemas = { short: { type: 'string', maxLength: 2 }, long: { type: 'string', minLength: 3 } };
  const paths = { '/short/{id}': at('short'), '/long/{id}': at('long') };
  const contract = openApiContract({ ...document, components: { schemas }, paths });
  const issues = contract.operations.map(
    (operation) => contract.validate(operation, { id: 'abc' }, '', undefined).issues,
  );
  expect(issues.map((list) => list.length)).toEqual([1, 0]);
});
