/** The sentence that tells why, where no vendor of specs/ has the case. */
import type { Operation, Vendor } from '../../src/engine/model.js';
import { why } from '../../src/engine/why.js';

/** Which operations come nearest to a path, of operations given as `METHOD /path`. */
function nearest(path: string, method: string, ...known: string[]): string[] {
  const operations = known.map((it) => {
    const [verb = '', template = ''] = it.split(' ');
    return { id: it, method: verb, path: template } as Operation;
  });
  const vendor = { contract: { operations } } as unknown as Vendor;
  const refused = { vendor, operation: undefined, method, path, reason: 'noSuchRoute', details: {} } as const;
  return (why(refused).nearest ?? []).map((it) => it.operation);
}

it.each([
  ['a name before a parameter that could be it', '/v1/keys/health', ['GET /keys/{id}', 'GET /keys/health'], 1],
  ['a parameter before a name that is nearly it', '/v1/keys/wealthy', ['GET /keys/health', 'GET /keys/{id}'], 1],
  ['a parameter before a list where there is something', '/v1/keys/7', ['GET /keys', 'GET /keys/{id}'], 1],
  ['no parameter that would be empty', '/v1/keys/', ['GET /keys/{id}/parts', 'GET /keys'], 1],
  ['the method before the order', '/v1/keys', ['POST /keys', 'GET /keys'], 1],
  ['the path before the method', '/keyz', ['GET /parts', 'POST /keys'], 1],
  ['the first of equals', '/keyz', ['GET /keya', 'GET /keyb'], 0],
])('names %s', (_, path, known, best) => {
  expect(nearest(path, 'GET', ...known)[0]).toBe(known[best]);
});
