/**
 * The public documents that inference is tested with: those of the folder `../shared/openapi` beside the checkout, or of a
 * directory that `DOCUMENTS` names. They are not part of the repository; where they are missing, their tests are skipped.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parse } from 'yaml';
import { normalize } from '../../src/contract/normalize/normalize.js';
import type { Json } from '../../src/grammar/json.js';
import { root } from './double.js';

const directory = process.env['DOCUMENTS'] ?? join(root, '../shared/openapi');

const files = existsSync(directory) ? readdirSync(directory).filter((file) => /\.(ya?ml|json)$/.test(file)) : [];

/** Their names; a placeholder if there are none, because `describe.each` needs one. */
export const documentNames = files.length === 0 ? ['no document'] : files.map((file) => nameOf(file)).sort();

/** `describe`, or `describe.skip` without documents. */
export const describeDocuments = files.length === 0 ? describe.skip : describe;

function nameOf(file: string): string {
  return basename(file).replace(/\.(ya?ml|json)$/, '');
}

/** The text of the document as its publisher wrote it. */
export function textOf(name: string): string {
  const file = files.find((candidate) => nameOf(candidate) === name);
  if (file === undefined) throw new Error(`no document ${name} in ${directory}`);
  return readFileSync(join(directory, file), 'utf8');
}

/** The same, with the end of its file's name. */
export const documentFile = (name: string): { text: string; end: string } => ({
  text: textOf(name),
  end: extname(files.find((file) => nameOf(file) === name) ?? '').slice(1),
});

export function sourceOf(name: string): Json {
  const text = textOf(name);
  return (text.trimStart().startsWith('{') ? JSON.parse(text) : parse(text)) as Json;
}

/** In the one form that inference reads. */
export const documentNamed = (name: string): Json => normalize(sourceOf(name)).document;
