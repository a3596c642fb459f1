/** OpenAPI Overlay 1.0 (https://spec.openapis.org/overlay/v1.0.0.html), with the examples of the specification. */
import { parse } from 'yaml';
import { conform } from '../../src/grammar/conform.js';
import type { Json } from '../../src/grammar/json.js';
import { overlayGrammar } from '../../src/grammar/overlay.js';
import { applyOverlay, type Applied } from '../../src/loading/edition/apply-overlay.js';

function applied(document: string, actions: string): Applied {
  const overlay = { overlay: '1.0.0', info: { title: 'A test', version: '1' }, actions: parse(actions) as unknown };
  const result = conform(overlayGrammar, overlay);
  if ('wrong' in result) throw new Error(JSON.stringify(result.wrong));
  return applyOverlay(parse(document) as Json, result.data.actions);
}

/** The document after the actions, which must be sound. */
function after(document: string, actions: string): unknown {
  const { document: result, mistakes, idle } = applied(document, actions);
  expect([mistakes, idle]).toEqual([[], []]);
  return result;
}

const problems = (document: string, actions: string): string[] =>
  applied(document, actions).mistakes.map(({ path, problem }) => `${path.join('.')}: ${problem}`);

const PETS = `
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      summary: All
      parameters:
        - { name: filter, in: query }
        - { name: dummy, in: query }
        - { name: limit, in: query }
      tags: [pets]
    post: { summary: New }
  /pets/{id}:
    get: { summary: One }
`;

describe('the examples of the specification', () => {
  it('merges a structured overlay with the whole document', () => {
    const document = `
info: { title: Pets, version: '1' }
paths:
  '/': { get: { responses: {} } }
  '/pets': { get: { summary: Old } }
`;
    const actions = `
- target: '$'
  update:
    info:
      x-overlay-applied: structured-overlay
    paths:
      '/':
        summary: 'The root resource'
        get:
          summary: 'Retrieve the root resource'
          x-rate-limit: 100
      '/pets':
        get:
          summary: 'Retrieve a list of pets'
          x-rate-limit: 100
    components:
    tags:
`;
    expect(after(document, actions)).toEqual({
      info: { title: 'Pets', version: '1', 'x-overlay-applied': 'structured-overlay' },
      paths: {
        '/': {
          summary: 'The root resource',
          get: { responses: {}, summary: 'Retrieve the root resource', 'x-rate-limit': 100 },
        },
        '/pets': { get: { summary: 'Retrieve a list of pets', 'x-rate-limit': 100 } },
      },
      components: null,
      tags: null,
    });
  });

  it('updates targeted operations', () => {
    const document = "paths: { '/foo': { get: { description: Old } }, '/bar': { get: {}, post: { summary: Post } } }";
    const actions = `
- target: $.paths['/foo'].get
  update:
    description: This is the new description
- target: $.paths['/bar'].get
  update:
    description: This is the updated description
- target: $.paths['/bar']
  update:
    post:
      description: This is an updated description of a child object
      x-safe: false
`;
    expect(after(document, actions)).toEqual({
      paths: {
        '/foo': { get: { description: 'This is the new description' } },
        '/bar': {
          get: { description: 'This is the updated description' },
          post: {
            summary: 'Post',
            description: 'This is an updated description of a child object',
            'x-safe': false,
          },
        },
      },
    });
  });

  it('updates all objects that a wildcard selects', () => {
    const actions = `
- target: $.paths.*.get
  update:
    x-safe: true
- target: $.paths.*.get.parameters[?@.name=='filter' && @.in=='query']
  update:
    schema:
      $ref: '#/components/schemas/filterSchema'
`;
    expect(after(PETS, actions)).toMatchObject({
      paths: {
        '/pets': {
          get: {
            'x-safe': true,
            parameters: [
              { name: 'filter', in: 'query', schema: { $ref: '#/components/schemas/filterSchema' } },
              { name: 'dummy', in: 'query' },
              { name: 'limit', in: 'query' },
            ],
          },
        },
        '/pets/{id}': { get: { 'x-safe': true } },
      },
    });
  });

  it('appends an element to an array', () => {
    const actions = `
- target: $.paths.*.get.parameters
  update:
    name: newParam
    in: query
`;
    expect(after(PETS, actions)).toMatchObject({
      paths: { '/pets': { get: { parameters: [{}, {}, {}, { name: 'newParam', in: 'query' }] } } },
    });
  });

  it('removes an element of an array', () => {
    const actions = `
- target: $.paths.*.get.parameters[?@.name == 'dummy']
  remove: true
`;
    expect(after(PETS, actions)).toMatchObject({
      paths: { '/pets': { get: { parameters: [{ name: 'filter' }, { name: 'limit' }] } } },
    });
  });

  it('applies traits, selected by an expression of RFC 9535', () => {
    const document = `
paths:
  /items: { get: { x-oai-traits: [paged] } }
  /other: { get: { x-oai-traits: [plain] } }
`;
    const traits = (target: string): string => `
- target: "${target}"
  update:
    parameters:
      - { name: top, in: query }
      - { name: skip, in: query }
`;
    expect(after(document, traits("$.paths[*][?@['x-oai-traits'][?@ == 'paged']]"))).toEqual({
      paths: {
        '/items': {
          get: {
            'x-oai-traits': ['paged'],
            parameters: [
              { name: 'top', in: 'query' },
              { name: 'skip', in: 'query' },
            ],
          },
        },
        '/other': { get: { 'x-oai-traits': ['plain'] } },
      },
    });
    // As the specification prints it, the expression has a name that RFC 9535 allows only in brackets.
    expect(problems(document, traits('$.paths.*.get[?@.x-oai-traits.paged]'))).toEqual([
      expect.stringMatching(/^actions\.0\.target: .* is not a JSONPath \(RFC 9535\): /),
    ]);
  });
});

