import { unreachable } from '../../src/contract/unreachable.js';
import { Router } from '../../src/contract/router.js';
import { parameterNames } from '../../src/contract/path-template.js';

const routed = (router: Router<string>, method: string, path: string): unknown => {
  const found = router.find(method, path);
  return found && 'target' in found ? [found.target, ...found.values] : found;
};

function table(options?: ConstructorParameters<typeof Router>[0]): Router<string> {
  const router = new Router<string>(options);
  router.add('GET', '/v1/{id}', 'read');
  router.add('PATCH', '/v1/{id}', 'update');
  router.add('GET', '/v1/get', 'list');
  router.add('POST', '/v1/create', 'create');
  router.add('GET', '/v1/{id}/icon', 'icon');
  router.add('GET', '/v2/things/', 'slashed');
  router.add('GET', '/v2/models/{name}/', 'model');
  router.add('GET', '/v2/models/public', 'public');
  return router;
}

it('prefers a literal segment to a parameter, with all its methods', () => {
  expect(routed(table(), 'GET', '/v1/get')).toEqual(['list']);
  expect(routed(table(), 'GET', '/v1/other')).toEqual(['read', 'other']);
  expect(routed(table(), 'GET', '/v1/create')).toEqual({ allow: ['POST'] });
});

it('falls back to the parameter if the literal does not match further', () => {
  expect(routed(table(), 'GET', '/v1/get/icon')).toEqual(['icon', 'get']);
});

it('returns the methods of a path if the requested one is missing', () => {
  expect(routed(table(), 'DELETE', '/v1/7')).toEqual({ allow: ['GET', 'PATCH'] });
});

it('matches no path with an empty or missing segment', () => {
  for (const path of ['/', '//', '/v1', '/v1/', '/v1//icon', '//v1/7', '/v1/7/', '/v2/things'])
    expect([path, routed(table(), 'GET', path)]).toEqual([path, undefined]);
});

it('matches a trailing slash as declared, or optionally', () => {
  expect(routed(table(), 'GET', '/v2/things/')).toEqual(['slashed']);
  expect(routed(table({ eitherTrailingSlash: true }), 'GET', '/v2/things')).toEqual(['slashed']);
  expect(routed(table({ eitherTrailingSlash: true }), 'GET', '/v1/7/')).toEqual(['read', '7']);
});

it('allows slashes in a parameter if configured', () => {
  const router = table({ slashes: new Set(['name']) });
  expect(routed(router, 'GET', '/v2/models/openai/gpt-4/')).toEqual(['model', 'openai/gpt-4']);
  expect(routed(router, 'GET', '/v2/models/gpt-4/')).toEqual(['model', 'gpt-4']);
  expect(routed(router, 'GET', '/v2/models/public')).toEqual(['public']);
  expect(routed(router, 'GET', '/v2/models//')).toBeUndefined();
});

it('prefers the path with more after a parameter with slashes', () => {
  const router = new Router<string>({ slashes: new Set(['name']) });
  router.add('GET', '/models/{name}/', 'model');
  router.add('GET', '/models/{name}/status/', 'status');
  expect(routed(router, 'GET', '/models/openai/gpt-4/')).toEqual(['model', 'openai/gpt-4']);
  expect(routed(router, 'GET', '/models/openai/gpt-4/status/')).toEqual(['status', 'openai/gpt-4']);
});

it.each([
  ['/things/{id}:cancel', '/things/7:cancel', ['7']],
  ['/things/{id}:cancel', '/things/7%3Acancel', ['7']],
  ['/things/{id}:cancel', '/things/a:b:cancel', ['a:b']],
  ['/things/{id}.json', '/things/7.json', ['7']],
  ['/things/{id}.json', '/things/a.b.json', ['a.b']],
  ['/v{version}/things', '/v2/things', ['2']],
  ['/compare/{base}...{head}', '/compare/main...topic', ['main', 'topic']],
  ['/Things({key})', "/Things('a')", ["'a'"]],
  ['/Things({key})', '/Things%287%29', ['7']],
  ['/tiles/{x}-{y}.{format}', '/tiles/1-2.png', ['1', '2', 'png']],
  ['/files/{name}', '/files/a%2Fb', ['a%2Fb']],
  ['/my%20things/{id}', '/my%20things/7', ['7']],
  ['/größe', '/gr%C3%B6%C3%9Fe', []],
])('matches %s with %s', (template, path, values) => {
  const router = new Router<string>();
  router.add('GET', template, 'it');
  expect(routed(router, 'GET', path)).toEqual(['it', ...values]);
});

it.each([
  ['/things/{id}:cancel', '/things/:cancel'],
  ['/things/{id}:cancel', '/things/7'],
  ['/things/{id}.json', '/things/7.jsonx'],
  ['/v{version}/things', '/2/things'],
  ['/compare/{base}...{head}', '/compare/main...'],
  ['/compare/{base}...{head}', '/compare/main..topic'],
])('does not match %s with %s', (template, path) => {
  const router = new Router<string>();
  router.add('GET', template, 'it');
  expect(routed(router, 'GET', path)).toBeUndefined();
});

