/** Finds vendors: directories, documents on disk, and parsed documents. */
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isObject, type Json } from '../grammar/json.js';
import { editionNamed, editionNames, isEdition } from '../grammar/edition-name.js';
import { suggest } from '../engine/values/suggest.js';
import { diskFiles, exists, isDirectory, type Files } from './files.js';
import { MistakesError } from './mistakes.js';
import { ownSpecs } from './package-root.js';
import { shownPath } from './shown-path.js';

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
  /** For an edition: the vendor of which it states the differences. */
  base?: VendorPlace | undefined;
  /** For an edition without a document of its own: the file of its differences to the document of the base, if it has one. */
  overlay?: string | undefined;
}

const NAMES = ['openapi', 'swagger'].flatMap((name) => ['yaml', 'yml', 'json'].map((end) => `${name}.${end}`));

export const nameOf = (directory: string): string => basename(resolve(directory));

const documentsIn = (files: Files, directory: string): string[] =>
  NAMES.filter((name) => exists(files, join(directory, name)));

/** Whether a directory is that of a vendor or of an edition. */
function isVendor(directory: string, files: Files): boolean {
  if (documentsIn(files, directory).length > 0 || exists(files, join(directory, OVERLAY))) return true;
  const edition = editionNamed(nameOf(directory));
  if (edition === undefined) return false;
  return exists(files, join(directory, 'behavior.yaml')) || baseOf(directory, edition.base, files) !== undefined;
}

/** The vendor directories in a directory, which may be one itself. Sorted, for equal results on every machine. */
export function vendorDirectories(directory: string, files: Files = diskFiles): string[] {
  if (!isDirectory(files, directory)) return [];
  if (isVendor(directory, files)) return [directory];
  return files
    .list(directory)
    .sort()
    .map((name) => join(directory, name))
    .filter((path) => isVendor(path, files));
}

/** @throws MistakesError if the directory has several documents, or is that of an edition without a base */
export function placeOfDirectory(directory: string, files: Files): VendorPlace {
  const [document, ...others] = documentsIn(files, directory);
  const refuse = (problem: string, remedy: string): never => {
    throw new MistakesError([{ file: shownPath(directory), line: 1, problem, remedy }]);
  };
  if (document !== undefined && others.length > 0)
    refuse(
      `the directory has several documents: ${[document, ...others].join(', ')}`,
      'keep one, or name the one to serve',
    );
  const name = nameOf(directory);
  const overlay = exists(files, join(directory, OVERLAY)) ? join(directory, OVERLAY) : undefined;
  const own = { name, directory, isDirectory: true, files };
  const edition = editionNamed(name);
  if (edition === undefined) {
    if (overlay !== undefined)
      refuse(`the directory has an ${OVERLAY} and is not that of an edition`, 'name it after its base: acme@2026-08');
    return { ...own, file: join(directory, document ?? 'openapi.yaml') };
  }
  if (!isEdition(edition.edition))
    refuse(`${JSON.stringify(edition.edition)} cannot be the name of an edition`, `use ${editionNames}`);
  if (document !== undefined && overlay !== undefined)
    refuse(`the directory has both ${document} and ${OVERLAY}`, `keep ${OVERLAY} with the differences to the base`);
  const base = baseOf(directory, edition.base, files);
  if (document !== undefined) return { ...own, file: join(directory, document), base };
  if (base === undefined)
    return refuse(
      `${name} is an edition without a base: there is no vendor directory ${shownPath(baseDirectory(directory, edition.base))}`,
      'add it, or give the edition an openapi.yaml of its own',
    );
  return { ...own, file: base.file, base, overlay };
}

const OVERLAY = 'overlay.yaml';

const baseDirectory = (directory: string, base: string): string => join(dirname(resolve(directory)), base);

function baseOf(directory: string, base: string, files: Files): VendorPlace | undefined {
  const at = baseDirectory(directory, base);
  return base !== '' && documentsIn(files, at).length > 0 ? placeOfDirectory(at, files) : undefined;
}

