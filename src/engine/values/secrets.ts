/** Places of secrets in a value, as a tree: names may contain dots, and maps may have any key. */
import { once } from './once.js';
import { stepsOf } from './paths.js';

export interface SecretPlaces {
  /** The value itself is a secret. */
  readonly whole: boolean;
  /** Names of the properties that have secrets; undefined: unknown, ask `property`. */
  readonly names: readonly string[] | undefined;
  /** The places below a property; undefined: none. */
  property(name: string): SecretPlaces | undefined;
  /** The places in an element of a list; undefined: none. */
  item(index: number): SecretPlaces | undefined;
}

interface Tree extends SecretPlaces {
  whole: boolean;
  names: string[];
  below: Map<string, Tree>;
}

const leaf = (): Tree => {
  const below = new Map<string, Tree>();
  const tree: Tree = { whole: false, names: [], below, property: (name) => below.get(name), item: () => tree };
  return tree;
};

/** The places at field paths. `fields[].key` is the key of each element. */
export function secretsAt(paths: readonly string[]): SecretPlaces | undefined {
  if (paths.length === 0) return undefined;
  const root = leaf();
  for (const path of paths) {
    let at = root;
    for (const { key } of stepsOf(path)) {
      let next = at.below.get(key);
      if (next === undefined) {
        at.names.push(key);
        at.below.set(key, (next = leaf()));
      }
      at = next;
    }
    at.whole = true;
  }
  return root;
}

/** The union of several places. */
export function united(all: readonly (SecretPlaces | undefined)[]): SecretPlaces | undefined {
  const given = [...new Set(all.filter((item) => item !== undefined))];
  if (given.length <= 1) return given[0];
  const known = new Map<string, SecretPlaces | undefined>();
  const names = (): string[] | undefined =>
    given.some((item) => item.names === undefined)
      ? undefined
      : [...new Set(given.flatMap((item) => item.names ?? []))];
  const named = once(names);
  return {
    whole: given.some((item) => item.whole),
    get names() {
      return named();
    },
    property: (name) => {
      if (known.has(name)) return known.get(name);
      if (named()?.includes(name) === false) return undefined;
      const below = united(given.map((item) => item.property(name)));
      if (below !== undefined) known.set(name, below);
      return below;
    },
    item: (index) => united(given.map((item) => item.item(index))),
  };
}

/** Places that are moved below a field path. */
export function secretsMovedTo(path: string, places: SecretPlaces | undefined): SecretPlaces | undefined {
  if (places === undefined) return undefined;
  return stepsOf(path).reduceRight<SecretPlaces>(
    (below, { key }) => ({
      whole: false,
      names: [key],
      property: (name) => (name === key ? below : undefined),
      item: () => undefined,
    }),
    places,
  );
}

/** The places below a field path; `path` undefined: all places. */
export const secretsBelow = (secrets: SecretPlaces | undefined, path: string | undefined): SecretPlaces | undefined =>
  path === undefined
    ? secrets
    : stepsOf(path).reduce<SecretPlaces | undefined>((at, { key }) => at?.property(key), secrets);

/** Whether the value at a field path is a secret or part of one. */
export function isSecretAt(secrets: SecretPlaces | undefined, path: string): boolean {
  let at = secrets;
  for (const { key, isList } of stepsOf(path)) {
    at = at?.property(key);
    if (at?.whole) return true;
    if (isList) at = at?.item(0);
  }
  return at?.whole === true;
}
