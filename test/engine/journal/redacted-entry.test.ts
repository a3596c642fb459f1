/** What an entry of the journal contains, and what it leaves out. */
import { draft, estimateBytes, type Draft } from '../../../src/engine/journal/draft.js';
import { newTrace, type Trace } from '../../../src/engine/model/trace.js';
import { basedOn, ruledBy } from '../../../src/engine/model/reply-basis.js';
import type { Call } from '../../../src/engine/model/call.js';
import type { SecurityScheme } from '../../../src/engine/model/contract.js';
import type { Vendor } from '../../../src/engine/model/vendor.js';
import { redactedEntry, type JournalEntry } from '../../../src/engine/journal/redacted-entry.js';
import type { FiredFault } from '../../../src/engine/model/faults.js';
import { Refusal, type Issue, type RefusalDetails } from '../../../src/engine/model/refusal.js';
import { evidence, stubOperation, stubResource, stubRule, stubSecrets, stubVendor } from '../../support/stubs.js';

const bare: Draft = {
  at: Date.parse('2026-06-01T12:00:00.000Z'),
  duration: 1.5,
  sandbox: 'default',
  vendor: stubVendor(),
  method: 'GET',
  path: '/things',
  query: '',
  headers: {},
  trace: newTrace(),
  details: {},
  violations: [],
  status: 200,
  text: undefined,
  replyHeaders: {},
  delivery: undefined,
};
const traced = (trace: Partial<Trace>, more: Partial<Draft> = {}): Draft => ({
  ...bare,
  trace: { ...newTrace(), ...trace },
  ...more,
});
const entry = (trace: Partial<Trace> = {}, more: Partial<Draft> = {}): JournalEntry =>
  redactedEntry(traced(trace, more), 3);
const issues = (count: number): Issue[] =>
  Array.from({ length: count }, (_, i) => ({ in: 'body', field: `f${i}`, keyword: 'type', params: { type: 'x' } }));

describe('a draft', () => {
  const from = { at: 42, sandbox: 'w' };
  const call: Call = {
    method: 'PUT',
    path: '/p',
    query: 'q=1',
    base: '',
    headers: { host: 'h' },
    body: () => new Uint8Array(),
  };
  const { vendor } = bare;
  const details = (refusal?: Refusal): RefusalDetails =>
    draft(from, vendor, call, { ...newTrace(), refusal }, { status: 400, headers: {}, body: undefined }, [], 1).details;

  it('holds references, and the duration to the microsecond', () => {
    const trace = newTrace();
    const violations = [{ field: 'a', problem: 'b' }];
    const reply = { status: 201, headers: {}, body: {}, text: '{}', delivery: { delay: 5 } };
    expect(draft(from, vendor, call, trace, reply, violations, 1.23456)).toStrictEqual({
      at: 42,
      duration: 1.235,
      sandbox: 'w',
      vendor,
      method: 'PUT',
      path: '/p',
      query: 'q=1',
      headers: { host: 'h' },
      trace,
      details: {},
      violations,
      status: 201,
      text: '{}',
      replyHeaders: {},
      delivery: { delay: 5 },
    });
  });

  it('keeps the details of a refusal', () => {
    const reported = { id: 7, field: 'a', issues: issues(50) };
    expect(details(new Refusal('invalid', reported))).toBe(reported);
    expect(details()).toEqual({});
  });

  it('keeps at most fifty issues of a refusal, and all other details', () => {
    expect(details(new Refusal('invalid', { id: 7, issues: issues(51) }))).toStrictEqual({ id: 7, issues: issues(50) });
  });

  it('drops the id of an unknown reference', () => {
    const reported = { id: 'private', field: 'box', resource: 'box' };
    expect(details(new Refusal('unknownReference', reported))).toStrictEqual({
      field: 'box',
      resource: 'box',
      issues: [],
    });
    expect(details(new Refusal('unknownReference', { ...reported, issues: issues(51) })).issues).toHaveLength(50);
  });
});

const wrote = { resource: 'thing', id: '1', before: { a: 'xy' }, after: { a: 'z' } };
const removed = { ...wrote, after: undefined };

