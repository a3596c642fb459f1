/** Reads and lists repeat what they showed of the same version of a record, and of no other. */
import { list } from '../../../src/engine/decide/verbs/list.js';
import { read } from '../../../src/engine/decide/verbs/read.js';
import { Refusal } from '../../../src/engine/model/refusal.js';
import type { Decision, Reply } from '../../../src/engine/model/call.js';
import type { Converted, DecideContext } from '../../../src/engine/model/vendor.js';
import { keepReply } from '../../../src/engine/reply/keep-reply.js';
import type { ResourceRule, RuleOf } from '../../../src/grammar/behavior.js';
import type { Json } from '../../../src/grammar/json.js';
import { MemoryStore } from '../../../src/world/store/store.js';
import { evidence, stubOperation, stubResource, stubRule, stubVendor } from '../../support/stubs.js';

const account = { name: 'demo', number: 1 };
const rule: RuleOf<'read'> = { verb: 'read', resource: 'thing', evidence };
const listRule: RuleOf<'list'> = { verb: 'list', resource: 'thing', reply: '$items', evidence };

function things(own: Partial<ResourceRule> = {}, conversions: Converted[] = []) {
  const thing = { ...stubResource('thing', own, ['key']), conversions };
  const vendor = stubVendor({ resources: [stubResource('box'), thing] });
  const store = new MemoryStore();
  const operation = stubRule(rule, stubOperation({ parameters: ['id'] }));
  const listOperation = stubRule(listRule, stubOperation());
  const input = { params: {}, query: {}, body: {}, deferred: [] };
  return {
    operation,
    list: (): Json[] => {
      const context = { vendor, account, rule: listOperation, input, view: store.view(vendor, account) };
      const decision = list(context as unknown as DecideContext, listRule);
      if (decision instanceof Refusal) throw decision;
      return decision.values['items'] as Json[];
    },
    put: (resource: string, put: Json): void =>
      store.apply(vendor, account, [{ resource, id: String(put['id']), put }]),
    read: (id: string): Decision => {
      const view = store.view(vendor, account);
      const context = { vendor, account, rule: operation, input: { ...input, params: { id } }, view };
      const decision = read(context as unknown as DecideContext, rule);
      if (decision instanceof Refusal) throw decision;
      return decision;
    },
  };
}

it('computes the values of a record once for each version of it', () => {
  const { put, read } = things();
  put('thing', { id: 'a', size: 1 });
  const first = read('a');
  expect(read('a').values).toBe(first.values);
  put('thing', { id: 'a', size: 2 });
  expect(read('a').values).toStrictEqual({ id: 'a', item: { id: 'a', size: 2 } });
});

it('computes the items of a list once for each version of their records', () => {
  const { put, list } = things();
  put('thing', { id: 'a', size: 1, key: 'k' });
  put('thing', { id: 'b', size: 1, key: 'k' });
  const [a, b] = list();
  put('thing', { id: 'b', size: 2, key: 'k' });
  const [again, changed] = list();
  expect(again).toBe(a);
  expect([b, changed]).toStrictEqual([
    { id: 'b', size: 1 },
    { id: 'b', size: 2 },
  ]);
});

it('computes the values anew if they have other records', () => {
  const { put, read } = things({ embed: { box: { reference: 'box', by: 'in', evidence } } });
  put('box', { id: 'b', color: 'red' });
  put('thing', { id: 'a', in: 'b' });
  expect(read('a').values['item']).toStrictEqual({ id: 'a', in: 'b', box: { id: 'b', color: 'red' } });
  put('box', { id: 'b', color: 'blue' });
  expect(read('a').values['item']).toStrictEqual({ id: 'a', in: 'b', box: { id: 'b', color: 'blue' } });
});

it('computes the values anew if a field shows the record that it names', () => {
  const convert = { to: 'record', resource: 'box', evidence } as const;
  const { put, read } = things({}, [{ path: 'in', rule: convert, schema: undefined, elementSchema: undefined }]);
  put('box', { id: 'b', color: 'red' });
  put('thing', { id: 'a', in: { id: 'b' } });
  expect(read('a').values['item']).toStrictEqual({ id: 'a', in: { id: 'b', color: 'red' } });
  put('box', { id: 'b', color: 'blue' });
  expect(read('a').values['item']).toStrictEqual({ id: 'a', in: { id: 'b', color: 'blue' } });
});

it('keeps at most 1,000 records of an operation', () => {
  const { operation, put, read } = things();
  for (let id = 1; id <= 1001; id++) {
    put('thing', { id: String(id) });
    read(String(id));
  }
  expect(operation.shown?.size).toBe(1);
});

it('keeps the reply of a record, but none of more than 16 KiB', () => {
  const reply = (body: unknown): Reply => ({ status: 200, headers: {}, body });
  const { put, read } = things();
  put('thing', { id: 'a' });
  const { shown } = read('a');
  if (shown === undefined) throw new Error('a read shows a record');
  keepReply(shown, reply('x'.repeat(16 * 1024 - 1)));
  expect(shown.reply).toBeUndefined();
  keepReply(shown, reply({ id: 'a' }));
  expect(read('a').shown?.reply).toStrictEqual({ body: { id: 'a' }, text: '{"id":"a"}' });
});
