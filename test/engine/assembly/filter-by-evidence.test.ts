/** What is left of a behavior when only so much of it is believed, and what is told of the rest: rule by rule. */
import type { Json } from '../../../src/grammar/json.js';
import { filterByEvidence } from '../../../src/engine/assembly/filter-by-evidence.js';
import type {
  Behavior,
  Evidence,
  FieldRule,
  OperationRule,
  RefusalRule,
  ResourceRule,
} from '../../../src/grammar/behavior.js';
import { levels, type EvidenceLevel, type LeftOut } from '../../../src/grammar/evidence.js';

const evidence = { documented: 'the manual' };
const shown = { client: 'the SDK' };
const guess = { assumed: 'a guess' };

/** A behavior of which every word is documented. */
const sound: Behavior = {
  stuntdouble: 1,
  requests: {
    unknownBodyFields: { treat: 'refuse', evidence },
    unknownQueryParameters: { treat: 'refuse', evidence },
    trailingSlash: { treat: 'exact', evidence },
    browserOrigin: { treat: 'refuse', evidence },
  },
  dialect: {
    contentType: 'application/vnd.acme+json',
    allowed: { quote: '"', separator: '; ', last: ' and ' },
    messages: {},
    refusals: {},
  },
  resources: {},
  operations: {},
};

const unknown = (): undefined => undefined;
const believed = (parts: Partial<Behavior>, least: EvidenceLevel = 'documented', required: RequiredAt = unknown) =>
  filterByEvidence({ ...sound, ...parts }, least, required);

type RequiredAt = (schema: string, path: string) => Json | undefined;
type Instead = LeftOut['instead'];

const left = (id: string, instead: Instead): LeftOut => ({ id, level: 'assumed', reference: 'a guess', instead });

describe('what rests on enough', () => {
  const whole: Behavior = {
    ...sound,
    showcase: 'change',
    requests: { ...sound.requests, slashesInParameters: { parameters: ['path'], evidence } },
    limits: [{ requests: 1, seconds: 1, evidence }],
    dialect: {
      ...sound.dialect,
      messages: { default: { text: 'wrong', evidence }, type: { text: 'not a $type', evidence } },
      refusals: { notFound: { status: 404, evidence }, foreign: { as: 'notFound', evidence } },
    },
    resources: {
      gadget: {
        schema: 'Gadget',
        id: { field: 'id', format: 'integer', evidence },
        parent: { resource: 'box', field: 'boxId', parameter: 'box', evidence },
        order: { by: 'name', direction: 'asc', evidence },
        unique: [{ fields: ['name'], evidence }],
        fields: { color: { default: 'red', immutable: {}, evidence } },
        embed: { parts: { children: 'part', evidence } },
        dropped: { whenParentChanges: 'kind', evidence },
      },
    },
    operations: {
      list: {
        verb: 'list',
        resource: 'gadget',
        filters: { name: { field: 'name', match: 'equals', evidence } },
        page: { style: 'offset', limit: 'limit', position: 'offset', evidence },
        sort: { parameter: 'sort', default: 'name', evidence },
        ignored: { pretty: { evidence } },
        evidence,
      },
      change: {
        verb: 'update',
        resource: 'gadget',
        merge: 'deep',
        atLeastOneOf: { fields: ['name'], evidence },
        protect: { when: {}, evidence },
        words: { notFound: 'foreign' },
        evidence,
      },
      drop: { verb: 'decline', reason: 'not needed', evidence },
    },
  };

  it.each(levels)('stays as it is: %s', (least) => {
    expect(filterByEvidence(whole, least, () => ({ type: 'string' }))).toStrictEqual({ behavior: whole, leftOut: [] });
  });

  it.each<[EvidenceLevel, Evidence, boolean]>([
    ['documented', evidence, true],
    ['documented', shown, false],
    ['documented', guess, false],
    ['client', evidence, true],
    ['client', shown, true],
    ['client', guess, false],
    ['assumed', evidence, true],
    ['assumed', shown, true],
    ['assumed', guess, true],
  ])('is measured: at %s, %j counts: %s', (least, known, counts) => {
    const limit = { requests: 1, seconds: 1, evidence: known };
    const { behavior, leftOut } = believed({ limits: [limit] }, least);
    const [[level, reference] = []] = Object.entries(known);
    expect(behavior.limits).toStrictEqual(counts ? [limit] : []);
    expect(leftOut).toStrictEqual(counts ? [] : [{ id: 'limits.0', level, reference, instead: 'not applied' }]);
  });

  it('is what is not said to be there as little as before', () => {
    expect(believed({})).toStrictEqual({ behavior: sound, leftOut: [] });
  });
});

