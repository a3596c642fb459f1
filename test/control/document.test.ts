import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiErrors } from '../../src/contract/openapi-schema.js';
import { controlContract, document } from '../../src/control/control-contract.js';
import { handlers } from '../../src/control/answer.js';
import { controlled } from '../support/control.js';
import { root } from '../support/double.js';

it('is an OpenAPI 3.1 document by the initiative’s own schema', () => {
  expect(openApiErrors(document)).toEqual([]);
});

it('has the schemas from which the types of the console were generated (npm run console:types)', () => {
  const { schemas } = document['components'] as { schemas: unknown };
  const hash = createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 16);
  const generated = readFileSync(join(root, 'src/console/api/document.ts'), 'utf8');
  expect(generated.split('\n')[0]).toContain(`Hash of the schemas: ${hash}`);
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
