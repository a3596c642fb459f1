/** The pure parts of the console: addresses, filters, commands, copies of calls, formats. */
import { cliOf, controlCurl, faultFlags, type Target } from '../../src/console/text/commands.js';
import { curlOf } from '../../src/console/text/curl.js';
import { faultSpec, happensOf, isSpent, whenOf, type FaultFields } from '../../src/console/text/fault.js';
import { filterOf, matches, suggestions, typedFilter } from '../../src/console/text/filter.js';
import { bytesOf, counted, durationOf, grouped, middleCut, spanOf } from '../../src/console/text/format.js';
import { hexDump } from '../../src/console/text/hex.js';
import { jsonLines } from '../../src/console/text/json-lines.js';
import { makeMergePatch, parseObject } from '../../src/console/text/make-merge-patch.js';
import { bodyText, sentBody } from '../../src/console/text/request-body.js';
import { hashOf, parseRoute } from '../../src/console/text/route.js';
import { testLineOf } from '../../src/console/text/test-line.js';
import { wordsOf } from '../../src/console/text/words.js';
import { execFileSync } from 'node:child_process';

describe('an address', () => {
  it.each([
    '#/default/calls',
    '#/worker-1/calls/47',
    '#/default/calls?vendor=arize&status=422',
    '#/default/records/spideriq/demo/integration/a%2Fb%25c',
    '#/default/faults?operation=arize.list',
    '#/default/records/shop/everybody/item/~..',
    '#/default/records/shop/everybody/item/~',
  ])('%s is read and written without loss', (hash) => {
    expect(hashOf(parseRoute(hash))).toBe(hash);
  });

  it.each(['', '#', '#/', '#//', '#/default', '#/default/nothing'])('%j is the list of calls', (hash) => {
    expect(parseRoute(hash)).toMatchObject({ sandbox: 'default', screen: 'calls', parts: [] });
  });

  it('has keys that no URL can have as a segment behind a tilde', () => {
    const parts = ['..', '', '~', 'a/b'];
    expect(hashOf({ sandbox: 'default', screen: 'records', parts, query: {} })).toBe(
      '#/default/records/~../~/~~/a%2Fb',
    );
    expect(parseRoute('#/default/records/~../~/~~/a%2Fb').parts).toEqual(parts);
    expect(hashOf({ sandbox: 'w', screen: 'calls', parts: ['\ud800'], query: {} })).toBe('#/w/calls/%EF%BF%BD');
  });

  it('with invalid percent-encoding is taken as it is', () => {
    expect(parseRoute('#/default/calls/%ZZ').parts).toEqual(['%ZZ']);
  });
});

describe('a filter', () => {
  it('takes pairs of known keys out of what was typed, and leaves the rest as text', () => {
    expect(typedFilter('status:422 a  needle vendor:"two words" other:x', { reason: 'immutable' })).toEqual({
      reason: 'immutable',
      status: '422',
      vendor: 'two words',
      text: 'a needle other:x',
    });
  });

  it('replaces an earlier text, and drops it where nothing was typed', () => {
    expect(typedFilter('new', { text: 'old' })).toEqual({ text: 'new' });
    expect(typedFilter('', { text: 'old' })).toEqual({});
  });

  it('ignores members of an address that are no filters', () => {
    expect(filterOf({ status: '200', cleared: '1', vendor: '' })).toEqual({ status: '200' });
  });

  it('matches entries with all of its values', () => {
    expect(matches({ status: '422', vendor: 'a' }, { status: 422, vendor: 'a' })).toBe(true);
    expect(matches({ status: '422', vendor: 'a' }, { status: 422, vendor: 'b' })).toBe(false);
    expect(matches({ reason: 'conflict' }, { status: 422 })).toBe(false);
  });

  it('suggests the values that fit, none of keys that are set', () => {
    const counts = {
      status: [
        { value: 422, count: 4 },
        { value: 200, count: 2 },
      ],
      vendor: [{ value: 'arize', count: 6 }],
    };
    expect(suggestions('status:4', {}, counts)).toEqual([{ key: 'status', value: '422', count: 4 }]);
    expect(suggestions('', { status: '422' }, counts)).toEqual([{ key: 'vendor', value: 'arize', count: 6 }]);
  });
});

