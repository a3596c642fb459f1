/** Envelopes, delete replies, pages and their links, examples and statuses. */
import { api, evidence, inPath, inQuery, ok, sends } from '../../support/api.js';
import type { Json } from '../../../src/grammar/json.js';
import type { Lab } from '../../support/lab.js';

const thing = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' }, rank: { type: 'integer' } },
};
const named = { type: 'object', properties: { name: { type: 'string' }, rank: { type: 'integer' } } };
const object = (properties: Json): Json => ({ type: 'object', properties });
const schema = '#/components/schemas/Thing';
const resources = { thing: { schema, id: { field: 'id', format: 'integer', evidence } } };
const made = { make: { verb: 'create', resource: 'thing', evidence } };
const making = { operationId: 'make', requestBody: sends(named), responses: ok(thing, 201) };

describe('the record in a body', () => {
  it('is at the path that the rule states, in requests and replies', async () => {
    const wrapped = object({ data: object({ type: { type: 'string' }, attributes: named }) });
    const shown = object({ data: object({ id: { type: 'string' }, type: { type: 'string' }, attributes: thing }) });
    const envelope = { data: { id: '$id', type: 'things', attributes: '$item' } };
    const { send, complaints } = api({
      paths: {
        '/things': {
          post: { operationId: 'make', requestBody: sends(wrapped), responses: ok(shown, 201) },
          get: { operationId: 'list', responses: ok(object({ data: { type: 'array', items: object({}) } })) },
        },
        '/things/{id}': {
          parameters: [{ ...inPath('id')[0], schema: { type: 'integer' } }],
          patch: { operationId: 'change', requestBody: sends(wrapped), responses: ok(shown) },
        },
      },
      schemas: { Thing: thing },
      resources,
      operations: {
        make: { verb: 'create', resource: 'thing', body: { at: 'data.attributes' }, reply: envelope, evidence },
        change: { verb: 'update', resource: 'thing', body: { at: 'data.attributes' }, reply: envelope, evidence },
        list: { verb: 'list', resource: 'thing', each: envelope.data, reply: { data: '$items' }, evidence },
      },
    });
    const body = { data: { type: 'things', attributes: { name: 'one', rank: 1 } } };
    const first = { id: '1', type: 'things', attributes: { id: 1, name: 'one', rank: 1 } };
    expect((await send('POST', '/things', { body })).body).toEqual({ data: { ...first, id: 1 } });
    const change = { data: { attributes: { rank: 2 } } };
    expect((await send('PATCH', '/things/1', { body: change })).body).toMatchObject({
      data: { attributes: { name: 'one', rank: 2 } },
    });
    expect((await send('GET', '/things')).body).toMatchObject({ data: [{ id: 1, attributes: { rank: 2 } }] });
    expect(complaints.filter((complaint) => !complaint.includes('data.id') && !complaint.includes('/data/id'))).toEqual(
      [],
    );
  });
});

it('a delete may answer with the deleted record', async () => {
  const { send } = api({
    paths: {
      '/things': { post: making },
      '/things/{id}': {
        parameters: inPath('id'),
        delete: { operationId: 'remove', responses: ok(object({ was: thing, id: { type: 'integer' } })) },
      },
    },
    schemas: { Thing: thing },
    resources,
    operations: {
      ...made,
      remove: { verb: 'delete', resource: 'thing', reply: { was: '$item', id: '$id' }, evidence },
    },
  });
  await send('POST', '/things', { body: { name: 'one' } });
  expect((await send('DELETE', '/things/1')).body).toEqual({ was: { id: 1, name: 'one' }, id: 1 });
});

