/** The plainest value that a schema allows. */
import { neutral } from '../../src/engine/neutral.js';
import type { Json } from '../../src/engine/paths.js';

it.each<[string, Json, unknown]>([
  ['the constant', { const: 'fixed', default: 'usual', type: 'string' }, 'fixed'],
  ['the default of the schema', { default: 'usual', type: ['string', 'null'], enum: ['first', 'usual'] }, 'usual'],
  ['a default that is false', { default: false, type: ['boolean', 'null'] }, false],
  ['a default that is an empty text', { default: '', type: 'string', minLength: 1 }, ''],
  ['null where it may be null', { type: ['string', 'null'], enum: ['first', null] }, null],
  ['null where it is nothing else', { type: 'null' }, null],
  ['null rather than false', { type: ['boolean', 'null'] }, null],
  ['the first of a choice', { type: 'string', enum: ['first', 'second'] }, 'first'],
  ['the first of a choice without a type', { enum: [3, 4] }, 3],
  ['the first of a choice of numbers', { type: 'integer', enum: [3, 4] }, 3],
  ['false', { type: 'boolean' }, false],
  ['false rather than a number', { type: ['integer', 'boolean'] }, false],
  ['zero for an integer', { type: 'integer' }, 0],
  ['zero for a number', { type: 'number' }, 0],
  ['the least that is allowed', { type: 'integer', minimum: 3 }, 3],
  ['the least fraction that is allowed', { type: 'number', minimum: 0.5 }, 0.5],
  ['zero where less is allowed', { type: 'integer', minimum: -3 }, 0],
  ['a number rather than a list', { type: ['array', 'number'] }, 0],
  ['an empty list', { type: 'array' }, []],
  ['a list rather than an object', { type: ['object', 'array'] }, []],
  ['an empty object', { type: 'object' }, {}],
  ['an empty object of which nothing must be there', { type: 'object', properties: { a: {} } }, {}],
  ['an object rather than a text', { type: ['string', 'object'] }, {}],
  ['an empty text', { type: 'string' }, ''],
  ['an empty text that may be no longer than that', { type: 'string', maxLength: 0 }, ''],
])('is %s', (_, schema, expected) => {
  expect(neutral(schema)).toStrictEqual(expected);
});

it.each<[string, Json]>([
  ['a text in a format', { type: 'string', format: 'uuid' }],
  ['a text of a pattern', { type: 'string', pattern: '^a' }],
  ['a text that is not empty', { type: 'string', minLength: 1 }],
  ['a list that is not empty', { type: 'array', minItems: 1 }],
  ['an object of which something must be there', { type: 'object', required: ['a'] }],
  ['what has no type', {}],
  ['what has a type that nobody knows', { type: 'stone' }],
])('is nothing for %s', (_, schema) => {
  expect(neutral(schema)).toBeUndefined();
});
