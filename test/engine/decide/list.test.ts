/** Lists: what is in them, in which order, and page by page. */
import { Refusal } from '../../../src/engine/model/refusal.js';
import type { Json } from '../../../src/grammar/json.js';
import type { DecideContext } from '../../../src/engine/model/vendor.js';
import type { FilterRule, OperationRule, ResourceRule } from '../../../src/grammar/behavior.js';
import { list } from '../../../src/engine/decide/verbs/list.js';
import { compare } from '../../../src/engine/values/compare.js';
import { MemoryStore } from '../../../src/world/store/store.js';
import { evidence, stubOperation, stubResource, stubRule, stubVendor, refusalOf } from '../../support/stubs.js';

type ListRule = Extract<OperationRule, { verb: 'list' }>;

interface Case {
  records?: Json[];
  rule?: Partial<ListRule>;
  query?: Json;
  resource?: Partial<ResourceRule>;
  secret?: string[];
  params?: Json;
  boxes?: Json[];
}

const account = { name: 'demo', number: 1 };

function listed({
  records = [],
  rule = {},
  query = {},
  resource = {},
  secret = [],
  params = {},
  boxes = [],
}: Case): Json {
  const vendor = stubVendor({ resources: [stubResource('box'), stubResource('thing', resource, secret)] });
  const store = new MemoryStore();
  for (const [name, all] of Object.entries({ box: boxes, thing: records }))
    for (const put of all) store.apply(vendor, account, [{ resource: name, id: String(put['id']), put }]);
  const listRule: ListRule = { verb: 'list', resource: 'thing', evidence, ...rule };
  const context = {
    vendor,
    account,
    rule: stubRule(listRule, stubOperation({ parameters: ['box'] })),
    input: { params, query, body: {}, deferred: [] },
    view: store.view(vendor, account),
    address: { base: 'http://localhost/acme', path: '/things', query: '' },
  } as unknown as DecideContext;
  const decision = list(context, listRule);
  if (decision instanceof Refusal) throw decision;
  const { changes, values, ...rest } = decision;
  expect([changes, rest]).toEqual([[], {}]);
  return values;
}
const ids = (given: Case): unknown[] => (listed(given)['items'] as Json[]).map((item) => item['id']);
const numbered = (count: number): Json[] => Array.from({ length: count }, (_, i) => ({ id: i + 1 }));

describe('a list', () => {
  it('has all records in the order of creation, without page values', () => {
    expect(listed({ records: numbered(2) })).toStrictEqual({
      items: [{ id: 1 }, { id: 2 }],
      limit: undefined,
      offset: undefined,
      page: undefined,
      total: undefined,
      count: 2,
      hasMore: false,
      isFirst: true,
      isLast: true,
      isEmpty: false,
    });
  });

  it('shows no secrets', () => {
    expect(listed({ records: [{ id: 1, pin: 2 }], secret: ['pin'] })['items']).toEqual([{ id: 1 }]);
  });

  it('has the children of the parent in the path', () => {
    const link = { parent: { resource: 'box', field: 'box', parameter: 'box', evidence } };
    const records = [
      { id: 1, box: 'a' },
      { id: 2, box: 'b' },
      { id: 3, box: 'a' },
    ];
    const given: Case = { records, resource: link, boxes: [{ id: 'a' }, { id: 'b' }], rule: { reply: '$total' } };
    expect(ids({ ...given, params: { box: 'a' } })).toEqual([1, 3]);
    expect(listed({ ...given, params: { box: 'b' } })).toMatchObject({ items: [{ id: 2 }], total: 1 });
    expect(refusalOf(() => ids({ ...given, params: { box: 'c' } }))?.reason).toBe('notFound');
  });
});