describe('a page', () => {
  const paged = async (page: Json, more: Json = {}, count = 5): Promise<Lab> => {
    const properties = Object.fromEntries(
      ['first', 'last', 'next', 'previous', 'more', 'total', 'pages', 'count'].map((name) => [name, {}]),
    );
    const bench = api({
      paths: {
        '/things': {
          post: making,
          get: {
            operationId: 'list',
            parameters: inQuery({
              limit: { type: 'integer' },
              at: { type: page['style'] === 'cursor' ? 'string' : 'integer' },
              before: { type: 'integer' },
              sort: { type: 'string' },
              dir: { type: 'string' },
              name: { type: 'array', items: { type: 'string' } },
            }),
            responses: ok(object({ items: { type: 'array', items: thing }, ...properties })),
          },
        },
      },
      schemas: { Thing: thing },
      resources,
      operations: {
        ...made,
        list: {
          verb: 'list',
          resource: 'thing',
          page: { position: 'at', limit: 'limit', evidence, ...page },
          filters: { name: { field: 'name', match: 'equals', evidence } },
          reply: { items: '$items', more: '$hasMore', total: '$total', pages: '$pageCount', count: '$count' },
          evidence,
          ...more,
        },
      },
    });
    for (let n = 1; n <= count; n++)
      await bench.send('POST', '/things', { body: { name: `n${n}`, rank: (n * 3) % 5 } });
    return bench;
  };
  const idsIn = (body: unknown): unknown[] => ((body as Json)['items'] as Json[]).map((item) => item['id']);

  it('has the rule’s default size', async () => {
    const { send } = await paged({ style: 'offset', size: 2 });
    const { body } = await send('GET', '/things');
    expect(idsIn(body)).toEqual([1, 2]);
    expect(body).toMatchObject({ more: true, total: 5, pages: 3, count: 2 });
    expect(idsIn((await send('GET', '/things?limit=4')).body)).toEqual([1, 2, 3, 4]);
  });

  it('may be counted from 0', async () => {
    const { send } = await paged({ style: 'page', size: 2, first: 0 });
    expect(idsIn((await send('GET', '/things')).body)).toEqual([1, 2]);
    expect(idsIn((await send('GET', '/things?at=2')).body)).toEqual([5]);
  });

  it.each([
    ['offset', '?at=-3', [1, 2]],
    ['offset', '?limit=-1', [1, 2]],
    ['page', '?at=-3', [1, 2]],
    ['page', '?at=0', [1, 2]],
    ['page', '?at=9&limit=-2', []],
  ])(
    'by %s takes positions below the first as the first, and limits below 1 as none: %s',
    async (style, query, ids) => {
      const { send } = await paged({ style, size: 2 });
      expect(idsIn((await send('GET', `/things${query}`)).body)).toEqual(ids);
    },
  );

  const ends = { items: '$items', first: '$firstId', last: '$lastId', more: '$hasMore' };
  it.each<[string, number[], boolean]>([
    ['', [1, 2], true],
    ['?at=2', [3, 4], true],
    ['?at=4', [5], false],
    ['?at=5', [], false],
    ['?before=3', [1, 2], false],
    ['?before=5', [3, 4], true],
  ])('may be selected by the ids of neighboring records: %s', async (query, ids, more) => {
    const { send } = await paged({ style: 'ids', size: 2, before: 'before' }, { reply: ends });
    const { body } = await send('GET', `/things${query}`);
    expect(idsIn(body)).toEqual(ids);
    expect(body).toEqual({
      items: expect.anything() as unknown,
      more,
      ...(ids.length > 0 && { first: ids[0], last: ids.at(-1) }),
    });
  });

  it('selected by an unknown id is refused', async () => {
    const { send } = await paged({ style: 'ids', size: 2 });
    expect((await send('GET', '/things?at=99')).status).toBe(400);
  });

  it.each<[Json, string, unknown, unknown]>([
    [{ links: 'path' }, '', '/things?at=2', undefined],
    [{ links: 'path' }, '?at=2&name=n1', undefined, '/things?at=0&name=n1'],
    [{ end: 'null' }, '?at=4', null, 'http://localhost/acme/things?at=2'],
    [{ end: 'empty' }, '', 'http://localhost/acme/things?at=2', ''],
  ])('links to neighboring pages: %j of "%s"', async (page, query, next, previous) => {
    const reply = { items: '$items', next: '$nextLink', previous: '$previousLink' };
    const { send } = await paged({ style: 'offset', size: 2, ...page }, { reply });
    const { body } = await send('GET', `/things${query}`);
    expect([(body as Json)['next'], (body as Json)['previous']]).toEqual([next, previous]);
  });

  it('links by a header', async () => {
    const { send } = await paged({ style: 'page', size: 2, linkHeader: true });
    const at = (n: number): string => `<http://localhost/acme/things?at=${n}>`;
    expect((await send('GET', '/things')).headers['link']).toBe(
      `${at(1)}; rel="first", ${at(2)}; rel="next", ${at(3)}; rel="last"`,
    );
    expect((await send('GET', '/things?at=3')).headers['link']).toContain(`${at(2)}; rel="prev"`);
  });

  it('follows the order that the client requests', async () => {
    const sort = { parameter: 'sort', default: 'id', direction: 'dir', fields: { place: 'rank' }, evidence };
    const { send } = await paged(
      { style: 'cursor', size: 2 },
      { sort, reply: { items: '$items', next: '$nextCursor' } },
    );
    const first = (await send('GET', '/things?sort=place&dir=desc')).body as Json;
    expect(idsIn(first)).toEqual([3, 1]);
    const second = await send('GET', `/things?sort=place&dir=desc&at=${String(first['next'])}`);
    expect(idsIn(second.body)).toEqual([4, 2]);
  });

  it('shows records that match any of several filter values', async () => {
    const { send } = await paged({ style: 'offset' });
    expect(idsIn((await send('GET', '/things?name=n1&name=n4')).body)).toEqual([1, 4]);
  });
});

