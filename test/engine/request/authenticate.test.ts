/** Which account a call belongs to: where a credential may be sent, and what it may do. */
import type { Account, Call } from '../../../src/engine/model/call.js';
import type { Operation, SecurityScheme } from '../../../src/engine/model/contract.js';
import { authenticate, type Accounts } from '../../../src/engine/request/authenticate.js';
import { Refusal } from '../../../src/engine/model/refusal.js';
import { stubOperation, stubVendor, refusalOf } from '../../support/stubs.js';

const schemes: SecurityScheme[] = [
  { name: 'bearer', kind: 'bearer', parameter: 'authorization' },
  { name: 'basic', kind: 'basic', parameter: 'authorization' },
  { name: 'header', kind: 'header', parameter: 'X-Api-Key' },
  { name: 'query', kind: 'query', parameter: 'api_key' },
  { name: 'cookie', kind: 'cookie', parameter: 'sid' },
  { name: 'odd', kind: 'cookie', parameter: 's.i*d+[1]$' },
];
const vendor = stubVendor({ contract: { securitySchemes: schemes } });

interface Sent {
  headers?: Call['headers'];
  query?: string;
}

const authenticated = (
  security: Operation['security'],
  { headers = {}, query = '' }: Sent,
  accounts: Accounts,
): Account | Refusal => {
  const call = { method: 'GET', path: '/', query, base: '', headers, body: () => new Uint8Array() };
  return authenticate(vendor, stubOperation({ security }), call, accounts);
};

/** The credential that is found; undefined where none is. */
function found(scheme: string | Operation['security'], sent: Sent): string | undefined {
  const security = typeof scheme === 'string' ? [{ [scheme]: [] }] : scheme;
  const named: Accounts = (of, token) => (of === vendor ? { name: token, number: 1 } : undefined);
  let name: string | undefined;
  const entered = authenticated(security, sent, named);
  if (entered instanceof Refusal) expect(entered.reason).toBe('unauthenticated');
  else name = entered.name;
  return name;
}

it.each<[string, Sent, string | undefined]>([
  ['bearer', { headers: { authorization: 'Bearer key' } }, 'key'],
  ['bearer', { headers: { authorization: 'bEARER   k-e.y=' } }, 'k-e.y='],
  ['bearer', { headers: { authorization: 'Bearerkey' } }, undefined],
  ['bearer', { headers: { authorization: 'Bearer ' } }, undefined],
  ['bearer', { headers: { authorization: 'Bearer two words' } }, undefined],
  ['bearer', { headers: { authorization: 'Bearer key ' } }, undefined],
  ['bearer', { headers: { authorization: 'x Bearer key' } }, undefined],
  ['bearer', { headers: { authorization: 'Basic key' } }, undefined],
  ['bearer', { headers: { authorization: 'key' } }, undefined],
  ['bearer', { headers: {} }, undefined],
  ['bearer', { headers: { authorization: ['Bearer key'] } }, undefined],
  ['basic', { headers: { authorization: 'Basic a2V5' } }, 'a2V5'],
  ['basic', { headers: { authorization: 'bASIC   a2V5' } }, 'a2V5'],
  ['basic', { headers: { authorization: 'Basica2V5' } }, undefined],
  ['basic', { headers: { authorization: 'Basic ' } }, undefined],
  ['basic', { headers: { authorization: 'Basic two words' } }, undefined],
  ['basic', { headers: { authorization: 'x Basic a2V5' } }, undefined],
  ['basic', { headers: { authorization: 'Bearer a2V5' } }, undefined],
  ['basic', { headers: {} }, undefined],
  ['header', { headers: { 'x-api-key': 'two words' } }, 'two words'],
  ['header', { headers: { 'x-api-key': '' } }, undefined],
  ['header', { headers: { 'x-api-key': ['key'] } }, undefined],
  ['header', { headers: { authorization: 'Bearer key' } }, undefined],
  ['query', { query: 'a=b&api_key=k%20y' }, 'k y'],
  ['query', { query: 'api_key=' }, ''],
  ['query', { query: 'key=x' }, undefined],
  ['cookie', { headers: { cookie: 'sid=key' } }, 'key'],
  ['cookie', { headers: { cookie: 'a=b; sid=k=y; c=d' } }, 'k=y'],
  ['cookie', { headers: { cookie: 'a=b;  sid=key' } }, 'key'],
  ['cookie', { headers: { cookie: 'a=b;sid=key' } }, 'key'],
  ['cookie', { headers: { cookie: 'xsid=key' } }, undefined],
  ['cookie', { headers: { cookie: 'a=b sid=key' } }, undefined],
  ['cookie', { headers: { cookie: 'sid=' } }, undefined],
  ['cookie', { headers: {} }, undefined],
  ['odd', { headers: { cookie: 's.i*d+[1]$=key' } }, 'key'],
  ['odd', { headers: { cookie: 'sXi*d+[1]$=key' } }, undefined],
  ['odd', { headers: { cookie: 's.iiddd1=key' } }, undefined],
  ['unknown', { headers: { authorization: 'Bearer key' } }, undefined],
])('finds by %s in %j: %s', (scheme, sent, token) => {
  expect(found(scheme, sent)).toBe(token);
});

