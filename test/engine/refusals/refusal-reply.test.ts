/** A refusal in the words of a vendor, with the values that those name. */
import type { Behavior } from '../../../src/grammar/behavior.js';
import { refusalRule, refusalReply, shownMessage } from '../../../src/engine/refusals/refusal-reply.js';
import { Refusal, type Issue, type RefusalDetails } from '../../../src/engine/model/refusal.js';
import { evidence, stubVendor } from '../../support/stubs.js';

type Dialect = Partial<Behavior['dialect']>;

const NOW = 1_000_500;
const call = { method: 'PUT', path: '/things/7' };
const issue = (more: Partial<Issue> = {}): Issue => ({
  in: 'body',
  field: 'name',
  keyword: 'type',
  params: {},
  ...more,
});

/** A body of the dialect, filled for a refusal. */
function body(source: unknown, details: RefusalDetails = {}, dialect: Dialect = {}, path = call.path): unknown {
  const invalid = { status: 400, body: source as string, evidence };
  const vendor = stubVendor({ dialect: { ...dialect, refusals: { invalid } } });
  return refusalReply(vendor, { ...call, path }, new Refusal('invalid', details), NOW).body;
}

/** What `$message` is for an issue, of the text that the dialect has for it. */
const message = (text: string, of: Partial<Issue>, dialect: Dialect = {}): unknown =>
  body('$message', { issues: [issue(of)] }, { ...dialect, messages: { default: { text, evidence } } });

const fromGuess = { level: 'assumed', reference: 'a test' };
const fromPage = { level: 'documented', reference: 'a page' };

describe('a body', () => {
  it.each<[string, RefusalDetails, unknown]>([
    ['$id', { id: 7 }, 7],
    ['$field', { field: 'a' }, 'a'],
    ['$field', { issues: [issue()] }, 'name'],
    ['$field', { field: 'a', issues: [issue()] }, 'a'],
    ['$field', { issues: [issue({ field: '', in: 'query' })] }, 'query'],
    ['$field', {}, undefined],
    ['$resource', { resource: 'thing' }, 'thing'],
    ['$path', {}, '/things/7'],
    ['$method', {}, 'PUT'],
    ['$retryAfter', {}, 30],
    ['$retryAfter', { retryAfter: 5 }, 5],
    ['$resetAt', { retryAfter: 5 }, 1006],
    ['$message', { message: 'own' }, 'own'],
    ['$message', {}, undefined],
    ['$errors', {}, undefined],
    ['$errors', { issues: [] }, undefined],
    ['no $message', {}, 'no '],
  ])('has %s of %j: %j', (source, details, value) => {
    expect(body(source, details)).toEqual(value);
  });

  it('prefers the refusal’s own message to that of the issue', () => {
    const messages = { default: { text: 'words', evidence } };
    expect(body('$message', { message: 'own', issues: [issue()] }, { messages })).toBe('own');
    expect(body('$message', { issues: [issue()] }, { messages })).toBe('words');
    expect(body('$message', { issues: [issue()] })).toBe('');
  });

  it('has all messages by field, for any field name', () => {
    const issues = [
      issue(),
      issue({ keyword: 'enum' }),
      issue({ field: 'toString' }),
      issue({ field: '', in: 'path' }),
    ];
    const messages = { default: { text: '$field: $keyword', evidence } };
    expect(body({ errors: '$errors' }, { issues }, { messages })).toEqual({
      errors: { name: ['name: type', 'name: enum'], toString: ['toString: type'], path: ['path: type'] },
    });
  });

  it.each([
    ["/a-b_c.d~e:f@g!h$i&j'k(l)m*n+o,p;q=r%s?t/u#v", "/a-b_c.d~e:f@g!h$i&j'k(l)m*n+o,p;q=r%s?t/u#v"],
    ['/{id}|<x>', '/%7Bid%7D%7C%3Cx%3E'],
    ['/a b"\\^`', '/a%20b%22%5C%5E%60'],
    ['/é😀[]', '/%C3%A9%F0%9F%98%80%5B%5D'],
  ])('escapes the path %s for a URI', (path, shown) => {
    expect(body('$path', {}, {}, path)).toBe(shown);
  });
});