describe('an example', () => {
  const shows = (responses: Json, rule: Json = {}): Lab =>
    api({
      paths: {
        '/run': { get: { operationId: 'run', parameters: inQuery({ q: { type: 'string' } }), responses } },
      },
      operations: { run: { verb: 'example', evidence, ...rule } },
    });
  const reply = (media: Json): Json => ({ 200: { description: 'ok', content: { 'application/json': media } } });

  it("is the document's own, and is marked in the header and the journal", async () => {
    const { send, journal } = shows(reply({ schema: thing, example: { id: 1, name: 'shown' } }));
    const answer = await send('GET', '/run');
    expect(answer.body).toEqual({ id: 1, name: 'shown' });
    expect(answer.headers['x-stuntdouble-rule']).toBe('acme.run; inferred; example');
    expect(journal().at(-1)).toMatchObject({ rule: 'run', evidence: 'inferred', by: 'example' });
  });

  it('that is invalid is replaced by a made-up one, equal for equal requests', async () => {
    const { send, complaints } = shows(reply({ schema: thing, example: { id: 'no' } }));
    const [one, two, again] = [
      await send('GET', '/run?q=1'),
      await send('GET', '/run?q=2'),
      await send('GET', '/run?q=1'),
    ];
    expect(one.text).toBe(again.text);
    expect(one.text).not.toBe(two.text);
    expect(complaints).toEqual([]);
  });

  it('that cannot be made up is declined with 501', async () => {
    const { send } = shows(reply({ schema: { ...thing, properties: { id: false, name: {} } } }));
    expect(await send('GET', '/run')).toMatchObject({ status: 501, body: { title: 'No valid value can be made up' } });
  });

  it('has no body if the document declares none', async () => {
    expect(await shows({ 204: { description: 'nothing' } }).send('GET', '/run')).toMatchObject({
      status: 204,
      text: undefined,
    });
  });
});

describe('a status that the document does not declare', () => {
  const undeclared = (rule: Json): Lab =>
    api({
      paths: {
        '/things': { post: making },
        '/things/{id}': { parameters: inPath('id'), get: { operationId: 'read', responses: {} } },
      },
      schemas: { Thing: thing },
      resources,
      operations: { ...made, read: { verb: 'read', resource: 'thing', status: 200, evidence } },
      refusals: { notFound: { status: 404, body: { message: 'no' }, evidence, ...rule } },
      declaresErrors: false,
      seed: { records: { thing: [{ id: 1, name: 'x' }] }, credentials: [] },
    });
  const broken = (bench: Lab): string[] =>
    bench.complaints.filter((complaint) => !complaint.startsWith('second opinion'));

  it('violates the contract, unless the rule states it', async () => {
    for (const [rule, count] of [
      [{}, 1],
      [{ undeclared: true }, 0],
    ] as const) {
      const bench = undeclared(rule);
      expect((await bench.send('GET', '/things/9')).status).toBe(404);
      expect(broken(bench)).toHaveLength(count);
    }
  });

  it('may be a success status', async () => {
    const bench = undeclared({ undeclared: true });
    expect(await bench.send('GET', '/things/1')).toMatchObject({ status: 200 });
    expect(broken(bench)).toEqual([]);
  });
});
