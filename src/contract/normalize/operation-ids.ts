/** Gives each operation a unique id, made from method and path if the document has none. */
import { isObject, type Json } from '../../grammar/json.js';
import { METHODS } from './kinds.js';
import type { Note } from './repair-walk.js';

interface Named {
  path: string[];
  method: string;
  template: string;
  operation: Json;
}

/** The document with all ids, and a note for each new one. */
export function withOperationIds(document: Json): { document: Json; notes: Note[] } {
  const operations = operationsOf(document);
  const taken = new Set<string>();
  const unnamed = operations.filter(({ operation: { operationId } }) => {
    const isUsable =
      typeof operationId === 'string' && /^[!-~]([ -~]*[!-~])?$/.test(operationId) && operationId !== '__proto__';
    if (!isUsable || taken.has(operationId)) return true;
    taken.add(operationId);
    return false;
  });
  const notes: Note[] = [];
  const made = new Map<Json, string>();
  const ids = new Map<string, string>();
  for (const { path, method, template, operation } of unnamed) {
    const id = unused(idFor(method, template), taken);
    taken.add(id);
    made.set(operation, id);
    ids.set(`${method} ${template}`, id);
    notes.push({ path, text: noteFor(operation['operationId'], `${method.toUpperCase()} ${template}`, id) });
  }
  return { document: notes.length === 0 ? document : { ...document, paths: renamed(document, ids) }, notes };
}

const noteFor = (given: unknown, operation: string, id: string): string =>
  given === undefined
    ? `${operation} has no operationId: it is called ${id}`
    : `the operationId ${JSON.stringify(given)} of ${operation} is used twice or cannot be used: it is called ${id}`;

function operationsOf({ paths }: Json): Named[] {
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([template, item]) => {
    if (!isObject(item)) return [];
    return METHODS.flatMap((method): Named[] => {
      const operation = item[method];
      return isObject(operation) ? [{ path: ['paths', template, method], method, template, operation }] : [];
    });
  });
}

function renamed({ paths }: Json, ids: ReadonlyMap<string, string>): Json {
  return Object.fromEntries(
    Object.entries(paths as Json).map(([template, item]) => {
      if (!isObject(item)) return [template, item];
      const own = METHODS.flatMap((method): [string, Json][] => {
        const operationId = ids.get(`${method} ${template}`);
        return operationId === undefined ? [] : [[method, { ...(item[method] as Json), operationId }]];
      });
      return [template, own.length === 0 ? item : { ...item, ...Object.fromEntries(own) }];
    }),
  );
}

/** `get /pets/{petId}.json` → `getPetsByPetIdJson` */
function idFor(method: string, template: string): string {
  const words = template.replaceAll(/\{([^{}]*)\}/g, ' by $1 ').split(/[^A-Za-z0-9]+/);
  const named = words.filter((word) => word !== '').map((word) => (word[0] ?? '').toUpperCase() + word.slice(1));
  return method + (named.join('') || 'Root');
}

function unused(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  let number = 2;
  while (taken.has(`${id}${number}`)) number++;
  return `${id}${number}`;
}
