import { Router } from '../../src/contract/router.js';

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

it('lets a literal win over a parameter, with all its methods', () => {
  expect(routed(table(), 'GET', '/v1/get')).toEqual(['list']);
  expect(routed(table(), 'GET', '/v1/other')).toEqual(['read', 'other']);
  expect(routed(table(), 'GET', '/v1/create')).toEqual({ allow: ['POST'] });
});

it('goes back to the parameter where the literal leads nowhere', () => {
  expect(routed(table(), 'GET', '/v1/get/icon')).toEqual(['icon', 'get']);
});

it('tells the methods of a path that has not the one that was asked for', () => {
  expect(routed(table(), 'DELETE', '/v1/7')).toEqual({ allow: ['GET', 'PATCH'] });
});

it('knows no path with an empty or a missing segment', () => {
  for (const path of ['/', '//', '/v1', '/v1/', '/v1//icon', '//v1/7', '/v1/7/', '/v2/things'])
    expect([path, routed(table(), 'GET', path)]).toEqual([path, undefined]);
});

it('takes a trailing slash as it is declared, or either way', () => {
  expect(routed(table(), 'GET', '/v2/things/')).toEqual(['slashed']);
  expect(routed(table({ eitherTrailingSlash: true }), 'GET', '/v2/things')).toEqual(['slashed']);
  expect(routed(table({ eitherTrailingSlash: true }), 'GET', '/v1/7/')).toEqual(['read', '7']);
});

it('lets a parameter hold slashes where that is told', () => {
  const router = table({ slashes: new Set(['name']) });
  expect(routed(router, 'GET', '/v2/models/openai/gpt-4/')).toEqual(['model', 'openai/gpt-4']);
  expect(routed(router, 'GET', '/v2/models/gpt-4/')).toEqual(['model', 'gpt-4']);
  expect(routed(router, 'GET', '/v2/models/public')).toEqual(['public']);
  expect(routed(router, 'GET', '/v2/models//')).toBeUndefined();
});
