/** Where secrets lie in a value: told step by step, since names may hold dots, and maps may hold anything. */
import { wayTo } from './paths.js';

export interface SecretPlaces {
  /** The value itself is one. */
  readonly whole: boolean;
  /** The properties that have some; undefined: it depends on their names. */
  readonly names: readonly string[] | undefined;
  /** Those below a property; undefined: none. */
  property(name: string): SecretPlaces | undefined;
  /** Those in an element of a list. */
  item(index: number): SecretPlaces | undefined;
}

interface Tree extends SecretPlaces {
  whole: boolean;
  below: Map<string, Tree>;
}

const leaf = (): Tree => {
  const below = new Map<string, Tree>();
  const tree: Tree = {
    whole: false,
    below,
    get names() {
      return [...below.keys()];
    },
    property: (name) => below.get(name),
    item: () => tree,
  };
  return tree;
};

/** Secrets at field paths, as a behavior names them: `fields[].key` is the key of each element. */
export function secretsAt(paths: readonly string[]): SecretPlaces | undefined {
  if (paths.length === 0) return undefined;
  const root = leaf();
  for (const path of paths) {
    let at = root;
    for (const { key } of wayTo(path)) {
      let next = at.below.get(key);
      if (next === undefined) at.below.set(key, (next = leaf()));
      at = next;
    }
    at.whole = true;
  }
  return root;
}

/** All that any of these name. */
export function united(all: readonly (SecretPlaces | undefined)[]): SecretPlaces | undefined {
  const given = [...new Set(all.filter((it) => it !== undefined))];
  if (given.length <= 1) return given[0];
  const known = new Map<string, SecretPlaces | undefined>();
  const names = (): string[] | undefined =>
    given.some((it) => it.names === undefined) ? undefined : [...new Set(given.flatMap((it) => it.names ?? []))];
  let named: { names: string[] | undefined } | undefined;
  return {
    whole: given.some((it) => it.whole),
    get names() {
      return (named ??= { names: names() }).names;
    },
    property: (name) => {
      if (known.has(name)) return known.get(name);
      const below = united(given.map((it) => it.property(name)));
      if (below !== undefined) known.set(name, below);
      return below;
    },
    item: (index) => united(given.map((it) => it.item(index))),
  };
}

/** Those in what stands at a field path; undefined: in the whole value. */
export const secretsBelow = (secrets: SecretPlaces | undefined, path: string | undefined): SecretPlaces | undefined =>
  path === undefined
    ? secrets
    : wayTo(path).reduce<SecretPlaces | undefined>((at, { key }) => at?.property(key), secrets);

/** Whether the value at a field path is a secret, or lies in one. */
export function isSecretAt(secrets: SecretPlaces | undefined, path: string): boolean {
  let at = secrets;
  for (const { key, isList } of wayTo(path)) {
    at = at?.property(key);
    if (at?.whole) return true;
    if (isList) at = at?.item(0);
  }
  return at?.whole === true;
}
