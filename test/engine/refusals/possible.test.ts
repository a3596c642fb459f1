/** Which refusals an operation can answer with, by its contract and its rule. */
import type { Contract, Operation } from '../../../src/engine/model/contract.js';
import type { Behavior, OperationRule, ResourceRule } from '../../../src/grammar/behavior.js';
import {
  REASONS_WITHOUT_OPERATION,
  possibleRefusals,
  type PossibleRefusal,
} from '../../../src/engine/refusals/possible.js';

const evidence = { documented: 'the manual' };
const id = { field: 'id', format: 'integer', evidence } as const;

interface Case {
  operation?: Partial<Operation>;
  query?: string[];
  resources?: Record<string, ResourceRule>;
  refusals?: Behavior['dialect']['refusals'];
  /** The contract takes whatever stands in a path parameter. */
  anyParams?: boolean;
}

const gadget: ResourceRule = { id, fields: { name: { default: '', evidence } } };
/** Everything that a record can be refused for. */
const strict: ResourceRule = {
  id,
  notFound: 'noGadget',
  foreign: 'notYours',
  fields: {
    name: { default: '', evidence },
    kind: { immutable: {}, evidence },
    type: { immutable: { refuse: 'typeIsFixed' }, evidence },
    maker: { references: { resource: 'maker' }, evidence },
    owner: { references: { resource: 'user', refuse: 'noOwner' }, evidence },
  },
  unique: [
    { fields: ['name'], evidence },
    { fields: ['slug', 'kind'], refuse: 'slugTaken', evidence },
  ],
};

function raised(
  rule: OperationRule | undefined,
  { operation, query = [], resources, refusals = {}, anyParams = false }: Case = {},
) {
  const asked = { id: 'doIt', parameters: [], security: [], ...operation } as unknown as Operation;
  const contract = {
    securitySchemes: [{ name: 'key' }, { name: 'other' }],
    canBeInvalid: (item: Operation) => item === asked && (item.mediaTypes !== undefined || query.length > 0),
    queryParameters: (item: Operation) => (item === asked ? query : ['another operation']),
    tools: { example: () => ({ params: {} }), hasBodyField: () => true },
    decodeBody: (_: Operation, type: string) =>
      type.startsWith('image/') ? { value: 'bytes' } : { problem: 'broken' },
    validate: (_: Operation, params: Record<string, string>) => ({
      issues: anyParams ? [] : Object.keys(params).map((field) => ({ in: 'path', field })),
    }),
  } as unknown as Contract;
  const behavior = {
    requests: {},
    operations: { ...(rule && { doIt: rule }) },
    resources: resources ?? { gadget },
    dialect: { refusals },
  } as unknown as Behavior;
  return possibleRefusals(contract, behavior, asked);
}

const one = (
  reason: PossibleRefusal['reason'],
  variant: string = reason,
  about: PossibleRefusal['about'] = {},
): PossibleRefusal => ({
  reason,
  variant,
  about,
});

/** The path names one record. */
const located = { parameters: ['id'] };
const onStrict: Case = { operation: located, resources: { gadget: strict } };
const found = [
  one('invalidId'),
  one('notFound', 'noGadget', { resource: 'gadget' }),
  one('foreign', 'notYours', { resource: 'gadget' }),
];
const fixed = [
  one('immutable', 'immutable', { resource: 'gadget', field: 'kind' }),
  one('immutable', 'typeIsFixed', { resource: 'gadget', field: 'type' }),
];
const referring = [
  one('unknownReference', 'unknownReference', { resource: 'maker', field: 'maker' }),
  one('unknownReference', 'noOwner', { resource: 'user', field: 'owner' }),
];
const nameTaken = one('conflict', 'conflict', { resource: 'gadget', fields: ['name'] });
const slugTaken = one('conflict', 'slugTaken', { resource: 'gadget', fields: ['slug', 'kind'] });
const guarded = one('protected', 'inUse');
const protect = { when: { busy: true }, refuse: 'inUse', evidence };

it('has three refusals for any path', () => {
  expect(REASONS_WITHOUT_OPERATION).toEqual(['noSuchRoute', 'methodNotAllowed', 'malformedUrl']);
});

describe('whatever a call can break, an operation', () => {
  const everything: Case = {
    ...onStrict,
    operation: { ...located, security: [{ key: [] }], mediaTypes: ['application/json'] },
    query: ['q'],
  };

  it('without a rule refuses nothing', () => {
    expect(raised(undefined, everything)).toStrictEqual([]);
  });

  it('that is declined refuses the credential and the rate of calls only', () => {
    const declined: OperationRule = { verb: 'decline', reason: 'not needed', evidence };
    const reasons = ['unauthenticated', 'credentialRejected', 'forbidden', 'rateLimited'] as const;
    expect(raised(declined, everything)).toStrictEqual(reasons.map((item) => one(item)));
  });
});