it('each limit is believed on its own', () => {
  const limits = [
    { requests: 1, seconds: 1, evidence },
    { requests: 2, seconds: 2, evidence: guess },
    { requests: 3, seconds: 3, evidence },
  ];
  const { behavior, leftOut } = believed({ limits });
  expect(behavior.limits).toStrictEqual([limits[0], limits[2]]);
  expect(leftOut).toStrictEqual([left('limits.1', 'not applied')]);
});

describe('the operation that is shown first', () => {
  const served: OperationRule = { verb: 'read', resource: 'gadget', evidence };
  const declined: OperationRule = { verb: 'decline', reason: 'not needed', evidence };
  const doubtful: OperationRule = { ...served, evidence: guess };

  it.each<[string, Partial<Behavior>, string | undefined]>([
    ['is the one that is named', { showcase: 'two', operations: { one: served, two: served } }, 'two'],
    ['is the first where none is named', { operations: { one: declined, two: served, three: served } }, 'two'],
    ['is the first where that is declined', { showcase: 'one', operations: { one: declined, two: served } }, 'two'],
    ['is the first where that is doubted', { showcase: 'one', operations: { one: doubtful, two: served } }, 'two'],
    ['is none where none is served', { showcase: 'one', operations: { one: doubtful } }, undefined],
  ])('%s', (_, parts, expected) => {
    const { behavior } = believed(parts);
    expect([behavior.showcase, 'showcase' in behavior]).toStrictEqual([expected, expected !== undefined]);
  });
});

describe('how requests are treated', () => {
  const flags = [
    ['unknownBodyFields', 'refuse', 'ignore'],
    ['unknownQueryParameters', 'refuse', 'ignore'],
    ['trailingSlash', 'exact', 'either'],
    ['browserOrigin', 'refuse', 'accept'],
  ] as const;

  it.each(flags)('%s: a doubt whether to %s means to %s', (name, strict, free) => {
    const requests = { ...sound.requests, [name]: { treat: strict, evidence: guess } };
    const { behavior, leftOut } = believed({ requests });
    expect(behavior.requests).toStrictEqual({ ...sound.requests, [name]: { treat: free, evidence: guess } });
    expect(leftOut).toStrictEqual([left(`requests.${name}`, 'not applied')]);
  });

  it.each(flags)('%s: what refuses nothing is kept (not %s, but %s)', (name, _, free) => {
    const requests = { ...sound.requests, [name]: { treat: free, evidence: guess } };
    const { behavior, leftOut } = believed({ requests });
    expect(behavior.requests).toStrictEqual(requests);
    expect(leftOut).toStrictEqual([left(`requests.${name}`, 'kept')]);
  });

  it('no parameter holds slashes where that is doubted', () => {
    const requests = { ...sound.requests, slashesInParameters: { parameters: ['path'], evidence: guess } };
    const { behavior, leftOut } = believed({ requests });
    expect(behavior.requests).toStrictEqual(sound.requests);
    expect(leftOut).toStrictEqual([left('requests.slashesInParameters', 'not applied')]);
  });
});

// ---------------------------------------------------------------- operations

/** What becomes of one operation, beside these refusals. */
function ofOperation(
  rule: OperationRule,
  least: EvidenceLevel = 'documented',
  refusals: Record<string, RefusalRule> = {},
) {
  const { behavior, leftOut } = believed(
    { operations: { doIt: rule }, dialect: { ...sound.dialect, refusals } },
    least,
  );
  return { rule: behavior.operations['doIt'], leftOut };
}

