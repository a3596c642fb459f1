/** Schemas as public documents write them: what they take, keep and make up. */
import { sampleOf } from '../support/depth.js';
import { gadgets, type Parts } from '../support/gadgets.js';

/** Adds properties to bodies and replies. */
const both =
  (properties: object) =>
  ({ S }: Parts): void => {
    for (const name of ['Gadget', 'NewGadget']) Object.assign(S[name].properties, structuredClone(properties));
  };

it('one schema for requests and replies may require read-only fields', async () => {
  const { create } = await gadgets(({ S, P }) => {
    for (const name of ['id', 'hasPin', 'createdAt', 'color']) S['Gadget'].properties[name].readOnly = true;
    delete S['Gadget'].additionalProperties;
    P['/gadgets'].post.requestBody.content['application/json'] = { schema: { $ref: '#/components/schemas/Gadget' } };
  });
  expect((await create({})).status).toBe(201);
});

it('keeps what a pattern of property names describes', async () => {
  const labels = { type: 'object', patternProperties: { '^[a-z]+$': { type: 'string' } }, additionalProperties: false };
  const { create, call } = await gadgets((parts) => {
    both({ labels })(parts);
    parts.S['GadgetChange'].properties.labels = labels;
  });
  expect((await create({ labels: { team: 'blue' } })).json).toMatchObject({ labels: { team: 'blue' } });
  expect((await call('PATCH', '/gadgets/7', { labels: { team: 'red' } })).json).toMatchObject({
    labels: { team: 'red' },
  });
});

describe('fields that are called like keywords', () => {
  const more: Record<string, [schema: object, value: unknown]> = {
    example: [{ enum: ['a', 'b'] }, 'a'],
    examples: [{}, [1]],
    default: [{ type: 'string' }, 'x'],
    enum: [{ type: 'array', items: { type: 'string' } }, ['y']],
    const: [{ type: 'string' }, 'z'],
    type: [{ type: 'string' }, 'object'],
    properties: [{ type: 'object' }, { q: 1 }],
    items: [{ type: 'string' }, 'i'],
    required: [{ type: 'boolean' }, true],
    format: [{ type: 'string' }, 'f'],
    pattern: [{ type: 'string' }, '('],
    $ref: [{ type: 'string' }, '#/x'],
    readOnly: [{ type: 'boolean' }, true],
    nullable: [{ type: 'boolean' }, false],
  };
  const properties = Object.fromEntries(Object.entries(more).map(([name, [schema]]) => [name, schema]));

  it('are fields', async () => {
    const { create } = await gadgets(both({ more: { type: 'object', additionalProperties: false, properties } }));
    for (const [name, [, value]] of Object.entries(more))
      expect((await create({ more: { [name]: value } })).json).toMatchObject({ more: { [name]: value } });
    expect((await create({ more: { example: 'c' } })).status).toBe(400);
  });
});

it('a schema may contain itself', async () => {
  const { create } = await gadgets((parts) => {
    const children = { type: 'array', items: { $ref: '#/components/schemas/Node' } };
    parts.S['Node'] = { type: 'object', required: ['label'], properties: { label: { type: 'string' }, children } };
    both({ tree: { $ref: '#/components/schemas/Node' } })(parts);
  });
  const tree = { label: 'a', children: [{ label: 'b', children: [{ label: 'c' }] }] };
  expect((await create({ tree })).json).toMatchObject({ tree });
  expect((await create({ tree: { label: 'a', children: [{ children: [] }] } })).status).toBe(400);
});

