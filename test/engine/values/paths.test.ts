import { edit, set } from '../../../src/engine/values/paths.js';

it('missing objects are created, but not in place of null', () => {
  expect(set({}, 'a.b', 1)).toEqual({ a: { b: 1 } });
  const none = { a: null };
  expect(edit(none, 'a.b', () => 1)).toBe(none);
});