describe('an operation', () => {
  const on = { resource: 'gadget', evidence };
  const protect = { when: { busy: true }, evidence: guess };
  const atLeastOneOf = { fields: ['name'], evidence: guess };

  it.each<[EvidenceLevel, Evidence, LeftOut, string]>([
    [
      'documented',
      guess,
      left('doIt', 'declined'),
      'The behavior of doIt is not documented (assumed: a guess); --evidence documented serves only what the vendor documents.',
    ],
    [
      'documented',
      shown,
      { id: 'doIt', level: 'client', reference: 'the SDK', instead: 'declined' },
      'The behavior of doIt is not documented (client: the SDK); --evidence documented serves only what the vendor documents.',
    ],
    [
      'client',
      guess,
      left('doIt', 'declined'),
      'The behavior of doIt is not documented (assumed: a guess); --evidence client serves only what the vendor or its published client states.',
    ],
  ])('is declined at %s when it rests on %j', (least, known, told, reason) => {
    // Of what it holds, nothing more is told.
    const rule: OperationRule = { verb: 'delete', resource: 'gadget', protect, evidence: known };
    expect(ofOperation(rule, least)).toStrictEqual({
      rule: { verb: 'decline', reason, evidence: known },
      leftOut: [told],
    });
  });

  it('that is declined already stays so, and nothing is told', () => {
    const rule: OperationRule = { verb: 'decline', reason: 'not needed', evidence: guess };
    expect(ofOperation(rule)).toStrictEqual({ rule, leftOut: [] });
  });

  it.each<[string, OperationRule]>([
    ['an update', { verb: 'update', merge: 'replace', ...on }],
    ['a replace', { verb: 'replace', keep: ['name'], ...on }],
    ['an upsert', { verb: 'upsert', by: 'name', merge: 'deep', ...on }],
    ['a delete', { verb: 'delete', ...on }],
  ])('guards no record where that is doubted: %s', (_, rule) => {
    expect(ofOperation({ ...rule, protect } as OperationRule)).toStrictEqual({
      rule,
      leftOut: [left('doIt.protect', 'not applied')],
    });
  });

  it('may change nothing where the contrary is doubted', () => {
    const rule: OperationRule = { verb: 'update', merge: 'deep', ...on };
    expect(ofOperation({ ...rule, atLeastOneOf })).toStrictEqual({
      rule,
      leftOut: [left('doIt.atLeastOneOf', 'not applied')],
    });
    expect(ofOperation({ ...rule, atLeastOneOf, protect })).toStrictEqual({
      rule,
      leftOut: [left('doIt.protect', 'not applied'), left('doIt.atLeastOneOf', 'not applied')],
    });
  });

  it.each<[string, OperationRule]>([
    ['a create', { verb: 'create', bodyLimit: 9, reply: { made: '$item' }, ...on }],
    ['a read', { verb: 'read', ...on }],
    ['an update', { verb: 'update', merge: 'deep', ...on }],
    ['a delete', { verb: 'delete', ...on }],
    ['a quirk', { verb: 'quirk', quirk: 'own', raises: ['conflict'], evidence }],
  ])('without any such rule stays as it is: %s', (_, rule) => {
    expect(ofOperation(rule)).toStrictEqual({ rule, leftOut: [] });
  });
});

describe('the words of an operation', () => {
  const refusals: Record<string, RefusalRule> = {
    notFound: { status: 404, evidence },
    conflict: { status: 409, evidence },
    sure: { is: 'notFound', status: 410, evidence },
    doubtful: { is: 'notFound', status: 410, evidence: guess },
    alias: { is: 'notFound', as: 'doubtful', evidence },
  };
  const rule: OperationRule = { verb: 'read', resource: 'gadget', evidence };
  const words = (given: Record<string, string>) => {
    const kept = ofOperation({ ...rule, words: given }, 'documented', refusals).rule;
    return kept && 'words' in kept ? kept.words : 'none';
  };

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['stay where they are sure', { notFound: 'sure' }, { notFound: 'sure' }],
    [
      'give way to the common ones where they are doubted',
      { notFound: 'doubtful', conflict: 'sure' },
      { conflict: 'sure' },
    ],
    ['give way where they are answered as doubtful ones', { notFound: 'alias' }, {}],
    ['give way where nobody knows them', { notFound: 'ghost' }, {}],
    ['stay where there are no common ones', { foreign: 'doubtful' }, { foreign: 'doubtful' }],
    ['may be none', {}, {}],
  ])('%s', (_, given, expected) => {
    expect(words(given)).toStrictEqual(expected);
  });

  it('are told once, as the refusal that they are', () => {
    const { leftOut } = ofOperation({ ...rule, words: { notFound: 'doubtful' } }, 'documented', {
      notFound: { status: 404, evidence },
      doubtful: { is: 'notFound', status: 410, evidence: guess },
    });
    expect(leftOut).toStrictEqual([left('refusals.doubtful', 'own words')]);
  });
});