describe('a command', () => {
  const plain: Target = { control: 'http://127.0.0.1:4011', sandbox: 'default', needsToken: false };

  it('names only what differs from the defaults', () => {
    expect(cliOf(plain, 'clock', 'advance', '1h')).toBe('stuntdouble clock advance 1h');
    expect(cliOf({ control: 'http://127.0.0.1:5', sandbox: 'w-1', needsToken: true }, 'faults', 'list')).toBe(
      'stuntdouble faults list --sandbox w-1 --control http://127.0.0.1:5 --token "$TOKEN"',
    );
  });

  it('quotes for the shell what the shell would change', () => {
    const words = ["it's", '$HOME', '{"a":1}', '', '`x`', 'a b'];
    const printed = execFileSync('sh', ['-c', cliOf(plain, ...words).replace('stuntdouble', `printf '%s\\n'`)]);
    expect(printed.toString().split('\n').slice(0, -1)).toEqual(words);
  });

  it('has arguments that look like flags at its end', () => {
    const words = ['records', 'show', 'shop', '-x', '--json', ['--account', '-a']] as const;
    expect(cliOf({ ...plain, sandbox: 'w' }, ...words)).toBe(
      'stuntdouble records show shop --account -a --sandbox w -- -x --json',
    );
  });

  it('as curl has the token as a variable', () => {
    expect(controlCurl({ ...plain, needsToken: true }, 'PATCH', '/x', { a: "it's" })).toBe(
      `curl -s -X PATCH http://127.0.0.1:4011/x -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"a":"it'\\''s"}'`,
    );
  });
});

describe('a call as curl', () => {
  const call = {
    method: 'PATCH',
    path: '/v2/things/a==',
    headers: {
      host: 'x',
      'content-length': '3',
      'user-agent': 'node',
      'sec-fetch-mode': 'cors',
      authorization: '[redacted]',
      'x-api-key': '[redacted]',
      'content-type': 'application/json',
    },
    query: { dry: true, tag: ['a', 'b'], token: '[redacted]' },
    body: { name: "O'Neil", config: { api_key: '[redacted]' }, list: [{ pass_word: '[redacted]' }] },
  };

  it('names secrets as variables, which the shell fills in', () => {
    const line = curlOf(call, 'http://h/v');
    const script = `curl() { printf '%s\\n' "$@"; }\nSECRET=s CREDENTIAL=c X_API_KEY=k API_KEY=a PASS_WORD=p\n${line}`;
    expect(execFileSync('sh', ['-c', script]).toString().split('\n').slice(0, -1)).toEqual([
      '-s',
      '-X',
      'PATCH',
      'http://h/v/v2/things/a==?dry=true&tag=a&tag=b&token=s',
      '-H',
      'authorization: Bearer c',
      '-H',
      'x-api-key: k',
      '-H',
      'content-type: application/json',
      '-d',
      `{"name":"O'Neil","config":{"api_key":"a"},"list":[{"pass_word":"p"}]}`,
    ]);
  });

  it('sends forms as forms', () => {
    const form = { method: 'POST', path: '/f', body: { a: 'b c', file: { filename: 'x.png', sha256: '0', size: 1 } } };
    expect(curlOf({ ...form, headers: { 'content-type': 'multipart/form-data; boundary=1' } }, '')).toBe(
      "curl -s -X POST /f \\\n  -F 'a=b c' \\\n  -F file=@x.png",
    );
    const encoded = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(curlOf({ ...form, body: { a: 'b c' }, headers: encoded }, '')).toContain("--data-urlencode 'a=b c'");
  });
});