it.each<[string, object]>(
  sampleOf(
    [
      ['a pattern', { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' }],
      ['a multiple', { type: 'number', multipleOf: 0.25 }],
      ['an even number', { type: 'integer', multipleOf: 2, minimum: 1 }],
      ['a negative number', { type: 'integer', maximum: -5 }],
      ['exclusive bounds', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
      ['an address', { type: 'string', format: 'ipv6' }],
      ['a duration', { type: 'string', format: 'duration' }],
      ['a time', { type: 'string', format: 'time' }],
      ['bytes', { type: 'string', format: 'byte' }],
      ['different elements', { type: 'array', minItems: 3, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } }],
      ['one of two types', { oneOf: [{ type: 'integer' }, { type: 'object' }] }],
      ['all of two schemas', { allOf: [{ type: 'integer' }, { minimum: 5 }] }],
      [
        'all of two objects',
        {
          allOf: [
            { type: 'object', required: ['x'], properties: { x: { type: 'integer' } } },
            { type: 'object', required: ['y'], properties: { y: { type: 'string' } } },
          ],
        },
      ],
      ['a number or null', { anyOf: [{ type: 'integer', minimum: 10 }, { type: 'null' }] }],
      ['a short reference', { type: 'string', format: 'uri-reference', maxLength: 5 }],
      ['a short email', { type: 'string', format: 'email', maxLength: 12 }],
      ['a map that is not empty', { type: ['object'], minProperties: 1, additionalProperties: { type: 'string' } }],
    ],
    8,
  ),
)('makes up a required value: %s', async (_, schema) => {
  const { create, log } = await gadgets(({ S, seed }) => {
    S['Gadget'].properties.extra = schema;
    S['Gadget'].required = ['id', 'name', 'kind', 'extra'];
    seed['records'].gadget = [];
  });
  const { status, json } = await create({});
  expect([status, json !== undefined && 'extra' in json, log]).toEqual([201, true, []]);
});

describe('unevaluatedProperties with allOf', () => {
  const closed =
    (treat: string) =>
    ({ S, behavior }: Parts): void => {
      S['Named'] = { type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1 } } };
      S['NewGadget'] = {
        allOf: [{ $ref: '#/components/schemas/Named' }],
        type: 'object',
        required: ['kind'],
        properties: { kind: { type: 'string' }, pin: { type: 'string', writeOnly: true } },
        unevaluatedProperties: false,
      };
      S['GadgetChange'].unevaluatedProperties = false;
      behavior['requests'].unknownBodyFields.treat = treat;
    };

  it('refuses what no schema declares', async () => {
    const { create } = await gadgets(closed('refuse'));
    expect([(await create({})).status, (await create({ colour: 1 })).status]).toEqual([201, 400]);
  });

  it('is a mistake beside a behavior that ignores unknown fields', async () => {
    await expect(gadgets(closed('ignore'))).rejects.toThrow('the body of createGadget is closed');
  });
});

it('a map keeps every key', async () => {
  const metadata = { type: 'object', additionalProperties: { type: ['string', 'null'] } };
  const { create, call, double } = await gadgets((parts) => {
    both({ metadata })(parts);
    parts.S['GadgetChange'].properties.metadata = metadata;
  });
  const keys = [
    'a.b',
    'x[]',
    '',
    'toString',
    'hasOwnProperty',
    'constructor',
    '$id',
    '$$',
    'ключ',
    'e\u0301',
    '\u00e9',
    '😀',
    'a/b',
    'a~b',
    '0',
    'length',
    'then',
    'token',
  ];
  const bag = { ...Object.fromEntries(keys.map((key) => [key, `value of ${key}`])), value: '$item' };
  expect((await create({ metadata: bag })).json).toMatchObject({ id: 8, metadata: bag });
  expect((await call('GET', '/gadgets/8')).json).toMatchObject({ metadata: bag });
  const changed = { ...bag, 'a.b': 'new' };
  expect((await call('PATCH', '/gadgets/8', { metadata: { 'a.b': 'new' } })).json).toMatchObject({ metadata: changed });
  const saved = structuredClone(double.snapshot());
  double.reset();
  double.restore(saved);
  expect((await call('GET', '/gadgets/8')).json).toMatchObject({ metadata: changed });
  expect((await create({ name: '$id' })).json).toMatchObject({ name: '$id' });
});

it.each<[field: string, text: string, status: number]>(
  sampleOf(
    [
      ...['1000.00', '0.1', '1E5', '1e+2', '-0', '0.30000000000000004', '3.14159265358979323846'].map(
        (text): [string, string, number] => ['n', text, 201],
      ),
      ...['1e400', '01', '1.', 'NaN', '+1'].map((text): [string, string, number] => ['n', text, 400]),
      ['i', '1.0', 201],
      ['i', '1e3', 201],
      ['i', '1.5', 400],
      ['big', '9007199254740992', 201],
      ['big', '9007199254740993', 400],
    ],
    8,
  ),
)('a number as it is written: %s %s is answered by %i', async (field, text, status) => {
  const { call } = await gadgets(
    both({ n: { type: 'number' }, i: { type: 'integer' }, big: { type: 'integer', format: 'int64' } }),
  );
  const body = `{"name":"a","kind":"light","${field}":${text}}`;
  expect((await call('POST', '/gadgets', body, { 'content-type': 'application/json' })).status).toBe(status);
});

it.each<[field: string, value: number, status: number]>(
  sampleOf(
    [
      ...[19.99, 4.35, 0.07, 1.1].map((value): [string, number, number] => ['price', value, 201]),
      ['share', 0.3, 201],
      ['share', 2.4, 201],
      ['price', 1.005, 400],
    ],
    8,
  ),
)('multipleOf counts in decimals: %s %d is answered by %i', async (field, value, status) => {
  const { create } = await gadgets(
    both({ price: { type: 'number', multipleOf: 0.01 }, share: { type: 'number', multipleOf: 0.1 } }),
  );
  expect((await create({ [field]: value })).status).toBe(status);
});