describe('a filter', () => {
  const filtered = (filter: Partial<FilterRule>, wanted: unknown, values: unknown[]): unknown[] => {
    const records = values.map((value, id) => ({ id, ...(value !== undefined && { a: value }) }));
    const rule: Partial<ListRule> = { filters: { q: { field: 'a', match: 'equals', evidence, ...filter } } };
    return ids({ records, rule, query: { q: wanted } });
  };
  const texts = ['one', 'One', 'two', 'twone', 1, null, undefined, ['one']];

  it.each<[Partial<FilterRule>, unknown, unknown[]]>([
    [{}, 'one', [0]],
    [{}, 1, [4]],
    [{}, null, [5]],
    [{}, ['one'], [0, 7]],
    [{}, 'none', []],
    [{}, undefined, [0, 1, 2, 3, 4, 5, 6, 7]],
    [{ ignoreCase: true }, 'ONE', [0, 1]],
    [{ ignoreCase: true }, 1, [4]],
    [{ ignoreCase: false }, 'One', [1]],
    [{ match: 'contains' }, 'one', [0, 3]],
    [{ match: 'contains' }, 'ne', [0, 1, 3]],
    [{ match: 'contains' }, '', [0, 1, 2, 3]],
    [{ match: 'contains', ignoreCase: true }, 'ONE', [0, 1, 3]],
    [{ match: 'contains' }, 1, []],
    [{ onlyOnRequest: ['two', 1] }, undefined, [0, 1, 3, 5, 6, 7]],
    [{ onlyOnRequest: ['two', 1] }, 'two', [2]],
    [{ nullMatches: true }, 'one', [0, 5, 6]],
    [{ nullMatches: true, match: 'contains' }, 'wo', [2, 3, 5, 6]],
  ])('%j finds with %j', (filter, wanted, found) => {
    expect(filtered(filter, wanted, texts)).toEqual(found);
  });

  it('checks each element of a list', () => {
    const lists = [[{ b: 'x' }], [{ b: 'y' }, { b: 'x' }], [], [{ b: null }], [{ c: 'x' }], 'x'];
    expect(filtered({ field: 'a[].b' }, 'x', lists)).toEqual([0, 1]);
    expect(filtered({ field: 'a[].b', nullMatches: true }, 'x', lists)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(filtered({ field: 'a[].b', nullMatches: true }, 'y', lists)).toEqual([1, 2, 3, 4, 5]);
  });

  it('compares a field of the referenced record', () => {
    const through = { resource: 'box', field: 'deep.label' };
    const boxes = [{ id: '7', deep: { label: 'Red' } }, { id: 'b', deep: { label: 'blue' } }, { id: 'null' }];
    const records = [{ id: 1, a: 7 }, { id: 2, a: 'b' }, { id: 3, a: 'gone' }, { id: 4, a: null }, { id: 5 }];
    const found = (filter: Partial<FilterRule>, wanted: unknown) =>
      ids({
        boxes: [...boxes, { id: 'undefined', deep: { label: 'Red' } }],
        records,
        rule: { filters: { q: { field: 'a', match: 'equals', through, evidence, ...filter } } },
        query: { q: wanted },
      });
    expect(found({}, 'Red')).toEqual([1]);
    expect(found({ ignoreCase: true }, 'BLUE')).toEqual([2]);
    expect(found({ match: 'contains' }, 'e')).toEqual([1, 2]);
    expect(found({}, 'b')).toEqual([]);
    expect(found({}, null)).toEqual([4]);
    expect(found({ nullMatches: true }, 'Red')).toEqual([1, 4, 5]);
  });

  it('combines with other filters, and applies to the count', () => {
    const records = [
      { id: 1, a: 1, b: 1 },
      { id: 2, a: 1, b: 2 },
      { id: 3, a: 2, b: 1 },
    ];
    const filters: Record<string, FilterRule> = {
      p: { field: 'a', match: 'equals', evidence },
      q: { field: 'b', match: 'equals', evidence },
    };
    const given: Case = { records, rule: { filters, reply: { a: '$total' } } };
    expect(listed({ ...given, query: { p: 1, q: 1 } })).toMatchObject({ items: [{ id: 1 }], total: 1 });
    expect(listed({ ...given, query: { p: 1 } })).toMatchObject({ items: [{ id: 1 }, { id: 2 }], total: 2 });
    expect(listed({ ...given, query: { other: 1 } })).toMatchObject({ total: 3 });
  });
});

describe('a page', () => {
  const records = numbered(5);
  const paged = (style: 'offset' | 'page' | 'cursor', query: Json, more: Case = {}): Json => {
    const page = { style, limit: 'size', position: 'at', evidence };
    return listed({ records, ...more, query, rule: { page, reply: { next: '$nextCursor' }, ...more.rule } });
  };

  it.each([
    [{ size: 2 }, [1, 2], 0, true],
    [{ size: '2', at: '1' }, [2, 3], 1, true],
    [{ size: 2, at: 3 }, [4, 5], 3, false],
    [{ size: 2, at: 4 }, [5], 4, false],
    [{ size: 2, at: 9 }, [], 9, false],
  ])('by offset, %j, has %j', (query, numbers, offset, hasMore) => {
    const { items, ...reported } = paged('offset', query);
    expect((items as Json[]).map((item) => item['id'])).toEqual(numbers);
    expect(reported).toMatchObject({ limit: 2, offset, page: undefined, hasMore });
  });

  it.each([
    [{ size: 2 }, [1, 2], 0, 1, true],
    [{ size: 2, at: 1 }, [1, 2], 0, 1, true],
    [{ size: 2, at: '2' }, [3, 4], 2, '2', true],
    [{ size: 2, at: 3 }, [5], 4, 3, false],
  ])('by number, %j, has %j', (query, numbers, offset, page, hasMore) => {
    const { items, ...reported } = paged('page', query);
    expect((items as Json[]).map((item) => item['id'])).toEqual(numbers);
    expect(reported).toMatchObject({ limit: 2, offset, page, hasMore });
  });

  const inOrder: Case = { resource: { order: { by: 'id', direction: 'asc', evidence } } };

  it.each([
    ['of records in an order', inOrder],
    ['of records as they were created', {}],
  ])('by cursor, %s, leads to the next one, and the last to none', (_, more) => {
    const seen: unknown[] = [];
    for (let at: unknown, pages = 0; pages < 9; pages++) {
      const query = { size: 2, ...(at !== undefined && { at }) };
      const { items, nextCursor, hasMore, offset, limit } = paged('cursor', query, more);
      seen.push((items as Json[]).map((item) => item['id']));
      expect([offset, limit, hasMore]).toEqual([undefined, 2, nextCursor !== undefined]);
      if (nextCursor === undefined) break;
      at = nextCursor;
    }
    expect(seen).toEqual([[1, 2], [3, 4], [5]]);
  });

  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('has a cursor with query, key and position, if the reply shows it', () => {
    expect(paged('cursor', { size: 2 })['nextCursor']).toBe(encoded(['[]', null, 1]));
    const order: Case = { resource: { order: { by: 'id', direction: 'desc', evidence } } };
    const query = { size: 2, b: 'x', a: 1, c: [2] };
    const asked = '[["a",1],["b","x"],["c",[2]]]';
    expect(paged('cursor', query, order)['nextCursor']).toBe(encoded([asked, 4, 3]));
    expect(paged('cursor', { c: [2], a: 1, b: 'x', size: 3 }, order)['nextCursor']).toBe(encoded([asked, 3, 2]));
    const hidden = paged('cursor', { size: 2 }, { rule: { reply: { more: '$hasMore' } } });
    expect([hidden['hasMore'], hidden['nextCursor']]).toEqual([true, undefined]);
  });

  it('continues after the position of a cursor', () => {
    const at = encoded(['[["a",1]]', 3, 2]);
    expect(paged('cursor', { size: 9, a: 1, at }, inOrder)['items']).toEqual([{ id: 4 }, { id: 5 }]);
  });

  it.each([
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('[nothing').toString('base64url')],
    ['no list', encoded({ 0: '[]', 1: null, 2: 1, length: 3 })],
    ['nothing', encoded(null)],
    ['too short', encoded(['[]', null])],
    ['too long', encoded(['[]', null, 1, 1])],
    ['of another query', encoded(['[["a",1]]', null, 1])],
    ['without a place', encoded(['[]', null, '1'])],
    ['of a place between two', encoded(['[]', null, 1.5])],
    ['empty', ''],
  ])('refuses a cursor that is %s', (_, at) => {
    expect(refusalOf(() => paged('cursor', { size: 2, at }))).toEqual({
      reason: 'invalid',
      details: { field: 'at', issues: [{ in: 'query', field: 'at', keyword: 'cursor', params: {} }] },
      variant: 'invalid',
    });
  });

  it('counts all records if the reply shows the total', () => {
    expect(paged('offset', { size: 2, at: 4 }, { rule: { reply: ['$total'] } })['total']).toBe(5);
    expect(paged('offset', { size: 2, at: 4 })['total']).toBeUndefined();
  });
});

