/** Applies the actions of an overlay to a document (https://spec.openapis.org/overlay/v1.0.0.html#action-object). */
import { checkJsonPath, JsonPathError, select, type Selected } from '../../grammar/json-path.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Action } from '../../grammar/overlay.js';
import { Origins } from './overlay-origins.js';

/** A problem of the overlay at a path in it. */
export interface OverlayProblem {
  path: PropertyKey[];
  problem: string;
  remedy: string;
}

export interface Applied {
  /** A copy; the given document stays as it is. */
  document: Json;
  origins: Origins;
  mistakes: OverlayProblem[];
  /** Parts of actions that have no effect. */
  idle: OverlayProblem[];
}

interface Applying extends Applied {
  /** The number of values that the actions so far have added. */
  added: number;
}

/** Each action may select what earlier ones added, so that a few lines can stand for billions of values. */
const MAX_ADDED = 200_000;

export function applyOverlay(base: Json, actions: readonly Action[]): Applied {
  const applied: Applying = { document: copyOf(base), origins: new Origins(), mistakes: [], idle: [], added: 0 };
  for (const [index, action] of actions.entries())
    if (applied.added <= MAX_ADDED) apply(applied, action, ['actions', index]);
  return applied;
}

const sizeOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((size, part) => size + sizeOf(part), 1)
    : 1;

/** A deep copy in which no part is shared, as values behind YAML aliases are. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function apply(applied: Applying, { target, update, remove = false }: Action, path: PropertyKey[]): void {
  const at = [...path, 'target'];
  const report = (problem: string, remedy: string): void => void applied.mistakes.push({ path: at, problem, remedy });
  if (!remove && update === undefined)
    applied.idle.push({ path, problem: 'the action has no effect', remedy: 'give it `update` or `remove: true`' });
  if (remove && update !== undefined)
    applied.idle.push({
      path: [...path, 'update'],
      problem: '`update` has no effect',
      remedy: 'an action needs only one: remove `update` or `remove`',
    });
  const found = selectedBy(applied.document, target, report);
  if (found === undefined) return;
  if (found.length === 0)
    return report(`the target ${target} matches nothing`, 'correct it: actions see the result of those before them');
  const primitive = found.find(({ value }) => typeof value !== 'object' || value === null);
  if (primitive)
    return report(
      `the target ${target} selects ${JSON.stringify(primitive.value)}, which is neither an object nor an array`,
      'select the object that contains it',
    );
  if (remove) return removeAll(applied, found, path);
  applied.added += found.length * sizeOf(update);
  if (applied.added > MAX_ADDED)
    return report(
      `the actions up to this one add more than ${MAX_ADDED} values`,
      'select less, or state the values in a document of its own',
    );
  if (update !== undefined) for (const { value } of found) updateOne(applied, value, update, [...path, 'update']);
}

function selectedBy(
  document: Json,
  target: string,
  report: (problem: string, remedy: string) => void,
): Selected[] | undefined {
  try {
    checkJsonPath(target);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    report(error.message, "write it like $.paths['/pets'].get");
    return undefined;
  }
  return select(document, target);
}

function removeAll({ document, origins, mistakes }: Applied, found: readonly Selected[], path: PropertyKey[]): void {
  const once = new Map(found.map((item) => [JSON.stringify(item.path), item.path]));
  const parts: { holder: object; key: string | number }[] = [];
  for (const steps of once.values()) {
    const key = steps.at(-1);
    if (key === undefined) {
      mistakes.push({
        path: [...path, 'target'],
        problem: 'the document itself cannot be removed',
        remedy: 'select a part of it',
      });
      return;
    }
    const holder = steps.slice(0, -1).reduce<unknown>((node, step) => (node as Json)[step], document);
    parts.push({ holder: holder as object, key });
  }
  // Later elements of an array first, so that the indexes of the others stay.
  const indexOf = (key: string | number): number => (typeof key === 'number' ? key : -1);
  parts.sort((a, b) => indexOf(b.key) - indexOf(a.key));
  for (const { holder, key } of parts) origins.remove(holder, key, path);
}

function updateOne(applied: Applied, target: unknown, update: unknown, path: PropertyKey[]): void {
  if (Array.isArray(target)) return applied.origins.append(target, copyOf(update), path);
  if (isObject(target) && isObject(update)) return merge(applied, target, update, path);
  applied.mistakes.push({
    path,
    problem: 'the target is an object, and `update` is not',
    remedy: 'write the properties to merge with it',
  });
}

/** Objects are merged by key, arrays are concatenated, primitives are replaced. */
function merge(applied: Applied, target: Json, update: Json, path: PropertyKey[]): void {
  for (const [key, value] of Object.entries(update)) {
    const at = [...path, key];
    const present = Object.hasOwn(target, key) ? target[key] : undefined;
    if (present === undefined || (isPrimitive(present) && isPrimitive(value))) {
      // Also for the key `__proto__`, which an assignment would not add.
      Object.defineProperty(target, key, {
        value: copyOf(value),
        writable: true,
        enumerable: true,
        configurable: true,
      });
      applied.origins.set(target, key, at);
    } else if (isObject(present) && isObject(value)) merge(applied, present, value, at);
    else if (Array.isArray(present) && Array.isArray(value))
      for (const [index, element] of value.entries()) applied.origins.append(present, copyOf(element), [...at, index]);
    else
      applied.mistakes.push({
        path: at,
        problem: `${key} is ${kindOf(present)} in the document, and ${kindOf(value)} in \`update\``,
        remedy: 'remove the old value by an action before this one',
      });
  }
}

const isPrimitive = (value: unknown): boolean => typeof value !== 'object' || value === null;

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'an array' : isObject(value) ? 'an object' : value === null ? 'null' : `a ${typeof value}`;
