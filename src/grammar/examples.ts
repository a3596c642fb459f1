/** Examples for keys that are missing, for error messages. Keys without an entry get a placeholder. */
const examples: Readonly<Record<string, string>> = {
  stuntdouble: 'stuntdouble: 1',
  evidence: "evidence: { assumed: 'why' }",
  requests: 'requests: { unknownBodyFields: { treat: ignore, evidence: … }, … }',
  treat: 'treat: ignore',
  resources: 'resources: { gadget: { schema: Gadget, id: { field: id, format: integer, evidence: … } } }',
  operations: 'operations: { getGadget: { verb: read, resource: gadget, evidence: … } }',
  verb: 'verb: read',
  resource: 'resource: gadget',
  dialect: 'dialect: { messages: …, refusals: … }',
  messages: 'messages: { default: { text: $field is invalid, evidence: … } }',
  refusals: 'refusals: { notFound: { status: 404, body: { message: not found }, evidence: … } }',
  schema: 'schema: Gadget',
  id: 'id: { field: id, format: uuid, evidence: … }',
  field: 'field: id',
  fields: 'fields: [name]',
  format: 'format: uuid',
  records: 'records: { gadget: [{ id: 7, name: Clock }] }',
  token: 'token: demo',
  text: 'text: $field is invalid',
  unknownBodyFields: 'unknownBodyFields: { treat: ignore, evidence: … }',
  unknownQueryParameters: 'unknownQueryParameters: { treat: ignore, evidence: … }',
  trailingSlash: 'trailingSlash: { treat: either, evidence: … }',
  browserOrigin: 'browserOrigin: { treat: accept, evidence: … }',
};

export const hasExample = (key: string): boolean => Object.hasOwn(examples, key);

export const exampleOfKey = (key: string): string => (hasExample(key) ? examples[key] : undefined) ?? `${key}: …`;
