/** `explain` of a document without a behavior describes every inferred rule. */
import { join } from 'node:path';
import { describeOperation, describeVerb } from '../../src/describe/operation.js';
import { rulesIn } from '../../src/describe/rules.js';
import { describeVendor } from '../../src/describe/vendor.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { statedRules } from '../../src/grammar/evidence.js';
import type { Specs } from '../../src/loading/vendor-places.js';
import { loadVendors } from '../../src/loading/vendors.js';
import { root } from '../support/double.js';

const orders = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': {
      post: {
        operationId: 'createOrder',
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', additionalProperties: false, properties: { note: { type: 'string' } } },
            },
          },
        },
        responses: {
          '201': {
            description: 'Created',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
        },
      },
    },
    '/orders/{id}': {
      get: {
        operationId: 'getOrder',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          '200': {
            description: 'One',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
        },
      },
      delete: {
        operationId: 'deleteOrder',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { '204': { description: 'Deleted' } },
      },
    },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        required: ['id', 'note'],
        properties: {
          id: { type: 'string' },
          note: { type: 'string' },
          created_at: { type: 'string', format: 'date-time' },
        },
      },
    },
  },
};

const load = async (specs: Specs): Promise<Vendor> => {
  const [vendor] = await loadVendors({ specs });
  if (vendor === undefined) throw new Error('the document has no vendor');
  return vendor;
};

const requestsOf = (vendor: Vendor, id: string): Record<string, string> => {
  const rule = vendor.rules.get(id);
  if (rule === undefined) throw new Error(`no operation ${id}`);
  return Object.fromEntries(describeOperation(vendor, rule).requests.map(({ about, says }) => [about, says]));
};

it.each([
  ['the pet store', join(root, 'docs/petstore.yaml')],
  ['orders with Idempotency-Key', orders],
])('describes every inferred rule of %s', async (_, specs) => {
  const vendor = await load(specs);
  const whole = describeVendor(vendor);
  const described = new Set(
    [
      ...[...vendor.rules.values()].flatMap((rule) => rulesIn(describeOperation(vendor, rule))),
      ...whole.requests,
      ...whole.records,
      ...whole.refusals,
      ...whole.messages,
      ...whole.envelope,
    ].map(({ rule }) => rule),
  );
  const rules = statedRules(vendor.behavior).map(({ id }) => id);
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.filter((id) => !described.has(id))).toEqual([]);
});

it('says of each operation what happens to unknown body fields and repeated keys', async () => {
  const closed = requestsOf(await load(orders), 'createOrder');
  expect(closed['unknown body fields']).toBe('refused: the schema is closed');
  expect(closed['Idempotency-Key']).toMatch(/first reply/);
  const petstore = await load(join(root, 'docs/petstore.yaml'));
  const open = requestsOf(petstore, 'addPet');
  expect(open['unknown body fields']).toBe('ignored');
  expect(open['Idempotency-Key']).toMatch(/first reply/);
  expect(requestsOf(petstore, 'listPets')).not.toHaveProperty('Idempotency-Key');
});

it('says whether a reply has a body, with or without an example', async () => {
  const vendor = await load(orders);
  const replies = (id: string): unknown[] => {
    const rule = vendor.rules.get(id);
    return rule ? describeOperation(vendor, rule).replies : [];
  };
  expect(replies('getOrder')).toEqual([{ status: 200, type: 'application/json', body: undefined }]);
  expect(replies('deleteOrder')).toEqual([{ status: 204, type: undefined, body: undefined }]);
});

it('says what null does in a merge patch', async () => {
  const patch = (type: string) => ({
    operationId: 'patchOrder',
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    requestBody: { content: { [type]: { schema: { $ref: '#/components/schemas/Order' } } } },
    responses: orders.paths['/orders/{id}'].get.responses,
  });
  const does = async (type: string): Promise<string | undefined> => {
    const item = { ...orders.paths['/orders/{id}'], patch: patch(type) };
    const vendor = await load({ ...orders, paths: { ...orders.paths, '/orders/{id}': item } });
    const rule = vendor.rules.get('patchOrder');
    return rule && describeVerb(rule).says;
  };
  expect(await does('application/merge-patch+json')).toContain('null removes a field that is not nullable');
  expect(await does('application/json')).not.toContain('removes');
});

it('names the reply of an operation whose document declares only errors', async () => {
  const document = {
    ...orders,
    paths: {
      ...orders.paths,
      '/orders/{id}': {
        ...orders.paths['/orders/{id}'],
        delete: { ...orders.paths['/orders/{id}'].delete, responses: { '404': { description: 'There is none' } } },
      },
    },
  };
  const vendor = await load(document);
  const rule = vendor.rules.get('deleteOrder');
  expect(rule && describeOperation(vendor, rule).replies).toEqual([{ status: 204, type: undefined, body: undefined }]);
});