describe('the message of an issue', () => {
  it.each<[string, Partial<Issue>, string]>([
    ['$field $keyword', {}, 'name type'],
    ['$field', { field: '', in: 'header' }, 'header'],
    ['$limit', { params: { limit: 0, multipleOf: 5 } }, '0'],
    ['$limit', { params: { multipleOf: 5 } }, '5'],
    ['$type', { params: { type: 'string' } }, 'string'],
    ['$type', { params: { type: ['string', 'null'] } }, 'string or null'],
    ['$type', {}, 'valid'],
    ['$format', { params: { format: 'uuid', pattern: '^a$' } }, 'uuid'],
    ['$format', { params: { pattern: '^a$' } }, '^a$'],
    ['of $allowed', { params: { allowedValues: ['a', 1, null] } }, "of 'a', '1' or 'null'"],
    ['of $allowed', { params: { allowedValues: ['a', 'b'] } }, "of 'a' or 'b'"],
    ['of $allowed', { params: { allowedValues: ['a'] } }, "of 'a'"],
    ['of $allowed', { params: { allowedValues: [] } }, 'of '],
    ['of $allowed', { params: { allowedValues: 'a' } }, 'of '],
    ['of $allowed', {}, 'of '],
  ])('%s of %j is %j', (text, of, words) => {
    expect(message(text, of)).toBe(words);
  });

  it('lists allowed values in the vendor’s format', () => {
    const allowed = { quote: '"', separator: '; ', last: ' and ' };
    expect(message('$allowed', { params: { allowedValues: ['a', 'b', 'c'] } }, { allowed })).toBe('"a"; "b" and "c"');
  });

  it('is that of the field, otherwise of the keyword, otherwise the default', () => {
    const messages = {
      'field:name': { text: 'by field', evidence },
      'field:query': { text: 'by place', evidence },
      type: { text: 'by keyword', evidence },
      default: { text: 'by default', evidence },
    };
    const said = (of: Partial<Issue>) => body('$message', { issues: [issue(of)] }, { messages });
    expect([
      said({}),
      said({ field: '', in: 'query' }),
      said({ field: 'other' }),
      said({ field: 'other', keyword: 'enum' }),
    ]).toEqual(['by field', 'by place', 'by keyword', 'by default']);
  });

  it('has the evidence of its text, if the body shows it', () => {
    const of = { documented: 'a page' };
    const vendor = stubVendor({ dialect: { messages: { type: { text: 'x', evidence: of } } } });
    const shown = (details: RefusalDetails, ...names: string[]) => shownMessage(vendor, details, new Set(names));
    const words = { name: 'type', text: 'x', stated: { level: 'documented', reference: of.documented } };
    expect(shown({ issues: [issue()] }, 'message')).toEqual(words);
    expect(shown({ issues: [issue()] }, 'errors')).toEqual(words);
    expect(shown({ issues: [issue()] }, 'field')).toBeUndefined();
    expect(shown({ issues: [issue()], message: 'own' }, 'message')).toBeUndefined();
    expect(shown({ issues: [] }, 'message')).toBeUndefined();
    expect(shown({}, 'message')).toBeUndefined();
    expect(shown({ issues: [issue({ keyword: 'enum' })] }, 'message')).toBeUndefined();
    expect(shown({ issues: [issue({ keyword: 'enum' }), issue()] }, 'message')).toBeUndefined();
  });
});

describe('a reply', () => {
  const documented = { documented: 'a page' };

  it('has the status, the body, the rule and its evidence', () => {
    const refusals = { notFound: { status: 404, body: { no: '$id' }, evidence } };
    const reply = refusalReply(stubVendor({ dialect: { refusals } }), call, new Refusal('notFound', { id: 7 }), NOW);
    expect(reply).toStrictEqual({
      status: 404,
      headers: { 'content-type': 'application/json' },
      body: { no: 7 },
      basis: { rule: 'refusals.notFound', evidence: 'assumed', parts: '', by: undefined },
      undeclared: false,
    });
  });

  it('has the headers of the dialect, and the allowed methods', () => {
    const refusals = {
      methodNotAllowed: { status: 405, headers: { 'Retry-After': '$retryAfter', 'X-Id': 'a $id' }, body: {}, evidence },
    };
    const vendor = stubVendor({ dialect: { refusals, contentType: 'application/problem+json' } });
    const details = { allow: ['GET', 'PUT'], id: 'x\r\ny\u00e9\u007f~ \t!', retryAfter: 5 };
    expect(refusalReply(vendor, call, new Refusal('methodNotAllowed', details), NOW).headers).toStrictEqual({
      'retry-after': '5',
      'x-id': 'a xy~ !',
      allow: 'GET, PUT',
      'content-type': 'application/problem+json',
    });
  });

  it('has the content type of its own headers first', () => {
    const refusals = { invalid: { status: 400, headers: { 'Content-Type': 'text/plain' }, body: 'no', evidence } };
    const { headers } = refusalReply(stubVendor({ dialect: { refusals } }), call, new Refusal('invalid'), NOW);
    expect(headers).toStrictEqual({ 'content-type': 'text/plain' });
  });

  it('without a body has no type; a body of null is one', () => {
    const refusals = { invalid: { status: 400, evidence }, notFound: { status: 404, body: null, evidence } };
    const vendor = stubVendor({ dialect: { refusals } });
    expect(refusalReply(vendor, call, new Refusal('invalid'), NOW)).toMatchObject({ headers: {}, body: undefined });
    expect(refusalReply(vendor, call, new Refusal('invalid'), NOW).headers).toStrictEqual({});
    expect(refusalReply(vendor, call, new Refusal('notFound'), NOW)).toMatchObject({
      headers: { 'content-type': 'application/json' },
      body: null,
    });
  });

  it('has the evidence of the message that it shows', () => {
    const invalid = { status: 400, body: { a: '$message' }, evidence: documented };
    const messages = { type: { text: 'x', evidence: documented }, enum: { text: 'y', evidence } };
    const vendor = stubVendor({ dialect: { refusals: { invalid }, messages } });
    const known = (keyword: string) =>
      refusalReply(vendor, call, new Refusal('invalid', { issues: [issue({ keyword })] }), NOW).basis;
    expect(known('type')).toMatchObject({ evidence: 'documented', parts: '' });
    expect(known('enum')).toMatchObject({
      evidence: 'assumed',
      parts: '; parts="message assumed, the rest documented"',
    });
  });

  it('is that of the variant', () => {
    const refusals = { invalid: { status: 400, evidence }, tooOld: { status: 410, evidence: documented } };
    const refusal = new Refusal('invalid', {}, 'tooOld');
    expect(refusalReply(stubVendor({ dialect: { refusals } }), call, refusal, NOW)).toMatchObject({
      status: 410,
      basis: { rule: 'refusals.tooOld', evidence: 'documented' },
    });
  });

  it('uses the operation’s own refusal', () => {
    const refusals = { invalid: { status: 400, evidence }, other: { status: 422, body: 'other', evidence } };
    const vendor = stubVendor({ dialect: { refusals } });
    const status = (words?: object) => refusalReply(vendor, call, new Refusal('invalid'), NOW, words).status;
    expect([status(), status({ invalid: 'other' }), status({ notFound: 'other' }), status()]).toEqual([
      400, 422, 400, 400,
    ]);
  });
});

