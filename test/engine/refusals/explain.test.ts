/** The sentence that explains each reason, for cases that no vendor of specs/ has. */
import { reasons, type Reason } from '../../../src/grammar/reasons.js';
import type { Operation, SecurityScheme } from '../../../src/engine/model/contract.js';
import { type Issue, type RefusalDetails } from '../../../src/engine/model/refusal.js';
import { explainRefusal } from '../../../src/engine/refusals/explain.js';
import type { Explanation } from '../../../src/engine/refusals/row.js';
import { stubOperation, stubVendor } from '../../support/stubs.js';

interface Case {
  details?: RefusalDetails;
  operation?: Operation | undefined;
  operations?: Operation[];
  securitySchemes?: SecurityScheme[];
  method?: string;
  path?: string;
}

function explained(
  reason: Reason,
  { details = {}, operation, operations = [], securitySchemes = [], method = 'GET', path = '/things' }: Case = {},
): Explanation {
  const vendor = stubVendor({ contract: { operations, securitySchemes } });
  return explainRefusal({ vendor, operation, method, path, reason, details });
}

const named = (item: string): Operation => {
  const [method = '', path = ''] = item.split(' ');
  return stubOperation({ id: `to ${item}`, method, path });
};

/** Which operations come nearest to a path, of operations given as `METHOD /path`. */
const nearest = (path: string, ...known: string[]): string[] =>
  (explained('noSuchRoute', { path, operations: known.map(named) }).nearest ?? []).map(
    (item) => `${item.method} ${item.path}`,
  );

const a = (count: number): string => 'a'.repeat(count);
const deep = (count: number): string => `GET ${'/a'.repeat(count)}`;

it.each([
  ['a name before a parameter that could be it', '/v1/keys/health', ['GET /keys/{id}', 'GET /keys/health'], 1],
  ['a parameter before a name that is nearly it', '/v1/keys/wealthy', ['GET /keys/health', 'GET /keys/{id}'], 1],
  ['a name before a parameter where a tenth is not wrong', '/abcdefghijk', ['GET /{id}', 'GET /abcdefghijx'], 1],
  ['a parameter before a name where a tenth is wrong', '/abcdefghi', ['GET /abcdefghx', 'GET /{id}'], 1],
  ['a parameter before a list where there is something', '/v1/keys/7', ['GET /keys', 'GET /keys/{id}'], 1],
  ['no parameter that would be empty', '/v1/keys/', ['GET /keys/{id}/parts', 'GET /keys'], 1],
  ['a parameter that would be empty as one segment too many', '/keys/', ['GET /keys', 'GET /keys/{id}'], 0],
  ['the method before the order', '/v1/keys', ['POST /keys', 'GET /keys'], 1],
  ['the path before the method', '/keyz', ['GET /parts', 'POST /keys'], 1],
  ['another path before another method where less than half is wrong', '/abcde', ['POST /abcde', 'GET /abcxy'], 1],
  ['another method before another path where more than half is wrong', '/abcde', ['GET /axyzw', 'POST /abcde'], 1],
  ['the first of equals', '/keyz', ['GET /keya', 'GET /keyb'], 0],
  ['a name that is too short by the length of what was sent', '/abcd', ['GET /ab', 'GET /abxy'], 0],
  ['a name that is too long by its own length', '/ab', ['GET /abcd', 'GET /ax'], 0],
  ['the root for the root', '/', ['GET /x', 'GET /'], 1],
  ['a path as deep as it looks', '/a'.repeat(32), [deep(31), deep(32)], 1],
  ['no path deeper than it looks', '/a'.repeat(33), [deep(32), deep(33)], 0],
  ['a segment as long as it looks', `/${a(63)}b`, [`GET /${a(63)}c`, `GET /${a(63)}b`], 1],
  ['no segment longer than it looks', `/${a(64)}b`, [`GET /${a(64)}c`, `GET /${a(64)}b`], 0],
])('names %s', (_, path, known, best) => {
  expect(nearest(path, ...known)[0]).toBe(known[best]);
});

