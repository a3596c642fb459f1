/** Where secrets lie in a value: told step by step, since names may hold dots, and maps may hold anything. */
import { steps } from './paths.js';

export interface SecretPlaces {
  /** The value itself is one. */
  readonly whole: boolean;
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
  const tree: Tree = { whole: false, below, property: (name) => below.get(name), item: () => tree };
  return tree;
};

/** Secrets at field paths, as a behavior names them: `fields[].key` is the key of each element. */
export function secretsAt(paths: readonly string[]): SecretPlaces | undefined {
  if (paths.length === 0) return undefined;
  const root = leaf();
  for (const path of paths) {
    let at = root;
    for (const step of steps(path.replaceAll('[]', ''))) {
      let next = at.below.get(step);
      if (next === undefined) at.below.set(step, (next = leaf()));
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
  return {
    whole: given.some((it) => it.whole),
    property: (name) => united(given.map((it) => it.property(name))),
    item: (index) => united(given.map((it) => it.item(index))),
  };
}