it.each<[string, number, Partial<Trace>, Partial<Draft>]>([
  ['little', 606, {}, {}],
  ['a path and a query twice', 620, {}, { path: '/abc', query: 'abc' }],
  ['the reply as it is', 616, {}, { text: '0123456789' }],
  ['each issue', 806, {}, { details: { issues: issues(2) } }],
  ['each violation', 706, {}, { violations: [{ field: 'a', problem: 'b' }] }],
  ['each change', 812, { changes: [wrote, wrote] }, {}],
  ['a text sent', 607, { sent: 'abcd' }, {}],
  ['a number sent', 606, { sent: 1 }, {}],
  ['null sent', 606, { sent: null }, {}],
  ['a list sent', 614, { sent: [1, 'abc'] }, {}],
  ['an empty object sent', 602, { sent: {} }, {}],
  ['an object sent, at any depth', 621, { sent: { ab: 'abc', c: [{}] } }, {}],
  ['what was sent twice where it was written', 714, { sent: 'abcd', changes: [wrote] }, {}],
  ['all that was removed', 834, { changes: [removed, removed] }, {}],
])('weighs %s', (_, bytes, trace, more) => {
  expect(estimateBytes(traced(trace, { path: '', ...more }))).toBe(bytes);
});

describe('an entry', () => {
  it('of an unmatched call has only the required fields', () => {
    expect(entry()).toStrictEqual({
      kind: 'call',
      seq: 3,
      at: '2026-06-01T12:00:00.000Z',
      duration: 1.5,
      sandbox: 'default',
      vendor: 'stub',
      method: 'GET',
      path: '/things',
      headers: {},
      status: 200,
      rule: 'none',
      evidence: 'none',
      changes: [],
      reply: { status: 200, headers: {} },
      violations: [],
    });
  });

  it('of a complete call has all fields', () => {
    const operation = stubOperation({ mediaTypes: ['application/json'] });
    const account = { name: 'demo', number: 1 };
    const input = { params: { id: 7 }, query: { size: 2 }, body: { a: 1 }, deferred: [] };
    const refusal = new Refusal('invalid');
    const fault: FiredFault = { id: 'fault-1', status: 503 };
    const basis = basedOn('refusals.invalid', { level: 'documented', reference: 'a page' });
    const trace = { operation, account, input, refusal, fault, basis };
    const more = {
      query: 'size=2',
      status: 503,
      details: { issues: issues(1) },
      text: '{"b":[1]}',
      delivery: { delay: 5 },
      violations: [{ field: 'a', problem: 'b' }],
    };
    expect(entry({ ...trace, changes: [wrote] }, more)).toStrictEqual({
      kind: 'call',
      seq: 3,
      at: '2026-06-01T12:00:00.000Z',
      duration: 1.5,
      sandbox: 'default',
      vendor: 'stub',
      account: 'demo',
      operation: 'getThing',
      method: 'GET',
      path: '/things',
      headers: {},
      query: { size: 2 },
      params: { id: 7 },
      body: { a: 1 },
      status: 503,
      rule: 'refusals.invalid',
      evidence: 'documented',
      reason: 'invalid',
      issues: [{ field: 'f0', keyword: 'type' }],
      fault: 'fault-1',
      changes: [
        {
          resource: 'thing',
          id: '1',
          kind: 'put',
          diff: { added: {}, changed: { a: { from: 'xy', to: 'z' } }, removed: {} },
        },
      ],
      reply: { status: 503, headers: {}, body: { b: [1] }, size: 9, delivery: { delay: 5 } },
      violations: [{ field: 'a', problem: 'b' }],
    });
  });

  it('has the headers of the reply, without secrets, and shortened', () => {
    const replyHeaders = {
      'content-type': 'application/json',
      'retry-after': '30',
      location: 'https://u:pw@host/file?id=1&sig=canary-1&access_token=canary-2#x',
      'set-cookie': 'sid=canary-3',
      'x-session-token': 'canary-4',
      'x-long': 'a'.repeat(2000),
      'x-stuntdouble-rule': 'stub.x; assumed',
      'content-length': '9',
      date: 'today',
    };
    expect(entry({}, { replyHeaders }).reply.headers).toEqual({
      'content-type': 'application/json',
      'retry-after': '30',
      location: 'https://[redacted]@host/file?id=1&sig=[redacted]&access_token=[redacted]#x',
      'set-cookie': '[redacted]',
      'x-session-token': '[redacted]',
      'x-long': `${'a'.repeat(1024)}…`,
    });
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`x-${n}`, 'v']));
    expect(Object.keys(entry({}, { replyHeaders: many }).reply.headers ?? {})).toHaveLength(100);
    expect(entry({ lost: true }, { replyHeaders: {} }).reply).not.toHaveProperty('headers');
  });

  it('has no issues if the refusal has none', () => {
    expect(entry({ refusal: new Refusal('notFound') })).toMatchObject({ reason: 'notFound', issues: [] });
  });

  it('has no parameters if the path has none', () => {
    const input = { params: {}, query: {}, body: {}, deferred: [] };
    expect(entry({ input, operation: stubOperation({ parameters: [] }) })).not.toHaveProperty('params');
    expect(entry({ input })).not.toHaveProperty('params');
    expect(entry({ operation: stubOperation() })).not.toHaveProperty('params');
  });

  it('redacts secrets in parameters and reply', () => {
    const input = { params: { token: 'private' }, query: {}, body: {}, deferred: [] };
    const reported = entry({ input, operation: stubOperation() }, { text: '{"password":"private","a":1}' });
    expect(reported.params).toEqual({ token: '[redacted]' });
    expect(reported.reply.body).toEqual({ password: '[redacted]', a: 1 });
  });

  it('is deeply frozen, but its sources are not', () => {
    const delivery = { delay: 5 };
    const changes = [{ ...wrote, after: { a: { list: [{ b: 1 }] } } }];
    const refusal = new Refusal('invalid');
    const more = { headers: { host: 'h' }, delivery, details: { issues: issues(1) }, status: 400, text: '[[{}]]' };
    const reported = entry({ changes, refusal }, more);
    const open: string[] = [];
    const visit = (value: unknown, at: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) open.push(at);
      for (const [key, part] of Object.entries(value)) visit(part, `${at}/${key}`);
    };
    visit(reported, '');
    expect(open).toEqual([]);
    expect([Object.isFrozen(delivery), Object.isFrozen(changes[0]?.after.a.list)]).toEqual([false, false]);
  });
});

