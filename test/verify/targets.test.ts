/** Targets that are no implementation of the vendor: `verify` reports each kind, in limited time. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vendorIn, directories } from '../support/lab.js';
import { doubleOf, run, suiteIn, targetOf } from '../support/suite.js';
import type { Case, CaseResult } from '../../src/verify/run/verify.js';
import type { Target } from '../../src/verify/run/send.js';

const directory = directories.find((candidate) => candidate.endsWith('nairi')) ?? '';
const vendor = vendorIn(directory);
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const slept: number[] = [];
beforeEach(() => void slept.splice(0));

const at = (url: string, more: Partial<Target> = {}): Target => ({
  url,
  fetch,
  callTimeout: 120_000,
  sleep: (milliseconds) => Promise.resolve(void slept.push(milliseconds)),
  elapsed: () => performance.now(),
  signal: new AbortController().signal,
  ...more,
});

const TOKEN = 'token-that-nobody-sees';
const all = async (): Promise<Case[]> => (await suiteIn(directory)).cases;
const verdicts = (results: readonly CaseResult[]): string[] =>
  [...new Set(results.map((result) => result.verdict))].sort();
const reasons = (results: readonly CaseResult[]): string[] => [
  ...new Set(results.filter((result) => result.verdict === 'could not run').map((result) => result.reason ?? '')),
];

it.each<[string, RequestListener, RegExp]>([
  [
    'answers HTML',
    (_, res) => res.setHeader('content-type', 'text/html').end('<h1>hello</h1>'),
    /replies with a page \(200, text\/html\)/,
  ],
  ...[
    ['lists', `${'['.repeat(150_000)}${']'.repeat(150_000)}`],
    ['objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`],
    ['a field of lists', `{"id":"\\"","name":${'['.repeat(150_000)}${']'.repeat(150_000)}}`],
  ].map(([what = '', text]): [string, RequestListener, RegExp] => [
    `is nested 150,000 deep: ${what}`,
    (_, res) => res.writeHead(200, { 'content-type': 'application/json' }).end(text),
    /JSON that is nested more than 500 levels deep/,
  ]),
  [
    'redirects',
    (_, res) => res.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
    /redirects \(302\) to https:\/\/elsewhere\.example\//,
  ],
  [
    'needs another token',
    (_, res) => res.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"unauthorized"}'),
    /does not accept the token \(401\)/,
  ],
  [
    'lets the token do nothing',
    (_, res) => res.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"forbidden"}'),
    /refuses this token \(403\)/,
  ],
  [
    'never stops answering',
    (_, res) => {
      const more = (): void => {
        while (!res.destroyed && res.write('x'.repeat(2 ** 20)));
      };
      res.on('drain', more).writeHead(200, { 'content-type': 'application/json' });
      more();
    },
    /replies with more than 32 MiB/,
  ],
  ['drops the connection', (req) => req.socket.destroy(), /cannot be reached/],
])('a target that %s: no case passes or fails, and each states the reason', async (_, answer, reason) => {
  const url = await serve(answer);
  const { results, summary } = await run({ vendor, cases: await all(), inputs: { token: TOKEN }, target: at(url) });
  expect(verdicts(results)).toEqual(['could not run', 'skipped']);
  expect(reasons(results)).toEqual([expect.stringMatching(reason)]);
  expect(summary).toMatchObject({ passed: 0, failed: 0 });
});

it('an unreachable target could not run', async () => {
  const url = await serve(() => undefined);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  const { results } = await run({ vendor, cases: await all(), inputs: { token: TOKEN }, target: at(url) });
  expect(verdicts(results)).toEqual(['could not run', 'skipped']);
  expect(reasons(results)).toEqual([expect.stringMatching(/cannot be reached: .*ECONNREFUSED/)]);
});

it('a target that hangs is abandoned after the timeout of one call', async () => {
  let calls = 0;
  const url = await serve(() => void calls++);
  const { results } = await run({
    vendor,
    cases: await all(),
    inputs: { token: TOKEN },
    target: at(url, { callTimeout: 50 }),
  });
  expect(reasons(results)).toEqual(['the target did not answer within 0.05 s']);
  // On a busy machine the one call may be given up on before it gets there.
  expect(calls).toBeLessThanOrEqual(1);
});

it('a target that always answers 429 is waited for as it asks, but not forever', async () => {
  const url = await serve((_, res) =>
    res
      .writeHead(429, { 'content-type': 'application/json', 'retry-after': '7' })
      .end('{"error":"rate limit exceeded"}'),
  );
  const { results } = await run({ vendor, cases: await all(), inputs: { token: TOKEN }, target: at(url) });
  expect(verdicts(results)).toEqual(['could not run', 'skipped']);
  expect(reasons(results)).toEqual([expect.stringMatching(/still answers 429/)]);
  expect(new Set(slept)).toEqual(new Set([7000]));
  expect(slept.length).toBeLessThan(30);
});

it('a target with a rate limit of a minute without Retry-After is waited for', async () => {
  await using double = await doubleOf('nairi');
  const target = targetOf(double, 'nairi');
  const began = target.elapsed();
  const limiting: Target = {
    ...target,
    fetch: (url, init) =>
      target.elapsed() - began < 60_000
        ? Promise.resolve(Response.json({ error: 'rate limit exceeded' }, { status: 429 }))
        : target.fetch(url, init),
  };
  const cases = (await all()).filter((candidate) => candidate.workflow.workflowId === 'page-renames');
  const { summary } = await run({ vendor, cases, inputs: { token: TOKEN }, target: limiting });
  expect(summary).toMatchObject({ passed: 1, couldNotRun: 0 });
});

it('a call that gets one 429 is repeated', async () => {
  await using double = await doubleOf('nairi');
  double.faults.add({ operation: 'updateLlmIntegration', refuse: 'rateLimited', times: 2 });
  const cases = (await all()).filter((candidate) => candidate.workflow.workflowId === 'page-renames');
  const { summary } = await run({ vendor, cases, inputs: { token: TOKEN }, target: targetOf(double, 'nairi') });
  expect(summary).toMatchObject({ passed: 1, failed: 0, left: [] });
});

it('removes the records of a failed case', async () => {
  await using double = await doubleOf('nairi');
  double.faults.add({ operation: 'updateLlmIntegration', status: 500 });
  const cases = (await all()).filter((candidate) => candidate.workflow.workflowId === 'page-renames');
  const before = double.records('nairi', 'integration', TOKEN);
  const { summary } = await run({ vendor, cases, inputs: { token: TOKEN }, target: targetOf(double, 'nairi') });
  expect(summary).toMatchObject({ failed: 1, left: [] });
  expect(double.journal.count({ operation: 'deleteLlmIntegration' })).toBe(1);
  expect(double.records('nairi', 'integration', TOKEN)).toEqual(before);
});

it('removes the records of a case also if the target limits calls', async () => {
  await using double = await doubleOf('nairi');
  double.faults.add({ operation: 'updateLlmIntegration', status: 500 });
  double.faults.add({ operation: 'deleteLlmIntegration', refuse: 'rateLimited', times: 2 });
  const cases = (await all()).filter((candidate) => candidate.workflow.workflowId === 'page-renames');
  const { summary } = await run({ vendor, cases, inputs: { token: TOKEN }, target: targetOf(double, 'nairi') });
  expect(summary).toMatchObject({ failed: 1, left: [] });
});

it('reports records that cannot be removed', async () => {
  await using double = await doubleOf('nairi');
  double.faults.add({ operation: 'updateLlmIntegration', status: 500 });
  double.faults.add({ operation: 'deleteLlmIntegration', status: 500 });
  const cases = (await all()).filter((candidate) => candidate.workflow.workflowId === 'page-renames');
  const { summary } = await run({ vendor, cases, inputs: { token: TOKEN }, target: targetOf(double, 'nairi') });
  expect(summary.left).toEqual([
    {
      resource: 'integration',
      id: expect.stringMatching(/^ai_/) as string,
      reason: 'its removal got status 500',
    },
  ]);
});

it('names all records by the prefix and the name of the run', async () => {
  await using double = await doubleOf('nairi');
  const cases = (await all()).filter((candidate) => candidate.workflow.workflowId.startsWith('page-'));
  await run({ vendor, cases, inputs: { token: TOKEN, second_token: 'other' }, target: targetOf(double, 'nairi') });
  const names = double.journal
    .find({ operation: 'createLlmIntegration' })
    .map((journalEntry) => (journalEntry.body as { name: string }).name);
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => !name.startsWith('stuntdouble-verify-test'))).toEqual([]);
});

it('--read-only makes no call that writes', async () => {
  await using double = await doubleOf('nairi');
  const { summary } = await run({
    vendor,
    cases: await all(),
    inputs: { token: TOKEN },
    readOnly: true,
    target: targetOf(double, 'nairi'),
  });
  expect(summary.passed).toBeGreaterThan(5);
  expect(summary.failed).toBe(0);
  expect(double.journal.find().filter((journalEntry) => journalEntry.method !== 'GET')).toEqual([]);
});

it('ends the run at its timeout, and still removes its records', async () => {
  await using double = await doubleOf('nairi');
  const over = new AbortController();
  const target = targetOf(double, 'nairi');
  const stopping: Target = {
    ...target,
    signal: over.signal,
    fetch: async (url, init) => {
      const reply = await target.fetch(url, init);
      if (reply.status === 201) over.abort('the time of the run (1 s) is over');
      return reply;
    },
  };
  const cases = (await all()).filter((candidate) => candidate.workflow.workflowId.startsWith('page-'));
  const { results, summary } = await run({ vendor, cases, inputs: { token: TOKEN }, target: stopping });
  expect(reasons(results)).toEqual(['the time of the run (1 s) is over']);
  expect(summary.passed).toBe(0);
  expect(double.journal.count({ operation: 'deleteLlmIntegration' })).toBe(1);
});