const READ = [OVERLAY, 'behavior.yaml', 'seed.yaml', 'SOURCES.md'];
/** Names that are easily taken for one of them. */
const MISNAMED = /^(overlay|behaviou?r|seed)\.(?:ya?ml|json)$|^(sources)\.md$/i;

/** Files of a vendor directory that are not read because of their names, with the right one. */
export const misnamedIn = (directory: string, files: Files): { file: string; name: string }[] =>
  files.list(directory).flatMap((file) => {
    const stem = MISNAMED.exec(file)?.slice(1).join('').toLowerCase().slice(0, 4);
    const name = READ.find((item) => stem !== undefined && item.toLowerCase().startsWith(stem));
    return name === undefined || READ.includes(file) ? [] : [{ file: join(directory, file), name }];
  });

/** The editions of a vendor directory, in the directories beside it. @throws MistakesError */
export const editionsBeside = (directory: string, files: Files): VendorPlace[] =>
  vendorDirectories(dirname(resolve(directory)), files)
    .filter((path) => editionNamed(nameOf(path))?.base === nameOf(directory))
    .map((path) => placeOfDirectory(path, files));

/** The directories of a vendor's files: that of an edition before that of its base. */
export function directoriesOf(directory: string): string[] {
  const edition = editionNamed(nameOf(directory));
  return edition === undefined ? [directory] : [directory, baseDirectory(directory, edition.base)];
}

/** A single document. Its behavior may be in a file beside it. */
const placeOfFile = (file: string, files: Files): VendorPlace => ({
  name: undefined,
  directory: dirname(resolve(file)),
  file,
  isDirectory: false,
  files,
});

/** Whether a name on the command line can only be a path. */
const isPath = (name: string): boolean =>
  ['.', '..'].includes(name) ||
  name.includes('/') ||
  name.includes('\\') ||
  ['.yaml', '.yml', '.json'].includes(extname(name).toLowerCase());

/** Whether a name on the command line is that of a bundled vendor, even if a file here has the same name. */
const isBundled = (name: string, files: Files): boolean =>
  name !== '' && !isPath(name) && exists(files, join(ownSpecs, name));

/** Whether a name on the command line is a file or directory, and not a vendor of `specs` or a bundled one. */
export const isFile = (name: string, specs: unknown, files: Files): boolean =>
  isPath(name) || (specs === undefined && exists(files, name) && !isBundled(name, files));

/** What a source on the command line names: a path, or a bundled vendor. @throws MistakesError */
export function placesOfSource(source: string, files: Files): VendorPlace[] {
  if (isBundled(source, files)) return placesAt(join(ownSpecs, source), files);
  if (isPath(source) || exists(files, source)) return placesAt(source, files);
  const problem = 'there is no such file, directory or bundled vendor';
  const remedy = `correct the path, or name a vendor: ${suggest(source, vendorDirectories(ownSpecs, files).map(nameOf))}`;
  throw new MistakesError([{ file: source, line: 1, problem, remedy }]);
}

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
  const found = /^https?:\/\//i.test(path)
    ? { problem: 'a URL is not read', remedy: 'download the document and name the file' }
    : { problem: 'there is no such file or directory', remedy: 'correct the path of the document or directory' };
  throw new MistakesError([{ file: path, line: 1, ...found }]);
}

function nothingIn(directory: string, files: Files): MistakesError['mistakes'][number] {
  const documents = files.list(directory).filter((name) => /\.(?:ya?ml|json)$/i.test(name));
  const named = documents.length === 0 ? '' : `, or one document: ${documents.slice(0, 5).join(', ')}`;
  return {
    file: shownPath(directory),
    line: 1,
    problem: 'there is no vendor here',
    remedy: `name a directory with an openapi.yaml, or one whose directories have one${named}`,
  };
}
