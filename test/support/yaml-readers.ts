/** Compares how two libraries read a YAML text. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { QuickYaml } from '../../src/loading/text/quick-yaml.js';
import { repeatedKeys } from '../../src/loading/text/repeated-key.js';

/** What is read from a text: its value, its numbers, and the line of each path. */
interface Reading {
  value: unknown;
  /** Objects are equal whatever the order of their keys; texts are not. */
  text: string;
  numbers: [source: string, value: number, line: number][];
  lines: Record<string, number>;
}

/** `left`: the quick reader leaves the text to the library `yaml`; otherwise what both read. */
export function readings(text: string): 'left' | { quick: Reading; yaml: Reading | string } {
  const quick = QuickYaml.read(text);
  if (!(quick instanceof QuickYaml)) return 'left';
  const starts = [...text.matchAll(/\n/g)].map(({ index }) => index);
  const lineAt = (offset: number): number => starts.filter((start) => start < offset).length + 1;
  const numbers: Reading['numbers'] = [];
  quick.eachNumber((source, value, offset) => numbers.push([source, value, lineAt(offset)]));
  const paths = pathsIn(quick.value);
  const found = new Map(paths.map((path) => [path, quick.offset(path)]));
  const known = paths.filter((path) => found.get(path) !== undefined);
  const linesBy = (of: (path: PropertyKey[]) => number): Reading['lines'] =>
    Object.fromEntries(known.map((path) => [JSON.stringify(path), of(path)]));
  return {
    quick: {
      value: quick.value,
      text: textOf(quick.value),
      numbers,
      lines: linesBy((path) => lineAt(found.get(path) ?? 0)),
    },
    yaml: byYaml(text, linesBy),
  };
}

function byYaml(text: string, linesBy: (of: (path: PropertyKey[]) => number) => Reading['lines']): Reading | string {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    uniqueKeys: false,
    strict: true,
    merge: true,
    logLevel: 'error',
  });
  const [error] = [...document.errors, ...document.warnings];
  if (error) return error.message;
  if (repeatedKeys(document).length > 0) return 'a repeated key';
  const lineAt = (offset = 0): number => lineCounter.linePos(offset).line;
  const numbers: Reading['numbers'] = [];
  visit(document, {
    Scalar: (_key, { value, source = '', range }) => {
      if (typeof value === 'number') numbers.push([source, value, lineAt(range?.[0])]);
    },
  });
  const lines = linesBy((path) => {
    let node: unknown = document.contents;
    let offset: number | undefined = document.contents?.range[0];
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
        if (pair === undefined) break;
        offset = (pair.key as { range?: number[] } | null)?.range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        offset = (node as { range?: number[] } | undefined)?.range?.[0] ?? offset;
      } else break;
    }
    return lineAt(offset);
  });
  const value = document.toJS({ maxAliasCount: -1 }) as unknown;
  return { value, text: textOf(value), numbers, lines };
}

/** The text of a value, also of one that contains itself. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'contains itself';
  }
}

const MAX_PATHS = 60;

/** Paths of a value, and of parts that it does not have. */
function pathsIn(value: object): PropertyKey[][] {
  const paths: PropertyKey[][] = [[]];
  const seen = new Set<object>();
  const stack: { part: unknown; path: PropertyKey[] }[] = [{ part: value, path: [] }];
  for (let next = stack.pop(); next && paths.length < MAX_PATHS; next = stack.pop()) {
    const { part, path } = next;
    if (typeof part !== 'object' || part === null || seen.has(part)) continue;
    seen.add(part);
    for (const [key, item] of Object.entries(part)) {
      const at = [...path, Array.isArray(part) ? Number(key) : key];
      paths.push(at);
      stack.push({ part: item, path: at });
    }
    paths.push([...path, 'gone'], [...path, 9999]);
  }
  return paths;
}
