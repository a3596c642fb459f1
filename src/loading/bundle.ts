/** Bundles a document of several files: the others are put under `x-files`. Reads nothing outside of the directory. */
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isObject, type Json } from '../grammar/json.js';
import { escapeStep } from '../grammar/json-pointer.js';
import { exists, type Files } from './files.js';
import type { Mistake } from './mistakes.js';
import type { PlacedDocument } from './placed-document.js';
import { Source } from './source.js';

export interface Bundle {
  document: Json;
  mistakes: Mistake[];
  /** The place in its file for a path in the bundled document. */
  sourceOf: (path: readonly PropertyKey[]) => { source: PlacedDocument; path: readonly PropertyKey[] };
}

const FILES = 'x-files';
/** Keys of plain values, which contain no references. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const']);
const MAX_FILES = 1000;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** @param directory from which other files may be read; undefined: none */
export function bundle(root: PlacedDocument, document: Json, directory: string | undefined, files: Files): Bundle {
  const added = new Map<string, Source>();
  const mistakes: Mistake[] = [];
  const real = directory === undefined ? undefined : files.resolved(directory);

  const rewriteReferencesIn = (source: PlacedDocument, name: string | undefined): void => {
    const seen = new Set<object>();
    const stack: { value: unknown; path: PropertyKey[] }[] = [{ value: source.value, path: [] }];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { value, path } = next;
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      const isMap = path.at(-1) === 'properties';
      if (isObject(value) && typeof value['$ref'] === 'string' && !isMap)
        value['$ref'] = rewritten(source, name, value['$ref'], [...path, '$ref']);
      if (
        path.at(-1) === 'discriminator' &&
        path.at(-2) !== 'properties' &&
        isObject(value) &&
        isObject(value['mapping'])
      )
        mapFiles(source, name, value['mapping'], [...path, 'mapping']);
      for (const key of Object.keys(value)) {
        const part = (value as Json)[key];
        if (typeof part === 'object' && (isMap || !VALUES.has(key))) stack.push({ value: part, path: [...path, key] });
      }
    }
  };

  /** Values of a mapping are references or names of schemas. */
  const mapFiles = (source: PlacedDocument, name: string | undefined, mapping: Json, path: PropertyKey[]): void => {
    for (const [key, target] of Object.entries(mapping))
      if (typeof target === 'string' && /#|\.(?:json|ya?ml)$/i.test(target) && !SCHEME.test(target))
        mapping[key] = rewritten(source, name, target, [...path, key]);
  };

  const rewritten = (source: PlacedDocument, name: string | undefined, ref: string, at: PropertyKey[]): string => {
    const [file = '', fragment = ''] = ref.split('#', 2);
    if (file === '') return name === undefined ? ref : pointer(name, fragment);
    const target = located(files, real, name, file);
    if (typeof target === 'object') {
      mistakes.push(source.mistake(at, `$ref to ${ref}: ${target.problem}`, target.remedy));
      return ref;
    }
    if (target === undefined) return ref;
    addFile(target);
    return pointer(target, fragment);
  };

  const addFile = (name: string): void => {
    if (added.has(name) || added.size >= MAX_FILES || real === undefined) return;
    const path = join(real, name);
    if (!exists(files, path)) return;
    const source = Source.read(files, path, join(dirname(root.file), name));
    added.set(name, source);
    mistakes.push(...source.mistakes);
    rewriteReferencesIn(source, name);
  };

  rewriteReferencesIn(root, undefined);
  const held = Object.fromEntries([...added].map(([name, source]) => [name, source.value]));
  return {
    document: added.size === 0 ? document : { ...document, [FILES]: held },
    mistakes,
    sourceOf: ([first, second, ...rest]) => {
      const source = first === FILES ? added.get(String(second)) : undefined;
      if (source) return { source, path: rest };
      return { source: root, path: [first, second, ...rest].filter((step) => step !== undefined) };
    },
  };
}

const pointer = (name: string, fragment: string): string => `#/${FILES}/${escapeStep(name)}${fragment}`;

interface Unreadable {
  problem: string;
  remedy: string;
}

/** The file of a reference, relative to the directory; undefined: the document has no directory. */
function located(
  files: Files,
  real: string | undefined,
  from: string | undefined,
  file: string,
): string | Unreadable | undefined {
  const remedy = 'put the file into the directory of the document';
  if (SCHEME.test(file)) return { problem: 'URLs are never read', remedy };
  if (real === undefined)
    return {
      problem: 'a parsed document has no directory from which files could be read',
      remedy: 'put it into the document',
    };
  let name: string;
  try {
    name = decodeURIComponent(file);
  } catch {
    return { problem: 'not a path', remedy: 'correct the reference' };
  }
  const path = resolve(real, dirname(from ?? '.'), name);
  const inside = files.resolved(path);
  if (!inside.startsWith(real + sep)) return { problem: 'it is outside of the directory of the document', remedy };
  return relative(real, inside).split(sep).join('/');
}
