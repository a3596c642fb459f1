/** Documents served alone: by path, as objects, with a behavior that extends what is inferred. */
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startDouble, type Double, type DoubleOptions } from '../../src/index.js';
import type { Json } from '../../src/grammar/json.js';
import { infer } from '../../src/infer/infer.js';
import { documentFrom } from '../../src/loading/document-file.js';
import { quirks } from '../../src/quirks/index.js';
import { checkDirectory } from '../../src/loading/load.js';

let directory: string;
const open: Double[] = [];
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'stuntdouble-served-'))));
afterEach(async () => {
  await Promise.all(open.splice(0).map((item) => item.close()));
  rmSync(directory, { recursive: true });
});

const pet = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
};
const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } });
const ref = { $ref: '#/components/schemas/Pet' };
const document = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1' },
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        responses: { 200: { description: 'all', ...json({ type: 'array', items: ref }) } },
      },
      post: {
        operationId: 'makePet',
        requestBody: json({ type: 'object', properties: { name: { type: 'string' } } }),
        responses: { 201: { description: 'made', ...json(ref) } },
      },
    },
    '/pets/{petId}': {
      parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { operationId: 'getPet', responses: { 200: { description: 'one', ...json(ref) } } },
      delete: { operationId: 'deletePet', responses: { 204: { description: 'gone' } } },
    },
  },
  components: { schemas: { Pet: pet } },
};