describe('an operation can refuse violations of the contract', () => {
  const rule: OperationRule = { verb: 'quirk', quirk: 'own', evidence };
  const credential = (['unauthenticated', 'credentialRejected', 'forbidden', 'rateLimited'] as const).map((item) =>
    one(item),
  );
  const body = (['payloadTooLarge', 'unsupportedMediaType', 'malformedBody'] as const).map((item) => one(item));

  it.each<[string, Case, PossibleRefusal[]]>([
    ['nothing', {}, []],
    ['a credential', { operation: { security: [{ key: [] }] } }, credential],
    ['a parameter of the path', { operation: located }, [one('invalidId')]],
    ['a body', { operation: { mediaTypes: ['application/json'] } }, [...body, one('invalid')]],
    ['a body of bytes', { operation: { mediaTypes: ['image/png'] } }, [...body.slice(0, 2), one('invalid')]],
    ['a query', { query: ['q'] }, [one('invalid')]],
    [
      'all of them, in the order of the checks',
      {
        operation: { parameters: ['a', 'b'], security: [{ key: [] }, { other: [] }], mediaTypes: ['text/plain'] },
        query: ['q', 'r'],
      },
      [...credential, one('invalidId'), ...body, one('invalid')],
    ],
  ])('%s', (_, asked, expected) => {
    expect(raised(rule, asked)).toStrictEqual(expected);
  });
});

describe('an operation can refuse by its verb, in order', () => {
  const on = { resource: 'gadget', evidence };
  it.each<[string, OperationRule, PossibleRefusal[]]>([
    ['a read', { verb: 'read', ...on }, found],
    ['a list, which looks up no record', { verb: 'list', ...on }, [one('invalidId')]],
    ['a delete', { verb: 'delete', ...on }, found],
    ['a guarded delete', { verb: 'delete', ...on, protect }, [...found, guarded]],
    [
      'a create, which looks up no record',
      { verb: 'create', ...on },
      [one('invalidId'), ...referring, nameTaken, slugTaken],
    ],
    ['an update', { verb: 'update', ...on, merge: 'deep' }, [...found, ...fixed, ...referring, nameTaken, slugTaken]],
    [
      'an update that must change something, guarded',
      { verb: 'update', ...on, merge: 'deep', protect, atLeastOneOf: { fields: ['name', 'kind'], evidence } },
      [
        ...found,
        guarded,
        ...fixed,
        one('nothingToChange', 'nothingToChange', { fields: ['name', 'kind'] }),
        ...referring,
        nameTaken,
        slugTaken,
      ],
    ],
    ['a replace', { verb: 'replace', ...on }, [...found, ...fixed, ...referring, nameTaken, slugTaken]],
    [
      'a guarded replace',
      { verb: 'replace', ...on, protect },
      [...found, guarded, ...fixed, ...referring, nameTaken, slugTaken],
    ],
    [
      'a guarded upsert, but not for the name by which it finds its record',
      { verb: 'upsert', ...on, by: 'name', merge: 'deep', protect },
      [...found, guarded, ...fixed, ...referring, slugTaken],
    ],
    [
      'an upsert by another field',
      { verb: 'upsert', ...on, by: 'slug', merge: 'deep' },
      [...found, ...fixed, ...referring, nameTaken, slugTaken],
    ],
    ['a quirk', { verb: 'quirk', ...on, quirk: 'own' }, found],
  ])('%s', (_, rule, expected) => {
    expect(raised(rule, onStrict)).toStrictEqual(expected);
  });

  it('a quirk, with the reasons and variants that it raises', () => {
    const rule: OperationRule = {
      verb: 'quirk',
      quirk: 'own',
      raises: ['conflict', 'keyIsDead', 'unworded'],
      evidence,
    };
    const refusals = {
      conflict: { status: 409, evidence },
      keyIsDead: { is: 'forbidden', status: 403, evidence },
    } as const;
    expect(raised(rule, { refusals })).toStrictEqual([
      one('forbidden', 'keyIsDead'),
      one('conflict'),
      one('unworded' as 'conflict'),
    ]);
  });

  it('a protect rule without its own refusal', () => {
    const rule: OperationRule = { verb: 'delete', ...on, protect: { when: {}, evidence } };
    expect(raised(rule)).toStrictEqual([one('protected')]);
  });
});