it.each(['.', '*', '+', '?', '^', '$', '{', '}', '(', ')', '|', '[', ']', '\\'])(
  'treats %s in the name of a cookie literally',
  (sign) => {
    const parameter = `a${sign}b`;
    const odd = stubVendor({ contract: { securitySchemes: [{ name: 'c', kind: 'cookie', parameter }] } });
    const call = {
      method: 'GET',
      path: '/',
      query: '',
      base: '',
      headers: { cookie: `x=y; ${parameter}=key` },
      body: () => new Uint8Array(),
    };
    const account = authenticate(odd, stubOperation({ security: [{ c: [] }] }), call, (_, token) => ({
      name: token,
      number: 1,
    }));
    expect(account).toMatchObject({ name: 'key' });
  },
);

it('tries the alternatives in their order', () => {
  const headers = { authorization: 'Bearer one', 'x-api-key': 'two' };
  expect(found([{ header: [] }, { bearer: [] }], { headers })).toBe('two');
  expect(found([{ bearer: [] }, { header: [] }], { headers })).toBe('one');
  expect(found([{ cookie: [] }, { header: [] }], { headers })).toBe('two');
  expect(found([{ cookie: [] }, { query: [] }], { headers })).toBeUndefined();
});

it('requires every scheme of an alternative', () => {
  const headers = { authorization: 'Bearer one', 'x-api-key': 'two' };
  expect(found([{ cookie: [], header: [] }], { headers })).toBeUndefined();
  expect(found([{ unknown: [], header: [] }], { headers })).toBeUndefined();
  expect(found([{ cookie: [], header: [] }, { bearer: [] }], { headers })).toBe('one');
  expect(found([{ bearer: [], header: [] }], { headers })).toBe('one\ntwo');
});

it('uses the credential of the seed if several are sent', () => {
  const seeded = stubVendor({
    contract: { securitySchemes: schemes },
    seed: { records: {}, credentials: [{ name: 'demo', token: 'two' }] },
  });
  const headers = { authorization: 'Bearer one', 'x-api-key': 'two' };
  const call = { method: 'GET', path: '/', query: '', base: '', headers, body: () => new Uint8Array() };
  const account = authenticate(seeded, stubOperation({ security: [{ bearer: [], header: [] }] }), call, (_, token) => ({
    name: token,
    number: 1,
  }));
  expect(account).toMatchObject({ name: 'two' });
});

it('requires no credential for an empty alternative, but accepts one', () => {
  const security = [{ bearer: [] }, {}];
  expect(found(security, {})).toBe('anonymous');
  expect(found([{}, { bearer: [] }], { headers: { authorization: 'Bearer one' } })).toBe('one');
  expect(found(security, { headers: { authorization: 'Bearer one' } })).toBe('one');
});

it.each<[string, string | undefined]>([
  ['Token abc', 'abc'],
  ['token  a=1, b="2"', 'a=1, b="2"'],
  ['Tokens abc', undefined],
  ['Token', undefined],
  ['Bearer abc', undefined],
])('reads another scheme of HTTP in %s', (authorization, token) => {
  const named = stubVendor({ contract: { securitySchemes: [{ name: 't', kind: 'http', parameter: 'token' }] } });
  const call = {
    method: 'GET',
    path: '/',
    query: '',
    base: '',
    headers: { authorization },
    body: () => new Uint8Array(),
  };
  const account = authenticate(named, stubOperation({ security: [{ t: [] }] }), call, (_, found) => ({
    name: found,
    number: 1,
  }));
  expect(account instanceof Refusal ? undefined : account.name).toBe(token);
});

describe('an account', () => {
  const headers = { authorization: 'Bearer key', 'x-api-key': 'more' };
  const refused = (
    account: Account | undefined,
    security: Operation['security'] = [{ bearer: [] }],
  ): Refusal | undefined => refusalOf(() => authenticated(security, { headers }, () => account));
  const demo = { name: 'demo', number: 1 };

  it('is anonymous if no credential is needed', () => {
    const asked: Accounts = () => {
      throw new Error('nobody is asked for');
    };
    expect(authenticated([], { headers }, asked)).toEqual({ name: 'anonymous', number: 0 });
  });

  it('is that of the credential', () => {
    expect(authenticated([{ bearer: [] }], { headers }, () => demo)).toBe(demo);
  });

  it('is refused for an unknown credential', () => {
    expect(refused(undefined)).toEqual({ reason: 'credentialRejected', details: {}, variant: 'credentialRejected' });
  });

  it('is refused for the reason in the seed, before scopes are checked', () => {
    const refusal = refused({ ...demo, refuse: 'rateLimited', scopes: [] }, [{ bearer: ['read'] }]);
    expect(refusal).toEqual({ reason: 'rateLimited', details: {}, variant: 'rateLimited' });
  });

  it.each<[string[] | undefined, Operation['security'], string | undefined]>([
    [undefined, [{ bearer: ['read'] }], undefined],
    [[], [{ bearer: [] }], undefined],
    [[], [{ bearer: ['read'] }], 'read'],
    [['read'], [{ bearer: ['read'] }], undefined],
    [['read'], [{ bearer: ['read', 'write'] }], 'read write'],
    [['read', 'write'], [{ bearer: ['read', 'write'] }], undefined],
    [['write'], [{ bearer: ['read'] }, { bearer: ['write'] }], undefined],
    [['other'], [{ bearer: ['read'], header: ['more'] }, { bearer: ['write'] }], 'read more'],
    [['read'], [{ bearer: ['read'], header: ['more'] }], 'read more'],
  ])('with the scopes %j where %j is needed lacks %j', (scopes, security, field) => {
    const account = { ...demo, ...(scopes && { scopes }) };
    expect(refused(account, security)).toEqual(
      field === undefined ? undefined : { reason: 'forbidden', details: { field }, variant: 'forbidden' },
    );
  });
});
