/** Small valid vendors. Each feature of the grammar that can refuse something is on or off. */
import type { Json } from '../../src/grammar/json.js';
import type { Seed, Vendor } from '../../src/engine/model/vendor.js';
import { behavior as grammar } from '../../src/grammar/behavior.js';
import { buildVendor } from '../../src/loading/build.js';
import fc from 'fast-check';

export interface Features {
  id: 'uuid' | 'integer' | 'given';
  /** putByPath: an upsert of the record that the path names. */
  change: 'update' | 'replace' | 'upsert' | 'putByPath';
  unknownBodyFields: 'refuse' | 'ignore';
  browserOrigin: 'refuse' | 'accept';
  /** optional: a call without a credential is anonymous. */
  secured: boolean | 'optional';
  /** Whether there are documented rate limits. */
  limited: boolean;
  parent: boolean;
  /** kind: by a field that a change may not declare, or that is immutable. */
  unique: boolean | 'kind';
  reference: boolean;
  guarded: boolean;
  atLeastOneOf: boolean;
  kind: 'free' | 'immutable' | 'evenEqual' | 'whenLocked';
  accounts: 'one' | 'perCredential';
  malformed: 'invalidId' | 'notFound';
  /** How an upsert changes an existing record. */
  existing: 'update' | 'replace';
  /** Whether the list takes a query parameter with an enum. */
  filtered: boolean;
  /** Whether records that are not locked must have a note, or no hue. */
  required: false | 'always' | 'create' | 'change';
  /** Whether the body of a change declares `kind`. */
  declared: boolean;
}

export const features: fc.Arbitrary<Features> = fc.record({
  id: fc.constantFrom('uuid', 'integer', 'given'),
  change: fc.constantFrom('update', 'replace', 'upsert', 'putByPath'),
  unknownBodyFields: fc.constantFrom('refuse', 'ignore'),
  browserOrigin: fc.constantFrom('refuse', 'accept'),
  secured: fc.constantFrom<Features['secured']>(false, true, 'optional'),
  limited: fc.boolean(),
  parent: fc.boolean(),
  unique: fc.constantFrom<Features['unique']>(false, true, 'kind'),
  reference: fc.boolean(),
  guarded: fc.boolean(),
  atLeastOneOf: fc.boolean(),
  kind: fc.constantFrom('free', 'immutable', 'evenEqual', 'whenLocked'),
  declared: fc.boolean(),
  accounts: fc.constantFrom('perCredential', 'one'),
  malformed: fc.constantFrom('invalidId', 'notFound'),
  existing: fc.constantFrom('update', 'replace'),
  filtered: fc.boolean(),
  required: fc.constantFrom<Features['required']>(false, 'always', 'create', 'change'),
});

const evidence = { assumed: 'generated' };
const IDS = {
  uuid: [1, 2, 3, 4, 5].map((n) => `11111111-1111-4111-8111-11111111111${n}`),
  integer: [11, 12, 13, 14, 15],
  given: ['one', 'two', 'three', 'four', 'five'],
};

export const smallVendor = (has: Features): Vendor =>
  buildVendor(
    {
      name: 'small',
      document: JSON.parse(JSON.stringify(documentOf(has))) as Json,
      behavior: grammar.parse(behaviorOf(has)),
      seed: seedOf(has),
    },
    {},
  );

