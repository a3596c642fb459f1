/** What is removed from a value before it is shown. */
import type { Json } from '../../../src/grammar/json.js';
import { hides, redact, redactEchoes, redactedAt, REDACTED, scrub } from '../../../src/engine/values/redact.js';
import { isSecretName, isSecretParameter, looksSecret } from '../../../src/engine/values/secret-names.js';
import { secretsAt } from '../../../src/engine/values/secrets.js';

it.each([
  ...['secret', 'clientSecret', 'SECRETS', 'password', 'passwd', 'passphrase', 'passcode', 'pwd', 'token', 'authToken'],
  ...['credential', 'credentials', 'authorization', 'Proxy-Authorization', 'bearer', 'cookie', 'Set-Cookie', 'jwt'],
  ...['sessionid', 'session-id', 'session_id', 'sessionId', 'auth', 'AUTH'],
  ...['api', 'access', 'private', 'signing', 'signature', 'encryption', 'auth', 'master', 'service', 'shared', 'ssh']
    .concat(['subscription', 'license', 'webhook'])
    .flatMap((kind) => [`${kind}key`, `${kind}Key`, `${kind}-key`, `my_${kind}_key_2`, `${kind} key`]),
])('%s looks like a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

it.each([
  ...['name', 'key', 'id', 'pass', 'author', 'oauth', 'auths', 'api', 'private', 'session', 'sessions id', 'keyboard'],
  ...['publicKey', 'api--key', 'sort_key', 'session.id', ''],
])('%j does not look like a secret', (name) => {
  expect(isSecretName(name)).toBe(false);
});

it.each([
  ...[
    'pin',
    'userPin',
    'card_pin',
    'pin-code',
    'pincode',
    'otp',
    'totpCode',
    'cvv',
    'CVC',
    'cvv2',
    'verification_code',
  ],
  ...['deviceCode', 'user_code', 'auth_code', 'mfaCode', '2fa_code', 'oneTimeCode', 'recovery-code', 'cardNumber'],
  ...['code_verifier', 'client_assertion', 'connectionString', 'id_token', 'refresh_token', 'db_pass'],
])('a text or number named %s is a secret, and no boolean', (name) => {
  expect([looksSecret(name, 'x'), looksSecret(name, 7), looksSecret(name, true)]).toEqual([true, true, false]);
});

it.each([
  ...['code', 'country_code', 'status_code', 'errorCode', 'zip_code', 'state', 'nonce', 'shipping', 'ping', 'pinned'],
  ...['page_token', 'nextPageToken', 'next_token', 'continuationToken', 'cursor', 'sid', 'assertion', 'hotpot', 'pass'],
  ...['api_key_id', 'tokenId', 'token_type', 'tokenUrl', 'token_expires_at', 'client_assertion_type', 'client_id'],
])('a text named %s is shown in a body', (name) => {
  expect(looksSecret(name, 'x')).toBe(false);
});

it.each([
  ...[
    'pin',
    'session',
    'code',
    'CODE',
    'sas',
    'sig',
    'key',
    'sid',
    'pass',
    'SAMLResponse',
    'assertion',
    'otp',
    'pin[]',
  ],
  ...[
    'filter[pin]',
    'user.pin',
    'X-Amz-Signature',
    'oauth_signature',
    'access_token',
    'client_secret',
    'code_verifier',
  ],
])('?%s= is a secret', (name) => {
  expect(isSecretParameter(name, 'abcd')).toBe(true);
});

it.each([
  ...[
    'state',
    'nonce',
    'scope',
    'client_id',
    'redirect_uri',
    'page_token',
    'cursor',
    'id',
    'error_code',
    'country_code',
  ],
  ...['filter[name]', 'session_state', 'code_challenge', 'grant_type', 'sort_key', 'response_type', 'pinned'],
])('?%s= is shown', (name) => {
  expect(isSecretParameter(name, 'abcd')).toBe(false);
});

it.each<[unknown, boolean]>([
  ['DE', false],
  ['404', false],
  ['4/0Ab', true],
  [['DE', 'FR'], false],
  [['DE', 'abcd'], true],
])('?code= is a secret from four characters on: %j, %s', (value, hidden) => {
  expect(isSecretParameter('code', value)).toBe(hidden);
});

it.each(['grant_type', 'code_verifier', 'redirectUri'])('a code beside %s is a secret, and no other', (name) => {
  expect(redact({ [name]: 'x', code: 'abcd', assertion: 'y', state: 's' })).toMatchObject({
    code: REDACTED,
    assertion: REDACTED,
    state: 's',
  });
  expect(redact({ code: 'invalid_request', assertion: 'a is b' })).toEqual({
    code: 'invalid_request',
    assertion: 'a is b',
  });
});

it.each([
  ['/callback?code=abcd&state=s', '/callback?code=[redacted]&state=s'],
  ['/go?to=https%3A%2F%2Fh%2F%3Fcode%3Dabcd%26state%3Ds', '/go?to=https%3A%2F%2Fh%2F%3Fcode%3D[redacted]%26state%3Ds'],
  ['https://h/a;jsessionid=abcd?page=2', 'https://h/a;jsessionid=[redacted]?page=2'],
  ['https://h/?pin=a?b&c=https://i/?sig=x', 'https://h/?pin=[redacted]&c=https://i/?sig=[redacted]'],
  ['https://h/?page_token=abcd&code=DE', 'https://h/?page_token=abcd&code=DE'],
])('of the URL %s is shown %s', (url, shown) => {
  expect(redact({ url })).toEqual({ url: shown });
});

describe('values under names that look like secrets', () => {
  it('is shown as one placeholder', () => {
    expect(redact({ token: 'x' })).toEqual({ token: '[redacted]' });
  });

  it.each<[string, unknown]>([
    ['token', 'x'],
    ['token', ''],
    ['token', 7],
    ['token', { a: 1 }],
    ['token', []],
    ['token', undefined],
    ['max_tokens', 'x'],
  ])('is hidden: %s of %j', (name, value) => {
    expect(redact({ [name]: value, a: 1 })).toEqual({ [name]: REDACTED, a: 1 });
  });

  it.each<[string, unknown]>([
    ['token', null],
    ['token', true],
    ['token', false],
    ['tokens', 7],
    ['tokenCount', 7],
    ['token_limit', 7],
    ['max_token', 7],
    ['minToken', 7],
    ['name', 'token'],
  ])('is shown where it is none: %s of %j', (name, value) => {
    expect(redact({ [name]: value })).toEqual({ [name]: value });
  });

  it('is hidden at any depth', () => {
    expect(redact([{ a: { password: 'x', b: [{ jwt: 'y', c: 'z' }] } }])).toEqual([
      { a: { password: REDACTED, b: [{ jwt: REDACTED, c: 'z' }] } },
    ]);
  });
});

it.each<[Json, boolean]>([
  [{ name: 'Authorization', value: 'x' }, true],
  [{ key: 'api-key', value: 'x' }, true],
  [{ header: 'Cookie', value: 'x' }, true],
  [{ name: 'Accept', key: 'token', value: 'x' }, true],
  [{ name: 'Accept', value: 'x' }, false],
  [{ name: ['token'], value: 'x' }, false],
  [{ other: 'token', value: 'x' }, false],
  [{ value: 'x' }, false],
])('hides the value of a pair that names a secret: %j, %s', (pair, hidden) => {
  expect(redact(pair)).toEqual({ ...pair, value: hidden ? REDACTED : 'x' });
});

it('hides no other part of a pair that names a secret', () => {
  expect(redact({ name: 'token', text: 'x' })).toEqual({ name: 'token', text: 'x' });
});

describe('values at secret places', () => {
  const paths = ['lock', 'deep.code', 'list[].code', 'all[]', 'some[].more[].code'];

  it('is hidden, through lists, and nothing beside it', () => {
    const code = (value: string): Json => ({ code: value, name: 'n' });
    const value = {
      lock: 1,
      deep: code('a'),
      list: [code('b'), code('c'), 'text'],
      all: ['d'],
      some: [{ more: [code('e')] }],
      other: { lock: 2, ...code('f') },
    };
    const left = { code: REDACTED, name: 'n' };
    expect(redact(value, { places: secretsAt(paths) })).toEqual({
      lock: REDACTED,
      deep: left,
      list: [left, left, 'text'],
      all: REDACTED,
      some: [{ more: [left] }],
      other: { lock: 2, code: 'f', name: 'n' },
    });
  });

  it('is hidden whatever it is, and whole where a longer path is hidden as well', () => {
    const both = ['config', 'config.key'];
    expect(redact({ config: null }, { places: secretsAt(both) })).toEqual({ config: REDACTED });
    expect(redact({ config: { key: 1, a: 2 } }, { places: secretsAt(both.toReversed()) })).toEqual({
      config: REDACTED,
    });
    expect(redact({ config: { key: 1, a: 2 } }, { places: secretsAt(['config.key']) })).toEqual({
      config: { key: REDACTED, a: 2 },
    });
  });
});

it('hides what lies under a name at any depth, whatever its case', () => {
  const names = new Set(['lock']);
  expect(redact({ Lock: 1, a: [{ LOCK: 2, locks: 3 }] }, { names })).toEqual({
    Lock: REDACTED,
    a: [{ LOCK: REDACTED, locks: 3 }],
  });
  expect(redact({ lock: 1 })).toEqual({ lock: 1 });
});

it('hides by any of these alone', () => {
  const holder = { name: 'token', value: 1, jwt: 'x', lock: 2, code: 3 };
  const hidden = Object.keys(holder).filter((key) => hides(holder, key, secretsAt(['code']), new Set(['lock'])));
  expect(hidden).toEqual(['value', 'jwt', 'lock', 'code']);
  expect(Object.keys(holder).filter((key) => hides(holder, key))).toEqual(['value', 'jwt']);
});

it.each([['text'], [7], [null], [true], [undefined]])('leaves %j as it is', (value) => {
  expect(redact(value)).toBe(value);
});

it('shows the number of bytes', () => {
  expect(redact({ file: new Uint8Array(3), other: Buffer.from('four') })).toEqual({
    file: '[3 bytes]',
    other: '[4 bytes]',
  });
});

it('makes a copy that shares nothing, and reaches no prototype', () => {
  const value = JSON.parse('{"__proto__":{"polluted":1},"a":[{"b":1}]}') as { a: Json[] };
  const copy = redact(value) as { a: Json[] };
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":1},"a":[{"b":1}]}');
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect([copy.a === value.a, copy.a[0] === value.a[0]]).toEqual([false, false]);
});

it('collects the texts that it takes out, at any depth', () => {
  const taken: string[] = [];
  scrub({ token: ['a', { b: 'c', d: 7 }], e: 'f', g: { jwt: 'h' }, i: [{ jwt: 'j' }] }, undefined, undefined, taken);
  expect(taken).toEqual(['a', 'c', 'h', 'j']);
});

describe('texts that repeat a secret', () => {
  it('of what was taken out are hidden anywhere else', () => {
    const sent = {
      token: 'private',
      echo: 'my private one',
      list: ['private', 'public'],
      deep: { a: 'xprivatex', b: null, c: 7, d: [{ e: 'private' }] },
      key: 'Private',
    };
    expect(redactEchoes(sent, {})).toEqual({
      token: REDACTED,
      echo: REDACTED,
      list: [REDACTED, 'public'],
      deep: { a: REDACTED, b: null, c: 7, d: [{ e: REDACTED }] },
      key: 'Private',
    });
  });

  it('are known by paths and by names as well', () => {
    const sent = { pin: 'first-one', a: { code: 'second-one' }, b: 'first-one', c: 'second-one', d: 'third-one' };
    expect(redactEchoes(sent, { places: secretsAt(['pin']), names: new Set(['code']) })).toEqual({
      pin: REDACTED,
      a: { code: REDACTED },
      b: REDACTED,
      c: REDACTED,
      d: 'third-one',
    });
  });

  it.each([
    ['12345', false],
    ['123456', true],
  ])('of %s are hidden: %s', (secret, hidden) => {
    expect(redactEchoes({ token: secret, echo: secret }, {})).toEqual({
      token: REDACTED,
      echo: hidden ? REDACTED : secret,
    });
  });

  it('are hidden of twenty different texts, and not of more', () => {
    const texts = Array.from({ length: 21 }, (_, i) => `private-${String.fromCharCode(97 + i)}`);
    const { echo } = redactEchoes({ token: ['short', ...texts, ...texts], echo: texts }, {}) as { echo: string[] };
    expect(echo).toEqual([...texts.slice(0, 20).map(() => REDACTED), 'private-u']);
    const same = redactEchoes({ token: Array(30).fill(texts[0]), jwt: texts[1], echo: texts[1] }, {});
    expect(same).toMatchObject({ echo: REDACTED });
  });
});

describe('what is left at a path', () => {
  const record = { a: { lock: 'x', b: { token: 'y', c: 1 } }, token: { d: 1 }, list: [1] };
  it.each<[string, unknown]>([
    ['a', { lock: REDACTED, b: { token: REDACTED, c: 1 } }],
    ['a.lock', REDACTED],
    ['a.lock.deeper', REDACTED],
    ['a.b', { token: REDACTED, c: 1 }],
    ['a.b.token', REDACTED],
    ['a.b.c', 1],
    ['a.b.c.d', undefined],
    ['token.d', REDACTED],
    ['list', [1]],
    ['list.0', undefined],
    ['none', undefined],
    ['toString', undefined],
  ])('%s is %j', (path, left) => {
    expect(redactedAt(record, path, secretsAt(['a.lock']))).toEqual(left);
  });

  it('is all of it where nothing is secret', () => {
    expect(redactedAt({ a: { lock: 'x' } }, 'a', undefined)).toEqual({ lock: 'x' });
    expect(redactedAt({ a: { b: { lock: 'x' } } }, 'a.b', secretsAt(['a.b.lock']))).toEqual({ lock: REDACTED });
  });
});
