/** Reads an OpenAPI document from a file or object and normalizes it to OpenAPI 3.1. */
import { basename, dirname, extname, resolve } from 'node:path';
import type { VendorNote } from '../engine/model/vendor.js';
import { parsePointer } from '../grammar/json-pointer.js';
import { longChain, MAX_CHAIN } from './reference-chains.js';
import { isObject, type Json } from '../grammar/json.js';
import { normalize, versionOf } from '../contract/normalize/normalize.js';
import { closest } from '../engine/values/suggest.js';
import { bundle } from './bundle.js';
import { diskFiles, type Files } from './files.js';
import { OverlaidDocument } from './edition/overlaid-document.js';
import { MistakesError, type Mistake } from './mistakes.js';
import { otherFormat } from './other-formats.js';
import type { VendorPlace } from './vendor-places.js';
import { shownPath } from './shown-path.js';
import type { PlacedDocument } from './placed-document.js';
import { Source } from './source.js';

export type LoadNote = VendorNote;

export interface DocumentFile {
  /** The first segment of its base path. */
  name: string;
  /** OpenAPI 3.1. */
  document: Json;
  /** Computed on demand, because finding lines is slow in large files. */
  notes: () => LoadNote[];
  source: PlacedDocument;
}

/** @throws MistakesError */
export function readDocument(file: string, files: Files = diskFiles): DocumentFile {
  const source = Source.read(files, file, shownPath(file));
  return withoutMistakes(source, documentOf(source, dirname(resolve(file)), file, files));
}

/** The document as it is written; for an edition that of its base with the overlay applied. */
export function sourceAt({ files, file, value, base, overlay }: VendorPlace): PlacedDocument {
  if (value !== undefined) return Source.of(JSON.stringify(value), file);
  const document = Source.read(files, file, shownPath(file));
  if (base === undefined || overlay === undefined) return document;
  return new OverlaidDocument(document, Source.read(files, overlay, shownPath(overlay)), { base: file, overlay });
}

/** From which its references may read other files: the document of an edition can be that of its base. */
export const directoryOf = ({ base, file, directory }: VendorPlace): string | undefined =>
  base?.file === file ? base.directory : directory;

/** The document of a vendor, an edition or a file. @throws MistakesError */
export function readDocumentAt(place: VendorPlace): DocumentFile {
  const source = sourceAt(place);
  return withoutMistakes(source, documentOf(source, directoryOf(place), place.file, place.files));
}

/** Normalizes a parsed document. @throws MistakesError */
export function documentFrom(value: unknown, name?: string): DocumentFile {
  const source = Source.of(JSON.stringify(value ?? null), name ?? 'the document');
  return withoutMistakes(source, documentOf(source, undefined, name, diskFiles));
}

function withoutMistakes(
  source: PlacedDocument,
  { file, mistakes }: { file: DocumentFile | undefined; mistakes: Mistake[] },
): DocumentFile {
  const all = [...source.mistakes, ...mistakes];
  if (all.length > 0 || file === undefined) throw new MistakesError(all);
  return file;
}

/** Its mistakes are those beside the ones of the source. @param directory from which other files may be read; @param path from which the name is derived */
export function documentOf(
  source: PlacedDocument,
  directory: string | undefined,
  path: string | undefined,
  files: Files,
): { file: DocumentFile | undefined; mistakes: Mistake[] } {
  const { value } = source;
  if (value === undefined) return { file: undefined, mistakes: [] };
  const isKnown = isObject(value) && versionOf(value) !== undefined;
  const unknown = isKnown ? [] : [source.mistake(['openapi'], ...noOpenApi(value))];
  // With paths, it is read on as the current version.
  if (!isKnown && !(isObject(value) && isObject(value['paths']) && otherFormat(value) === undefined))
    return { file: undefined, mistakes: unknown };
  if (value['paths'] !== undefined && value['paths'] !== null && !isObject(value['paths']))
    return {
      file: undefined,
      mistakes: [
        source.mistake(
          ['paths'],
          `paths is ${Array.isArray(value['paths']) ? 'a list' : `a ${typeof value['paths']}`}, and should be an object`,
          'write each path as a key: `/pets: { get: … }`',
        ),
      ],
    };
  const long = longPaths(source, value['paths'] ?? {});
  if (long.length > 0) return { file: undefined, mistakes: long };
  const { document, mistakes, sourceOf } = bundle(source, value, directory, files);
  mistakes.push(...unknown);
  const chain = longChain(document);
  if (chain !== undefined) return { file: undefined, mistakes: [...mistakes, tooLong(source, chain)] };
  const normalized = normalize(document);
  const notes = (): LoadNote[] => [
    ...source.notes(),
    ...normalized.notes.map(({ path: at, text }) => {
      const place = sourceOf(at);
      return { ...place.source.place(place.path), text: withSubject(at, text) };
    }),
    ...(hasOperations(normalized.document)
      ? []
      : [{ ...source.place(['paths']), text: 'the document has no operations: there is nothing to serve' }]),
  ];
  return { file: { name: nameFor(path, document), document: normalized.document, notes, source }, mistakes };
}

