/** Bounds the size and depth of a file's value with its aliases expanded. */
import { partsOf } from '../../grammar/json.js';

const MAX_VALUES = 5_000_000;
/** Most of the work is done for each value, no matter how few lines stand for it. */
export const MAX_ADDED = 1_000_000;
const MAX_DEPTH = 500;
/** Characters of a text for which the library `yaml` takes more than half a second. */
export const LARGE = 256_000;
export const MAX_FILE_BYTES = 40 * 1024 * 1024;

interface Frame {
  node: object;
  parts: unknown[];
  next: number;
  size: number;
}

const TOO_MANY = `its aliases expand to more than ${MAX_VALUES} values`;

/**
 * The problem of a file; undefined: none.
 *
 * @param values with its aliases expanded
 * @param written without
 */
export function tooMany(values: number, written: number): string | undefined {
  if (values > MAX_VALUES) return TOO_MANY;
  return values - written > MAX_ADDED ? `its aliases add more than ${MAX_ADDED} values` : undefined;
}

/** The problem of a value (a cycle, too many values, too many levels); undefined: none. */
export function outOfBounds(value: unknown): string | undefined {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const stack: Frame[] = [];
  let written = 0;
  const enter = (node: object): void => {
    open.add(node);
    stack.push({ node, parts: partsOf(node), next: 0, size: 1 });
  };
  if (typeof value === 'object' && value !== null) enter(value);
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    if (stack.length > MAX_DEPTH) return `it is nested deeper than ${MAX_DEPTH} levels`;
    if (frame.size > MAX_VALUES) return TOO_MANY;
    const part = frame.parts[frame.next++];
    if (frame.next > frame.parts.length) {
      stack.pop();
      open.delete(frame.node);
      sizes.set(frame.node, frame.size);
      const above = stack.at(-1);
      if (above) above.size += frame.size;
      else return tooMany(frame.size, written + sizes.size);
    } else if (typeof part !== 'object' || part === null) {
      frame.size++;
      written++;
    } else if (open.has(part)) return 'an alias refers to a value that contains it';
    else if (sizes.has(part)) frame.size += sizes.get(part) ?? 0;
    else enter(part);
  }
  return undefined;
}
