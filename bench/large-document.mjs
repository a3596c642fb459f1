// A made-up OpenAPI document of 13 MB with 1,200 operations: 240 resources with five operations each.
const RESOURCES = 240;
const FIELDS = 89;

const text = (i) =>
  `Field ${i} of this resource. It is described at some length, as the fields of large documents are: what it is for, who sets it, and when it changes.`;
const TYPES = [
  () => ({ type: 'string', maxLength: 200 }),
  () => ({ type: 'integer', minimum: 0 }),
  () => ({ type: 'boolean' }),
  (i) => ({ type: 'string', enum: [`first_${i}`, `second_${i}`, `third_${i}`] }),
  () => ({ type: 'array', items: { type: 'string' }, maxItems: 20 }),
  () => ({ type: 'object', properties: { amount: { type: 'integer' }, currency: { type: 'string' } } }),
  (_, resource) => ({ $ref: `#/components/schemas/Part${resource % 20}` }),
];
const field = (i, resource) => {
  const schema = TYPES[i % TYPES.length](i, resource);
  return schema.$ref ? schema : { ...schema, description: text(i) };
};
const fields = (resource) =>
  Object.fromEntries(Array.from({ length: FIELDS }, (_, i) => [`field_${i}`, field(i, resource)]));

const json = (schema) => ({ 'application/json': { schema } });
const reply = (description, schema) => ({ description, content: json(schema) });

function pathsOf(resource) {
  const ref = { $ref: `#/components/schemas/Resource${resource}` };
  const named = (verb) => `${verb}Resource${resource}`;
  const body = { required: true, content: json({ type: 'object', required: ['name'], properties: input(resource) }) };
  const failed = { default: { $ref: '#/components/responses/Failed' } };
  const id = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
  return {
    [`/v1/resources${resource}`]: {
      get: {
        operationId: named('list'),
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } }],
        responses: {
          200: reply('A page', { type: 'object', properties: { data: { type: 'array', items: ref } } }),
          ...failed,
        },
      },
      post: { operationId: named('create'), requestBody: body, responses: { 201: reply('Created', ref), ...failed } },
    },
    [`/v1/resources${resource}/{id}`]: {
      parameters: id,
      get: { operationId: named('read'), responses: { 200: reply('One', ref), ...failed } },
      patch: {
        operationId: named('update'),
        requestBody: { content: json({ type: 'object', properties: input(resource) }) },
        responses: { 200: reply('Changed', ref), ...failed },
      },
      delete: { operationId: named('delete'), responses: { 204: { description: 'Gone' }, ...failed } },
    },
  };
}

const input = (resource) => ({ name: { type: 'string', minLength: 1 }, ...fields(resource) });
const schemaOf = (resource) => ({
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string', readOnly: true }, ...input(resource) },
});
const part = {
  type: 'object',
  properties: { label: { type: 'string' }, next: { $ref: '#/components/schemas/Part0' } },
};

export function largeDocument() {
  const each = Array.from({ length: RESOURCES }, (_, i) => i);
  return {
    openapi: '3.0.3',
    info: { title: 'Large', version: '1' },
    servers: [{ url: 'https://api.large.example' }],
    paths: Object.assign({}, ...each.map(pathsOf)),
    components: {
      responses: {
        Failed: reply('Refused', {
          type: 'object',
          properties: { code: { type: 'string' }, message: { type: 'string' } },
        }),
      },
      schemas: {
        ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`Part${i}`, part])),
        ...Object.fromEntries(each.map((i) => [`Resource${i}`, schemaOf(i)])),
      },
    },
  };
}
