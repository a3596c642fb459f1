/** Base paths and hosts in the `servers` of a document, a path or an operation. */
import { isObject, type Json } from '../grammar/json.js';

export interface Servers {
  basePaths: string[];
  /** Lower case, with port if any. */
  hosts: string[];
}

/** Maximum number of addresses for one server with variables. */
const MAX_ADDRESSES = 100;

/** The addresses of all servers, for every value of enumerated variables. Includes the root. */
export function serversIn(list: unknown): Servers {
  const parsed = addressesOf(list).map(parse);
  return {
    basePaths: [...new Set(['', ...parsed.map((server) => server.path)])],
    hosts: [...new Set(parsed.flatMap((server) => server.host ?? []))],
  };
}

/** The URLs of all servers, for every value of enumerated variables. */
export const addressesOf = (list: unknown): string[] =>
  (Array.isArray(list) ? (list as unknown[]) : []).filter(isObject).flatMap(addresses);

/** All hosts that a document names. */
export function hostsOf(document: Json): string[] {
  const paths = Object.values(isObject(document['paths']) ? document['paths'] : {}).filter(isObject);
  const lists = paths.flatMap((item) =>
    [item, ...Object.values(item).filter(isObject)].map((holder) => holder['servers']),
  );
  return [
    ...new Set([document['servers'], ...lists].flatMap((list) => (list === undefined ? [] : serversIn(list).hosts))),
  ];
}

/** The servers of an operation: its own, otherwise those of its path, otherwise those of the document. */
export const serversOf = (document: Json, path: string, method: string): unknown => {
  const item = isObject(document['paths']) ? document['paths'][path] : undefined;
  const operation = isObject(item) ? item[method.toLowerCase()] : undefined;
  const own = [operation, item].map((holder) => (isObject(holder) ? holder['servers'] : undefined));
  return own.find((list) => Array.isArray(list) && list.length > 0) ?? document['servers'];
};

/** With variables an address may be an invalid URL, so the path is taken from its text. */
function parse(url: string): { host: string | undefined; path: string } {
  const base = 'http://relative.invalid';
  if (URL.canParse(url, base)) {
    const { host, pathname } = new URL(url, base);
    return {
      host: host === 'relative.invalid' || host === '' ? undefined : host.toLowerCase(),
      path: pathname.replace(/\/+$/, ''),
    };
  }
  const path = /^(?:[^/]*:)?\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? '';
  return { host: undefined, path: path.replace(/\/+$/, '') };
}

function addresses(server: Json): string[] {
  const variables = isObject(server['variables']) ? server['variables'] : {};
  let urls = [String(server['url'] ?? '/')];
  for (const [, name = ''] of [...(urls[0] ?? '').matchAll(/\{([^{}]+)\}/g)]) {
    const values = valuesOfVariable(name, variables[name]);
    urls = urls.flatMap((url) => values.map((value) => url.replace(`{${name}}`, () => value))).slice(0, MAX_ADDRESSES);
  }
  return urls;
}

function valuesOfVariable(name: string, variable: unknown): string[] {
  if (!isObject(variable)) return [name];
  const { enum: values, default: value = name } = variable;
  return (Array.isArray(values) && values.length > 0 ? (values as unknown[]) : [value]).map(String);
}