it('applies each action to the result of those before it', () => {
  const actions = `
- { target: "$.paths['/pets'].get", remove: true }
- { target: "$.paths['/pets']", update: { get: { summary: Again } } }
- { target: "$.paths['/pets'].get", update: { x-safe: true } }
`;
  expect(after(PETS, actions)).toMatchObject({
    paths: { '/pets': { get: { summary: 'Again', 'x-safe': true }, post: { summary: 'New' } } },
  });
  expect(after(PETS, actions)).not.toHaveProperty(['paths', '/pets', 'get', 'tags']);
});

it('concatenates arrays within an object, and replaces primitives', () => {
  const actions = "- { target: '$', update: { info: { title: Dogs }, list: [3] } }";
  expect(after('info: { title: Pets }\nlist: [1, 2]', actions)).toEqual({ info: { title: 'Dogs' }, list: [1, 2, 3] });
});

it('removes the selected elements of an array in whatever order the target names them', () => {
  const actions = "- { target: '$.list[2, 0]', remove: true }";
  expect(after('list: [{ name: a }, { name: b }, { name: c }, { name: d }]', actions)).toEqual({
    list: [{ name: 'b' }, { name: 'd' }],
  });
});

it('removes all selected elements of an array, and each only once', () => {
  const actions = "- { target: '$.list[?@.old, 0]', remove: true }";
  expect(after('list: [{ old: 1 }, { new: 1 }, { old: 2 }, { new: 2 }]', actions)).toEqual({
    list: [{ new: 1 }, { new: 2 }],
  });
});

it('selects names with quotes and backslashes', () => {
  const document = { "it's": { 'a\\b"c': { gone: {} } } };
  const { document: result, mistakes } = applyOverlay(document, [{ target: '$.*.*.gone', remove: true }]);
  expect([result, mistakes]).toEqual([{ "it's": { 'a\\b"c': {} } }, []]);
});