describe('the headers of an entry', () => {
  it.each([
    ...['accept', 'accept-encoding', 'accept-language', 'content-encoding', 'content-length', 'content-type', 'host'],
    ...['idempotency-key', 'if-match', 'if-none-match', 'origin', 'prefer', 'traceparent', 'transfer-encoding'],
    ...['user-agent', 'x-request-id'],
  ])('show %s', (name) => {
    expect(entry({}, { headers: { [name]: 'shown' } }).headers).toEqual({ [name]: 'shown' });
  });

  it.each(['authorization', 'cookie', 'x-api-key', 'x-other', '', 'accept accept-encoding'])('hide %j', (name) => {
    expect(entry({}, { headers: { [name]: 'private' } }).headers).toEqual({ [name]: '[redacted]' });
  });

  it('are the sent texts, and cannot change a prototype', () => {
    const headers = JSON.parse('{"__proto__":"x","accept":["a","b"],"x-list":["c"]}') as Call['headers'];
    const reported = entry({}, { headers: Object.assign(headers, { host: undefined }) }).headers;
    expect(reported).toStrictEqual({ accept: 'a,b', 'x-list': '[redacted]' });
    expect(Object.keys(reported)).toEqual(['accept', 'x-list']);
  });
});

const securitySchemes: SecurityScheme[] = [{ name: 'q', kind: 'query', parameter: 'ApiUser' }];

describe('the query of an entry', () => {
  it('is as sent, with a list for a repeated parameter', () => {
    expect(entry({}, { query: 'a=1&b=2&a=3&c=' }).query).toEqual({ a: ['1', '3'], b: '2', c: '' });
  });

  it('is as validated, once it is validated', () => {
    const input = { params: {}, query: { a: 1, d: 20 }, body: {}, deferred: [] };
    expect(entry({ input }, { query: 'a=1&b=2' }).query).toEqual({ a: 1, b: '2', d: 20 });
  });

  it('has no credential, in any case of its name', () => {
    const vendor = stubVendor({ contract: { securitySchemes } });
    expect(entry({}, { vendor, query: 'apiuser=x&ApiUser=y&apiuse=z&token=t' }).query).toEqual({
      apiuser: '[redacted]',
      ApiUser: '[redacted]',
      apiuse: 'z',
      token: '[redacted]',
    });
  });
});