function behaviorOf(has: Features): Json {
  const on = { resource: 'thing', evidence };
  const protect = has.guarded ? { protect: { when: { locked: true }, evidence } } : {};
  return {
    stuntdouble: 1,
    accounts: { treat: has.accounts, evidence },
    ...(has.limited && { limits: [{ requests: 1, seconds: 60, evidence }] }),
    requests: {
      unknownBodyFields: { treat: has.unknownBodyFields, evidence },
      unknownQueryParameters: { treat: 'ignore', evidence },
      trailingSlash: { treat: 'exact', evidence },
      browserOrigin: { treat: has.browserOrigin, evidence },
    },
    resources: {
      box: { id: { field: 'id', format: 'given', evidence }, fields: { id: { hidden: true, evidence } } },
      label: { id: { field: 'id', format: 'given', evidence }, fields: { id: { hidden: true, evidence } } },
      thing: {
        schema: 'Thing',
        id: { field: 'id', format: has.id, malformed: has.malformed, evidence },
        ...(has.parent && { parent: { resource: 'box', field: 'box', parameter: 'box', evidence } }),
        ...(has.unique && { unique: [{ fields: has.unique === 'kind' ? ['kind'] : ['name'], evidence }] }),
        ...(has.required && { requires: [requirementOf(has)] }),
        fields: {
          box: { hidden: true, evidence },
          ...(has.reference && { label: { references: { resource: 'label' }, evidence } }),
          ...(has.kind !== 'free' && { kind: { immutable: immutableOf(has), evidence } }),
        },
      },
    },
    operations: {
      list: {
        verb: 'list',
        ...on,
        ...(has.filtered && { filters: { kind: { field: 'kind', match: 'equals', evidence } } }),
      },
      show: { verb: 'read', ...on },
      remove: { verb: 'delete', ...on, ...protect },
      report: { verb: 'decline', reason: 'it changes nothing', evidence },
      ...(isUpsert(has)
        ? {
            put: {
              verb: 'upsert',
              ...(has.change === 'upsert' && { by: 'id' }),
              existing: has.existing,
              ...on,
              ...protect,
            },
          }
        : {
            make: { verb: 'create', ...on },
            change:
              has.change === 'replace'
                ? { verb: 'replace', ...on, ...protect }
                : {
                    verb: 'update',
                    ...on,
                    ...protect,
                    ...(has.atLeastOneOf && { atLeastOneOf: { fields: ['name'], evidence } }),
                  },
          }),
    },
    dialect: { messages: { default: { text: '$field: $keyword', evidence } }, refusals: refusals() },
  };
}

const requirementOf = ({ required }: Features): Json => ({
  when: { locked: [false] },
  anyOf: { note: 'present', hue: ['red', null] },
  ...(required !== 'always' && { on: required }),
  evidence,
});

const immutableOf = ({ kind }: Features): Json => ({
  ...(kind === 'evenEqual' && { evenEqual: true }),
  ...(kind === 'whenLocked' && { when: { locked: true } }),
});

function refusals(): Json {
  const statuses: Record<string, number> = {
    ...{ noSuchRoute: 404, methodNotAllowed: 405, malformedUrl: 400, browserOrigin: 403, unauthenticated: 401 },
    ...{ credentialRejected: 401, forbidden: 403, rateLimited: 429, payloadTooLarge: 413, unsupportedMediaType: 415 },
    ...{ malformedBody: 400, invalidId: 400, invalid: 422, nothingToChange: 422, notFound: 404, foreign: 403 },
    ...{ immutable: 409, conflict: 409, protected: 423, unknownReference: 422, incomplete: 422 },
  };
  return Object.fromEntries(
    Object.entries(statuses).map(([name, status]) => [name, { status, body: { error: `${name} $message` }, evidence }]),
  );
}

