/** The origin of each value in a document to which an overlay was applied. */

type Path = readonly PropertyKey[];

/** A place in the base document or in the overlay. */
export interface Origin {
  file: 'base' | 'overlay';
  path: PropertyKey[];
}

export class Origins {
  /** By object: the keys that the overlay has set, each with the path of its value in the overlay. */
  readonly #set = new WeakMap<object, Map<PropertyKey, Path>>();
  /** By object: the keys that the overlay has removed, each with the path of the action. */
  readonly #removed = new WeakMap<object, Map<PropertyKey, Path>>();
  /** By array that was changed: for each element its index before the changes, or its path in the overlay. */
  readonly #elements = new WeakMap<object, (number | Path)[]>();

  set(holder: object, key: PropertyKey, path: Path): void {
    known(this.#set, holder).set(key, path);
    this.#removed.get(holder)?.delete(key);
  }

  append(array: unknown[], value: unknown, path: Path): void {
    const elements = this.#elementsOf(array);
    array.push(value);
    elements.push(path);
  }

  /** Removes a key or an element. @param path of the action */
  remove(holder: object, key: PropertyKey, path: Path): void {
    if (Array.isArray(holder)) {
      this.#elementsOf(holder).splice(Number(key), 1);
      holder.splice(Number(key), 1);
      return;
    }
    Reflect.deleteProperty(holder, key);
    this.#set.get(holder)?.delete(key);
    known(this.#removed, holder).set(key, path);
  }

  /** The place where the value at a path is written, or the nearest existing value above it. */
  originOf(document: unknown, path: Path): Origin {
    let at: Origin = { file: 'base', path: [] };
    let node = document;
    for (const step of path) {
      if (typeof node !== 'object' || node === null) break;
      const removed = this.#removed.get(node)?.get(step);
      if (removed) return { file: 'overlay', path: [...removed] };
      const own = Array.isArray(node) ? this.#elements.get(node)?.[Number(step)] : this.#set.get(node)?.get(step);
      at = typeof own === 'object' ? { file: 'overlay', path: [...own] } : { ...at, path: [...at.path, own ?? step] };
      node = (node as Record<PropertyKey, unknown>)[step];
    }
    return at;
  }

  /** The path of the action that removed what was at a path; undefined: none did. */
  removalOf(document: unknown, path: Path): Path | undefined {
    let node = document;
    for (const step of path) {
      if (typeof node !== 'object' || node === null) return undefined;
      const removed = this.#removed.get(node)?.get(step);
      if (removed) return removed;
      node = (node as Record<PropertyKey, unknown>)[step];
    }
    return undefined;
  }

  #elementsOf(array: unknown[]): (number | Path)[] {
    const known = this.#elements.get(array) ?? array.map((_, index) => index);
    this.#elements.set(array, known);
    return known;
  }
}

function known(maps: WeakMap<object, Map<PropertyKey, Path>>, holder: object): Map<PropertyKey, Path> {
  const map = maps.get(holder) ?? new Map<PropertyKey, Path>();
  maps.set(holder, map);
  return map;
}
