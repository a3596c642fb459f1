/** Refuses options that do not exist: they would have no effect. */
import { closest } from '../engine/values/suggest.js';
import { SteeringError } from './steering-error.js';

/** The names of the options of a type, all of which must be given. */
export type OptionNames<T> = Readonly<Record<keyof T, true>>;

/**
 * @param of the function, as in `journal.waitFor`
 * @param at pointer to the options
 * @throws SteeringError
 */
export function refuseUnknownOptions<T>(of: string, options: T | undefined, names: OptionNames<T>, at = ''): void {
  if (options === undefined) return;
  const known = Object.keys(names);
  if (typeof options !== 'object' || options === null)
    throw new SteeringError(at, `${of} takes an object of options, not ${String(options)}`, `use ${known.join(', ')}`);
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(names, name)) continue;
    const [similar] = closest(name, known);
    const meant = similar === undefined ? '' : `did you mean ${similar}? `;
    throw new SteeringError(`${at}/${name}`, `${of} has no option ${name}`, `${meant}use ${known.join(', ')}`);
  }
}
