/** An inferred behavior is rehearsed in memory; what fails is answered by example, with the reason. */
import { startDouble } from '../../src/index.js';
import type { Behavior } from '../../src/grammar/behavior.js';
import type { Json } from '../../src/grammar/json.js';
import { infer } from '../../src/infer/infer.js';
import { buildVendor } from '../../src/loading/build.js';
import { documentFrom } from '../../src/loading/document-file.js';
import { inspectInferred } from '../../src/suite/inferred/inspect-inferred.js';
import { inProcess } from '../../src/suite/in-process.js';
import { applyRehearsal, withExamples } from '../../src/suite/inferred/apply-rehearsal.js';
import { describeDocuments, documentNamed } from '../support/documents.js';

const json = (schema: Json, example?: Json): Json => ({
  content: { 'application/json': { schema, ...(example && { example }) } },
});
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const crud = (path: string, name: string): Json => ({
  [path]: {
    post: {
      operationId: `make_${name}`,
      requestBody: json({ type: 'object', properties: { kind: { type: 'string' } } }, { kind: 'dog' }),
      responses: { 201: { description: '', ...json(ref(name)) } },
    },
  },
  [`${path}/{${name}Id}`]: {
    parameters: [{ name: `${name}Id`, in: 'path', required: true, schema: { type: 'string' } }],
    get: { operationId: `get_${name}`, responses: { 200: { description: '', ...json(ref(name)) } } },
    delete: { operationId: `drop_${name}`, responses: { 204: { description: '' } } },
  },
});
const thing = {
  type: 'object',
  required: ['id', 'kind'],
  properties: { id: { type: 'string' }, kind: { type: 'integer' } },
};
const zoo: Json = {
  openapi: '3.1.0',
  info: { title: 'Zoo', version: '1' },
  paths: {
    ...crud('/pets', 'pet'),
    ...Object.fromEntries(
      Object.entries(crud('/pets/{petId}/toys', 'toy')).map(([path, item]) => [
        path,
        {
          ...(item as Json),
          parameters: [
            { name: 'petId', in: 'path', required: true, schema: { type: 'string' } },
            ...(((item as Json)['parameters'] as Json[] | undefined) ?? []),
          ],
        },
      ]),
    ),
  },
  components: {
    schemas: { pet: thing, toy: { ...thing, properties: { id: { type: 'string' }, kind: { type: 'string' } } } },
  },
};
const { document } = documentFrom(zoo);
const vendorOf = (behavior: Behavior) =>
  buildVendor({ name: 'zoo', document, behavior, seed: { records: {}, credentials: [] } }, {});

/** Without the rules that make a text fit the integer of the reply. */
function broken(): Behavior {
  const behavior = infer(document);
  const { pet } = behavior.resources;
  if (pet === undefined) throw new Error('there is no pet');
  delete pet.repair;
  delete pet.fields;
  return behavior;
}

it('finds nothing in a valid document', async () => {
  const vendor = vendorOf(infer(document));
  expect(await applyRehearsal(vendor)).toEqual({ vendor, failures: [] });
});

it('answers failed operations and those that depend on them by example, with the reason', async () => {
  const { vendor, failures } = await applyRehearsal(vendorOf(broken()));
  expect(failures).toEqual([{ operation: 'make_pet', problem: 'its reply is not valid: kind type: must be integer' }]);
  const { operations } = vendor.behavior;
  expect(operations['make_pet']).toMatchObject({
    verb: 'example',
    evidence: { inferred: 'it failed in rehearsal: its reply is not valid: kind type: must be integer' },
  });
  expect(operations['get_pet']?.evidence).toMatchObject({
    inferred: expect.stringContaining('no operation creates a pet'),
  });
  expect(operations['get_toy']?.evidence).toMatchObject({
    inferred: expect.stringContaining('the pet that it belongs'),
  });
  expect(Object.keys(vendor.behavior.resources)).toEqual([]);
  const violated: unknown[] = [];
  const { exchange } = inProcess(vendor, {
    now: () => 0,
    failed: (error) => violated.push(error),
    violated: (what) => violated.push(what),
  });
  const reply = await exchange({
    method: 'POST',
    target: '/zoo/pets',
    headers: { host: 'x', 'content-type': 'application/json' },
    body: () => new TextEncoder().encode('{"kind":"dog"}'),
  });
  expect([reply.status, violated]).toEqual([201, []]);
});

it('keeps rules that a person wrote', () => {
  const behavior = broken();
  const rule = behavior.operations['make_pet'];
  if (rule === undefined) throw new Error('there is no rule');
  const written: Behavior = {
    ...behavior,
    operations: { ...behavior.operations, make_pet: { ...rule, evidence: { assumed: 'a test' } } },
  };
  expect(withExamples(written, [{ operation: 'make_pet', problem: 'x' }])).toBe(written);
});

it('names each schema that cannot be used, with its operation', async () => {
  const odd = structuredClone(zoo) as { components: { schemas: Json } } & Json;
  odd.components.schemas['toy'] = {
    ...thing,
    properties: { id: { type: 'string' }, kind: { type: 'string' } },
    dependentRequired: [],
  };
  const file = documentFrom(odd);
  const behavior = infer(file.document);
  const vendor = buildVendor(
    { name: 'zoo', document: file.document, behavior, seed: { records: {}, credentials: [] } },
    {},
  );
  const { findings } = await inspectInferred(vendor);
  expect(findings.map(({ operation, text }) => `${operation?.id} ${text}`)).toEqual([
    expect.stringMatching(/^make_toy a schema of make_toy cannot be used, so any value is valid there: /),
  ]);
});

it('is done at the start on request', async () => {
  const double = await startDouble({ specs: { zoo }, rehearse: true, listen: false });
  expect(double.understood('zoo')[0]).toBe('Zoo: 2 stateful resources (pet, toy)');
  await double.close();
});

describeDocuments('a document that everybody knows', () => {
  it.each(['petstore', 'realworld', 'resend'])('%s passes its rehearsal', async (name) => {
    const found = documentNamed(name);
    const vendor = buildVendor(
      { name, document: found, behavior: infer(found), seed: { records: {}, credentials: [] } },
      {},
    );
    expect((await applyRehearsal(vendor)).failures).toEqual([]);
  });
});
