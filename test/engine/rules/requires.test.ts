/** `requires`: conditions for the record that a call would store. */
import { evidence, inPath, api, ok, sends, stored } from '../../support/api.js';
import { NOW, type Lab } from '../../support/lab.js';
import type { Json } from '../../../src/grammar/json.js';
import { describeOperation } from '../../../src/describe/operation.js';
import { createByHand, editByHand } from '../../../src/engine/decide/by-hand/change.js';
import { SHARED_ACCOUNT } from '../../../src/engine/model/call.js';
import { requirementText } from '../../../src/engine/values/wording.js';

const nullable = { type: ['string', 'null'] };
const properties = {
  id: { type: 'integer' },
  kind: { type: 'string' },
  url: nullable,
  names: { type: 'array', items: { type: 'string' } },
  rules: { type: 'array', items: { type: 'object', properties: { space: nullable, owner: nullable } } },
};

function things(...requires: Json[]): Lab {
  const thing = { type: 'object', required: ['id'], properties };
  const body = sends({ type: 'object', properties: { ...properties, id: { type: 'integer', readOnly: true } } });
  return api({
    paths: {
      '/things': { post: { operationId: 'make', requestBody: body, responses: ok(thing, 201) } },
      '/things/{id}': {
        parameters: inPath('id'),
        patch: { operationId: 'change', requestBody: body, responses: ok(thing) },
        put: { operationId: 'replace', requestBody: body, responses: ok(thing) },
      },
    },
    schemas: { Thing: thing },
    resources: {
      thing: {
        schema: 'Thing',
        id: { field: 'id', format: 'integer', evidence },
        requires: requires.map((rule) => ({ ...rule, evidence })),
      },
    },
    operations: {
      make: { verb: 'create', resource: 'thing', evidence },
      change: { verb: 'update', resource: 'thing', evidence },
      replace: { verb: 'replace', resource: 'thing', evidence },
    },
    refusals: {
      incomplete: { status: 422, body: { field: '$field', message: '$message' }, evidence },
      unlisted: { is: 'incomplete', status: 409, body: {}, evidence },
    },
  });
}

const boxes = { when: { kind: ['box', 'crate'] }, anyOf: { url: 'present', names: 'present' } };

async function statuses(bench: Lab, ...calls: [method: string, path: string, body: Json][]): Promise<number[]> {
  const out: number[] = [];
  for (const [method, path, body] of calls) out.push((await bench.send(method, path, { body })).status);
  return out;
}

it('is checked for the record as it would be after an update, not for what was sent', async () => {
  const bench = things(boxes);
  const sent = await statuses(
    bench,
    ['POST', '/things', { kind: 'box' }],
    ['POST', '/things', { kind: 'box', url: null, names: [] }],
    ['POST', '/things', { kind: 'bag' }],
    ['POST', '/things', { kind: 'box', url: 'u' }],
    // Record 2 has a url.
    ['PATCH', '/things/2', { kind: 'crate' }],
    ['PATCH', '/things/2', { url: null }],
    ['PATCH', '/things/2', { url: null, names: ['n'] }],
    ['PUT', '/things/2', { kind: 'box' }],
    ['PUT', '/things/2', { kind: 'box', url: 'u' }],
    // Record 1 is a bag.
    ['PATCH', '/things/1', { kind: 'box' }],
    ['PATCH', '/things/1', { kind: 'box', url: 'u' }],
  );
  expect(sent).toEqual([422, 422, 201, 201, 200, 422, 200, 422, 200, 422, 200]);
  expect(bench.complaints).toEqual([]);
});

it('changes nothing where it refuses, and says what would have been accepted', async () => {
  const bench = things(boxes);
  await bench.send('POST', '/things', { body: { kind: 'box', url: 'u' } });
  const before = stored(bench, 'thing');
  const reply = await bench.send('PATCH', '/things/1', { body: { url: null } });
  expect(reply).toMatchObject({ status: 422, body: { field: 'url', message: 'url: requires' } });
  expect(stored(bench, 'thing')).toEqual(before);
  expect(bench.journal().at(-1)).toMatchObject({
    reason: 'incomplete',
    rule: 'refusals.incomplete',
    why: {
      says: 'the record must meet the condition: url has a value or names has a value, where kind is "box" or "crate"',
    },
  });
});

