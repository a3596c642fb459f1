/** Where vendors come from: directories, documents on disk, and parsed documents. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isObject, type Json } from '../grammar/json.js';
import { MistakesError } from './mistakes.js';
import { shown } from './shown.js';

/** A path, a parsed document, or several by name. */
export type Specs = string | Json | Readonly<Record<string, string | Json>>;

export interface VendorPlace {
  /** undefined: that of the document. */
  name: string | undefined;
  /** Where the files beside the document are; undefined: there are none. */
  directory: string | undefined;
  /** Of the document. */
  file: string;
  /** The document itself, where it is not in the file. */
  value?: Json;
  /** Whether the directory is this vendor's alone. */
  isDirectory: boolean;
}

const NAMES = ['openapi', 'swagger'].flatMap((name) => ['yaml', 'yml', 'json'].map((end) => `${name}.${end}`));

export const nameOf = (directory: string): string => basename(resolve(directory));

const documentsIn = (directory: string): string[] => NAMES.filter((name) => existsSync(join(directory, name)));

/** The vendor directories in a directory, which may be one itself. Sorted, so that everything after is the same on every machine. */
export function vendorDirectories(directory: string): string[] {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) return [];
  if (documentsIn(directory).length > 0) return [directory];
  return readdirSync(directory)
    .sort()
    .map((name) => join(directory, name))
    .filter((path) => documentsIn(path).length > 0);
}

/** @throws MistakesError where several documents could be meant */
export function placeOfDirectory(directory: string): VendorPlace {
  const [document = 'openapi.yaml', ...others] = documentsIn(directory);
  if (others.length > 0)
    throw new MistakesError([
      {
        file: shown(directory),
        line: 1,
        problem: `the directory has several documents: ${[document, ...others].join(', ')}`,
        remedy: 'keep one, or name the one to serve',
      },
    ]);
  return { name: nameOf(directory), directory, file: join(directory, document), isDirectory: true };
}

/** A document alone. Its behavior may stand beside it. */
export const placeOfFile = (file: string, name?: string): VendorPlace => ({
  name,
  directory: dirname(resolve(file)),
  file,
  isDirectory: false,
});

/** Whether a name on the command line is a path, and not a vendor that comes along. */
export const isPath = (name: string): boolean =>
  name.includes('/') || name.includes('\\') || ['.yaml', '.yml', '.json'].includes(extname(name).toLowerCase());

/** All that `specs` names. @throws MistakesError */
export function placesOf(specs: Specs): VendorPlace[] {
  if (typeof specs === 'string') return placesAt(specs);
  if ('openapi' in specs || 'swagger' in specs) return [placeOfValue(specs, undefined)];
  return Object.entries(specs).flatMap(([name, it]) => {
    if (isObject(it)) return [placeOfValue(it, name)];
    const places = placesAt(String(it));
    return places.length === 1 ? places.map((place) => ({ ...place, name })) : places;
  });
}

const placeOfValue = (value: Json, name: string | undefined): VendorPlace => ({
  name,
  directory: undefined,
  file: name ?? 'the document',
  value,
  isDirectory: false,
});

/** A document, a vendor directory, or a directory of them. */
export function placesAt(path: string): VendorPlace[] {
  if (existsSync(path) && statSync(path).isDirectory()) {
    const directories = vendorDirectories(path);
    if (directories.length > 0) return directories.map(placeOfDirectory);
    throw new MistakesError([nothingIn(path)]);
  }
  if (existsSync(path)) return [placeOfFile(path)];
  const remedy = 'name a vendor directory, a directory of them, or an OpenAPI document';
  throw new MistakesError([{ file: path, line: 1, problem: 'there is no such file or directory', remedy }]);
}

function nothingIn(directory: string): MistakesError['mistakes'][number] {
  const documents = readdirSync(directory).filter((name) => /\.(?:ya?ml|json)$/i.test(name));
  const named = documents.length === 0 ? '' : `, or one document: ${documents.slice(0, 5).join(', ')}`;
  return {
    file: shown(directory),
    line: 1,
    problem: 'there is no vendor here',
    remedy: `name a directory with an openapi.yaml, or one whose directories have one${named}`,
  };
}
