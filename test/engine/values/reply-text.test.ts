import { sentType, smallestOf, textFor } from '../../../src/engine/values/reply-text.js';

it.each([
  ['application/json', { a: 1 }, undefined],
  ['application/vnd.api+json; v=1', 'x', undefined],
  ['text/plain', 'x', 'x'],
  ['application/xml', '<a/>', '<a/>'],
  ['text/plain', { a: 1 }, undefined],
  ['text/event-stream', { a: 1 }, 'data: {"a":1}\n\n'],
  ['text/event-stream', [{ a: 1 }, 'x'], 'data: {"a":1}\n\ndata: x\n\n'],
  ['text/event-stream', 'two\nlines', 'data: two\ndata: lines\n\n'],
  ['text/event-stream', 'event: ping\ndata: 1', 'event: ping\ndata: 1\n\n'],
])('writes a body of %s: %j', (type, body, text) => {
  expect(textFor(type, body)).toBe(text);
});

it('sends an object as JSON where its type has no text for it', () => {
  expect(sentType('application/xml', { a: 1 })).toBe('application/json');
  expect(sentType('application/xml', '<a/>')).toBe('application/xml');
  expect(sentType('application/vnd.api+json', { a: 1 })).toBe('application/vnd.api+json');
  expect(sentType('application/yaml', { a: 1 })).toBe('application/yaml');
});

it('has the smallest files of common types, all of them ASCII', () => {
  for (const type of ['application/pdf', 'application/zip', 'image/gif', 'text/csv; charset=utf-8', 'text/html'])
    expect([type, /^[\0-\x7f]+$/.test(smallestOf(type) ?? '')]).toEqual([type, true]);
  expect(smallestOf('application/pdf')).toMatch(/^%PDF-/);
  expect(smallestOf('application/json')).toBeUndefined();
});
