/** Refusals that a tester asks for: which entry of the dialect words them, and what they tell. */
import type { Reason } from '../../../src/grammar/reasons.js';
import type { Call } from '../../../src/engine/model/call.js';
import type { Contract, Operation } from '../../../src/engine/model/contract.js';
import type { Vendor } from '../../../src/engine/model/vendor.js';
import type { Behavior, OperationRule } from '../../../src/grammar/behavior.js';
import { refusalFor, refusalOnDemand, wordable } from '../../../src/engine/refusals/on-demand.js';
import type { PossibleRefusal } from '../../../src/engine/refusals/possible.js';
import { Refusal, type Issue } from '../../../src/engine/refusals/refusal.js';

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
    match: (method: string, path: string) => (method === 'PUT' && path === call.path ? match : undefined),
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
    behavior: { operations: { doIt: rule }, resources, dialect: { refusals } } as unknown as Behavior,
  } as Vendor;
}

const vendor = vendorThat({ operation, params: { gadget: '7', part: '9' } });
const issue = (field: string): Issue => ({ in: 'body', field, keyword: 'onDemand', params: {} });
const asked = (reason: Reason, about: PossibleRefusal['about'] = {}): PossibleRefusal => ({
  reason,
  variant: reason,
  about,
});

it('can be worded for each reason that has an entry, or a variant, in the order of the reasons', () => {
  expect(wordable(vendor)).toStrictEqual(['forbidden', 'invalid', 'conflict', 'protected']);
});

describe('a refusal that is asked for is worded', () => {
  it.each<[string, Reason, string]>([
    ['as the operation words it', 'notFound', 'noPart'],
    ['by the entry of the reason', 'invalid', 'invalid'],
    ['by the first variant that is the reason', 'conflict', 'taken'],
    ['by a variant whose name every object has', 'forbidden', 'toString'],
    ['by its own name where the dialect has none', 'rateLimited', 'rateLimited'],
  ])('%s', (_, reason, variant) => {
    expect(refusalFor(vendor, operation, call, reason)).toMatchObject({ reason, variant });
  });
});

describe('a refusal that is asked for tells', () => {
  it('what the operation would tell', () => {
    expect(refusalFor(vendor, operation, call, 'immutable')).toStrictEqual(
      new Refusal('immutable', { id: '9', resource: 'part', field: 'kind', issues: [issue('kind')] }, 'kindIsFixed'),
    );
    expect(refusalFor(vendor, operation, call, 'nothingToChange')).toStrictEqual(
      new Refusal(
        'nothingToChange',
        { id: '9', fields: ['name', 'kind'], field: 'name', issues: [issue('name')] },
        'nothingToChange',
      ),
    );
  });

  it('the record and the body where the operation would never answer so', () => {
    expect(refusalFor(vendor, operation, call, 'conflict')).toStrictEqual(
      new Refusal('conflict', { id: '9', field: 'body', issues: [issue('body')] }, 'taken'),
    );
  });

  it.each<[string, PossibleRefusal['about'], string]>([
    ['its field', { field: 'kind', fields: ['name'] }, 'kind'],
    ['the first of its fields', { fields: ['name', 'kind'] }, 'name'],
    ['the body, of no fields', { fields: [] }, 'body'],
    ['the body, of no field', {}, 'body'],
  ])('as its field: %s', (_, about, field) => {
    const { details } = refusalOnDemand(vendor, operation, call, asked('conflict', about));
    expect(details).toStrictEqual({ id: '9', ...about, field, issues: [issue(field)] });
  });

  it.each<[string, ReturnType<Contract['match']>]>([
    ['an unknown path', undefined],
    ['a malformed path', 'malformed'],
    ['a path of other methods', { allow: ['GET'] }],
    ['a path without parameters', { operation, params: {} }],
  ])('no id for %s', (_, match) => {
    const { details } = refusalOnDemand(vendorThat(match), operation, call, asked('conflict'));
    expect(details).toStrictEqual({ id: undefined, field: 'body', issues: [issue('body')] });
  });

  it.each<[Reason, Partial<Operation>, Refusal['details']]>([
    ['payloadTooLarge', {}, { message: 'body is too large' }],
    ['malformedBody', {}, { message: 'body is not valid JSON' }],
    [
      'unsupportedMediaType',
      { mediaTypes: ['application/json', 'text/plain'] },
      { message: 'expected application/json or text/plain', field: 'content-type' },
    ],
    ['unsupportedMediaType', {}, { message: 'expected ', field: 'content-type' }],
    [
      'forbidden',
      { security: [{ oauth: ['read', 'write'], key: ['admin'] }, { other: ['all'] }] },
      { field: 'read write admin' },
    ],
    ['forbidden', { security: [] }, { field: '' }],
    ['invalid', {}, {}],
  ])('what %s needs', (reason, parts, expected) => {
    const { details } = refusalOnDemand(vendor, { ...operation, ...parts }, call, asked(reason));
    expect(details).toStrictEqual({ id: '9', field: 'body', issues: [issue('body')], ...expected });
  });
});
