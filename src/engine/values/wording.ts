/** Lists and conditions as text. */
import type { RequirementRule } from '../../grammar/behavior.js';

/** `a`, `a and b`, `a, b and c` */
export const listed = (words: readonly string[], last = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;

/** `status is "active" and kind is 3` */
export const conditions = (when: Readonly<Record<string, unknown>>): string =>
  listed(Object.entries(when).map(([field, value]) => `${field} is ${JSON.stringify(value)}`));

/** `kind is "a" or "b" and size is 1` */
export const oneOfEach = (fields: Readonly<Record<string, readonly unknown[]>>): string =>
  listed(Object.entries(fields).map(([path, values]) => `${path} is ${anyOfThese(values)}`));

const anyOfThese = (values: readonly unknown[]): string =>
  listed(
    values.map((value) => JSON.stringify(value)),
    'or',
  );

/** `size has a value or isOpen is true, where kind is "box"` */
export function requirementText({ when, each, anyOf, on }: Omit<RequirementRule, 'evidence'>): string {
  const fits = Object.entries(anyOf).map(([path, wanted]) =>
    wanted === 'present' ? `${path} has a value` : `${path} is ${anyOfThese(wanted)}`,
  );
  return [
    listed(fits, 'or'),
    each !== undefined && ` in each element of ${each}`,
    when && `, where ${oneOfEach(when)}`,
    on && `, when the record is ${on}d`,
  ]
    .filter((part) => typeof part === 'string')
    .join('');
}
