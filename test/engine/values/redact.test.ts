/** What is removed from a value before it is shown. */
import type { Json } from '../../../src/grammar/json.js';
import {
  hides,
  isSecretName,
  redact,
  redactEchoes,
  redactedAt,
  REDACTED,
  scrub,
} from '../../../src/engine/values/redact.js';
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
  const paths = ['pin', 'deep.code', 'list[].code', 'all[]', 'some[].more[].code'];

  it('is hidden, through lists, and nothing beside it', () => {
    const code = (value: string): Json => ({ code: value, name: 'n' });
    const value = {
      pin: 1,
      deep: code('a'),
      list: [code('b'), code('c'), 'text'],
      all: ['d'],
      some: [{ more: [code('e')] }],
      other: { pin: 2, ...code('f') },
    };
    const left = { code: REDACTED, name: 'n' };
    expect(redact(value, { places: secretsAt(paths) })).toEqual({
      pin: REDACTED,
      deep: left,
      list: [left, left, 'text'],
      all: REDACTED,
      some: [{ more: [left] }],
      other: { pin: 2, code: 'f', name: 'n' },
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
  const names = new Set(['pin']);
  expect(redact({ Pin: 1, a: [{ PIN: 2, pins: 3 }] }, { names })).toEqual({
    Pin: REDACTED,
    a: [{ PIN: REDACTED, pins: 3 }],
  });
  expect(redact({ pin: 1 })).toEqual({ pin: 1 });
});

it('hides by any of these alone', () => {
  const holder = { name: 'token', value: 1, jwt: 'x', pin: 2, code: 3 };
  const hidden = Object.keys(holder).filter((key) => hides(holder, key, secretsAt(['code']), new Set(['pin'])));
  expect(hidden).toEqual(['value', 'jwt', 'pin', 'code']);
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
  const record = { a: { pin: 'x', b: { token: 'y', c: 1 } }, token: { d: 1 }, list: [1] };
  it.each<[string, unknown]>([
    ['a', { pin: REDACTED, b: { token: REDACTED, c: 1 } }],
    ['a.pin', REDACTED],
    ['a.pin.deeper', REDACTED],
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
    expect(redactedAt(record, path, secretsAt(['a.pin']))).toEqual(left);
  });

  it('is all of it where nothing is secret', () => {
    expect(redactedAt({ a: { pin: 'x' } }, 'a', undefined)).toEqual({ pin: 'x' });
    expect(redactedAt({ a: { b: { pin: 'x' } } }, 'a.b', secretsAt(['a.b.pin']))).toEqual({ pin: REDACTED });
  });
});
