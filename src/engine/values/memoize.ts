/** Bounds of the cache, because texts can come from clients. */
const MAX_RESULTS = 1000;
const MAX_LENGTH = 200;

/** Caches results of a pure function of a short text. */
export function memoize<T>(compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const found = results.get(text);
    if (found !== undefined || results.has(text)) return found as T;
    const made = compute(text);
    if (text.length > MAX_LENGTH) return made;
    if (results.size >= MAX_RESULTS) results.clear();
    results.set(text, made);
    return made;
  };
}

/** Caches the latest result of a pure function: under load, many calls in a row have the same argument. */
export function memoizeLast<From, To>(compute: (from: From) => To): (from: From) => To {
  let last: { from: From; to: To } | undefined;
  return (from) => {
    if (last === undefined || last.from !== from) last = { from, to: compute(from) };
    return last.to;
  };
}