it('with `each`, holds for each element of a list; a listed null is also a missing field', async () => {
  const bench = things({ each: 'rules', anyOf: { owner: 'present', space: [null, 'all'] } });
  const sent = await statuses(
    bench,
    ['POST', '/things', {}],
    ['POST', '/things', { rules: [] }],
    ['POST', '/things', { rules: [{}, { space: null }, { space: 'all' }, { space: 's', owner: 'o' }] }],
    ['POST', '/things', { rules: [{}, { space: 's' }] }],
    ['PATCH', '/things/1', { rules: [{ space: 's', owner: null }] }],
  );
  expect(sent).toEqual([201, 201, 201, 422, 422]);
});

it('with `on`, is checked for new or for changed records only', async () => {
  const calls: [string, string, Json][] = [
    ['POST', '/things', {}],
    ['POST', '/things', { url: 'u' }],
    ['PATCH', '/things/1', { url: null }],
  ];
  expect(await statuses(things({ on: 'create', anyOf: { url: 'present' } }), ...calls)).toEqual([422, 201, 200]);
  expect(await statuses(things({ on: 'change', anyOf: { url: 'present' } }), ...calls)).toEqual([201, 201, 422]);
});

it('is answered in the words of its variant, and listed by `explain` for the operations that check it', async () => {
  const { vendor, send } = things({ on: 'change', anyOf: { kind: ['a', 'b'] }, refuse: 'unlisted' }, boxes);
  await send('POST', '/things', { body: { kind: 'a' } });
  expect((await send('PATCH', '/things/1', { body: { kind: 'c' } })).status).toBe(409);
  const described = (operation: string): unknown[] => {
    const rule = vendor.rules.get(operation);
    if (rule === undefined) throw new Error(`no ${operation}`);
    const { refusals, records } = describeOperation(vendor, rule);
    return [
      refusals.filter(({ reason }) => reason === 'incomplete').map(({ rule: name, when }) => [name, when]),
      records.filter(({ rule: name }) => name?.includes('requires')).map(({ about, says }) => [about, says]),
    ];
  };
  const text = requirementText(boxes as never);
  const ofBoxes = ['refusals.incomplete', `the record would not meet the condition: ${text}`];
  const aboutBoxes = ['url and names', `refused unless ${text}`];
  expect(described('make')).toEqual([[ofBoxes], [aboutBoxes]]);
  const kinds = 'kind is "a" or "b", when the record is changed';
  expect(described('change')).toEqual([
    [['refusals.unlisted', `the record would not meet the condition: ${kinds}`], ofBoxes],
    [['kind', `refused unless ${kinds}`], aboutBoxes],
  ]);
});

it('holds for records that are changed by hand, except those that did not meet it before', () => {
  const { vendor, world } = things(boxes);
  const account = { name: SHARED_ACCOUNT, number: 0 };
  const view = world.store.view(vendor, account);
  const draw = world.ids.draw(vendor, account, NOW, view);
  const context = { vendor, account, view, draw, now: NOW, maker: world.maker };
  const resource = vendor.resources.get('thing');
  if (resource === undefined) throw new Error('no thing');
  const mistake = { pointer: '/url', problem: `is not accepted: ${requirementText(boxes as never)}` };
  expect(createByHand(context, resource, { kind: 'box' })).toEqual({ kind: 'invalid', mistakes: [mistake] });
  expect(editByHand(context, resource, { id: 1, kind: 'bag' }, { kind: 'box' })).toEqual({
    kind: 'invalid',
    mistakes: [mistake],
  });
  expect(editByHand(context, resource, { id: 1, kind: 'box' }, { kind: 'crate' })).toHaveProperty('changes');
});