it('adds the key __proto__ like any other', () => {
  const update = JSON.parse('{"__proto__": {"polluted": true}}') as Record<string, Record<string, boolean>>;
  const { document } = applyOverlay({ info: {} }, [{ target: '$.info', update }]);
  expect(JSON.stringify(document)).toBe('{"info":{"__proto__":{"polluted":true}}}');
  expect([(document['info'] as Json)['polluted'], ({} as Json)['polluted']]).toEqual([undefined, undefined]);
});

it('changes neither the given document nor what shares a value by an alias', () => {
  const document = parse('a: &shared { x: 1 }\nb: *shared') as Json;
  const { document: result } = applyOverlay(document, [{ target: '$.a', update: { x: 2 } }]);
  expect([document, result]).toEqual([
    { a: { x: 1 }, b: { x: 1 } },
    { a: { x: 2 }, b: { x: 1 } },
  ]);
});

it.each([
  ["- { target: '$.nothing', remove: true }", 'actions.0.target: the target $.nothing matches nothing'],
  ["- { target: '$.info.title', update: {} }", /selects "Pets", which is neither an object nor an array$/],
  ["- { target: '$.info.title', remove: true }", /selects "Pets", which is neither an object nor an array$/],
  ["- { target: 'info', update: {} }", /is not a JSONPath/],
  ["- { target: '$[?@.a && @.b && @.c]', update: {} }", /joins more than two conditions by &&/],
  ["- { target: '$.info', update: 1 }", 'actions.0.update: the target is an object, and `update` is not'],
  [
    "- { target: '$', update: { info: { title: {} } } }",
    'actions.0.update.info.title: title is a string in the document, and an object in `update`',
  ],
  ["- { target: '$', remove: true }", 'actions.0.target: the document itself cannot be removed'],
])('refuses %s', (actions, problem) => {
  expect(problems(PETS, actions)).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)]);
});

it('reports actions that multiply what earlier ones added', () => {
  const update = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`x-${i}`, { in: 'x' }]));
  const action = { target: '$..[?@.in]', update };
  const found = problems(PETS, JSON.stringify([action, action, action]));
  expect(found).toEqual(['actions.1.target: the actions up to this one add more than 200000 values']);
});

it('reports what has no effect', () => {
  const { idle } = applied(PETS, "- { target: '$.info' }\n- { target: '$.paths', update: {}, remove: true }");
  expect(idle.map(({ path, problem }) => `${path.join('.')}: ${problem}`)).toEqual([
    'actions.0: the action has no effect',
    'actions.1.update: `update` has no effect',
  ]);
});

describe('the grammar', () => {
  const wrong = (overlay: unknown): string[] => {
    const result = conform(overlayGrammar, overlay);
    return 'wrong' in result ? result.wrong.map(({ problem }) => problem) : [];
  };
  const sound = { overlay: '1.0.0', info: { title: 'T', version: '1' }, actions: [{ target: '$', update: {} }] };

  it('takes extensions at each place, and any patch version', () => {
    expect(
      wrong({
        ...sound,
        overlay: '1.0.1',
        'x-own': 1,
        info: { ...sound.info, 'x-own': 1 },
        actions: [{ target: '$', update: null, 'x-own': 1 }],
      }),
    ).toEqual([]);
  });

  it.each([
    [{ ...sound, overlay: '1.1.0' }, 'overlay: only version 1.0.0 of the Overlay Specification is supported'],
    [{ ...sound, overlay: 1 }, 'overlay is a number, and should be a text'],
    [{ ...sound, actions: [] }, 'actions is empty'],
    [{ ...sound, info: { title: 'T' } }, 'info.version is missing'],
    [{ ...sound, own: 1 }, 'unknown key own'],
    [{ ...sound, actions: [{ target: '$', updates: {} }] }, 'unknown key actions.0.updates'],
    [{ ...sound, actions: [{ update: {} }] }, 'actions.0.target is missing'],
    [{ ...sound, actions: [{ target: '$', remove: 'yes' }] }, 'actions.0.remove is a text, and should be a boolean'],
  ])('refuses %j', (overlay, problem) => {
    expect(wrong(overlay)).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)]);
  });
});
