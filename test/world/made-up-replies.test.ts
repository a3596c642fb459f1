/** A sample of what test/deep/made-up-values.test.ts holds in full. */
import { madeUpReplies } from '../support/made-up.js';

it.each([
  ['petstore', 1],
  ['realworld', 1],
  ['resend', 5],
])('makes up valid replies for operations of %s', async (name, every) => {
  const { made, impossible, unread, wrong } = await madeUpReplies(name, every);
  expect({ impossible, unread, wrong }).toEqual({ impossible: [], unread: [], wrong: [] });
  expect(made).toBeGreaterThan(10);
});
