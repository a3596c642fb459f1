/** Finds vendors: directories, documents on disk, and parsed documents. */
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isObject, type Json } from '../grammar/json.js';
import { diskFiles, exists, isDirectory, type Files } from './files.js';
import { MistakesError } from './mistakes.js';
import { shown } from './shown.js';

/** A path, a parsed document, or several by name. */
export type Specs = string | Json | Readonly<Record<string, string | Json>>;

export interface VendorPlace {
  /** undefined: from the document. */
  name: string | undefined;
  /** The directory of the files beside the document; undefined: there are none. */
  directory: string | undefined;
  /** Path of the document. */
  file: string;
  /** The parsed document, if it is not in a file. */
  value?: Json;
  /** Whether the directory belongs only to this vendor. */
  isDirectory: boolean;
  files: Files;
}

const NAMES = ['openapi', 'swagger'].flatMap((name) => ['yaml', 'yml', 'json'].map((end) => `${name}.${end}`));

export const nameOf = (directory: string): string => basename(resolve(directory));

const documentsIn = (files: Files, directory: string): string[] =>
  NAMES.filter((name) => exists(files, join(directory, name)));

/** The vendor directories in a directory, which may be one itself. Sorted, for equal results on every machine. */
export function vendorDirectories(directory: string, files: Files = diskFiles): string[] {
  if (!isDirectory(files, directory)) return [];
  if (documentsIn(files, directory).length > 0) return [directory];
  return files
    .list(directory)
    .sort()
    .map((name) => join(directory, name))
    .filter((path) => documentsIn(files, path).length > 0);
}

/** @throws MistakesError if the directory has several documents */
export function placeOfDirectory(directory: string, files: Files): VendorPlace {
  const [document = 'openapi.yaml', ...others] = documentsIn(files, directory);
  if (others.length > 0)
    throw new MistakesError([
      {
        file: shown(directory),
        line: 1,
        problem: `the directory has several documents: ${[document, ...others].join(', ')}`,
        remedy: 'keep one, or name the one to serve',
      },
    ]);
  return { name: nameOf(directory), directory, file: join(directory, document), isDirectory: true, files };
}

/** A single document. Its behavior may be in a file beside it. */
const placeOfFile = (file: string, files: Files): VendorPlace => ({
  name: undefined,
  directory: dirname(resolve(file)),
  file,
  isDirectory: false,
  files,
});

/** Whether a name on the command line is a path, and not a bundled vendor. */
export const isPath = (name: string): boolean =>
  name.includes('/') || name.includes('\\') || ['.yaml', '.yml', '.json'].includes(extname(name).toLowerCase());

/** All vendors in `specs`. @throws MistakesError */
export function placesOf(specs: Specs, files: Files): VendorPlace[] {
  if (typeof specs === 'string') return placesAt(specs, files);
  if ('openapi' in specs || 'swagger' in specs) return [placeOfValue(specs, undefined, files)];
  return Object.entries(specs).flatMap(([name, it]) => {
    if (isObject(it)) return [placeOfValue(it, name, files)];
    const places = placesAt(String(it), files);
    return places.length === 1 ? places.map((place) => ({ ...place, name })) : places;
  });
}

const placeOfValue = (value: Json, name: string | undefined, files: Files): VendorPlace => ({
  name,
  directory: undefined,
  file: name ?? 'the document',
  value,
  isDirectory: false,
  files,
});

/** A document, a vendor directory, or a directory of them. */
export function placesAt(path: string, files: Files): VendorPlace[] {
  if (isDirectory(files, path)) {
    const directories = vendorDirectories(path, files);
    if (directories.length > 0) return directories.map((directory) => placeOfDirectory(directory, files));
    throw new MistakesError([nothingIn(path, files)]);
  }
  if (exists(files, path)) return [placeOfFile(path, files)];
  const remedy = 'name a vendor directory, a directory of them, or an OpenAPI document';
  throw new MistakesError([{ file: path, line: 1, problem: 'there is no such file or directory', remedy }]);
}

function nothingIn(directory: string, files: Files): MistakesError['mistakes'][number] {
  const documents = files.list(directory).filter((name) => /\.(?:ya?ml|json)$/i.test(name));
  const named = documents.length === 0 ? '' : `, or one document: ${documents.slice(0, 5).join(', ')}`;
  return {
    file: shown(directory),
    line: 1,
    problem: 'there is no vendor here',
    remedy: `name a directory with an openapi.yaml, or one whose directories have one${named}`,
  };
}