describe('the refusal for a reason', () => {
  const documented = { documented: 'a page' };
  const chain = (links: number): Behavior['dialect']['refusals'] => ({
    ...Object.fromEntries(Array.from({ length: links }, (_, i) => [`r${i}`, { as: `r${i + 1}`, evidence }])),
    [`r${links}`]: { status: 400, body: 'end', evidence: documented },
  });

  it('is the target of `as`, with its own evidence', () => {
    const vendor = stubVendor({ dialect: { refusals: chain(2) } });
    const rule = { name: 'r2', status: 400, body: 'end', stated: fromGuess };
    expect(refusalRule(vendor, 'r0')).toMatchObject(rule);
    expect(refusalRule(vendor, 'r0')).toBe(refusalRule(vendor, 'r0'));
    expect(refusalRule(vendor, 'r2')).toMatchObject({ ...rule, stated: fromPage });
  });

  it('is the operation’s own at each step', () => {
    const refusals = {
      foreign: { as: 'notFound', evidence },
      notFound: { status: 404, evidence },
      gone: { status: 410, evidence: documented },
      hidden: { as: 'gone', evidence: { client: 'a client' } },
    };
    const vendor = stubVendor({ dialect: { refusals } });
    expect(refusalRule(vendor, 'foreign', { notFound: 'gone' })).toMatchObject({
      name: 'gone',
      status: 410,
      stated: fromGuess,
    });
    expect(refusalRule(vendor, 'foreign', { foreign: 'hidden' })).toMatchObject({
      name: 'gone',
      status: 410,
      stated: { level: 'client', reference: 'a client' },
    });
    expect(refusalRule(vendor, 'foreign')).toMatchObject({ name: 'notFound', status: 404, stated: fromGuess });
  });

  it('has the evidence of its target if that is weaker', () => {
    const refusals = {
      foreign: { as: 'notFound', evidence: documented },
      notFound: { status: 404, evidence: { documented: 'a list', parts: { body: { assumed: 'a guess' } } } },
    };
    expect(refusalRule(stubVendor({ dialect: { refusals } }), 'foreign').stated).toMatchObject({
      level: 'assumed',
      reference: 'target: a guess; the rest: documented a page',
    });
  });

  it('is found after ten others, and not after more', () => {
    expect(refusalRule(stubVendor({ dialect: { refusals: chain(10) } }), 'r0').name).toBe('r10');
    const endless = stubVendor({ dialect: { refusals: chain(11) } });
    expect(() => refusalRule(endless, 'r0')).toThrow('the dialect of stub has no words for r0');
  });

  it.each([
    ['nothing', {}],
    ['what does not exist', { r0: { as: 'other', evidence } }],
    ['itself', { r0: { as: 'r0', evidence } }],
  ])('is missing if it is %s', (_, refusals) => {
    const vendor = stubVendor({ dialect: { refusals } });
    expect(() => refusalRule(vendor, 'r0')).toThrow(new Error('the dialect of stub has no words for r0'));
  });
});