describe('a call as curl keeps', () => {
  const json = { 'content-type': 'application/json' };
  const line = (call: Partial<Parameters<typeof curlOf>[0]>): string =>
    curlOf({ method: 'POST', path: '/x', headers: json, ...call }, 'http://h').replaceAll(' \\\n ', '');

  it.each([
    ['the method HEAD', { method: 'HEAD', headers: {} }, 'curl -s -I http://h/x'],
    [
      'the method GET of a call with a body',
      { method: 'GET', body: { a: 1 } },
      `curl -s -X GET http://h/x -H 'content-type: application/json' -d '{"a":1}'`,
    ],
    ['brackets in a path', { method: 'GET', path: '/a[1]{b}', headers: {} }, "curl -s -g 'http://h/a[1]{b}'"],
    ['dots in a path', { method: 'GET', path: '/a/../b', headers: {} }, 'curl -s --path-as-is http://h/a/../b'],
    ['a missing type', { headers: {}, body: 'a' }, "curl -s -X POST http://h/x -H 'content-type:' -d a"],
    ['a header without a value', { method: 'GET', headers: { 'x-empty': '' } }, "curl -s http://h/x -H 'x-empty;'"],
    [
      'a text that begins like the name of a file',
      { headers: { 'content-type': 'text/plain' }, body: '@a' },
      "curl -s -X POST http://h/x -H 'content-type: text/plain' --data-raw @a",
    ],
    [
      'a JSON body that is a text',
      { body: 'a' },
      "curl -s -X POST http://h/x -H 'content-type: application/json' -d '\"a\"'",
    ],
    [
      'invalid JSON that was typed',
      { text: '{"a":' },
      "curl -s -X POST http://h/x -H 'content-type: application/json' -d '{\"a\":'",
    ],
    [
      'a text in a form that begins like the name of a file',
      { headers: { 'content-type': 'multipart/form-data; boundary=1' }, body: { a: '@b' } },
      'curl -s -X POST http://h/x --form-string a=@b',
    ],
    [
      'repeated fields of a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: { 'a b': ['1', '2'] } },
      "curl -s -X POST http://h/x -H 'content-type: application/x-www-form-urlencoded' --data-urlencode a%20b=1 --data-urlencode a%20b=2",
    ],
    [
      'a place for a body that is not in the journal',
      { headers: { ...json, 'content-length': '10' } },
      `curl -s -X POST http://h/x -H 'content-type: application/json' --data-binary "$BODY"`,
    ],
    [
      'a place for a body that was too large for the journal',
      { body: { size: 900_000, type: 'application/json', sha256: 'a'.repeat(64) } },
      "curl -s -X POST http://h/x -H 'content-type: application/json' --data-binary @FILE",
    ],
    [
      'no body where none was sent',
      { headers: { ...json, 'content-length': '0' } },
      "curl -s -X POST http://h/x -H 'content-type: application/json'",
    ],
  ])('%s', (_, call, expected) => {
    expect(line(call)).toBe(expected);
  });
});

describe('a call as a test', () => {
  it.each([
    [{ vendor: 'v', operation: 'op', status: 200 }, "expect(double).toHaveReceived('v.op', { status: 200 });"],
    [
      { vendor: 'v', operation: 'op', status: 422, body: { 'a-b': ["it's", 'say "hi"', null, true], __proto: 1 } },
      `expect(double).toHaveReceived('v.op', { body: { 'a-b': ["it's", 'say "hi"', null, true], __proto: 1 }, status: 422 });`,
    ],
  ])('%j is a line of JavaScript', (call, line) => {
    expect(testLineOf(call)).toBe(line);
  });

  it('evaluates to the body that was sent', () => {
    const body = { 'a-b': `'"\\\n\u2028 \${x}`, deep: { list: [1, [], {}, ''] }, toString: 'x' };
    const line = testLineOf({ vendor: 'v', operation: 'o', status: 1, body }) ?? '';
    const seen: unknown[] = [];
    const expectation = { toHaveReceived: (...values: unknown[]) => seen.push(...values) };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the line is to be run
    new Function('expect', 'double', line)(() => expectation, {});
    expect(seen).toEqual(['v.o', { body, status: 1 }]);
  });

  it('is none where no operation was called', () => {
    expect(testLineOf({ vendor: 'v', status: 404 })).toBeUndefined();
  });
});

describe('a fault', () => {
  const fields: FaultFields = {
    operation: 'v.op',
    kind: 'delay',
    value: '100-300',
    times: '2',
    after: '',
    account: '',
    record: '',
  };

  it('is made from the fields of the form', () => {
    expect(faultSpec(fields)).toEqual({ operation: 'v.op', delay: { uniform: [100, 300] }, times: 2 });
    expect(faultSpec({ ...fields, kind: 'malformed', value: '' })).toMatchObject({ malformed: true });
    expect(faultSpec({ ...fields, kind: 'drop', value: 'after' })).toMatchObject({ drop: 'after' });
    expect(faultFlags({ status: 503, malformed: true, delay: { uniform: [1, 2] }, times: undefined })).toEqual([
      ['--status', '503'],
      ['--malformed'],
      ['--delay', '{"uniform":[1,2]}'],
    ]);
  });

  it('sends what is not a number as it was typed, so that the control side refuses it', () => {
    expect(faultSpec({ ...fields, value: 'soon', times: 'many' })).toMatchObject({ delay: 'soon', times: 'many' });
  });

  it('is described in words', () => {
    const fault = { id: 'f', vendor: 'v', operation: 'o', fired: 1, times: 1, drop: 'after', after: 2 } as const;
    expect([happensOf(fault), whenOf(fault), isSpent(fault)]).toEqual([
      'drops the connection after the write',
      'after 2 calls, once',
      true,
    ]);
  });
});