const file = (name: string, content: string | Json): string => {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const lines: string[] = [];
async function serve(options: DoubleOptions): Promise<Double> {
  lines.length = 0;
  const double = await startDouble({ listen: false, log: (line) => void lines.push(line), ...options });
  open.push(double);
  return double;
}
async function ask(double: Double, method: string, path: string, body?: Json, headers: Record<string, string> = {}) {
  const reply = await double.fetch(`http://localhost${path}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: (text === '' ? undefined : JSON.parse(text)) as Json, headers: reply.headers };
}
async function hasLifeCycle(double: Double, vendor: string): Promise<void> {
  const made = await ask(double, 'POST', `/${vendor}/pets`, { name: 'Rex' });
  expect([made.status, made.body['name']]).toEqual([201, 'Rex']);
  const id = String(made.body['id']);
  expect((await ask(double, 'GET', `/${vendor}/pets/${id}`)).body).toEqual(made.body);
  expect((await ask(double, 'DELETE', `/${vendor}/pets/${id}`)).status).toBe(204);
  expect((await ask(double, 'GET', `/${vendor}/pets/${id}`)).status).toBe(404);
  expect(lines).toEqual([]);
}

it.each<[string, () => DoubleOptions['specs'], string[]]>([
  ['a file', () => file('pets.json', document), ['pets']],
  ['an object', () => document, ['pets']],
  ['objects and files by name', () => ({ one: document, two: file('x.json', document) }), ['one', 'two']],
  ['a directory with one document', () => dirname(file('pets/openapi.json', document)), ['pets']],
  ['a directory of directories', () => dirname(dirname(file('a/pets/swagger.json', document))), ['pets']],
])('specs may be %s', async (_, specs, names) => {
  const double = await serve({ specs: specs() ?? {} });
  expect(double.vendors).toEqual(names);
  for (const name of names) await hasLifeCycle(double, name);
});

it('vendors may be paths or names of bundled vendors', async () => {
  const double = await serve({ vendors: [file('pets.yaml', JSON.stringify(document)), 'nairi'] });
  expect(double.vendors).toEqual(['pets', 'nairi']);
  await hasLifeCycle(double, 'pets');
});

it('the inference of a document is summarized in a few lines', async () => {
  const double = await serve({ vendors: [file('pets.json', document), 'nairi'] });
  expect(double.understood('pets')[0]).toBe('Pets: 1 stateful resource (pet)');
  expect(double.understood('nairi')).toEqual([]);
});

it('documents of equal name are served side by side', async () => {
  const double = await serve({ vendors: [file('a/pets.json', document), file('b/pets.json', document)] });
  expect(double.vendors).toEqual(['pets', 'pets-2']);
});

it('repairs are reported by notes, with file and line, and not in the log', async () => {
  const broken = structuredClone(document) as unknown as { components: { schemas: Json } };
  broken.components.schemas['Odd'] = { $ref: '#/components/schemas/Gone' };
  const double = await serve({ specs: file('pets.json', JSON.stringify(broken, null, 1)) });
  const [note] = double.notes('pets');
  expect(note?.file).toMatch(/pets\.json$/);
  expect(note?.line).toBeGreaterThan(50);
  expect(lines).toEqual([]);
});

it('all callers share their records, unless accounts are per credential', async () => {
  const secured = { ...document, security: [{ key: [] }] };
  const components = { ...document.components, securitySchemes: { key: { type: 'http', scheme: 'bearer' } } };
  const specs = { pets: { ...secured, components } };
  const count = async (double: Double): Promise<number> => {
    const as = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
    expect((await ask(double, 'GET', '/pets/pets')).status).toBe(401);
    await ask(double, 'POST', '/pets/pets', { name: 'Rex' }, as('a'));
    const { body } = await ask(double, 'GET', '/pets/pets', undefined, as('b'));
    return (body as unknown as unknown[]).length;
  };
  expect(await count(await serve({ specs }))).toBe(1);
  expect(await count(await serve({ specs, accounts: 'per-credential' }))).toBe(0);
});

it('browsers are accepted: preflight requests and replies have CORS headers', async () => {
  const double = await serve({ specs: document });
  const origin = 'http://localhost:5173';
  const before = await ask(double, 'OPTIONS', '/pets/pets', undefined, {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type, x-key',
  });
  expect(before.status).toBe(204);
  expect(before.headers.get('access-control-allow-methods')).toContain('POST');
  expect(before.headers.get('access-control-allow-headers')).toBe('content-type, x-key');
  for (const { headers } of [before, await ask(double, 'GET', '/pets/pets/9', undefined, { origin })])
    expect(headers.get('access-control-allow-origin')).toBe(origin);
});

it('inferred operations answer 501 if better evidence is required', async () => {
  const double = await serve({ specs: document, evidence: 'assumed' });
  expect((await ask(double, 'GET', '/pets/pets')).status).toBe(501);
  expect(double.leftOut('pets').filter((item) => item.instead === 'declined')).toHaveLength(4);
  expect(double.understood('pets')).toEqual([
    'Pets: 0 stateful resources',
    '0 stateful operations, 0 answered by example, 4 left out (501)',
  ]);
});

describe('a behavior that extends the inferred one', () => {
  const evidence = '{ assumed: a test }';
  const extended = (text: string): Promise<Double> => {
    file('openapi.json', document);
    file('behavior.yaml', `stuntdouble: 1\nextends: inferred\n${text}`);
    return serve({ specs: { pets: directory } });
  };
  const mistakes = (text: string): string[] => {
    file('pets/openapi.json', document);
    file('pets/behavior.yaml', `stuntdouble: 1\nextends: inferred\n${text}`);
    return checkDirectory(join(directory, 'pets'), { quirks }).mistakes.map(
      (mistake) => `${mistake.line} ${mistake.problem}`,
    );
  };

  it('states only what differs, and names operations as the document does', async () => {
    const double = await extended(`operations:
  POST /pets: { verb: decline, reason: not today, evidence: ${evidence} }
  deletePet: null
`);
    expect((await ask(double, 'GET', '/pets/pets')).status).toBe(200);
    expect((await ask(double, 'POST', '/pets/pets', { name: 'Rex' })).status).toBe(501);
    expect((await ask(double, 'DELETE', '/pets/pets/1')).status).toBe(501);
  });

  it('merges a resource key by key', async () => {
    const double = await extended(`resources:
  pet:
    id: { field: id, format: integer, malformed: notFound, evidence: ${evidence} }
    fields:
      name: { default: Nobody, evidence: ${evidence} }
`);
    expect((await ask(double, 'POST', '/pets/pets', {})).body).toMatchObject({ name: 'Nobody' });
    await hasLifeCycle(double, 'pets');
  });

  it('replaces a rule as a whole, also of an operation that is named like a map', async () => {
    const renamed = JSON.parse(JSON.stringify(document).replaceAll('makePet', 'messages')) as Json;
    const messages = { verb: 'decline', reason: 'no', evidence: { assumed: 'x' } };
    const double = await serve({
      specs: { ...renamed, 'x-stuntdouble': { extends: 'inferred', operations: { messages } } },
    });
    expect((await ask(double, 'POST', '/pets/pets', {})).status).toBe(501);
  });

  it('refuses as the document states what inference would not refuse', async () => {
    const text = `resources:\n  pet:\n    unique: [{ fields: [name], evidence: ${evidence} }]\n`;
    expect(mistakes(text)).toEqual([]);
    const double = await extended(text);
    expect((await ask(double, 'POST', '/pets/pets', { name: 'Rex' })).status).toBe(201);
    expect(await ask(double, 'POST', '/pets/pets', { name: 'Rex' })).toMatchObject({
      status: 409,
      body: { status: 409 },
    });
    expect(lines).toEqual([]);
  });

  it('may be in the document itself', async () => {
    const own = {
      extends: 'inferred',
      operations: { makePet: { verb: 'decline', reason: 'no', evidence: { assumed: 'x' } } },
    };
    const double = await serve({ specs: { ...document, 'x-stuntdouble': own } });
    expect((await ask(double, 'POST', '/pets/pets', {})).status).toBe(501);
  });

  it.each([
    [`operations:\n  makePets: null\n`, /^4 there is no inferred operations\.makePets/],
    [`operations:\n  GET /pet: null\n`, /^4 there is no inferred operations\.GET \/pet$/],
    [`resources:\n  pets:\n    notFound: x\n`, /^4 there is no inferred resources\.pets/],
    [
      `resources:\n  pet:\n    id: { field: id, format: roman, evidence: ${evidence} }\n`,
      /^5 resources\.pet\.id\.format/,
    ],
    [`colour: red\n`, /^\d the file|^3 .*colour/],
  ])('reports a mistake with its line: %s', (text, problem) => {
    expect(mistakes(text)[0]).toMatch(problem);
  });

  it('extends nothing else', () => {
    file('pets/openapi.json', document);
    file('pets/behavior.yaml', 'stuntdouble: 1\nextends: base\n');
    const [mistake] = checkDirectory(join(directory, 'pets'), { quirks }).mistakes;
    expect(mistake).toMatchObject({ line: 2, problem: 'cannot extend "base"' });
  });

  it('is reported if it changes nothing', async () => {
    const { document: whole } = documentFrom(document);
    const { accounts } = infer(whole);
    file('openapi.json', document);
    file('behavior.yaml', `extends: inferred\naccounts: ${JSON.stringify(accounts)}\n`);
    const same = await serve({ specs: { pets: directory } });
    expect(same.notes('pets')).toMatchObject([
      { line: 2, text: expect.stringContaining('accounts equals the inferred value') as string },
    ]);
  });
});

it.each<[string, () => string, RegExp]>([
  [
    'with several documents',
    () => dirname(dirname(file('a/openapi.json', document)) && file('a/swagger.yaml', '{}')),
    /several documents/,
  ],
  ['without any', () => dirname(file('notes.json', '{}')), /no vendor here: .*one document: notes\.json/],
])('a directory %s is refused in one line', (_, at, problem) => {
  const { mistakes } = checkDirectory(at(), { quirks });
  expect(mistakes.map((mistake) => `${mistake.problem}: ${mistake.remedy}`)).toEqual([expect.stringMatching(problem)]);
});

it('a resource may be named like a property of every object', async () => {
  const odd = JSON.parse(
    JSON.stringify(document).replaceAll('/pets', '/constructors').replaceAll('Pet', 'constructor'),
  ) as Json;
  const double = await serve({ specs: { pets: odd } });
  const made = await ask(double, 'POST', '/pets/constructors', { name: 'x' });
  expect([made.status, lines]).toEqual([201, []]);
  expect((await ask(double, 'GET', `/pets/constructors/${String(made.body['id'])}`)).body).toEqual(made.body);
});

it('a mapping may name schemas in other files', async () => {
  for (const kind of ['Cat', 'Dog'])
    file(`kinds/schemas/${kind}.json`, { type: 'object', required: [kind], properties: { kind: {}, [kind]: {} } });
  const oneOf = [{ $ref: 'schemas/Cat.json' }, { $ref: 'schemas/Dog.json' }];
  const mapping = { miaows: './schemas/Cat.json', barks: 'schemas/Dog.json' };
  const body = json({ oneOf, discriminator: { propertyName: 'kind', mapping } });
  const post = { requestBody: body, responses: { 204: { description: 'taken' } } };
  file('kinds/openapi.json', { ...document, paths: { '/sounds': { post } } });
  const double = await serve({ specs: join(directory, 'kinds') });
  const say = async (kind: string) => (await ask(double, 'POST', '/kinds/sounds', { kind, Cat: 1 })).status;
  expect([await say('miaows'), await say('barks'), await say('sings')]).toEqual([204, 400, 400]);
});
