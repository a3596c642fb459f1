/** Refusals on demand: which entry of the dialect they use, and their details. */
import type { Reason } from '../../../src/grammar/reasons.js';
import type { Call } from '../../../src/engine/model/call.js';
import type { Contract, Operation } from '../../../src/engine/model/contract.js';
import type { Vendor } from '../../../src/engine/model/vendor.js';
import type { Behavior, OperationRule } from '../../../src/grammar/behavior.js';
import { possibleReasons, refusalFor, refusalOnDemand } from '../../../src/engine/refusals/on-demand.js';
import type { PossibleRefusal } from '../../../src/engine/refusals/possible.js';
import { Refusal, type Issue } from '../../../src/engine/model/refusal.js';

const evidence = { documented: 'the manual' };
const refusals = {
  taken: { is: 'conflict', status: 409, evidence },
  alsoTaken: { is: 'conflict', status: 422, evidence },
  locked: { is: 'protected', status: 423, evidence },
  invalid: { status: 400, evidence },
  badName: { is: 'invalid', status: 422, evidence },
  toString: { is: 'forbidden', status: 403, evidence },
} as const satisfies Behavior['dialect']['refusals'];

const operation = {
  id: 'doIt',
  method: 'PUT',
  path: '/gadgets/{gadget}/parts/{part}',
  parameters: ['part'],
  security: [],
} as unknown as Operation;
const call = { path: '/gadgets/7/parts/9' } as Call;
const rule: OperationRule = {
  verb: 'update',
  resource: 'part',
  merge: 'deep',
  atLeastOneOf: { fields: ['name', 'kind'], evidence },
  evidence,
};

function vendorThat(match: ReturnType<Contract['match']>): Vendor {
  const contract = {
    securitySchemes: ['key', 'oauth', 'other'].map((name) => ({ name })),
    tools: { example: () => ({ params: {} }) },
    validate: () => ({ issues: [] }),
    match: (method: string, path: string) => (method === 'PUT' && path === call.path ? match : undefined),
    canBeInvalid: () => false,
    queryParameters: () => [],
  } as unknown as Contract;
  const resources = {
    part: {
      id: { field: 'id', format: 'integer', evidence },
      notFound: 'noPart',
      fields: { kind: { immutable: { refuse: 'kindIsFixed' }, evidence } },
    },
  } as const;
  return {
    contract,
    behavior: {
      requests: { browserOrigin: { treat: 'refuse' } },
      operations: { doIt: rule },
      resources,
      dialect: { refusals },
    } as unknown as Behavior,
  } as Vendor;
}

const vendor = vendorThat({ operation, params: { gadget: '7', part: '9' } });
const issue = (field: string): Issue => ({ in: 'body', field, keyword: 'onDemand', params: {} });
const possible = (reason: Reason, about: PossibleRefusal['about'] = {}): PossibleRefusal => ({
  reason,
  variant: reason,
  about,
});

it('is available only for reasons that the operation can have', () => {
  expect(possibleReasons(vendor, operation)).toStrictEqual([
    'browserOrigin',
    'invalidId',
    'notFound',
    'foreign',
    'immutable',
    'nothingToChange',
  ]);
});

describe('a refusal on demand is rendered', () => {
  it.each<[string, Reason, string]>([
    ['as the operation words it', 'notFound', 'noPart'],
    ['as the field words it', 'immutable', 'kindIsFixed'],
    ['by its own name where the operation never comes to it', 'rateLimited', 'rateLimited'],
  ])('%s', (_, reason, variant) => {
    expect(refusalFor(vendor, operation, call, reason)).toMatchObject({ reason, variant });
  });
});

describe('a refusal on demand states', () => {
  it('the details of the operation', () => {
    expect(refusalFor(vendor, operation, call, 'immutable')).toStrictEqual(
      new Refusal(
        'immutable',
        { id: '9', resource: 'part', field: 'kind', issues: [issue('kind')], stored: 'one value', sent: 'another' },
        'kindIsFixed',
      ),
    );
    const fields = ['name', 'kind'];
    expect(refusalFor(vendor, operation, call, 'nothingToChange').details).toMatchObject({
      id: '9',
      fields,
      issues: [{ keyword: 'atLeastOneOf', params: { allowedValues: fields } }],
    });
  });

  it.each<[string, PossibleRefusal['about'], string]>([
    ['its field', { field: 'kind', fields: ['name'] }, 'kind'],
    ['the first of its fields', { fields: ['name', 'kind'] }, 'name'],
    ['the body, of no fields', { fields: [] }, 'body'],
    ['the body, of no field', {}, 'body'],
  ])('as its field: %s', (_, about, field) => {
    const { details } = refusalOnDemand(vendor, operation, call, possible('rateLimited', about));
    expect(details).toStrictEqual({ id: '9', ...about, field, issues: [issue(field)] });
  });

  it.each<[string, ReturnType<Contract['match']>]>([
    ['an unknown path', undefined],
    ['a malformed path', 'malformed'],
    ['a path of other methods', { allow: ['GET'] }],
    ['a path without parameters', { operation, params: {} }],
  ])('no id for %s', (_, match) => {
    const { details } = refusalOnDemand(vendorThat(match), operation, call, possible('rateLimited'));
    expect(details).toStrictEqual({ id: undefined, field: 'body', issues: [issue('body')] });
  });

  it.each<[Reason, Partial<Operation>, Refusal['details']]>([
    ['payloadTooLarge', {}, { message: 'body is larger than 1048576 bytes' }],
    ['malformedBody', {}, { message: expect.stringMatching(/JSON/) }],
    [
      'unsupportedMediaType',
      { mediaTypes: ['application/json', 'text/plain'] },
      { message: 'expected application/json or text/plain', field: 'content-type' },
    ],
    [
      'forbidden',
      { security: [{ oauth: ['read', 'write'], key: ['admin'] }, { other: ['all'] }] },
      { field: 'read write admin' },
    ],
    ['forbidden', { security: [] }, { field: '' }],
  ])('what %s needs', (reason, parts, expected) => {
    const { details } = refusalOnDemand(vendor, { ...operation, ...parts }, call, possible(reason));
    expect(details).toEqual({ id: '9', field: 'body', issues: [issue('body')], ...expected });
  });
});