it('names the three most similar operations, best first', () => {
  const operations = ['GET /far/away/from/it', 'GET /thinks', 'POST /things', 'GET /thingz/{id}'].map(named);
  expect(explained('noSuchRoute', { operations })).toEqual({
    says: 'no operation has the path /things; nearest: GET /thinks, POST /things, GET /thingz/{id}',
    nearest: [
      { operation: 'to GET /thinks', method: 'GET', path: '/thinks' },
      { operation: 'to POST /things', method: 'POST', path: '/things' },
      { operation: 'to GET /thingz/{id}', method: 'GET', path: '/thingz/{id}' },
    ],
  });
});

it('names as many operations of the path as it has methods', () => {
  const operations = ['GET /things', 'POST /things', 'GET /thinks', 'GET /other'].map(named);
  const method = 'DELETE';
  expect(explained('methodNotAllowed', { operations, method, details: { allow: ['GET', 'POST'] } })).toEqual({
    says: 'this path takes GET, POST; nearest: GET /things, POST /things',
    nearest: [
      { operation: 'to GET /things', method: 'GET', path: '/things' },
      { operation: 'to POST /things', method: 'POST', path: '/things' },
    ],
  });
});

const forms = stubOperation({ mediaTypes: ['application/json', 'text/plain'] });

it.each<[Reason, Case, string]>([
  ['malformedUrl', {}, 'a path must be valid percent-encoding of UTF-8'],
  ['browserOrigin', {}, 'calls from browsers are refused: send neither Origin nor Sec-Fetch-Site'],
  ['forbidden', {}, 'the credential may not do this'],
  ['forbidden', { details: { field: 'a b' } }, 'the credential needs the scope a b'],
  ['rateLimited', {}, 'the limit is reached'],
  ['rateLimited', { details: { retryAfter: 0 } }, 'the limit is reached; calls are accepted again in 0 s'],
  ['payloadTooLarge', {}, 'payloadTooLarge'],
  ['payloadTooLarge', { details: { message: 'over 10 bytes' } }, 'over 10 bytes'],
  ['malformedBody', {}, 'malformedBody'],
  ['malformedBody', { details: { message: 'no JSON' } }, 'no JSON'],
  ['unsupportedMediaType', {}, 'the body must be absent, in UTF-8, without Content-Encoding'],
  [
    'unsupportedMediaType',
    { operation: stubOperation() },
    'the body must be absent, in UTF-8, without Content-Encoding',
  ],
  [
    'unsupportedMediaType',
    { operation: forms },
    'the body must be application/json or text/plain, in UTF-8, without Content-Encoding',
  ],
  ['notFound', { details: { id: 7 } }, 'this account has no record 7'],
  ['notFound', { details: { id: 7, resource: 'thing' } }, 'this account has no thing 7'],
  ['foreign', { details: { id: 7, resource: 'thing' } }, "thing 7 is another account's"],
  ['protected', { details: { id: 7, resource: 'thing' } }, 'thing 7 is protected'],
  ['unknownReference', { details: { field: 'box', resource: 'thing' } }, 'box must name a thing that this account has'],
])('says of %s %j: %s', (reason, refused, says) => {
  expect(explained(reason, refused)).toEqual({ says });
});

it.each(['invalid', 'invalidId', 'nothingToChange'] as const)('says nothing of %s without issues', (reason) => {
  expect(explained(reason)).toEqual({ says: '', expected: [] });
});

it('says the stored and the sent value of an immutable field', () => {
  expect(explained('immutable', { details: { field: 'kind', stored: { a: 1 }, sent: 'b' } })).toEqual({
    says: 'kind never changes: stored is {"a":1}, sent was "b"',
    immutable: { field: 'kind', stored: { a: 1 }, sent: 'b' },
  });
});

it('names the record that has the unique value', () => {
  const details = { id: 7, resource: 'thing', field: 'name' };
  expect(explained('conflict', { details })).toEqual({
    says: 'name must be unique: thing 7 has it',
    holder: { resource: 'thing', id: 7, fields: ['name'] },
  });
  expect(explained('conflict', { details: { ...details, fields: ['box', 'name'] } })).toEqual({
    says: 'box and name must be unique: thing 7 has it',
    holder: { resource: 'thing', id: 7, fields: ['box', 'name'] },
  });
});

