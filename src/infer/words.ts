/** Splits names into words, compares them without casing, and makes them singular. */
import { memoize } from '../engine/values/memoize.js';

/** `petId`, `pet_id`, `PetID` and `pet-id` have the same words. */
export const wordsOf = memoize((name): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase()),
);

/** Equal for names that differ only in casing and separators. */
export const folded = memoize((name): string => name.toLowerCase().replace(/[^a-z\d]+/g, ''));

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
  ['data', 'data'],
  ['indices', 'index'],
  ['matrices', 'matrix'],
  ['vertices', 'vertex'],
  ['series', 'series'],
  ['aliases', 'alias'],
  ['statuses', 'status'],
  ['buses', 'bus'],
  ['leaves', 'leaf'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
]);

export function singular(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (/(ss|us|is|news)$/.test(word) || word.length < 4) return word;
  if (word.endsWith('ies')) return word.replace(/ies$/, 'y');
  if (/(ch|sh|x|ss|zz)es$/.test(word)) return word.replace(/es$/, '');
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** The words of a name with the last one singular: `order_items` → order, item. */
export function stemOf(name: string): string[] {
  const words = wordsOf(name);
  return words.map((word, at) => (at === words.length - 1 ? singular(word) : word));
}

/** Whether two names are equal, ignoring number and casing. */
export const sameNoun = (a: string, b: string): boolean => stemOf(a).join('') === stemOf(b).join('');

/** Adds an article: `an order`, `a pet`. */
export const oneOf = (noun: string): string => `${/^(?:[aeio]|u(?!ni|s[ae]|r[il]))/i.test(noun) ? 'an' : 'a'} ${noun}`;