describe('JSON', () => {
  const text = (value: unknown) =>
    jsonLines(value).lines.map(({ depth, tokens }) => '  '.repeat(depth) + tokens.map((token) => token.text).join(''));

  it('is drawn line by line, short lists on one line', () => {
    expect(text({ a: 1, b: { c: [1, 2], d: [] }, e: [{ f: null }] })).toEqual([
      '{',
      '  "a": 1,',
      '  "b": {',
      '    "c": [1, 2],',
      '    "d": []',
      '  },',
      '  "e": [',
      '    {',
      '      "f": null',
      '    }',
      '  ]',
      '}',
    ]);
  });

  it('says where a secret was', () => {
    expect(text({ api_key: '[redacted]' })).toContain('  "api_key": secret, not kept');
  });

  it('is cut after a number of lines', () => {
    const { lines, isCut } = jsonLines(
      Array.from({ length: 100_000 }, (_, at) => ({ at })),
      50,
    );
    expect([lines.length, isCut]).toEqual([50, true]);
  });
});

describe('an edited record', () => {
  it('is sent as the smallest merge patch', () => {
    const from = { a: 1, b: { c: 1, d: 2 }, list: [1, 2], gone: true };
    expect(makeMergePatch(from, { a: 1, b: { c: 1, d: 3 }, list: [1], new: null })).toEqual({
      gone: null,
      b: { d: 3 },
      list: [1],
      new: null,
    });
  });

  it.each(['[]', 'null', '"x"', '{'])('is refused when it is %s', (typed) => {
    expect(() => parseObject(typed)).toThrow(SyntaxError);
  });
});

describe('the body of a request', () => {
  it.each([
    [{ a: 1 }, 'application/json', '{\n  "a": 1\n}', { body: { a: 1 } }],
    [{ a: 'b c' }, 'application/x-www-form-urlencoded', 'a=b+c', { text: 'a=b+c' }],
    ['plain', 'text/plain', 'plain', { text: 'plain' }],
    [undefined, '', '', {}],
  ])('%j of the type %s is edited as text and sent as it was', (body, type, edited, sent) => {
    expect(bodyText(body, type)).toBe(edited);
    expect(sentBody(edited, type)).toEqual(sent);
  });

  it('is sent unchanged when it is invalid JSON', () => {
    expect(sentBody('{"a":', 'application/json')).toEqual({ text: '{"a":' });
  });
});

it('formats numbers, sizes and times', () => {
  expect([grouped(1234567), counted(1, 'call'), counted(2000, 'call')]).toEqual(['1,234,567', '1 call', '2,000 calls']);
  expect([bytesOf(1), bytesOf(2048), bytesOf(10 * 1024 * 1024)]).toEqual(['1 byte', '2.0 KiB', '10.0 MiB']);
  expect([durationOf(0.42), durationOf(54.2)]).toEqual(['0.4', '54']);
  expect([spanOf(0), spanOf(-90_000), spanOf(8 * 86_400_000 + 9 * 3_600_000 + 60_000)]).toEqual([
    '0 s',
    '1 m 30 s',
    '8 d 9 h',
  ]);
  expect(middleCut('/short')).toEqual({ head: '/short', tail: '' });
  expect(middleCut('/a/long/path/with/an/id==')).toEqual({ head: '/a/long/path/wit', tail: 'h/an/id==' });
});

it('dumps bytes', () => {
  expect(hexDump(new TextEncoder().encode('PNG\u0000 and more than one line'))).toBe(
    '00000000  50 4e 47 00 20 61 6e 64  20 6d 6f 72 65 20 74 68  |PNG. and more th|\n' +
      '00000010  61 6e 20 6f 6e 65 20 6c  69 6e 65                 |an one line|',
  );
});

it('finds the words of a refusal', () => {
  expect(wordsOf({ type: 'https://x', title: 'Conflict', detail: 'The name is taken.' })).toBe('The name is taken.');
  expect(wordsOf({ errors: [{ message: 'Too long' }] })).toBe('Too long');
  expect(wordsOf({ code: 7 })).toBeUndefined();
});