describe('a list', () => {
  type List = Extract<OperationRule, { verb: 'list' }>;
  const plain: List = { verb: 'list', resource: 'gadget', evidence };
  /** As it comes out when nothing was in it. */
  const bare: List = { ...plain, filters: {}, ignored: {} };
  const sure = { field: 'name', match: 'equals', evidence } as const;
  const doubtful = { ...sure, evidence: guess };
  const page = { style: 'offset', limit: 'size', position: 'from', evidence } as const;
  const sort = { parameter: 'by', default: 'name', evidence };
  const idle = { evidence: guess };

  it.each<[string, Partial<List>, Partial<List>, LeftOut[]]>([
    ['has nothing but its records', {}, {}, []],
    [
      'takes a parameter that filters no more',
      { filters: { name: sure, kind: doubtful, color: doubtful } },
      { filters: { name: sure }, ignored: { kind: idle, color: idle } },
      [left('doIt.filters.kind', 'not applied'), left('doIt.filters.color', 'not applied')],
    ],
    [
      'keeps a parameter that does nothing anyway',
      { ignored: { pretty: idle, fields: { evidence } } },
      { ignored: { pretty: idle, fields: { evidence } } },
      [left('doIt.ignored.pretty', 'kept')],
    ],
    [
      'is one page where its pages are doubted',
      { page: { ...page, evidence: guess }, reply: { all: '$items', more: '$hasMore' } },
      { ignored: { size: idle, from: idle }, reply: { all: '$items', more: '$hasMore' } },
      [left('doIt.page', 'not applied')],
    ],
    [
      'is one page where its reply is the bare list',
      { page: { ...page, evidence: guess } },
      { ignored: { size: idle, from: idle } },
      [left('doIt.page', 'not applied')],
    ],
    ...['limit', 'offset', 'page'].map((name): [string, Partial<List>, Partial<List>, LeftOut[]] => [
      `keeps its pages where its reply tells the ${name}`,
      { page: { ...page, evidence: guess }, reply: { all: '$items', at: `$${name}` } },
      { page: { ...page, evidence: guess }, reply: { all: '$items', at: `$${name}` } },
      [left('doIt.page', 'kept')],
    ]),
    ['has the pages that are sure', { page, reply: '$items' }, { page, reply: '$items' }, []],
    [
      'has the pages that are sure and told',
      { page, reply: { all: '$items', at: '$limit' } },
      { page, reply: { all: '$items', at: '$limit' } },
      [],
    ],
    ['has no pages for being told to', { reply: { at: '$limit' } }, { reply: { at: '$limit' } }, []],
    [
      'is in the order of its resource where its own is doubted',
      { sort: { ...sort, evidence: guess } },
      { ignored: { by: idle } },
      [left('doIt.sort', 'not applied')],
    ],
    ['has the order that is sure', { sort }, { sort }, []],
    [
      'tells all of it, in this order',
      {
        ignored: { pretty: idle },
        filters: { kind: doubtful },
        page: { ...page, evidence: guess },
        sort: { ...sort, evidence: guess },
      },
      { ignored: { pretty: idle, kind: idle, size: idle, from: idle, by: idle } },
      [
        left('doIt.ignored.pretty', 'kept'),
        left('doIt.filters.kind', 'not applied'),
        left('doIt.page', 'not applied'),
        left('doIt.sort', 'not applied'),
      ],
    ],
  ])('%s', (_, given, expected, leftOut) => {
    expect(ofOperation({ ...plain, ...given })).toStrictEqual({ rule: { ...bare, ...expected }, leftOut });
  });
});

// ---------------------------------------------------------------- resources

