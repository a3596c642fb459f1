/** Suggestions for unknown names in error messages. */

/** Maximum number of names that are listed. */
const MAX_LISTED = 24;
const MAX_CLOSE = 3;

/** `did you mean x?` if known names are similar to the word, otherwise `use one of a, b, c`. */
export function suggest(word: string, known: readonly string[]): string {
  const names = [...new Set(known)];
  if (names.length === 0) return 'there are none';
  const close = closest(word, names);
  return close.length > 0 ? `did you mean ${close.join(' or ')}?` : `use one of ${shownNames(names)}`;
}

function shownNames(names: readonly string[]): string {
  const rest = names.length - MAX_LISTED;
  return `${names.slice(0, MAX_LISTED).join(', ')}${rest > 0 ? ` (and ${rest} more)` : ''}`;
}

/** The known names that are similar to the word. */
export function closest(word: string, known: readonly string[]): string[] {
  const letters = Array.from(word.toLowerCase());
  return known
    .map((name) => ({
      name,
      // `vendor.operation` in place of `operation`, `bool` in place of `boolean`.
      distance: word.endsWith(`.${name}`)
        ? 0
        : isStart(word, name)
          ? 1
          : edits(letters, Array.from(name.toLowerCase()), different),
    }))
    .filter(({ name, distance }) => distance < name.length && distance <= Math.ceil(word.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .filter(({ distance }, _, [best]) => distance <= (best?.distance ?? 0) + 1)
    .slice(0, MAX_CLOSE)
    .map(({ name }) => name);
}

/** Whether a word is an abbreviation of a name. */
const isStart = (word: string, name: string): boolean =>
  word.length >= 3 && name.toLowerCase().startsWith(word.toLowerCase());

export const different = (a: unknown, b: unknown): number => (a === b ? 0 : 1);

/** Levenshtein distance with a custom cost of replacements. */
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
