/** What somebody may have meant. */

/** `; did you mean x?` for a name that is nearly one of those known, else `: there is a, b, c`. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({ name, far: edits(Array.from(word.toLowerCase()), Array.from(name.toLowerCase()), different) }))
    .sort((a, b) => a.far - b.far)[0];
  const close = near !== undefined && near.far <= Math.max(2, Math.floor(word.length / 4));
  return close ? `; did you mean ${near.name}?` : `: there is ${known.join(', ')}`;
}

export const different = (a: unknown, b: unknown): number => (a === b ? 0 : 1);

/** Levenshtein's distance with a price for each replacement. */
export function edits<T>(from: readonly T[], to: readonly T[], price: (a: T, b: T) => number): number {
  let row = to.map((_, at) => at + 1);
  for (const [down, a] of from.entries()) {
    let diagonal = down;
    let left = down + 1;
    row = row.map((above, across) => {
      const best = Math.min(above + 1, left + 1, diagonal + price(a, to[across] as T));
      diagonal = above;
      return (left = best);
    });
  }
  return row.at(-1) ?? from.length;
}
