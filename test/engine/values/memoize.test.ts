import { memoize, memoizeLast } from '../../../src/engine/values/memoize.js';
import { once } from '../../../src/engine/values/once.js';

it('caches the latest result, and computes another for another argument', () => {
  const asked: number[] = [];
  const double = memoizeLast((n: number) => {
    asked.push(n);
    return 2 * n;
  });
  expect([1, 1, 2, 2, 1].map(double)).toEqual([2, 2, 4, 4, 2]);
  expect(asked).toEqual([1, 2, 1]);
});

it.each([undefined, 'a value'])('makes %s once, and not before it is asked for', (value) => {
  let made = 0;
  const get = once(() => (made++, value));
  expect(made).toBe(0);
  expect([get(), get()]).toEqual([value, value]);
  expect(made).toBe(1);
});

it('caches the results of short texts, undefined among them', () => {
  const asked: string[] = [];
  const read = memoize((text) => void asked.push(text));
  for (const text of ['a', 'b', 'a', 'x'.repeat(201), 'x'.repeat(201)]) read(text);
  expect(asked.map((text) => text.charAt(0))).toEqual(['a', 'b', 'x', 'x']);
});
