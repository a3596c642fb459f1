/** Cases of paths and methods. */
import { resourceOfRule } from '../../run/cleanup.js';
import type { Write } from '../write-case.js';

/** Replies without an operation: unknown paths and methods, slashes, browsers. */
export function addressCases(write: Write): void {
  const { vendor } = write;
  const { operations } = vendor.contract;
  const flat = operations.find(
    (operation) =>
      operation.method === 'GET' &&
      operation.parameters.length === 0 &&
      vendor.rules.get(operation.id)?.rule.verb !== 'decline',
  );
  write('address-unknown', 'an unknown path', (testCase) => {
    testCase.rules.add('refusals.noSuchRoute').add('refusals.malformedUrl').add('requests.trailingSlash');
    testCase.raw('GET', '/stuntdouble/no/such/address');
    testCase.raw('GET', '/stuntdouble-%ZZ');
    if (flat) testCase.raw('GET', flat.path.endsWith('/') ? flat.path.slice(0, -1) : `${flat.path}/`);
  });
  write('method-unknown', 'an undeclared method of a path', (testCase) => {
    testCase.rules.add('refusals.methodNotAllowed');
    for (const path of new Set(
      operations.filter((operation) => operation.parameters.length === 0).map((operation) => operation.path),
    )) {
      const taken = operations.filter((operation) => operation.path === path).map((operation) => operation.method);
      const free = ['DELETE', 'PUT', 'PATCH', 'POST'].find((candidate) => !taken.includes(candidate));
      if (free !== undefined) testCase.raw(free, path);
    }
  });
  if (flat)
    write('browser', 'a call from a browser', (testCase) => {
      testCase.rules.add('requests.browserOrigin');
      if (vendor.behavior.dialect.refusals['browserOrigin']) testCase.rules.add('refusals.browserOrigin');
      testCase.call(flat, { headers: { Origin: 'https://stuntdouble.example' } });
    });
  slashCase(write);
}

/** Path parameters with unencoded slashes. */
function slashCase(write: Write): void {
  const { vendor } = write;
  const parameters = vendor.behavior.requests.slashesInParameters?.parameters ?? [];
  for (const rule of vendor.rules.values()) {
    const last = rule.operation.parameters.at(-1);
    const resource = resourceOfRule(vendor, rule);
    if (rule.rule.verb !== 'read' || last === undefined || !parameters.includes(last) || resource === undefined)
      continue;
    write(`${rule.operation.id}-with-slashes`, `${rule.operation.id}: \`${last}\` with slashes`, (testCase) => {
      testCase.rules.add('requests.slashesInParameters');
      const { field } = resource.rule.id;
      const actor = testCase.make(resource.name, (body) => ({
        ...body,
        [field]: `${String(body[field])}/with/slashes`,
      }));
      if (actor) testCase.raw('GET', rule.operation.path.replace(`{${last}}`, `{${actor.id}}`));
    });
  }
}