/** What becomes of one resource. */
function ofResource(rule: ResourceRule, required?: RequiredAt) {
  const { behavior, leftOut } = believed({ resources: { gadget: rule } }, 'documented', required);
  return { rule: behavior.resources['gadget'], leftOut };
}

describe('a resource', () => {
  const id = { field: 'id', format: 'integer', evidence } as const;

  it.each<[string, Partial<ResourceRule>, Partial<ResourceRule>, LeftOut[]]>([
    ['has nothing but its id', {}, {}, []],
    [
      'keeps its id',
      { id: { ...id, evidence: guess } },
      { id: { ...id, evidence: guess } },
      [left('resources.gadget.id', 'kept')],
    ],
    [
      'keeps its parent',
      { parent: { resource: 'box', field: 'boxId', parameter: 'box', evidence: guess } },
      { parent: { resource: 'box', field: 'boxId', parameter: 'box', evidence: guess } },
      [left('resources.gadget.parent', 'kept')],
    ],
    [
      'keeps what it embeds',
      { embed: { parts: { children: 'part', evidence: guess }, maker: { reference: 'maker', evidence } } },
      { embed: { parts: { children: 'part', evidence: guess }, maker: { reference: 'maker', evidence } } },
      [left('resources.gadget.embed.parts', 'kept')],
    ],
    [
      'has no order that is doubted',
      { order: { by: 'name', direction: 'asc', evidence: guess } },
      {},
      [left('resources.gadget.order', 'not applied')],
    ],
    [
      'is not dropped where that is doubted',
      { dropped: { whenParentChanges: 'kind', evidence: guess } },
      {},
      [left('resources.gadget.dropped', 'not applied')],
    ],
    [
      'is unique only where that is sure',
      {
        unique: [
          { fields: ['name'], evidence: guess },
          { fields: ['slug'], evidence },
          { fields: ['code'], evidence: guess },
        ],
      },
      { unique: [{ fields: ['slug'], evidence }] },
      [left('resources.gadget.unique.0', 'not applied'), left('resources.gadget.unique.2', 'not applied')],
    ],
    [
      'has each field on its own',
      { fields: { kind: { immutable: {}, evidence: guess }, 'config.color': { default: 'red', evidence } } },
      { fields: { kind: { evidence: guess }, 'config.color': { default: 'red', evidence } } },
      [left('resources.gadget.fields.kind', 'not applied')],
    ],
  ])('%s', (_, given, expected, leftOut) => {
    expect(ofResource({ id, notFound: 'noGadget', ...given })).toStrictEqual({
      rule: { id, notFound: 'noGadget', ...expected },
      leftOut,
    });
  });

  it('asks the contract for each of its fields by its own path', () => {
    const rule: ResourceRule = {
      id,
      schema: 'Gadget',
      fields: { 'config.size': { default: 5, evidence: guess }, size: { default: 6, evidence: guess } },
    };
    const required: RequiredAt = (schema, path) =>
      schema === 'Gadget' && path === 'config.size' ? { type: 'integer' } : undefined;
    expect(ofResource(rule, required).rule?.fields).toStrictEqual({
      'config.size': { default: 0, evidence: guess },
      size: { evidence: guess },
    });
  });

  it('that no reply shows has no field that must be there', () => {
    const { rule } = ofResource({ id, fields: { size: { default: 5, evidence: guess } } }, () => ({ type: 'integer' }));
    expect(rule?.fields).toStrictEqual({ size: { evidence: guess } });
  });
});