it('keeps what if, then, else and dependentSchemas declare', async () => {
  const { create } = await gadgets(({ S }) => {
    for (const name of ['Gadget', 'NewGadget']) {
      delete S[name].additionalProperties;
      Object.assign(S[name], {
        if: { properties: { kind: { const: 'heat' } } },
        then: { properties: { watt: { type: 'integer' } } },
        else: { properties: { lumen: { type: 'integer' } } },
        dependentSchemas: { pin: { properties: { pinHint: { type: 'string' } } } },
      });
    }
  });
  expect((await create({ kind: 'heat', watt: 5 })).json).toMatchObject({ watt: 5 });
  expect((await create({ lumen: 6 })).json).toMatchObject({ lumen: 6 });
  expect((await create({ pin: '1', pinHint: 'one' })).json).toMatchObject({ pinHint: 'one' });
});

it('an update fills in no default', async () => {
  const opts = {
    type: 'object',
    properties: { dim: { type: 'boolean', default: false }, hue: { type: 'integer', default: 0 } },
  };
  const { call } = await gadgets((parts) => {
    both({ watt: { type: 'integer', default: 10 }, opts })(parts);
    Object.assign(
      parts.S['GadgetChange'].properties,
      structuredClone({ watt: { type: 'integer', default: 10 }, opts }),
    );
    Object.assign(parts.seed['records'].gadget[0], { watt: 60, opts: { dim: true, hue: 7 } });
  });
  expect((await call('PATCH', '/gadgets/7', { name: 'Renamed' })).json).toMatchObject({ watt: 60 });
  expect((await call('PATCH', '/gadgets/7', { opts: { hue: 9 } })).json).toMatchObject({ opts: { dim: true, hue: 9 } });
});

it('a default of an immutable field that is not sent changes nothing', async () => {
  const { call } = await gadgets(({ S }) => {
    S['GadgetChange'].properties.kind = { type: 'string', enum: ['light', 'heat'], default: 'light' };
  });
  expect((await call('PATCH', '/gadgets/7', { name: 'Renamed' })).status).toBe(200);
});

const FORMATS: Record<string, [good: string, ...bad: string[]]> = {
  date: ['2026-02-28', '2026-02-30', '28-02-2026'],
  time: ['15:30:00Z', '25:00:00Z', '15:30:00+0100'],
  uuid: ['6FA459EA-EE8A-3CA4-894E-DB77E160355E', 'x'],
  email: ['a+b@example.com', 'a@'],
  uri: ['https://example.com/a?b=c#d', 'nope'],
  ipv4: ['192.0.2.1', '192.0.2.999'],
  ipv6: ['2001:db8::1', 'x'],
  hostname: ['a-b.example', '-a'],
  duration: ['P1DT2H', '1d'],
  byte: ['aGVsbG8='],
  'x-phone': ['+49 30'],
};

it.each(sampleOf(Object.entries(FORMATS), 8))('the format %s', async (format, [good, ...bad]) => {
  const { create, log } = await gadgets(both({ text: { type: 'string', format } }));
  expect((await create({ text: good })).json).toMatchObject({ text: good });
  for (const text of bad) expect([text, (await create({ text })).status]).toEqual([text, 400]);
  expect(log).toEqual([]);
});

it.each<[text: string, status: number]>(
  sampleOf(
    [
      ['2026-02-26T15:30:00Z', 201],
      ['2026-02-26T15:30:00+01:00', 201],
      ['2026-02-26T15:30:00.123456789Z', 201],
      ['2026-02-26t15:30:00z', 201],
      ['2016-12-31T23:59:60Z', 201],
      ['2026-02-26T15:30:00-00:00', 201],
      ['2026-02-26', 400],
      ['2026-02-26T15:30:00', 400],
      ['2026-02-26T15:30:00+0100', 400],
      ['2026-02-26T15:30:00+01', 400],
      ['2026-02-26 15:30:00Z', 400],
    ],
    8,
  ),
)('a date-time is one of RFC 3339: %s is answered by %i', async (when, status) => {
  const { create } = await gadgets(both({ when: { type: 'string', format: 'date-time' } }));
  const reply = await create({ when });
  expect([reply.status, reply.json?.['when']]).toEqual([status, status === 201 ? when : undefined]);
});