function documentOf(has: Features): Json {
  const ofList = has.filtered
    ? [{ name: 'kind', in: 'query', schema: { type: 'string', enum: ['plain', 'other'] } }]
    : [];
  const base = has.parent ? '/boxes/{box}/things' : '/things';
  const box = { name: 'box', in: 'path', required: true, schema: { type: 'string' }, example: 'b1' };
  const thing = {
    name: 'thing',
    in: 'path',
    required: true,
    schema: { type: has.id === 'integer' ? 'integer' : 'string' },
    example: IDS[has.id][0],
  };
  const outer = has.parent ? [box] : [];
  const reply = (schema: Json): Json => ({ description: 'fine', content: { 'application/json': { schema } } });
  const answers = (status: string, schema: Json): Json => ({
    [status]: reply(schema),
    default: reply({ type: 'object' }),
  });
  const one = { $ref: '#/components/schemas/Thing' };
  const body = (change: boolean): Json => ({
    required: true,
    content: { 'application/json': { schema: bodyOf(has, change), example: exampleOf(has, change) } },
  });
  const upsert = {
    put: {
      operationId: 'put',
      ...(has.change === 'upsert' && { parameters: outer }),
      requestBody: body(true),
      responses: { ...answers('200', one), '201': reply(one) },
    },
  };
  const make = {
    post: { operationId: 'make', parameters: outer, requestBody: body(false), responses: answers('201', one) },
  };
  const change = {
    [has.change === 'replace' ? 'put' : 'patch']: {
      operationId: 'change',
      requestBody: body(true),
      responses: answers('200', one),
    },
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Small', version: '1' },
    ...(has.secured && { security: [{ key: [] }, ...(has.secured === 'optional' ? [{}] : [])] }),
    paths: {
      [base]: {
        get: {
          operationId: 'list',
          parameters: [...outer, ...ofList],
          responses: answers('200', { type: 'array', items: one }),
        },
        ...(has.change === 'upsert' ? upsert : isUpsert(has) ? {} : make),
      },
      [`${base}/{thing}/report`]: {
        get: { operationId: 'report', parameters: [...outer, thing], responses: answers('200', one) },
      },
      [`${base}/{thing}`]: {
        parameters: [...outer, thing],
        get: { operationId: 'show', responses: answers('200', one) },
        delete: {
          operationId: 'remove',
          responses: { 204: { description: 'gone' }, default: reply({ type: 'object' }) },
        },
        ...(has.change === 'putByPath' ? upsert : has.change !== 'upsert' && change),
      },
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Thing: { type: 'object', required: ['id', 'name'], properties: propertiesOf(has) } },
    },
  };
}

const isUpsert = ({ change }: Features): boolean => change === 'upsert' || change === 'putByPath';

const propertiesOf = (has: Features): Json => ({
  ...(has.required && { note: { type: ['string', 'null'] }, hue: { type: 'string' } }),
  id: { type: has.id === 'integer' ? 'integer' : 'string' },
  name: { type: 'string', minLength: 1 },
  kind: { type: 'string' },
  label: { type: 'string' },
  locked: { type: 'boolean' },
});

function bodyOf(has: Features, isChange: boolean): Json {
  const { id, kind, ...others } = propertiesOf(has);
  const isGiven = has.change === 'upsert' || (!isChange && has.id === 'given');
  return {
    type: 'object',
    required: [...(isGiven ? ['id'] : []), ...(isChange && has.change === 'update' ? [] : ['name'])],
    properties: { ...others, ...(isGiven && { id }), ...((has.declared || !isChange) && { kind }) },
    ...(has.unknownBodyFields === 'refuse' && { additionalProperties: false }),
  };
}

const exampleOf = (has: Features, isChange: boolean): Json => ({
  ...((has.change === 'upsert' || (!isChange && has.id === 'given')) && {
    id: has.id === 'integer' ? 77 : has.id === 'uuid' ? IDS.uuid[3] : 'new',
  }),
  name: 'fresh',
  ...(has.reference && { label: 'l1' }),
});

function seedOf(has: Features): Seed {
  const things = (ids: readonly unknown[], box: string): Json[] =>
    ids.map((id, at) => ({
      id,
      name: `name ${String(id)}`,
      kind: has.unique === 'kind' ? `plain ${String(id)}` : 'plain',
      locked: at === 1,
      ...(has.parent && { box }),
    }));
  const [first, second, third, , fifth] = IDS[has.id];
  return {
    records: {
      box: [{ id: 'b1' }, { id: 'b3' }],
      label: [{ id: 'l1' }],
      thing: [...things([first, second], 'b1'), ...(has.parent ? things([fifth], 'b3') : [])],
    },
    credentials: [
      { name: 'other', token: 'other-key', records: { box: [{ id: 'b2' }], label: [], thing: things([third], 'b2') } },
    ],
  };
}