describe('the body of an entry', () => {
  const operation = stubOperation({ mediaTypes: ['application/json'] });
  const read = (body: object): Pick<Trace, 'input'> => ({
    input: { params: {}, query: {}, body: { ...body }, deferred: [] },
  });
  const secretive = (verb: 'create' | 'quirk' = 'create', resource: string | null = 'thing'): Vendor =>
    stubVendor({
      contract: { securitySchemes, ...stubSecrets('deep.Pin', 'list[].code[]', 'pin', 'alone', 'one.two.third') },
      resources: [
        stubResource('thing', {
          fields: {
            pin: { alsoSentAs: 'number', evidence },
            name: { alsoSentAs: 'label', evidence },
            'deep.Pin': { evidence },
          },
        }),
      ],
      rules: [
        stubRule(
          verb === 'create'
            ? { verb, resource: 'thing', evidence }
            : { verb, quirk: 'x', ...(resource !== null && { resource }), evidence },
          operation,
        ),
      ],
    });

  it('is absent if the operation has none or is unknown', () => {
    expect(entry({ ...read({ a: 1 }), operation: stubOperation() })).not.toHaveProperty('body');
    expect(entry({ ...read({ a: 1 }), sent: { a: 1 } })).not.toHaveProperty('body');
    expect(entry({ operation })).not.toHaveProperty('body');
  });

  it('has no write-only field under any of its names', () => {
    const body = { pin: 1, number: 2, name: 'n', label: 'l', deep: { Pin: 3, a: 4 }, list: [{ code: 5 }], ApiUser: 6 };
    expect(entry({ operation, ...read(body) }, { vendor: secretive() }).body).toEqual({
      pin: '[redacted]',
      number: '[redacted]',
      name: 'n',
      label: 'l',
      deep: { Pin: '[redacted]', a: 4 },
      list: [{ code: '[redacted]' }],
      ApiUser: 6,
    });
  });

  it.each([
    ['a quirk of a resource', secretive('quirk'), '[redacted]'],
    ['a quirk of none', secretive('quirk', null), 'b'],
    ['a quirk of an unknown resource', secretive('quirk', 'other'), 'b'],
    ['an operation without a rule', stubVendor({ contract: { ...stubSecrets('pin') } }), 'b'],
  ])('has no write-only field of %s under the names of the resource', (_, vendor, number) => {
    const trace = { operation: { ...operation }, ...read({ pin: 'a', number: 'b' }) };
    expect(entry(trace, { vendor }).body).toEqual({ pin: '[redacted]', number });
  });

  const allHidden = (item: object): object => Object.fromEntries(Object.keys(item).map((key) => [key, '[redacted]']));

  it('that is invalid has no secret anywhere, and no text that repeats one', () => {
    const wrong = { pin: 'private', CODE: 'x', apiuser: 'y', Alone: 'a', third: 't', two: 'z', number: 8 };
    const sent = { wrong, echo: 'a private one', name: 'n' };
    expect(entry({ operation: { ...operation }, sent }, { vendor: secretive() }).body).toEqual({
      wrong: { ...allHidden(wrong), two: 'z' },
      echo: '[redacted]',
      name: 'n',
    });
    expect(entry({ operation: { ...operation }, sent: [{ pin: 'x' }, 'y'] }, { vendor: secretive() }).body).toEqual([
      { pin: '[redacted]' },
      '[redacted]',
    ]);
  });

  it('that is neither object nor list is hidden', () => {
    expect(entry({ operation, sent: 'private' }).body).toBe('[redacted]');
    expect(entry({ operation, sent: 7 }).body).toBe('[redacted]');
    expect(entry({ operation, sent: '' }).body).toBe('');
  });
});

describe('the reason of an entry', () => {
  const refusal = new Refusal('notFound');
  const details = { id: 7, resource: 'thing' };
  const says = 'this account has no thing 7';

  it.each([
    [399, undefined],
    [400, { says }],
    [499, { says }],
    [500, undefined],
  ])('is stated for a refusal: %d', (status, why) => {
    expect(entry({ refusal }, { details, status }).why).toEqual(why);
  });

  it('is absent without a refusal', () => {
    expect(entry({}, { status: 404 })).not.toHaveProperty('why');
  });

  it.each<Partial<FiredFault>>([{ refuse: 'notFound' }, { status: 404 }, { before: { drop: 'close' } }])(
    'is the fault that answered: %j',
    (more) => {
      const fault = { id: 'fault-1', ...more };
      const reported = { says: 'the fault fault-1 replaced the reply' };
      expect(entry({ fault, refusal, basis: ruledBy('preferred') }, { details, status: 404 }).why).toEqual(reported);
    },
  );

  it('is not a fault that only changes the delivery', () => {
    const fault: FiredFault = { id: 'fault-1', delivery: { delay: 5 } };
    expect(entry({ fault, refusal }, { details, status: 404 }).why).toEqual({ says });
  });

  it.each([
    ['code=404', 404, 'requested by the header Prefer: code=404'],
    ['code=418', 400, 'the header requests a status that is not declared: Prefer: code=418; declared: 200, 404'],
  ])('is the Prefer header of the request: %s', (prefer, status, says) => {
    const reported = entry(
      { operation: stubOperation(), basis: ruledBy('preferred'), refusal },
      { headers: { prefer }, status },
    );
    expect(reported.why).toEqual({ says });
  });

  it('is a Prefer header without a value', () => {
    expect(entry({ basis: ruledBy('preferred') }, { status: 400 }).why).toEqual({
      says: 'the header requests a status that is not declared: Prefer: ; declared: undefined',
    });
  });
});
