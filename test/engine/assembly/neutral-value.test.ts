/** The plainest value that a schema allows. */
import type { Json } from '../../../src/grammar/json.js';
import { neutralValue } from '../../../src/engine/assembly/filter/neutral-value.js';

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
  ['the least whole number that is allowed', { type: 'integer', minimum: 0.5 }, 1],
  ['the first above a bound that is left out', { type: 'integer', exclusiveMinimum: 0 }, 1],
  ['a number above a fraction that is left out', { type: 'number', exclusiveMinimum: 0.5 }, 1],
  ['the most that is allowed', { type: 'integer', maximum: -1 }, -1],
  ['the most whole number that is allowed', { type: 'integer', maximum: -1.5 }, -2],
  ['the first below a bound that is left out', { type: 'integer', exclusiveMaximum: 0 }, -1],
  ['a multiple', { type: 'integer', minimum: 10, multipleOf: 5 }, 10],
  ['null that is constant', { const: null }, null],
  ['null that is the default', { default: null, type: 'string', format: 'uuid' }, null],
  ['null that is one of a choice', { anyOf: [{ type: 'string' }, { type: 'null' }] }, null],
  ['null that is one of two', { oneOf: [{ type: 'null' }, { type: 'integer' }] }, null],
  ['an empty list that may be empty', { type: 'array', minItems: 0 }, []],
  ['an empty object that may be empty', { type: 'object', minProperties: 0, required: [] }, {}],
  ['an empty text that may be empty', { type: 'string', minLength: 0 }, ''],
  ['a number rather than a list', { type: ['array', 'number'] }, 0],
  ['an empty list', { type: 'array' }, []],
  ['a list rather than an object', { type: ['object', 'array'] }, []],
  ['an empty object', { type: 'object' }, {}],
  ['an empty object of which nothing must be there', { type: 'object', properties: { a: {} } }, {}],
  ['an object rather than a text', { type: ['string', 'object'] }, {}],
  ['an empty text', { type: 'string' }, ''],
  ['an empty text that may be no longer than that', { type: 'string', maxLength: 0 }, ''],
])('is %s', (_, schema, expected) => {
  expect(neutralValue(schema)).toStrictEqual(expected);
});

it.each<[string, Json]>([
  ['a text in a format', { type: 'string', format: 'uuid' }],
  ['a text of a pattern', { type: 'string', pattern: '^a' }],
  ['a text that is not empty', { type: 'string', minLength: 1 }],
  ['a list that is not empty', { type: 'array', minItems: 1 }],
  ['an object of which something must be there', { type: 'object', required: ['a'] }],
  ['an object of which anything must be there', { type: 'object', minProperties: 1 }],
  ['a number between two that are left out', { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
  ['a multiple that is near no bound', { type: 'integer', minimum: 11, multipleOf: 5 }],
  ['a choice without null', { anyOf: [{ type: 'string' }, { type: 'integer' }] }],
  ['what has no type', {}],
  ['what has a type that nobody knows', { type: 'stone' }],
])('is undefined for %s', (_, schema) => {
  expect(neutralValue(schema)).toBeUndefined();
});