function tooLong(source: PlacedDocument, ref: string): Mistake {
  const problem = `${ref} applies another schema to the same value, this one a further one, and so on: more than ${MAX_CHAIN}`;
  return source.mistake(parsePointer(ref.slice(1)), problem, 'refer to the last one directly');
}

/** A longer path fits into no usual request line, and matching it would exceed the stack. */
const MAX_PATH_PARTS = 1000;

function longPaths(source: PlacedDocument, paths: Json): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const path of Object.keys(paths)) {
    if (path.length <= MAX_PATH_PARTS) continue;
    const [segments, parameters] = ['/', '{'].map((mark) => path.split(mark).length - 1) as [number, number];
    if (Math.max(segments, parameters) <= MAX_PATH_PARTS) continue;
    const parts = segments > MAX_PATH_PARTS ? `${segments} segments` : `${parameters} parameters`;
    const problem = `the path ${path.slice(0, 20)}… has ${parts}; at most ${MAX_PATH_PARTS} are possible`;
    mistakes.push(source.mistake(['paths', path], problem, 'leave it out, or make it shorter'));
  }
  return mistakes;
}

/** Some notes begin with the verb: their subject is the value at the place. */
const withSubject = (path: readonly PropertyKey[], text: string): string =>
  text.startsWith('is ') ? `${path.slice(-2).map(String).join('.') || 'the document'} ${text}` : text;

const hasOperations = ({ paths }: Json): boolean =>
  isObject(paths) && Object.values(paths).some((item) => isObject(item) && Object.keys(item).length > 0);

function noOpenApi(value: unknown): [problem: string, remedy: string] {
  const remedy = 'name a document of OpenAPI 2.0, 3.0, 3.1 or 3.2';
  if (!isObject(value)) return ['the file is not an OpenAPI document', remedy];
  const other = otherFormat(value);
  if (other !== undefined) return other;
  const version = value['openapi'] ?? value['swagger'];
  const [near] = Object.keys(value).filter((key) => closest(key, ['openapi', 'swagger']).length > 0);
  return version === undefined
    ? [
        'the document has neither `openapi` nor `swagger`',
        near === undefined ? remedy : `did you mean ${suggestedFor(near)} in place of ${near}?`,
      ]
    : [`the document is of OpenAPI ${JSON.stringify(version)}`, remedy];
}

const suggestedFor = (key: string): string => closest(key, ['openapi', 'swagger'])[0] ?? key;

/** Generic file names. */
const GENERIC =
  /^(?:openapi|swagger|api|spec|schema|index|main|root|bundled?|v?\d+(?:\.\d+)*)(?:[._-](?:v?\d+|json|yaml|spec))*$/;

/** The name of the vendor, from the file name or else the title. */
function nameFor(path: string | undefined, { info }: Json): string {
  const stem = path === undefined ? '' : basename(path, extname(path)).toLowerCase();
  const title = isObject(info) && typeof info['title'] === 'string' ? info['title'] : '';
  const chosen = stem !== '' && !GENERIC.test(stem) ? stem : title;
  return segment(chosen) || segment(stem) || 'api';
}

const segment = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/\b(?:open)?api\b|\bspec(?:ification)?\b/g, ' ')
    .replace(/[^a-z0-9._@]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 60);
