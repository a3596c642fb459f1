/** `editions`: the editions that have the plain address and host of their vendors, in place of the base. */
import { isObject } from '../../grammar/json.js';
import { suggest } from '../../engine/values/suggest.js';
import { editionNamed, editionNames, isEdition, nameOfEdition } from '../../grammar/edition-name.js';

/** By vendor, such as `{ acme: '2026-08' }`. */
export type Editions = Readonly<Record<string, string>>;

/** An edition that does not exist or cannot be served. */
export class EditionError extends Error {
  override readonly name = 'EditionError';
}

/** The names of the chosen editions by vendor: `acme@2026-08` for `acme`. @throws EditionError for an invalid name */
export function chosenEditions(editions: Editions = {}): Map<string, string> {
  if (!isObject(editions))
    throw new EditionError(
      `Cannot use the editions ${JSON.stringify(editions)}: write an object by vendor, such as { acme: '2026-08' }`,
    );
  return new Map(
    Object.entries(editions).map(([base, edition]) => {
      if (!isEdition(edition))
        throw new EditionError(`Cannot use the edition ${JSON.stringify(edition)} of ${base}: write ${editionNames}`);
      return [base, nameOfEdition({ base, edition })];
    }),
  );
}

/**
 * The named vendors, the chosen editions in place of their bases. No names: all known ones.
 * @throws EditionError for an edition that is not known, or whose vendor is not named
 */
export function withChosen(
  names: readonly string[],
  chosen: ReadonlyMap<string, string>,
  known: readonly string[],
): string[] {
  if (chosen.size === 0) return [...names];
  if (names.length > 0) checkServed(names, chosen);
  for (const name of chosen.values()) if (!known.includes(name)) throw unknownEdition(name, known);
  return [...new Set((names.length === 0 ? known : names).map((name) => chosen.get(name) ?? name))];
}

/** @throws EditionError for a chosen edition whose vendor is not served: it would have no effect */
export function checkServed(names: readonly string[], chosen: ReadonlyMap<string, string>): void {
  for (const [base, name] of chosen)
    if (!names.includes(base) && !names.includes(name))
      throw new EditionError(`Cannot use the edition ${name}: ${base} is not served; serve it as well`);
}

/** @param known names of vendors and editions */
export function unknownEdition(name: string, known: readonly string[]): EditionError {
  const { base, edition } = editionNamed(name) ?? { base: name, edition: '' };
  const bases = known.filter((other) => editionNamed(other) === undefined);
  if (!known.some((other) => (editionNamed(other)?.base ?? other) === base))
    return new EditionError(`Cannot find the vendor ${base} for its edition ${edition}; ${suggest(base, bases)}`);
  const editions = known.flatMap((other) => {
    const found = editionNamed(other);
    return found?.base === base ? [found.edition] : [];
  });
  const others = editions.length === 0 ? `${base} has no editions` : `the editions of ${base}: ${editions.join(', ')}`;
  return new EditionError(`Cannot find the edition ${edition} of ${base}; ${others}`);
}
