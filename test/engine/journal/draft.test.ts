/** Drafts keep few objects of each call, because the garbage collector copies what they keep. */
import { draft, type Draft } from '../../../src/engine/journal/draft.js';
import { newTrace } from '../../../src/engine/model/trace.js';
import type { Call, Reply } from '../../../src/engine/model/call.js';
import { stubVendor } from '../../support/stubs.js';

const call: Call = { method: 'GET', path: '/things', query: '', base: '', headers: {}, body: () => new Uint8Array() };

function drafted(headers: Reply['headers']): Draft {
  const reply = { status: 200, headers, body: {}, text: '{}' };
  return draft({ at: 0, sandbox: 'default' }, stubVendor(), call, newTrace(), reply, [], 1);
}

it('share the headers of replies of which the journal shows the content type only', () => {
  const headers = { 'content-type': 'application/json', 'x-stuntdouble-rule': 'a' };
  const [one, other] = [drafted(headers), drafted({ ...headers, 'x-stuntdouble-rule': 'b' })];
  expect(one.replyHeaders).toStrictEqual({ 'content-type': 'application/json' });
  expect(other.replyHeaders).toBe(one.replyHeaders);
});

it('keep all headers of a reply with others', () => {
  const headers = { 'content-type': 'application/json', 'retry-after': '30' };
  expect(drafted(headers).replyHeaders).toBe(headers);
});