describe('a field', () => {
  const integer = { type: 'integer' };
  const uuid = { type: 'string', format: 'uuid' };
  const weak = { evidence: guess };

  const ofField = (given: FieldRule, schema?: Json) => {
    const rule: ResourceRule = {
      id: { field: 'id', format: 'integer', evidence },
      schema: 'Gadget',
      fields: { size: given },
    };
    const { rule: kept, leftOut } = ofResource(rule, () => schema);
    return { rule: kept?.fields?.['size'], leftOut };
  };

  it.each<[string, FieldRule, Json | undefined, FieldRule]>([
    ['has no default', { default: 5, ...weak }, undefined, weak],
    ['can be changed', { immutable: {}, default: 5, ...weak }, undefined, weak],
    ['can be changed, whatever must be there', { immutable: {}, ...weak }, integer, weak],
    ['can be changed, though only a particular text will do', { immutable: {}, ...weak }, uuid, weak],
    ['has the plainest default', { default: 5, ...weak }, integer, { default: 0, ...weak }],
    ['has the plainest in place of no value', { default: null, ...weak }, integer, { default: 0, ...weak }],
    [
      'has no value as the plainest',
      { default: 5, ...weak },
      { type: ['integer', 'null'] },
      { default: null, ...weak },
    ],
    [
      'is not derived',
      { derive: { presence: 'pin' }, once: true, ...weak },
      { type: 'boolean' },
      { default: false, ...weak },
    ],
    ['is not generated', { generate: 'integer', ...weak }, integer, { default: 0, ...weak }],
    ['is not stamped', { stamp: 'created', precision: 'seconds', ...weak }, integer, { default: 0, ...weak }],
    ['stays hidden', { hidden: true, immutable: {}, ...weak }, undefined, { hidden: true, ...weak }],
    [
      'stays hidden, and is not stamped',
      { hidden: true, stamp: 'creator', ...weak },
      undefined,
      { hidden: true, ...weak },
    ],
    [
      'stays hidden, and begins as it did',
      { hidden: true, default: 'secret', immutable: {}, ...weak },
      undefined,
      { hidden: true, default: 'secret', ...weak },
    ],
    [
      'stays hidden, with the plainest value where it must be there',
      { hidden: true, default: 'secret', immutable: {}, ...weak },
      integer,
      { hidden: true, default: 0, ...weak },
    ],
    ['stays in sight', { hidden: false, default: 5, ...weak }, undefined, { hidden: false, ...weak }],
  ])('that is doubted %s', (_, given, schema, expected) => {
    expect(ofField(given, schema)).toStrictEqual({
      rule: expected,
      leftOut: [left('resources.gadget.fields.size', 'not applied')],
    });
  });

  it.each<[string, FieldRule, Json | undefined]>([
    ['has nothing to leave out', weak, undefined],
    ['is only hidden', { hidden: true, ...weak }, undefined],
    ['is only hidden, with a value to begin with', { hidden: true, default: 'secret', ...weak }, undefined],
    ['must be there, with a text that cannot be made up', { default: 'x', immutable: {}, ...weak }, uuid],
    ['must be there, and is generated in a form', { generate: 'uuid', ...weak }, uuid],
  ])('that is doubted is kept when it %s', (_, given, schema) => {
    expect(ofField(given, schema)).toStrictEqual({
      rule: given,
      leftOut: [left('resources.gadget.fields.size', 'kept')],
    });
  });

  it('that is sure stays as it is', () => {
    const rule: FieldRule = { default: 5, immutable: {}, evidence };
    expect(ofField(rule, integer)).toStrictEqual({ rule, leftOut: [] });
  });
});

// ---------------------------------------------------------------- the dialect

describe('a message', () => {
  it('that is doubted gives way to the default, and the default to words of our own', () => {
    const messages = {
      type: { text: 'not a $type', evidence: guess },
      'field:name': { text: 'bad name', evidence },
      default: { text: 'wrong', evidence: guess },
    };
    const { behavior, leftOut } = believed({ dialect: { ...sound.dialect, messages } });
    expect(behavior.dialect).toStrictEqual({
      ...sound.dialect,
      messages: {
        'field:name': messages['field:name'],
        default: { text: '$field: $keyword (the vendor does not document this text)', evidence: guess },
      },
    });
    expect(leftOut).toStrictEqual([left('messages.type', 'own words'), left('messages.default', 'own words')]);
  });
});

