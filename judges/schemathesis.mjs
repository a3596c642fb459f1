// Schemathesis tests each vendor and the control side, with all phases and checks.
// A longer run: node judges/schemathesis.mjs --max-examples 500 --seed 7 arize control
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { verdict } from './declared.mjs';
import { python } from './python.mjs';
import { documentOf, root, startDouble } from './tool.mjs';

const TOKEN = 'demo-key';
const CONTROL = 'control';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'max-examples': { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const subjects = positionals.length > 0 ? positionals : [...readdirSync(join(root, 'specs')).sort(), CONTROL];
const st = python('st');
const reports = mkdtempSync(join(tmpdir(), 'stuntdouble-schemathesis-'));

/** The document of the control side as it is served, with the schema of faults. Written into a file. */
async function servedDocument(control) {
  const response = await fetch(`${control}/openapi.json`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const path = join(reports, 'control.json');
  writeFileSync(path, await response.text());
  return path;
}

async function judge(subject) {
  // With `open`, any credential would be accepted.
  const double = await startDouble({
    auth: 'strict',
    controlPort: 0,
    controlToken: TOKEN,
    clock: '2026-06-01T12:00:00Z',
  });
  const [document, url] =
    subject === CONTROL
      ? [await servedDocument(double.control), double.control]
      : [documentOf(subject), double.url(subject)];
  const report = join(reports, `${subject}.ndjson`);
  const run = spawn(
    st,
    [
      ...[
        '--config-file',
        join(import.meta.dirname, 'schemathesis.toml'),
        'run',
        document,
        '--url',
        url,
        '--header',
        `Authorization: Bearer ${TOKEN}`,
      ],
      // Changes need it, with or without a body; the document cannot express that.
      ...(subject === CONTROL ? ['--header', 'Content-Type: application/json'] : []),
      ...['--checks', 'all', '--continue-on-failure', '--max-examples', values['max-examples'], '--seed', values.seed],
      ...['--generation-database', 'none', '--report', 'ndjson', '--report-ndjson-path', report, '--no-color'],
    ],
    { cwd: reports, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let told = '';
  run.stdout.on('data', (part) => (told += part));
  const [code] = await once(run, 'exit');
  await double.close();
  // 0: no findings, 1: findings; any other code is a failure of Schemathesis.
  if (code > 1 || !existsSync(report)) throw new Error(`Schemathesis ended with ${code}:\n${told}`);
  console.log(`${subject}: ${/\d+ generated.*/.exec(told)?.[0]}; ${/API Links:.*/.exec(told)?.[0] ?? 'no links'}`);
  return findings(subject, report);
}

const text = (encoded) => Buffer.from(encoded?.$base64 ?? '', 'base64').toString();

/** Refusals of requests that are valid by their schema, listed here because not every vendor's message states the reason. */
function* refusable(uri, body) {
  // Python integers have any size; interoperable JSON has those of a double (RFC 8259 §6).
  const long = [...body.matchAll(/(?<![\w.+-])-?\d{16,}(?![\d.e])/g)];
  if (long.some(([it]) => BigInt(Number(it)) !== BigInt(it))) yield 'the body has an integer that no double holds';
  if ([...uri.matchAll(/\d{16,}/g)].some(([it]) => !Number.isSafeInteger(Number(it))))
    yield 'the address has an integer that no double counts to';
  if (/"__proto__"\s*:/.test(body)) yield 'the body has a key that reaches a prototype';
}

/** Each failed check, once per answer. */
async function findings(of, report) {
  const found = new Map();
  for await (const line of createInterface({ input: createReadStream(report) })) {
    const { NonFatalError, FatalError, ScenarioFinished } = JSON.parse(line);
    if (NonFatalError ?? FatalError) found.set(line, { of, rule: 'error', at: '', text: line.slice(0, 1000) });
    const { checks = {}, interactions } = ScenarioFinished?.recorder ?? {};
    for (const [id, results] of Object.entries(checks)) {
      const { request, response } = interactions[id] ?? {};
      for (const { name, failure_info: info } of results.filter((result) => result.status === 'failure')) {
        const { operation, message } = info.failure;
        const sent = text(request?.body);
        const excuses = [...refusable(request?.uri ?? '', sent)];
        const answer = [
          response?.status_code,
          response?.headers['x-stuntdouble-rule'],
          text(response?.content).slice(0, 400),
        ];
        found.set([name, operation, ...answer, ...excuses].join(), {
          of,
          rule: name,
          at: operation,
          text: [
            message.replaceAll('\n', ' '),
            answer.filter(Boolean).join(' '),
            `${request?.method} ${request?.uri} ${sent.slice(0, 400)}`,
            ...excuses,
          ].join('\n    '),
        });
      }
    }
  }
  return [...found.values()];
}

const found = (await Promise.all(subjects.map(judge))).flat();
rmSync(reports, { recursive: true });
process.exitCode = verdict('schemathesis', found, true);
