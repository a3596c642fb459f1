type Level = Map<unknown, unknown>;

/**
 * Cache of values that are computed from the data of one vendor. It belongs to the vendor, so reloading a document
 * discards it.
 */
export class VendorCache {
  readonly #values: Level = new Map();

  /** Returns `make(...from)`, computed once. `make` is the cache key: pass the same pure function each time. */
  of<From extends readonly unknown[], V>(make: (...from: From) => V, ...from: From): V {
    let level = mapAt(this.#values, make);
    for (let at = 0; at < from.length - 1; at++) level = mapAt(level, from[at]);
    const last = from.at(-1);
    if (!level.has(last)) level.set(last, make(...from));
    return level.get(last) as V;
  }
}

function mapAt(level: Level, key: unknown): Level {
  let next = level.get(key) as Level | undefined;
  if (next === undefined) level.set(key, (next = new Map()));
  return next;
}
