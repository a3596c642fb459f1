/** Runtime expressions and criteria, as Arazzo 1.0 has them. */
import type { Criterion } from '../../../src/grammar/arazzo.js';
import { condition } from '../../../src/verify/arazzo/condition.js';
import { compileCriterion } from '../../../src/verify/arazzo/criterion.js';
import { expression, payload, type Scope } from '../../../src/verify/arazzo/expression.js';

const scope: Scope = {
  inputs: { run: 'r1' },
  steps: new Map([['make', { id: 7, name: 'Lamp' }]]),
  exchanged: {
    method: 'GET',
    url: 'http://x/',
    request: { headers: {}, body: { name: 'Lamp' } },
    statusCode: 200,
    response: {
      headers: { 'x-rate': '5' },
      body: { id: 7, name: 'Lamp', list: [{ a: 1 }, { a: 2 }], text: "it's", none: null, 'a/b': 1 },
    },
  },
};

it.each<[string, unknown]>([
  ['$statusCode', 200],
  ['$response.body#/list/1/a', 2],
  ['$response.body#/a~1b', 1],
  ['$response.body#/nothing/here', undefined],
  ['$response.header.X-Rate', '5'],
  ['$request.body#/name', 'Lamp'],
  ['$inputs.run', 'r1'],
  ['$steps.make.outputs.id', 7],
])('%s is %j', (text, value) => {
  expect(expression(text).evaluate(scope)).toEqual(value);
});

it('fills a payload: a whole expression keeps its type, one in braces is put into the text', () => {
  const source = { id: '$steps.make.outputs.id', text: '{$inputs.run}-{$steps.make.outputs.id}', price: '$5' };
  expect(payload(source).fill(scope)).toEqual({ id: 7, text: 'r1-7', price: '$5' });
});

it.each<[string, boolean]>([
  ['$statusCode == 200', true],
  ['$statusCode != 200 || $response.body#/id == 7', true],
  ['$statusCode == 200 && ($response.body#/id < 7 || $response.body#/id > 7)', false],
  ["$response.body#/text == 'it''s'", true],
  ["$response.body#/name == 'LAMP'", true],
  ['$response.body#/none == null', true],
  ['$response.body#/nothing == null', true],
  ['!$response.body#/nothing', true],
  ['$response.body#/name > 5', false],
])('%s: %j', (text, holds) => {
  expect(condition(text).holds(scope)).toBe(holds);
});

it.each<[Criterion, boolean]>([
  [{ context: '$response.body', condition: '$[?@.id == {$steps.make.outputs.id}]', type: 'jsonpath' }, true],
  [{ context: '$response.body', condition: '$[?@.id == {$steps.make.outputs.nothing}]', type: 'jsonpath' }, false],
  [{ context: '$response.body', condition: '$[?length(@.list) == 2]', type: 'jsonpath' }, true],
  [{ context: '$response.body', condition: '$[?!@..[?search(@, "Lam")]]', type: 'jsonpath' }, false],
  [{ context: '$response.body', condition: '$[?@.list[?@.a == 2]]', type: 'jsonpath' }, true],
  [{ context: '$response.header.x-rate', condition: '^\\d$', type: 'regex' }, true],
  [{ context: '$response.body#/nothing', condition: '.', type: 'regex' }, false],
])('%j: %j', (criterion, holds) => {
  expect(compileCriterion(criterion).holds(scope)).toBe(holds);
});

it.each(['$statusCode ==', '$statusCode = 200', '($statusCode == 200', '$statusCode == 200 200', '$nothing == 1'])(
  '%s is not a condition',
  (text) => {
    expect(() => condition(text)).toThrow(text.includes('nothing') ? 'is not a supported expression' : text);
  },
);