describe('a malformed id', () => {
  const read: OperationRule = { verb: 'read', resource: 'gadget', evidence };
  const invalid = (id: object, aliases?: string[]): boolean =>
    raised(read, {
      operation: located,
      anyParams: true,
      resources: { gadget: { id: { field: 'id', evidence, ...id }, ...(aliases && { aliases }) } } as never,
    }).some(({ reason }) => reason === 'invalidId');

  it('is possible if ids have a format', () => {
    expect([invalid({ format: 'uuid' }), invalid({ format: 'integer' })]).toEqual([true, true]);
  });

  it('is not possible if any text can be an id', () => {
    expect([invalid({ format: 'given' }), invalid({ format: 'integer' }, ['slug'])]).toEqual([false, false]);
  });
});

describe('a record', () => {
  it('without constraints is never refused', () => {
    expect(raised({ verb: 'update', resource: 'gadget', merge: 'deep', evidence })).toStrictEqual([]);
    expect(
      raised({ verb: 'update', resource: 'gadget', merge: 'deep', evidence }, { resources: { gadget: { id } } }),
    ).toStrictEqual([]);
  });

  it.each<[string, OperationRule]>([
    ['created', { verb: 'create', resource: 'ghost', evidence }],
    ['updated', { verb: 'update', resource: 'ghost', merge: 'deep', evidence }],
    ['replaced', { verb: 'replace', resource: 'ghost', evidence }],
    ['read', { verb: 'read', resource: 'ghost', evidence }],
  ])('of an unknown resource is never refused on %s', (_, rule) => {
    expect(raised(rule, { operation: located })).toStrictEqual([one('invalidId')]);
  });

  it.each<[string, OperationRule, ResourceRule['id']['format'], PossibleRefusal[]]>([
    [
      'whose id the client chooses can be taken when it is created',
      { verb: 'create', resource: 'gadget', evidence },
      'given',
      [one('conflict', 'conflict', { resource: 'gadget', fields: ['key'] })],
    ],
    [
      'whose id the client chooses is not taken when it is replaced',
      { verb: 'replace', resource: 'gadget', evidence },
      'given',
      [],
    ],
    ['whose id the server makes is not taken', { verb: 'create', resource: 'gadget', evidence }, 'uuid', []],
  ])('%s', (_, rule, format, expected) => {
    const resources = { gadget: { id: { field: 'key', format, evidence } } };
    expect(raised(rule, { resources })).toStrictEqual(expected);
  });

  it('can conflict on a key of several fields, even if one of them is the upsert key', () => {
    const resources = { gadget: { id, unique: [{ fields: ['name', 'kind'], evidence }] } };
    expect(
      raised({ verb: 'upsert', resource: 'gadget', by: 'name', merge: 'deep', evidence }, { resources }),
    ).toStrictEqual([one('conflict', 'conflict', { resource: 'gadget', fields: ['name', 'kind'] })]);
  });
});

describe('the records in a path', () => {
  const read: OperationRule = { verb: 'read', resource: 'part', evidence };
  const parent = { resource: 'gadget', field: 'gadgetId', parameter: 'gadget', evidence };
  const part: ResourceRule = { id, parent };

  it('are the parent first; a child is never foreign', () => {
    expect(
      raised(read, { operation: { parameters: ['gadget', 'part'] }, resources: { gadget: strict, part } }),
    ).toStrictEqual([...found, one('notFound', 'notFound', { resource: 'part' })]);
  });

  it('are the parent alone in a list of children', () => {
    expect(
      raised({ ...read, verb: 'list' }, { operation: { parameters: ['gadget'] }, resources: { gadget: strict, part } }),
    ).toStrictEqual(found);
  });

  it('do not include an unknown parent', () => {
    expect(raised(read, { operation: { parameters: ['gadget', 'part'] }, resources: { part } })).toStrictEqual([
      one('invalidId'),
      one('notFound', 'notFound', { resource: 'part' }),
    ]);
  });

  it('use the general refusals if the resource has none', () => {
    expect(raised({ ...read, resource: 'gadget' }, { operation: located })).toStrictEqual([
      one('invalidId'),
      one('notFound', 'notFound', { resource: 'gadget' }),
      one('foreign', 'foreign', { resource: 'gadget' }),
    ]);
  });

  it('are none if the operation has no resource', () => {
    expect(raised({ verb: 'quirk', quirk: 'own', evidence }, { operation: located })).toStrictEqual([one('invalidId')]);
  });
});
