/**
 * The documents alone, alive: each resource that can be created and read lives its whole declared life, and every operation
 * is answered as the document allows. Requests by a sampler, replies judged by a validator, neither of them ours.
 */
import { infer } from '../../src/infer/infer.js';
import { documentNamed, documentNames } from '../support/documents.js';
import { served } from '../support/life/in-memory.js';
import { calls, lives, type Judge } from '../support/life/life.js';
import { sender } from '../support/life/send.js';
import { judgeOf } from '../support/second-opinion.js';

/** A schema that the judge itself cannot take says nothing of the reply. */
const tolerant =
  (judge: Judge): Judge =>
  async (operation, answer) => {
    try {
      return await judge(operation, answer);
    } catch (error) {
      if (error instanceof Error && error.constructor.name === 'InvalidSchemaError') return [];
      throw error;
    }
  };

describe.each(documentNames)('%s', (name) => {
  const document = documentNamed(name);
  const { base, fetch, failures } = served(document, infer(document));
  const send = sender(document, base, fetch);
  const judge = tolerant(judgeOf(document));

  it('lets at least 95 % of its resources live their whole life', async () => {
    const all = await lives(document, infer(document), send, judge);
    const lost = all.filter(({ problems }) => problems.length > 0);
    const told = lost.map(({ resource, problems }) => `${resource}: ${problems[0] ?? ''}`);
    expect(all.length).toBeGreaterThan(0);
    expect(lost.length / all.length > 0.05 ? told : []).toEqual([]);
  });

  it('answers every operation as it allows', async () => {
    const problems = await calls(document, send, judge);
    expect(problems.filter((problem) => !problem.includes('Not served by stuntdouble'))).toEqual([]);
    expect(failures).toEqual([]);
  });
});
