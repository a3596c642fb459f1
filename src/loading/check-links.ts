/** Checks `links` of a document: operations and parameters must exist. */
import { suggest } from '../engine/values/suggest.js';
import { isObject, type Json } from '../grammar/json.js';
import type { Mistake } from './mistakes.js';
import { resolvePointer } from '../engine/values/pointer.js';
import type { PlacedDocument } from './placed-document.js';

type Located = [path: PropertyKey[], value: Json];

/** The objects at a path of keys; `*` is every key. */
function under(from: Located, ...keys: string[]): Located[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [from];
  const [path, value] = from;
  return (key === '*' ? Object.keys(value) : [key]).flatMap((name) => {
    const part = value[name];
    return isObject(part) ? under([[...path, name], part], ...rest) : [];
  });
}

export function checkLinks(source: PlacedDocument): Mistake[] {
  if (!isObject(source.value)) return [];
  const root: Located = [[], source.value];
  const all = (...keys: string[]): Located[] => under(root, ...keys);
  const operations = all('paths', '*', '*');
  const byId = new Map(operations.map(([path, it]) => [it['operationId'], parametersOf(source, path, it)]));
  return [
    ...all('components', 'links', '*'),
    ...all('components', 'responses', '*', 'links', '*'),
    ...all('paths', '*', '*', 'responses', '*', 'links', '*'),
  ].flatMap(([path, link]) => {
    if (link['$ref'] !== undefined || link['operationRef'] !== undefined) return [];
    const id = String(link['operationId']);
    const known = byId.get(id);
    if (known === undefined)
      return [
        source.mistake(
          [...path, 'operationId'],
          `a link to the unknown operation ${id}`,
          suggest(id, [...byId.keys()].map(String)),
        ),
      ];
    return Object.keys(isObject(link['parameters']) ? link['parameters'] : {})
      .filter((name) => !known.includes(name.replace(/^(path|query|header|cookie)\./, '')))
      .map((name) =>
        source.mistake(
          [...path, 'parameters', name],
          `a link gives ${id} the parameter ${name}, which it does not have`,
          known.length === 0 ? 'remove it' : suggest(name, known),
        ),
      );
  });
}

/** The names of the parameters of an operation and of its path. */
function parametersOf(source: PlacedDocument, path: PropertyKey[], operation: Json): string[] {
  const item = isObject(source.value) && isObject(source.value['paths']) && source.value['paths'][String(path[1])];
  const lists = [isObject(item) ? item['parameters'] : undefined, operation['parameters']];
  return lists
    .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
    .map((entry) =>
      isObject(entry) && typeof entry['$ref'] === 'string' ? resolvePointer(source.value, entry['$ref']) : entry,
    )
    .flatMap((entry) => (isObject(entry) ? [String(entry['name'])] : []));
}