it.each<[field: string, value: unknown, status: number]>(
  sampleOf(
    [
      ['level', null, 201],
      ['level', 'mid', 400],
      ['when', null, 201],
      ['score', 1.5, 201],
      ['score', 1, 400],
      ['mix', 1, 201],
      ['tuple', ['a', 1], 201],
      ['tuple', ['a', 1, 2], 400],
      ['tuple', [1], 400],
      ['bool', { deep: [1] }, 201],
      ['one', 1, 201],
      ['one', 2, 400],
    ],
    8,
  ),
)('%s: %j is answered by %i', async (field, value, status) => {
  const { create } = await gadgets(
    both({
      level: { enum: ['low', 'high', null] },
      when: { type: ['string', 'null'], format: 'date-time' },
      score: { oneOf: [{ type: 'number' }, { type: 'integer' }] },
      mix: { anyOf: [{ type: 'number' }, { type: 'integer' }, { type: 'string' }] },
      tuple: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false },
      bool: true,
      one: { const: 1 },
    }),
  );
  const reply = await create({ [field]: value });
  expect([reply.status, reply.json?.[field]]).toEqual([status, status === 201 ? value : undefined]);
});

it.each<[pattern: string, good: string, bad: string]>(
  sampleOf(
    [
      ['^[\\u00C0-\\u024F]+$', 'éü', 'abc'],
      ['^\\p{Lu}\\p{Ll}+$', 'Ünï', 'abc'],
      ['^\\+?[1-9]\\d{1,14}$', '+4930123', '0'],
      ['^[\\w.\\-]+$', 'a.b-c', 'a b'],
      ['^(?<year>\\d{4})-\\d\\d$', '2026-01', 'x'],
      ['^[^\\s/]+$', 'abc', 'a b'],
      ['foo|bar', 'xfoox', 'ba'],
      ['^\\d+$', '1', '1\n'],
      ['^.$', '😀', 'ab'],
      ['^a{2,3}$', 'aaa', 'aaaa'],
      ['^[A-Z]\\x2D\\t$', 'A-\t', 'A'],
      ['\\bcat\\b', 'a cat!', 'concat'],
      ['^\\u{1F600}$', '😀', 'x'],
      ['^\\cJ$', '\n', 'x'],
      ['^[[]$', '[', 'x'],
    ],
    8,
  ),
)('the pattern %s means what ECMAScript says', async (pattern, good, bad) => {
  const { create } = await gadgets(both({ text: { type: 'string', pattern } }));
  expect([(await create({ text: good })).status, (await create({ text: bad })).status]).toEqual([201, 400]);
});

it('lengths count characters, and a name is kept byte for byte', async () => {
  const { create } = await gadgets(
    both({ short: { type: 'string', maxLength: 5, minLength: 2, pattern: '^\\p{L}+$' } }),
  );
  expect((await create({ short: '𝒜𝒜𝒜𝒜𝒜' })).status).toBe(201);
  expect((await create({ short: '𝒜𝒜𝒜𝒜𝒜𝒜' })).status).toBe(400);
  expect((await create({ name: 'e\u0301' })).json).toMatchObject({ name: 'e\u0301' });
  expect((await create({ name: '\u00e9' })).status).toBe(201);
});

it.each(['5', '"text"', '[]', '[{"name":"x"}]', 'true', 'null'])(
  'a body schema without a type: %s is stored by no key',
  async (body) => {
    const { call, double, log } = await gadgets(({ S }) => {
      delete S['NewGadget'].type;
      delete S['NewGadget'].required;
      delete S['GadgetChange'].type;
    });
    for (const [method, path] of [
      ['POST', '/gadgets'],
      ['PATCH', '/gadgets/7'],
    ] as const)
      expect((await call(method, path, body, { 'content-type': 'application/json' })).status).toBeLessThan(500);
    expect(JSON.stringify(double.snapshot())).not.toContain('"0":');
    expect(log).toEqual([]);
  },
);

it('a PUT without an optional field keeps what its reply requires', async () => {
  const { call, log } = await gadgets(({ P, S, behavior }) => {
    S['PutGadget'] = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, kind: { enum: ['light', 'heat'] } },
    };
    delete behavior['resources'].gadget.fields.kind;
    const item = P['/gadgets/{id}'];
    item.put = structuredClone({ ...item.patch, operationId: 'putGadget' });
    item.put.requestBody.content['application/json'] = { schema: { $ref: '#/components/schemas/PutGadget' } };
    delete item.patch;
    delete behavior['operations'].updateGadget;
    behavior['operations'].putGadget = { verb: 'replace', resource: 'gadget', evidence: { assumed: 'a test' } };
    delete behavior['dialect'].refusals.immutable;
  });
  const { json } = await call('PUT', '/gadgets/7', { name: 'New' });
  expect(json).toMatchObject({ name: 'New', kind: expect.any(String) as unknown });
  expect((await call('GET', '/gadgets/7')).json).toEqual(json);
  expect(log).toEqual([]);
});
