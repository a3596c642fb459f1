/** Numbers, times and sizes as the page shows them. */

/** Time of day with milliseconds, UTC. @param at ISO 8601 */
export const timeOf = (at: string): string => at.slice(11, 23);

/** Date, UTC. @param at ISO 8601 */
export const dateOf = (at: string): string => at.slice(0, 10);

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

/** With commas between thousands. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

export function bytesOf(bytes: number): string {
  if (bytes < 1024) return counted(bytes, 'byte');
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${kibibytes.toFixed(1)} KiB` : `${(kibibytes / 1024).toFixed(1)} MiB`;
}

/** @param milliseconds such as 0.4231 */
export const durationOf = (milliseconds: number): string =>
  milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** A difference of times with its two largest units: `8 d 9 h`. */
export function spanOf(milliseconds: number): string {
  let rest = Math.abs(milliseconds);
  const parts = UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count > 0 ? [`${count} ${unit}`] : [];
  });
  return parts.length === 0 ? '0 s' : parts.slice(0, 2).join(' ');
}

/** Characters at the end of a path that are always shown. */
const TAIL = 9;

/** Splits a long text so that its middle can be cut off: the tail of ids tells them apart. */
export const middleCut = (text: string): { head: string; tail: string } =>
  text.length <= 2 * TAIL ? { head: text, tail: '' } : { head: text.slice(0, -TAIL), tail: text.slice(-TAIL) };

/** With a capital letter at its beginning. */
export const sentenceOf = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