it('tries templates with the most literal text first, and a plain parameter last', () => {
  const router = new Router<string>();
  for (const template of ['/{id}', '/{id}.json', '/{id}.min.json', '/latest']) router.add('GET', template, template);
  const found = ['/7', '/7.json', '/7.min.json', '/latest'].map((path) => routed(router, 'GET', path));
  expect(found).toEqual([['/{id}', '7'], ['/{id}.json', '7'], ['/{id}.min.json', '7'], ['/latest']]);
});

it('uses the plain parameter for a method that a mixed segment lacks', () => {
  const router = new Router<string>();
  router.add('GET', '/things/{id}', 'read');
  router.add('POST', '/things/{id}:cancel', 'cancel');
  expect(routed(router, 'POST', '/things/7:cancel')).toEqual(['cancel', '7']);
  expect(routed(router, 'GET', '/things/7:cancel')).toEqual(['read', '7:cancel']);
  expect(routed(router, 'PUT', '/things/7:cancel')).toEqual({ allow: ['POST', 'GET'] });
});

it('serves each method of paths that differ only in the name of a parameter', () => {
  const router = new Router<string>();
  router.add('GET', '/things/{id}', 'read');
  router.add('DELETE', '/things/{name}', 'delete');
  router.add('GET', '/things/{name}', 'second');
  expect(routed(router, 'GET', '/things/7')).toEqual(['read', '7']);
  expect(routed(router, 'DELETE', '/things/7')).toEqual(['delete', '7']);
});

it('chooses by the query in a template, and uses the plain path for other queries', () => {
  const router = new Router<string>();
  router.add('GET', '/things', 'list');
  router.add('GET', '/things?kind=x', 'ofKind');
  router.add('GET', '/things?kind=x&deep', 'deep');
  router.add('GET', '/things?of={owner}', 'ofOwner');
  router.add('GET', '/others?kind=x', 'others');
  const find = (path: string, query: string): unknown => {
    const found = router.find('GET', path, query);
    return found && 'target' in found ? [found.target, ...found.values] : found;
  };
  expect(find('/things', '')).toEqual(['list']);
  expect(find('/things', 'kind=y')).toEqual(['list']);
  expect(find('/things', 'a=1&kind=x')).toEqual(['ofKind']);
  expect(find('/things', 'kind=x&deep=1')).toEqual(['deep']);
  expect(find('/things', 'of=a%20b')).toEqual(['ofOwner', 'a%20b']);
  expect(find('/others', '')).toEqual(['others']);
  expect(parameterNames('/things/{id}?of={owner}#{no}')).toEqual(['id', 'owner']);
});

it('serves a path with a fragment under the path without it, if that is free', () => {
  const router = new Router<string>();
  router.add('GET', '/things#2', 'second');
  router.add('GET', '/others#2', 'other');
  router.add('GET', '/things', 'first');
  expect(routed(router, 'GET', '/things')).toEqual(['first']);
  expect(routed(router, 'GET', '/others')).toEqual(['other']);
});

it('uses the parameter for an enum value that is also a literal, for methods that the literal lacks', () => {
  const router = new Router<string>();
  const listed = new Map([['kind', ['daily', 'weekly']]]);
  router.add('GET', '/reports/daily', 'daily');
  router.add('GET', '/reports/other', 'other');
  router.add('POST', '/reports/{kind}', 'make', listed);
  router.add('PUT', '/reports/{name}', 'put');
  router.add('POST', '/reports/{name}', 'makeAny');
  expect(routed(router, 'POST', '/reports/daily')).toEqual(['make', 'daily']);
  expect(routed(router, 'POST', '/reports/weekly')).toEqual(['make', 'weekly']);
  expect(routed(router, 'POST', '/reports/7')).toEqual(['makeAny', '7']);
  expect(routed(router, 'POST', '/reports/other')).toEqual({ allow: ['GET'] });
});

it('lists the operations that no request reaches, and the ones that answer instead', () => {
  const router = new Router<string>();
  const listed = new Map([['kind', ['daily']]]);
  const operations = [
    ['GET', '/things'],
    ['GET', '/things#2'],
    ['GET', '/things?kind=x'],
    ['GET', '/things/{id}'],
    ['GET', '/things/{name}'],
    ['GET', '/things/{id}:cancel'],
    ['GET', '/reports/daily'],
    ['GET', '/reports/{kind}'],
  ].map(([method = '', template = '']) => ({ method, template, target: template, listed }));
  for (const { method, template } of operations) router.add(method, template, template, listed);
  expect(unreachable(router, operations)).toEqual([
    { target: '/things#2', by: '/things' },
    { target: '/things/{name}', by: '/things/{id}' },
    { target: '/reports/{kind}', by: '/reports/daily' },
  ]);
});
