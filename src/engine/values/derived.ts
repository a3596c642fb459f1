type Level = Map<unknown, unknown>;

/**
 * What is computed from the data of one vendor, each value once. It lives on the vendor and goes with it, so a document
 * that is reloaded leaves nothing behind.
 */
export class Derived {
  readonly #values: Level = new Map();

  /** What `make` makes of parts of the vendor's data. `make` must be the same function each time, and pure. */
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
