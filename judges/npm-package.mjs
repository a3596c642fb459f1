// @ts-check
// What a client from npm offers: the functions that it exports, and the routes that its types declare.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const TYPES = 'src/__generated__/api/v2.d.ts';
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/**
 * @param {object} exported
 * @param {RegExp} wanted
 */
export const functionsOf = (exported, wanted) =>
  Object.entries(exported).flatMap(([name, value]) => (typeof value === 'function' && wanted.test(name) ? [name] : []));

/**
 * `GET /v2/things` and the like, from the generated types of a client.
 * @param {string} name of the package
 * @param {RegExp} wanted paths
 * @param {string} [from] a file beside whose node_modules it is installed
 */
export function routesOf(name, wanted, from = import.meta.filename) {
  const text = readFileSync(join(dirname(createRequire(from).resolve(name)), '..', TYPES), 'utf8');
  const paths = text.slice(text.indexOf('export interface paths'), text.indexOf('export type webhooks'));
  return paths.split(/^ {4}"(?=\/)/m).flatMap((part) => {
    const [path = ''] = part.split('"', 1);
    if (!wanted.test(path)) return [];
    return METHODS.filter((method) => new RegExp(`^        ${method}: `, 'm').test(part)).map(
      (method) => `${method.toUpperCase()} ${path}`,
    );
  });
}
