/** The words of a value that does not conform to a grammar. */
import { z } from 'zod';
import { conform } from '../../src/grammar/conform.js';

const grammar = z.strictObject({
  text: z.string().optional(),
  list: z.array(z.string()).min(1).optional(),
  choice: z.enum(['a', 'b']).optional(),
  map: z.record(z.string(), z.number()).optional(),
  whole: z.int().optional(),
});

it.each<[value: unknown, problem: string, remedy: string]>([
  [{ text: 3 }, 'text is a number, and should be a text', 'write a text'],
  [{ text: null }, 'text is null, and should be a text', 'write a text'],
  [{ list: 'x' }, 'list is a text, and should be a list', 'write a list'],
  [{ list: [] }, 'list is empty', 'write at least one, or remove it'],
  [{ list: ['x', true] }, 'list.1 is a boolean, and should be a text', 'write a text'],
  [{ choice: 'c' }, 'choice is "c", which is not allowed', 'use one of a, b'],
  [{ choice: ['a'] }, 'choice is a list, which is not allowed', 'use one of a, b'],
  [{ map: 'x' }, 'map is a text, and should be an object', 'write an object'],
  [{ whole: 1.5 }, 'whole is a number, and should be a whole number', 'write a whole number'],
  [[], 'the file is a list, and should be an object', 'write an object'],
])('%j', (value, problem, remedy) => {
  const found = conform(grammar, value);
  expect('wrong' in found && found.wrong.map((one) => [one.problem, one.remedy])).toEqual([[problem, remedy]]);
});
