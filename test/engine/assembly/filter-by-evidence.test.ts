/** The behavior at a level of evidence, and the list of rules that are left out. */
import { isObject, type Json } from '../../../src/grammar/json.js';
import { filterByEvidence } from '../../../src/engine/assembly/filter-by-evidence.js';
import * as z from 'zod';
import { behavior as grammar } from '../../../src/grammar/behavior.js';
import type {
  Behavior,
  Evidence,
  FieldRule,
  OperationRule,
  RefusalRule,
  ResourceRule,
} from '../../../src/grammar/behavior.js';
import { levels, statedRules, type EvidenceLevel, type LeftOut } from '../../../src/grammar/evidence.js';

const evidence = { documented: 'the manual' };
const fromClient = { client: 'the SDK' };
const guess = { assumed: 'a guess' };

/** A behavior in which every rule is documented. */
const documentedBehavior: Behavior = {
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
const filtered = (parts: Partial<Behavior>, least: EvidenceLevel = 'documented', required: RequiredAt = unknown) =>
  filterByEvidence({ ...documentedBehavior, ...parts }, least, required);

type RequiredAt = (schema: string, path: string) => Json | undefined;
type Instead = LeftOut['instead'];

const left = (id: string, instead: Instead): LeftOut => ({ id, level: 'assumed', reference: 'a guess', instead });

/** A behavior with each rule of the grammar, documented. */
const withEachRule: Behavior = {
  ...documentedBehavior,
  showcase: 'change',
  accounts: { treat: 'one', evidence },
  requests: {
    ...documentedBehavior.requests,
    slashesInParameters: { parameters: ['path'], evidence },
    idempotencyKey: { header: 'Idempotency-Key', evidence },
  },
  limits: [{ requests: 1, seconds: 1, evidence }],
  dialect: {
    ...documentedBehavior.dialect,
    envelope: { body: { error: '$text' }, evidence },
    messages: { default: { text: 'wrong', evidence }, type: { text: 'not a $type', evidence } },
    refusals: { notFound: { status: 404, evidence }, foreign: { as: 'notFound', evidence } },
  },
  resources: {
    gadget: {
      schema: 'Gadget',
      id: { field: 'id', format: 'integer', evidence },
      sameRecordsAs: { resource: 'box', fields: {}, evidence },
      only: { fields: { kind: ['a'] }, evidence },
      repair: { evidence },
      parent: { resource: 'box', field: 'boxId', parameter: 'box', evidence },
      context: [{ parameter: 'region', field: '$region', evidence }],
      requires: [{ anyOf: { name: 'present' }, evidence }],
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
      sort: { parameter: 'sort', direction: 'direction', default: 'name', evidence },
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

/** Where the grammar has evidence: `resources.*.id`, `resources.*.unique.*`. */
function placesOf(schema: unknown, path: string[] = []): string[] {
  if (!isObject(schema)) return [];
  const { properties = {}, additionalProperties, items, oneOf = [] } = schema as Record<string, Json | Json[]>;
  const own = 'evidence' in properties ? [path.join('.')] : [];
  const named = Object.entries(properties).flatMap(([name, part]) =>
    name === 'evidence' ? [] : placesOf(part, [...path, name]),
  );
  const each = [additionalProperties, items].flatMap((part) => placesOf(part, [...path, '*']));
  return [...own, ...named, ...each, ...(oneOf as Json[]).flatMap((part) => placesOf(part, path))];
}

it('the rules of this test are at each place of the grammar that has evidence', () => {
  const places = placesOf(z.toJSONSchema(grammar, { io: 'input' }));
  const isNamed = new Set(['resources', 'operations', 'messages', 'refusals', 'fields', 'embed', 'filters', 'ignored']);
  const here = statedRules(withEachRule).map(({ path }) =>
    path.map((key, i) => (/^\d+$/.test(key) || isNamed.has(path[i - 1] ?? '') ? '*' : key)).join('.'),
  );
  expect(new Set(here)).toEqual(new Set(places));
  expect(here.length).toBeGreaterThan(25);
});

it('each rule that is not documented is listed, except those of declined operations', () => {
  const isServed = (path: string): boolean => /^operations\.\w+$/.test(path);
  const weak = JSON.parse(JSON.stringify(withEachRule)) as Behavior;
  for (const { path } of statedRules(weak)) {
    const rule = path.reduce<unknown>((at, key) => (at as Json)[key], weak) as Json;
    rule['evidence'] = isServed(path.join('.')) ? evidence : guess;
  }
  const expected = statedRules(weak).flatMap(({ id, path }) => (isServed(path.join('.')) ? [] : [id]));
  const { leftOut } = filterByEvidence(weak, 'documented', unknown);
  expect(leftOut.map(({ id }) => id).sort()).toEqual(expected.sort());
});

describe('rules with sufficient evidence', () => {
  it.each(levels)('are unchanged at level %s', (least) => {
    expect(filterByEvidence(withEachRule, least, () => ({ type: 'string' }))).toStrictEqual({
      behavior: withEachRule,
      leftOut: [],
    });
  });

  it.each<[EvidenceLevel, Evidence, boolean]>([
    ['documented', evidence, true],
    ['documented', fromClient, false],
    ['documented', guess, false],
    ['client', evidence, true],
    ['client', fromClient, true],
    ['client', guess, false],
    ['assumed', evidence, true],
    ['assumed', fromClient, true],
    ['assumed', guess, true],
  ])('level %s with evidence %j: applied is %s', (least, known, counts) => {
    const limit = { requests: 1, seconds: 1, evidence: known };
    const { behavior, leftOut } = filtered({ limits: [limit] }, least);
    const [[level, reference] = []] = Object.entries(known);
    expect(behavior.limits).toStrictEqual(counts ? [limit] : []);
    expect(leftOut).toStrictEqual(counts ? [] : [{ id: 'limits.0', level, reference, instead: 'not applied' }]);
  });

  it('leaves absent keys absent', () => {
    expect(filtered({})).toStrictEqual({ behavior: documentedBehavior, leftOut: [] });
  });
});

it('checks each limit separately', () => {
  const limits = [
    { requests: 1, seconds: 1, evidence },
    { requests: 2, seconds: 2, evidence: guess },
    { requests: 3, seconds: 3, evidence },
  ];
  const { behavior, leftOut } = filtered({ limits });
  expect(behavior.limits).toStrictEqual([limits[0], limits[2]]);
  expect(leftOut).toStrictEqual([left('limits.1', 'not applied')]);
});

it('keeps a limit whose window is assumed, and lists it', () => {
  const limit = { requests: 1, seconds: 1, evidence: { ...evidence, parts: { window: guess } } };
  const { behavior, leftOut } = filtered({ limits: [limit] });
  expect(behavior.limits).toStrictEqual([limit]);
  expect(leftOut).toMatchObject([{ id: 'limits.0', part: 'window', instead: 'kept' }]);
});

describe('the showcase operation', () => {
  const served: OperationRule = { verb: 'read', resource: 'gadget', evidence };
  const declined: OperationRule = { verb: 'decline', reason: 'not needed', evidence };
  const doubtful: OperationRule = { ...served, evidence: guess };

  it.each<[string, Partial<Behavior>, string | undefined]>([
    ['is the stated one', { showcase: 'two', operations: { one: served, two: served } }, 'two'],
    ['is the first served one if none is stated', { operations: { one: declined, two: served, three: served } }, 'two'],
    [
      'is the first served one if the stated one is declined',
      { showcase: 'one', operations: { one: declined, two: served } },
      'two',
    ],
    [
      'is the first served one if the stated one is weak',
      { showcase: 'one', operations: { one: doubtful, two: served } },
      'two',
    ],
    ['is absent if no operation is served', { showcase: 'one', operations: { one: doubtful } }, undefined],
  ])('%s', (_, parts, expected) => {
    const { behavior } = filtered(parts);
    expect([behavior.showcase, 'showcase' in behavior]).toStrictEqual([expected, expected !== undefined]);
  });
});

describe('request policies', () => {
  const flags = [
    ['unknownBodyFields', 'refuse', 'ignore'],
    ['unknownQueryParameters', 'refuse', 'ignore'],
    ['trailingSlash', 'exact', 'either'],
    ['browserOrigin', 'refuse', 'accept'],
  ] as const;

  it.each(flags)('%s: %s with weak evidence becomes %s', (name, strict, free) => {
    const requests = { ...documentedBehavior.requests, [name]: { treat: strict, evidence: guess } };
    const { behavior, leftOut } = filtered({ requests });
    expect(behavior.requests).toStrictEqual({
      ...documentedBehavior.requests,
      [name]: { treat: free, evidence: guess },
    });
    expect(leftOut).toStrictEqual([left(`requests.${name}`, 'not applied')]);
  });

  it.each(flags)('%s: the lenient policy is kept (not %s, but %s)', (name, _, free) => {
    const requests = { ...documentedBehavior.requests, [name]: { treat: free, evidence: guess } };
    const { behavior, leftOut } = filtered({ requests });
    expect(behavior.requests).toStrictEqual(requests);
    expect(leftOut).toStrictEqual([left(`requests.${name}`, 'kept')]);
  });

  it('allows no slashes in parameters with weak evidence', () => {
    const requests = { ...documentedBehavior.requests, slashesInParameters: { parameters: ['path'], evidence: guess } };
    const { behavior, leftOut } = filtered({ requests });
    expect(behavior.requests).toStrictEqual(documentedBehavior.requests);
    expect(leftOut).toStrictEqual([left('requests.slashesInParameters', 'not applied')]);
  });
});

// ---------------------------------------------------------------- operations

/** Filters one operation, with these refusals. */
function ofOperation(
  rule: OperationRule,
  least: EvidenceLevel = 'documented',
  refusals: Record<string, RefusalRule> = {},
) {
  const { behavior, leftOut } = filtered(
    { operations: { doIt: rule }, dialect: { ...documentedBehavior.dialect, refusals } },
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
      fromClient,
      { id: 'doIt', level: 'client', reference: 'the SDK', instead: 'declined' },
      'The behavior of doIt is not documented (client: the SDK); --evidence documented serves only what the vendor documents.',
    ],
    [
      'client',
      guess,
      left('doIt', 'declined'),
      'The behavior of doIt is not documented (assumed: a guess); --evidence client serves only what the vendor or its published client states.',
    ],
    [
      'assumed',
      { inferred: 'POST' },
      { id: 'doIt', level: 'inferred', reference: 'POST', instead: 'declined' },
      'The behavior of doIt is not documented (inferred: POST); --evidence assumed serves only what is not inferred.',
    ],
  ])('is declined at %s with evidence %j', (least, known, reported, reason) => {
    // Its parts are not listed separately.
    const rule: OperationRule = { verb: 'delete', resource: 'gadget', protect, evidence: known };
    expect(ofOperation(rule, least)).toStrictEqual({
      rule: { verb: 'decline', reason, evidence: known },
      leftOut: [reported],
    });
  });

  it('that is declined already is unchanged and not listed', () => {
    const rule: OperationRule = { verb: 'decline', reason: 'not needed', evidence: guess };
    expect(ofOperation(rule)).toStrictEqual({ rule, leftOut: [] });
  });

  it.each<[string, OperationRule]>([
    ['an update', { verb: 'update', merge: 'replace', ...on }],
    ['a replace', { verb: 'replace', keep: ['name'], ...on }],
    ['an upsert', { verb: 'upsert', by: 'name', merge: 'deep', ...on }],
    ['a delete', { verb: 'delete', ...on }],
  ])('loses a weak protect rule: %s', (_, rule) => {
    expect(ofOperation({ ...rule, protect } as OperationRule)).toStrictEqual({
      rule,
      leftOut: [left('doIt.protect', 'not applied')],
    });
  });

  it('loses a weak atLeastOneOf rule', () => {
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
  ])('without such rules is unchanged: %s', (_, rule) => {
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
    ['stay with sufficient evidence', { notFound: 'sure' }, { notFound: 'sure' }],
    ['are removed with weak evidence', { notFound: 'doubtful', conflict: 'sure' }, { conflict: 'sure' }],
    ['are removed if they refer to a weak refusal', { notFound: 'alias' }, {}],
    ['are removed if the refusal does not exist', { notFound: 'ghost' }, {}],
    ['stay if there is no general refusal', { foreign: 'doubtful' }, { foreign: 'doubtful' }],
    ['may be empty', {}, {}],
  ])('%s', (_, given, expected) => {
    expect(words(given)).toStrictEqual(expected);
  });

  it('are listed once, as the refusal', () => {
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
  /** The result for a list without further rules. */
  const bare: List = { ...plain, filters: {}, ignored: {} };
  const sure = { field: 'name', match: 'equals', evidence } as const;
  const doubtful = { ...sure, evidence: guess };
  const page = { style: 'offset', limit: 'size', position: 'from', evidence } as const;
  const sort = { parameter: 'by', default: 'name', evidence };
  const idle = { evidence: guess };

  it.each<[string, Partial<List>, Partial<List>, LeftOut[]]>([
    ['without rules is unchanged', {}, {}, []],
    [
      'ignores the parameter of a removed filter',
      { filters: { name: sure, kind: doubtful, color: doubtful } },
      { filters: { name: sure }, ignored: { kind: idle, color: idle } },
      [left('doIt.filters.kind', 'not applied'), left('doIt.filters.color', 'not applied')],
    ],
    [
      'keeps ignored parameters',
      { ignored: { pretty: idle, fields: { evidence } } },
      { ignored: { pretty: idle, fields: { evidence } } },
      [left('doIt.ignored.pretty', 'kept')],
    ],
    [
      'has one page if paging is weak',
      { page: { ...page, evidence: guess }, reply: { all: '$items', more: '$hasMore' } },
      { ignored: { size: idle, from: idle }, reply: { all: '$items', more: '$hasMore' } },
      [left('doIt.page', 'not applied')],
    ],
    [
      'has one page if paging is weak and the reply is the bare list',
      { page: { ...page, evidence: guess } },
      { ignored: { size: idle, from: idle } },
      [left('doIt.page', 'not applied')],
    ],
    ...['limit', 'offset', 'page'].map((name): [string, Partial<List>, Partial<List>, LeftOut[]] => [
      `keeps weak paging if the reply shows the ${name}`,
      { page: { ...page, evidence: guess }, reply: { all: '$items', at: `$${name}` } },
      { page: { ...page, evidence: guess }, reply: { all: '$items', at: `$${name}` } },
      [left('doIt.page', 'kept')],
    ]),
    ['keeps paging with sufficient evidence', { page, reply: '$items' }, { page, reply: '$items' }, []],
    [
      'keeps paging that the reply shows',
      { page, reply: { all: '$items', at: '$limit' } },
      { page, reply: { all: '$items', at: '$limit' } },
      [],
    ],
    ['gets no paging from the reply template', { reply: { at: '$limit' } }, { reply: { at: '$limit' } }, []],
    [
      'uses the order of the resource if its sort rule is weak',
      { sort: { ...sort, evidence: guess } },
      { ignored: { by: idle } },
      [left('doIt.sort', 'not applied')],
    ],
    ['keeps a sort rule with sufficient evidence', { sort }, { sort }, []],
    [
      'lists all removed rules, in this order',
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

/** Filters one resource. */
function ofResource(rule: ResourceRule, required?: RequiredAt) {
  const { behavior, leftOut } = filtered({ resources: { gadget: rule } }, 'documented', required);
  return { rule: behavior.resources['gadget'], leftOut };
}

describe('a resource', () => {
  const id = { field: 'id', format: 'integer', evidence } as const;

  it.each<[string, Partial<ResourceRule>, Partial<ResourceRule>, LeftOut[]]>([
    ['with only an id is unchanged', {}, {}, []],
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
      'keeps embedded records',
      { embed: { parts: { children: 'part', evidence: guess }, maker: { reference: 'maker', evidence } } },
      { embed: { parts: { children: 'part', evidence: guess }, maker: { reference: 'maker', evidence } } },
      [left('resources.gadget.embed.parts', 'kept')],
    ],
    [
      'loses a weak order',
      { order: { by: 'name', direction: 'asc', evidence: guess } },
      {},
      [left('resources.gadget.order', 'not applied')],
    ],
    [
      'loses a weak dropped rule',
      { dropped: { whenParentChanges: 'kind', evidence: guess } },
      {},
      [left('resources.gadget.dropped', 'not applied')],
    ],
    [
      'loses weak unique keys',
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
      'filters each field separately',
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

  it('asks the contract for each field by its path', () => {
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

  it('without a schema has no required fields', () => {
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
    ['can be changed, although it is required', { immutable: {}, ...weak }, integer, weak],
    ['can be changed, although it has no neutral value', { immutable: {}, ...weak }, uuid, weak],
    ['gets a neutral default', { default: 5, ...weak }, integer, { default: 0, ...weak }],
    ['gets a neutral default instead of null', { default: null, ...weak }, integer, { default: 0, ...weak }],
    [
      'gets null as the neutral default',
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
      'stays hidden with its default',
      { hidden: true, default: 'secret', immutable: {}, ...weak },
      undefined,
      { hidden: true, default: 'secret', ...weak },
    ],
    [
      'stays hidden with a neutral value if it is required',
      { hidden: true, default: 'secret', immutable: {}, ...weak },
      integer,
      { hidden: true, default: 0, ...weak },
    ],
    ['stays visible', { hidden: false, default: 5, ...weak }, undefined, { hidden: false, ...weak }],
  ])('with weak evidence %s', (_, given, schema, expected) => {
    expect(ofField(given, schema)).toStrictEqual({
      rule: expected,
      leftOut: [left('resources.gadget.fields.size', 'not applied')],
    });
  });

  it.each<[string, FieldRule, Json | undefined]>([
    ['has nothing to remove', weak, undefined],
    ['is only hidden', { hidden: true, ...weak }, undefined],
    ['is only hidden, with a default', { hidden: true, default: 'secret', ...weak }, undefined],
    ['is required, with a text that has no neutral value', { default: 'x', immutable: {}, ...weak }, uuid],
    ['is required and generated in a format', { generate: 'uuid', ...weak }, uuid],
  ])('with weak evidence is kept if it %s', (_, given, schema) => {
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
  it('with weak evidence is removed, and the default gets a neutral text', () => {
    const messages = {
      type: { text: 'not a $type', evidence: guess },
      'field:name': { text: 'bad name', evidence },
      default: { text: 'wrong', evidence: guess },
    };
    const { behavior, leftOut } = filtered({ dialect: { ...documentedBehavior.dialect, messages } });
    expect(behavior.dialect).toStrictEqual({
      ...documentedBehavior.dialect,
      messages: {
        'field:name': messages['field:name'],
        default: { text: '$field: $keyword (the vendor does not document this text)', evidence: guess },
      },
    });
    expect(leftOut).toStrictEqual([left('messages.type', 'own words'), left('messages.default', 'own words')]);
  });
});

describe('a refusal', () => {
  /** Filters the refusal `asked` among these. */
  const ofRefusal = (refusals: Record<string, RefusalRule>) => {
    const { behavior, leftOut } = filtered({ dialect: { ...documentedBehavior.dialect, refusals } });
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
  const reported = [left('refusals.asked', 'own words')];

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
  ])('with weak evidence becomes a problem reply: %s', (_, refusals, rule) => {
    expect(ofRefusal(refusals)).toStrictEqual({ rule, leftOut: reported });
  });

  it('lists the first weak refusal of a chain', () => {
    const refusals: Record<string, RefusalRule> = {
      asked: { as: 'b', evidence },
      b: { as: 'c', evidence: fromClient },
      c: { status: 410, evidence: guess },
    };
    expect(ofRefusal(refusals)).toStrictEqual({
      rule: ours(410, fromClient, 'client: the SDK'),
      leftOut: [{ id: 'refusals.asked', level: 'client', reference: 'the SDK', instead: 'own words' }],
    });
  });

  it('escapes dollar signs in the reference', () => {
    const priced = { assumed: 'costs $5 or $name' };
    const { rule } = ofRefusal({ asked: { status: 402, evidence: priced } });
    expect(rule).toStrictEqual(ours(402, priced, 'assumed: costs $$5 or $$name'));
  });

  it.each<[string, Record<string, RefusalRule>]>([
    ['on its own', { asked: { status: 404, body: '$id', evidence } }],
    ['answered as one that is sure', { asked: { as: 'other', evidence }, other: { status: 404, evidence } }],
    ['answered as one that is unknown', { asked: { as: 'ghost', evidence } }],
    ['answered as itself', { asked: { as: 'asked', evidence } }],
  ])('with sufficient evidence is unchanged: %s', (_, refusals) => {
    expect(ofRefusal(refusals)).toStrictEqual({ rule: refusals['asked'], leftOut: [] });
  });

  describe('is followed through ten others at most', () => {
    /** A chain of `as` with this many links. */
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
      [10, reported],
      [11, []],
    ])('for its evidence: %i', (hops, expected) => {
      expect(ofRefusal(chain(hops, evidence, guess)).leftOut).toStrictEqual(expected);
    });
  });
});
