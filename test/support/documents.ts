/** The public documents that inference is tested with, and those of a directory that `DOCUMENTS` names. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { normalize } from '../../src/contract/normalize/normalize.js';
import type { Json } from '../../src/grammar/json.js';
import { root } from './double.js';

const directory = process.env['DOCUMENTS'] ?? join(root, 'test/documents');

const files = readdirSync(directory).filter((file) => /\.(ya?ml|json)(\.gz)?$/.test(file));

export const documentNames = files.map((file) => nameOf(file)).sort();

function nameOf(file: string): string {
  return basename(file).replace(/\.(ya?ml|json)(\.gz)?$/, '');
}

/** The text of the document as its publisher wrote it. */
export function textOf(name: string): string {
  const file = files.find((candidate) => nameOf(candidate) === name);
  if (file === undefined) throw new Error(`no document ${name} in ${directory}`);
  const bytes = readFileSync(join(directory, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

export function sourceOf(name: string): Json {
  const text = textOf(name);
  return (text.trimStart().startsWith('{') ? JSON.parse(text) : parse(text)) as Json;
}

/** In the one form that inference reads. */
export const documentNamed = (name: string): Json => normalize(sourceOf(name)).document;
