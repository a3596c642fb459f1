/** JSON Patch (RFC 6902). The document is not changed; a patch is applied whole or not at all. */
import { isObject, type Json } from '../../grammar/json.js';
import { formatPointer, parsePointer } from '../../grammar/json-pointer.js';
import { equal } from './paths.js';

export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** @throws PatchError for a patch that is malformed or does not apply */
export function applyPatch(document: unknown, patch: readonly unknown[]): unknown {
  let root = structuredClone(document);
  for (const [at, operation] of patch.entries()) {
    if (!isObject(operation)) throw new PatchError(`operation ${at} is not an object`);
    root = applyOperation(root, operation, at);
  }
  return root;
}

function applyOperation(root: unknown, operation: Json, at: number): unknown {
  const { op, path: target, from: source } = operation;
  const path = pointer(target, at);
  switch (op) {
    case 'add':
      return add(root, path, operand(operation, at));
    case 'remove':
      return remove(root, path);
    case 'replace': {
      const value = operand(operation, at);
      return path.length === 0 ? value : add(remove(root, path), path, value);
    }
    case 'move': {
      const from = pointer(source, at);
      if (from.length < path.length && from.every((step, i) => step === path[i]))
        throw new PatchError(`operation ${at} moves a value into itself`);
      const value = valueAt(root, from);
      return add(remove(root, from), path, value);
    }
    case 'copy':
      return add(root, path, structuredClone(valueAt(root, pointer(source, at))));
    case 'test':
      if (equal(valueAt(root, path), operand(operation, at))) return root;
      throw new PatchError(`the test of operation ${at} fails: ${String(operation['path'])} has another value`);
    default:
      throw new PatchError(`operation ${at} has no known op: add, remove, replace, move, copy or test`);
  }
}

function operand(operation: Json, at: number): unknown {
  if (!Object.hasOwn(operation, 'value')) throw new PatchError(`operation ${at} has no value`);
  return structuredClone(operation['value']);
}

/** The steps of a JSON Pointer (RFC 6901). */
function pointer(text: unknown, at: number): string[] {
  if (typeof text !== 'string' || !/^(?:\/(?:[^~]|~[01])*)?$/.test(text))
    throw new PatchError(`operation ${at} has a path that is not a JSON Pointer`);
  return parsePointer(text);
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const step of path) {
    const holder: unknown = value;
    if (Array.isArray(holder)) value = (holder as unknown[])[index(holder, step, path)];
    else if (isObject(holder) && Object.hasOwn(holder, step)) value = holder[step];
    else throw noValueAt(path);
  }
  return value;
}

function add(root: unknown, path: readonly string[], value: unknown): unknown {
  const last = path.at(-1);
  if (last === undefined) return value;
  const holder = valueAt(root, path.slice(0, -1));
  if (Array.isArray(holder)) holder.splice(last === '-' ? holder.length : index(holder, last, path, 1), 0, value);
  else if (isObject(holder) && last !== '__proto__') holder[last] = value;
  else throw noValueAt(path);
  return root;
}

function remove(root: unknown, path: readonly string[]): unknown {
  const last = path.at(-1);
  if (last === undefined) throw new PatchError('the whole record cannot be removed');
  const holder = valueAt(root, path.slice(0, -1));
  if (Array.isArray(holder)) holder.splice(index(holder, last, path), 1);
  else if (isObject(holder) && Object.hasOwn(holder, last)) Reflect.deleteProperty(holder, last);
  else throw noValueAt(path);
  return root;
}

/** @param beyond 1 if the index behind the last element is allowed, too */
function index(list: readonly unknown[], step: string, path: readonly string[], beyond = 0): number {
  const at = /^(?:0|[1-9]\d*)$/.test(step) ? Number(step) : -1;
  if (at < 0 || at >= list.length + beyond) throw noValueAt(path);
  return at;
}

const noValueAt = (path: readonly string[]): PatchError => new PatchError(`there is no ${formatPointer(path)}`);
