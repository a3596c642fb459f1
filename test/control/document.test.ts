import { openApiErrors } from '../../src/contract/openapi-schema.js';
import { controlContract, document } from '../../src/control/control-contract.js';
import { handlers } from '../../src/control/answer.js';
import { controlled } from '../support/control.js';

it('is an OpenAPI 3.1 document by the initiative’s own schema', () => {
  expect(openApiErrors(document)).toEqual([]);
});

it('has an operation for each handler, and a handler for each operation', () => {
  const ids = controlContract().operations.map((operation) => operation.id);
  expect(ids.sort()).toEqual(Object.keys(handlers).sort());
});

it('declares errors as problem+json in every operation', () => {
  const contract = controlContract();
  for (const operation of contract.operations)
    for (const status of [400, 403, 415, 500])
      expect([operation.id, contract.declares(operation, status)]).toEqual([operation.id, true]);
});

it('is served, and is used for validation', async () => {
  const { call } = await controlled({ vendors: ['arize'] });
  const reply = await call('GET', '/openapi.json');
  expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/json']);
  expect(reply.body).toEqual(document);
});
