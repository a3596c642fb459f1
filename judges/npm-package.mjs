// @ts-check
// What a client from npm offers: the functions that it exports, and the routes that its types declare.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const TYPES = 'src/__generated__/api/v2.d.ts';
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/**
 * The folder of a package.
 * @param {string} name
 * @param {string} from a file beside whose node_modules it is installed
 */
const folderOf = (name, from) => dirname(dirname(dirname(createRequire(from).resolve(name))));

/**
 * @param {string} name of the package
 * @param {string} [from] a file beside whose node_modules it is installed
 * @returns {string}
 */
export const versionOf = (name, from = import.meta.filename) =>
  JSON.parse(readFileSync(join(folderOf(name, from), 'package.json'), 'utf8')).version;

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
  const text = readFileSync(join(folderOf(name, from), 'dist', TYPES), 'utf8');
  const paths = text.slice(text.indexOf('export interface paths'), text.indexOf('export type webhooks'));
  return paths.split(/^ {4}"(?=\/)/m).flatMap((part) => {
    const [path = ''] = part.split('"', 1);
    if (!wanted.test(path)) return [];
    return METHODS.filter((method) => new RegExp(`^        ${method}: `, 'm').test(part)).map(
      (method) => `${method.toUpperCase()} ${path}`,
    );
  });
}
