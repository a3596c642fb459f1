/** Documents in many styles: each resource is created, read, changed and deleted, and every operation answers as declared. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { normalize } from '../../src/contract/normalize/normalize.js';
import type { Json } from '../../src/grammar/json.js';
import { infer } from '../../src/infer/infer.js';
import { sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { served } from '../support/life/in-memory.js';
import { tolerantJudgeOf } from '../support/life/judge.js';
import { calls, lifeCycles } from '../support/life/life.js';
import { sender } from '../support/life/send.js';

const directory = join(root, 'test/infer/styles');

/** How many resources each remembers. */
const STYLES: [name: string, resources: number][] = [
  ['async', 3],
  ['closed', 2],
  ['cloud', 2],
  ['data-cursor', 2],
  ['envelopes', 2],
  ['forms', 2],
  ['hal', 3],
  ['integrator', 3],
  ['invoices', 3],
  ['json-api', 2],
  ['kinds', 2],
  ['location-only', 2],
  ['memberships', 3],
  ['odata', 2],
  ['put-creates', 3],
  ['rpc', 1],
  ['self-links', 2],
  ['suffixes', 3],
  ['swagger', 2],
  ['swagger-forms', 2],
  ['trees', 2],
];

it('knows every document of the folder', () => {
  expect(
    readdirSync(directory)
      .map((file) => file.replace('.yaml', ''))
      .sort(),
  ).toEqual(STYLES.map(([name]) => name));
});

it.each(sampleOf(STYLES, 5))('the resources of %s have a whole life cycle', async (name, resources) => {
  const source = parse(readFileSync(join(directory, `${name}.yaml`), 'utf8')) as Json;
  // The judge takes objects of this realm alone.
  const document = JSON.parse(JSON.stringify(normalize(source).document)) as Json;
  const behavior = infer(document);
  const { base, fetch, failures } = served(document, behavior);
  const send = sender(document, base, fetch);
  const judge = tolerantJudgeOf(document);
  const all = await lifeCycles(document, behavior, send, judge);
  expect(all.flatMap(({ resource, problems }) => problems.map((problem) => `${resource}: ${problem}`))).toEqual([]);
  expect(all.length).toBe(resources);
  expect(await calls(document, send, judge)).toEqual([]);
  expect(failures).toEqual([]);
});