describe('an order of the client’s choice', () => {
  const records = [
    { id: 1, a: { b: 2 }, c: 'y' },
    { id: 2, a: { b: 1 }, c: 'x' },
    { id: 3, a: { b: 2 }, c: 'x' },
    { id: 4 },
  ];
  const sort = { parameter: 'by', default: '-c', evidence };
  it.each([
    ['a.b', [4, 2, 1, 3]],
    ['-a.b', [1, 3, 2, 4]],
    ['c', [4, 2, 3, 1]],
    ['id', [1, 2, 3, 4]],
    ['-id', [4, 3, 2, 1]],
    ['none', [1, 2, 3, 4]],
    [undefined, [1, 2, 3, 4]],
    [7, [1, 2, 3, 4]],
  ])('by %s has %j', (by, found) => {
    expect(ids({ records, rule: { sort }, query: { by } })).toEqual(found);
  });

  it('applies after the filters, and defaults to the rule’s order', () => {
    const filters: Record<string, FilterRule> = { q: { field: 'c', match: 'equals', evidence } };
    const given: Case = { records, rule: { sort: { ...sort, default: '-id' }, filters } };
    expect(ids(given)).toEqual([4, 3, 2, 1]);
    expect(ids({ ...given, query: { q: 'x', by: 'id' } })).toEqual([2, 3]);
    expect(listed(given)['hasMore']).toBe(false);
  });
});

describe('the order of values', () => {
  it('is null first, then booleans, numbers and texts', () => {
    const values = ['b', 10, true, null, 'B', 9, false, '10', '9', -1, 'é', 'z', 1.5];
    const inOrder = [null, false, true, -1, 1.5, 9, 10, '10', '9', 'B', 'b', 'z', 'é'];
    expect([...values].sort(compare)).toEqual(inOrder);
    expect([...values].reverse().sort(compare)).toEqual(inOrder);
  });

  it.each<[unknown, unknown, number]>([
    [null, null, 0],
    [undefined, false, -1],
    [undefined, '', -3],
    [null, false, -1],
    [true, 0, -1],
    [true, null, 1],
    [7, '0', -1],
    ['0', null, 3],
    [false, true, -1],
    [true, false, 1],
    [2, 10, -8],
    [10, 2, 8],
    ['a', 'b', -1],
    ['b', 'a', 1],
    ['a', 'a', 0],
    ['a', 'B', 1],
    [{}, {}, 0],
    [['b'], 'a', 1],
    [['a'], 'b', -1],
  ])('has %j and %j apart by %d', (a, b, apart) => {
    expect(compare(a, b)).toBe(apart);
  });
});
