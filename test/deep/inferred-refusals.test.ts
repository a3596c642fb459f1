/** `explain` and the server agree about the refusals of documents alone: each promised one is reached, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { normalize } from '../../src/contract/normalize/normalize.js';
import type { Json } from '../../src/grammar/json.js';
import { documentLab, vendorOf } from '../support/document-lab.js';
import { describeDocuments, documentNamed, documentNames } from '../support/documents.js';
import { root } from '../support/double.js';
import { refusalMistakes } from '../support/refusals.js';

/** Operations of each document that are tried. */
const MOST = 40;

async function mistakesOf(document: Json): Promise<string[]> {
  const vendor = await vendorOf(document, 2);
  const served = [...vendor.rules.values()].filter(({ rule }) => rule.verb !== 'decline');
  const step = Math.max(1, Math.floor(served.length / MOST));
  const mistakes: string[] = [];
  for (const rule of served.filter((_, at) => at % step === 0))
    mistakes.push(...(await refusalMistakes(vendor, rule, documentLab)));
  return mistakes;
}

const styles = join(root, 'test/infer/styles');

it.each(readdirSync(styles))('%s refuses as `explain` says', async (file) => {
  const source = parse(readFileSync(join(styles, file), 'utf8')) as Json;
  expect(await mistakesOf(normalize(source).document)).toEqual([]);
});

describeDocuments('a public document', () => {
  it.each(documentNames)('%s refuses as `explain` says', async (name) => {
    expect(await mistakesOf(documentNamed(name))).toEqual([]);
  });
});
