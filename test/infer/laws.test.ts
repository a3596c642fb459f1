/** The laws of every behavior, for documents in many styles. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { normalize } from '../../src/contract/normalize/normalize.js';
import type { Json } from '../../src/grammar/json.js';
import { sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { heldBy, repeated } from '../support/life/hold.js';

const directory = join(root, 'test/infer/styles');
const documentOf = (file: string): Json =>
  normalize(parse(readFileSync(join(directory, file), 'utf8')) as Json).document;

it.each(sampleOf(readdirSync(directory), 6))('%s keeps the laws', async (file) => {
  const held = await heldBy(documentOf(file));
  expect(held.broken).toEqual([]);
  expect(Object.keys(held.counts).length).toBeGreaterThan(6);
});

it('has its seed again after a reset, and answers the same calls with the same bytes', async () => {
  const { first, reset, other } = await repeated(parse(readFileSync(join(directory, 'invoices.yaml'), 'utf8')) as Json);
  expect(first.replies.length).toBeGreaterThan(20);
  expect(first.end).not.toBe(first.start);
  expect(reset).toEqual(first);
  expect(other).toEqual(first);
});

it('shows a write-only value nowhere', async () => {
  // What the sampler sends for a password.
  const { replies } = await heldBy(documentOf('invoices.yaml'));
  expect(replies.length).toBeGreaterThan(20);
  expect(replies.filter((reply) => reply.includes('password') || reply.includes('pa$$word'))).toEqual([]);
});