describe('a refusal', () => {
  /** What becomes of the refusal `asked` among these. */
  const ofRefusal = (refusals: Record<string, RefusalRule>) => {
    const { behavior, leftOut } = believed({ dialect: { ...sound.dialect, refusals } });
    return { rule: behavior.dialect.refusals['asked'], leftOut: leftOut.filter(({ id }) => id === 'refusals.asked') };
  };
  const ours = (status: number, known: Evidence = guess, because = 'assumed: a guess'): RefusalRule => ({
    status,
    headers: { 'content-type': 'application/problem+json', 'x-stuntdouble-error': 'true' },
    body: {
      type: 'about:blank',
      title: 'Refused; the vendor does not document how',
      status,
      detail: `How the vendor refuses this (asked) is not documented (${because}).`,
    },
    evidence: known,
  });
  const told = [left('refusals.asked', 'own words')];

  it.each<[string, Record<string, RefusalRule>, RefusalRule]>([
    ['with its status', { asked: { status: 418, body: 'No', headers: { a: 'b' }, evidence: guess } }, ours(418)],
    [
      'as the reason that it is',
      { asked: { is: 'conflict', status: 409, evidence: guess } },
      { is: 'conflict', ...ours(409) },
    ],
    [
      'with the status of the one that it is answered as',
      { asked: { as: 'other', evidence: guess }, other: { status: 404, evidence } },
      ours(404),
    ],
    [
      'when the one that it is answered as is doubted',
      { asked: { as: 'other', evidence }, other: { status: 404, evidence: guess } },
      ours(404),
    ],
    [
      'when that is doubted at the end of a chain',
      { asked: { as: 'b', evidence }, b: { as: 'c', evidence }, c: { status: 410, evidence: guess } },
      ours(410),
    ],
    [
      'when that is doubted in the middle of a chain',
      { asked: { as: 'b', evidence }, b: { as: 'c', evidence: guess }, c: { status: 410, evidence } },
      ours(410),
    ],
    ['with 400 where it is answered as one that is unknown', { asked: { as: 'ghost', evidence: guess } }, ours(400)],
    ['with 400 where it is answered as itself', { asked: { as: 'asked', evidence: guess } }, ours(400)],
  ])('that is doubted is one in our own words: %s', (_, refusals, rule) => {
    expect(ofRefusal(refusals)).toStrictEqual({ rule, leftOut: told });
  });

  it('tells the first doubt of a chain', () => {
    const refusals: Record<string, RefusalRule> = {
      asked: { as: 'b', evidence },
      b: { as: 'c', evidence: shown },
      c: { status: 410, evidence: guess },
    };
    expect(ofRefusal(refusals)).toStrictEqual({
      rule: ours(410, shown, 'client: the SDK'),
      leftOut: [{ id: 'refusals.asked', level: 'client', reference: 'the SDK', instead: 'own words' }],
    });
  });

  it('has a reference that stands as it is written, with its dollar signs', () => {
    const priced = { assumed: 'costs $5 or $name' };
    const { rule } = ofRefusal({ asked: { status: 402, evidence: priced } });
    expect(rule).toStrictEqual(ours(402, priced, 'assumed: costs $$5 or $$name'));
  });

  it.each<[string, Record<string, RefusalRule>]>([
    ['on its own', { asked: { status: 404, body: '$id', evidence } }],
    ['answered as one that is sure', { asked: { as: 'other', evidence }, other: { status: 404, evidence } }],
    ['answered as one that is unknown', { asked: { as: 'ghost', evidence } }],
    ['answered as itself', { asked: { as: 'asked', evidence } }],
  ])('that is sure stays as it is: %s', (_, refusals) => {
    expect(ofRefusal(refusals)).toStrictEqual({ rule: refusals['asked'], leftOut: [] });
  });

  describe('is followed through ten others and no further', () => {
    /** As many that are each answered as the next, before one that is answered for itself. */
    const chain = (hops: number, first: Evidence, last: Evidence): Record<string, RefusalRule> =>
      Object.fromEntries([
        ...Array.from({ length: hops }, (_, at): [string, RefusalRule] => [
          at === 0 ? 'asked' : String(at),
          { as: String(at + 1), evidence: at === 0 ? first : evidence },
        ]),
        [String(hops), { status: 404, evidence: last }],
      ]);

    it.each([
      [10, 404],
      [11, 400],
    ])('for its status: %i', (hops, status) => {
      expect(ofRefusal(chain(hops, guess, evidence)).rule?.status).toBe(status);
    });

    it.each([
      [10, told],
      [11, []],
    ])('for its evidence: %i', (hops, expected) => {
      expect(ofRefusal(chain(hops, evidence, guess)).leftOut).toStrictEqual(expected);
    });
  });
});
