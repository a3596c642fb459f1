/**
 * The documents alone, served: each resource that can be created and read has its whole declared life cycle, and every operation
 * is answered as the document allows. Requests by a sampler, replies judged by a validator, neither of them ours.
 */
import { infer } from '../../src/infer/infer.js';
import { describeDocuments, documentNamed, documentNames } from '../support/documents.js';
import { served } from '../support/life/in-memory.js';
import { calls, lifeCycles } from '../support/life/life.js';
import { sender } from '../support/life/send.js';
import { tolerantJudgeOf } from '../support/life/judge.js';

function prepare(name: string) {
  const document = documentNamed(name);
  const behavior = infer(document);
  const { base, fetch, failures } = served(document, behavior);
  return { document, behavior, failures, send: sender(document, base, fetch), judge: tolerantJudgeOf(document) };
}

describeDocuments.each(documentNames)('%s', (name) => {
  let prepared: ReturnType<typeof prepare>;

  beforeAll(() => {
    prepared = prepare(name);
  });

  it('runs the whole life cycle of its resources', async () => {
    const { document, behavior, send, judge } = prepared;
    const all = await lifeCycles(document, behavior, send, judge);
    const lost = all.filter(({ problems }) => problems.length > 0);
    const reported = lost.map(({ resource, problems }) => `${resource}: ${problems[0] ?? ''}`);
    expect(all.length).toBeGreaterThan(0);
    expect(lost.length / all.length > 0.05 ? reported : []).toEqual([]);
  });

  it('answers every operation as it allows', async () => {
    const { document, failures, send, judge } = prepared;
    const problems = (await calls(document, send, judge)).filter(
      (problem) => !problem.includes('Not served by stuntdouble'),
    );
    expect(problems).toEqual([]);
    expect(failures).toEqual([]);
  });
});