describe('a credential that is needed', () => {
  const securitySchemes: SecurityScheme[] = [
    { name: 'b', kind: 'bearer', parameter: 'authorization' },
    { name: 'p', kind: 'basic', parameter: 'authorization' },
    { name: 'h', kind: 'header', parameter: 'X-Key' },
    { name: 'q', kind: 'query', parameter: 'key' },
    { name: 'c', kind: 'cookie', parameter: 'sid' },
  ];
  it.each([
    [[{ b: [] }], 'Authorization: Bearer …'],
    [[{ p: [] }], 'Authorization: Basic …'],
    [[{ h: [] }], 'the header X-Key'],
    [[{ q: [] }], 'the query parameter key'],
    [[{ c: [] }], 'the cookie sid'],
    [[{ c: [], h: [] }, { b: ['scope'] }], 'Authorization: Bearer … or the header X-Key or the cookie sid'],
    [[], ''],
  ])('is described for %j', (security, schemes) => {
    const operation = stubOperation({ security: security });
    const refused = { securitySchemes, operation };
    expect(explained('unauthenticated', refused)).toEqual({ says: `needs a credential: ${schemes}` });
    expect(explained('credentialRejected', refused)).toEqual({ says: `needs another credential: ${schemes}` });
  });

  it('is not described without an operation', () => {
    expect(explained('unauthenticated', { securitySchemes }).says).toBe('needs a credential: ');
  });
});

describe('what was expected', () => {
  const issue = (field: string, keyword = 'required', params: Issue['params'] = {}): Issue => ({
    in: 'body',
    field,
    keyword,
    params,
  });
  const expected = (...issues: Issue[]): Explanation => explained('invalid', { details: { issues } });

  it.each([
    ['', '', 'body: required'],
    ['a.0.b', '/a/0/b', 'body /a/0/b: required'],
    ['a/b/c~d~e', '/a~1b~1c~0d~0e', 'body /a~1b~1c~0d~0e: required'],
  ])('has the pointer of %j', (field, pointer, says) => {
    expect(expected(issue(field))).toEqual({
      says,
      expected: [{ in: 'body', pointer, keyword: 'required', bounds: {} }],
    });
  });

  it.each(['allowedValues', 'allowedValue', 'limit', 'multipleOf', 'comparison', 'type', 'pattern', 'format'])(
    'has the %s of the contract, and no sent value',
    (name) => {
      const { says, expected: reported } = expected(issue('a', 'k', { sent: 'private', [name]: 0 }));
      expect(says).toBe('body /a: k 0');
      expect(reported).toEqual([{ in: 'body', pointer: '/a', keyword: 'k', bounds: { [name]: 0 } }]);
    },
  );

  it('has its bounds in a fixed order, as JSON', () => {
    const { says } = expected(issue('a', 'enum', { format: 'f', type: undefined, allowedValues: ['x', null] }));
    expect(says).toBe('body /a: enum ["x",null] "f"');
  });

  it('shares no object with the contract', () => {
    const allowedValues = ['x'];
    const bounds = expected(issue('a', 'enum', { allowedValues })).expected?.[0]?.bounds;
    expect(bounds?.['allowedValues']).toEqual(allowedValues);
    expect(bounds?.['allowedValues']).not.toBe(allowedValues);
  });

  it('lists three issues and the number of others', () => {
    const [one, two, three] = [issue('a'), { ...issue('b'), in: 'query' as const }, issue('c')];
    const says = 'body /a: required; query /b: required; body /c: required';
    expect(expected(one, two, three).says).toBe(says);
    const more = expected(one, two, three, issue('d'), issue('e'));
    expect(more.says).toBe(`${says}; and 2 more`);
    expect(more.expected).toHaveLength(5);
  });
});

it('explains every reason', () => {
  for (const reason of reasons) expect(explained(reason, { operations: [named('GET /x')] })).toHaveProperty('says');
});
