// Looks for leaks: `node bench/soak.mjs [--minutes 20] [--rate 300] [--aborted 10000] [--connects 100000] [--write]`, after a build.
// First tens of thousands of clients that disconnect, then valid and invalid calls for the given time. Memory after a full
// collection and descriptors are sampled throughout. Exit code 1 when they grow. --write saves the result to SOAK.md.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { machine } from './machine.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    rate: { type: 'string', default: '300' },
    aborted: { type: 'string', default: '10000' },
    connects: { type: 'string', default: '100000' },
    write: { type: 'boolean', default: false },
  },
});
const [minutes, rate, aborted, connects] = ['minutes', 'rate', 'aborted', 'connects'].map((name) =>
  Number(values[name]),
);

const here = mkdtempSync(join(tmpdir(), 'stuntdouble-soak-'));
process.on('exit', () => rmSync(here, { recursive: true }));
// A full garbage collection, so that only referenced memory is measured.
writeFileSync(join(here, 'gc.cjs'), "process.on('SIGUSR2', () => gc());");
const child = spawn(
  process.execPath,
  ['--expose-gc', '--require', join(here, 'gc.cjs'), join(import.meta.dirname, '../dist/cli.cjs')].concat(
    'serve --json --port 0 --control-port 0'.split(' '),
  ),
  { stdio: ['ignore', 'pipe', 'pipe'] },
);
let complaints = '';
child.stderr.on('data', (chunk) => (complaints += chunk));
const [line] = await once(createInterface({ input: child.stdout }), 'line');
const { url, control } = JSON.parse(line);
const port = Number(new URL(url).port);

/** Megabytes of heap and resident memory after a collection; descriptors. */
async function look() {
  child.kill('SIGUSR2');
  const text = await (await fetch(`${control}/metrics`)).text();
  const metric = (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]) / 2 ** 20;
  return {
    heap: metric('nodejs_heap_size_used_bytes'),
    resident: metric('process_resident_memory_bytes'),
    descriptors: readdirSync(`/proc/${child.pid}/fd`).length,
  };
}
/** Waits until every disconnect is noticed: the number of descriptors is stable for a second. */
async function settled() {
  for (let before = -1; ;) {
    const seen = await look();
    if (seen.descriptors === before) return seen;
    before = seen.descriptors;
    await sleep(1000);
  }
}

const socketWith = (text) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, () => resolve(socket)));
    socket.once('error', reject);
  });
async function manyTimes(times, work) {
  for (let left = times; left > 0; left -= 50) await Promise.all(Array.from({ length: Math.min(50, left) }, work));
}
const HEAD = 'Host: localhost\r\nAuthorization: Bearer k\r\nContent-Type: application/json\r\n';
const ONE = '/arize/v2/integrations/TGxtSW50ZWdyYXRpb246MTI6YUJjRA==';
const HALF = `PATCH ${ONE} HTTP/1.1\r\n${HEAD}Content-Length: 100\r\n\r\n{"type":`;

// ---------------------------------------------------------------- calls

const tokens = Array.from({ length: 10 }, (_, i) => `soak-${i}`);
const sandboxes = ['', ...Array.from({ length: 5 }, (_, i) => `/@soak-${i}`)];
let made = 0;
let wrong = 0;
async function call(at, method, path, expected, body) {
  const headers = { authorization: `Bearer ${tokens[at % tokens.length]}`, 'content-type': 'application/json' };
  const reply = await fetch(url + sandboxes[at % sandboxes.length] + path, { method, headers, body });
  const text = await reply.text();
  if (reply.status !== expected) wrong++;
  return text === '' ? undefined : JSON.parse(text);
}
const NAIRI = '/nairi/api/public/v1/integrations/llm';
const works = [
  async (at) => {
    const name = `Soak ${made++}`;
    const { id } = await call(at, 'POST', NAIRI, 201, JSON.stringify({ type: 'anthropic', name, api_key: 'k' }));
    await call(at, 'PATCH', `${NAIRI}/${id}`, 200, JSON.stringify({ name: `${name} renamed` }));
    await call(at, 'DELETE', `${NAIRI}/${id}`, 204);
  },
  (at) => call(at, 'PATCH', ONE, 200, JSON.stringify({ type: 'llm', name: `Soak ${at}` })),
  (at) => call(at, 'PATCH', ONE, 422, '{"type":"agent"}'),
  (at) => call(at, 'PATCH', ONE, 400, '{"type":"llm","name":'),
  (at) => call(at, 'GET', '/langdock/integrations/v1/get', 200),
  (at) => call(at, 'GET', '/respan/api/providers/', 200),
  (at) => call(at, 'PATCH', '/spideriq/api/v1/integrations/42', 200, JSON.stringify({ daily_limit: at % 1000 })),
  (at) => call(at, 'GET', `/spideriq/nowhere-${at}`, 404),
  async () => (await socketWith(HALF)).resetAndDestroy(),
];

async function load(until) {
  for (let at = 0; performance.now() < until; at++) {
    const due = performance.now() + 1000;
    await Promise.all(
      Array.from({ length: Math.ceil(rate / works.length) }, (_, i) =>
        Promise.all(works.map((work) => work(at * 31 + i))),
      ),
    );
    await sleep(Math.max(0, due - performance.now()));
  }
}

// ---------------------------------------------------------------- the run

await load(performance.now() + 5000); // everything that is loaded on demand
const rows = [['after a warm-up', await settled()]];
await manyTimes(aborted, async () => (await socketWith(HALF)).resetAndDestroy());
rows.push([`after ${aborted.toLocaleString('en')} aborted bodies`, await settled()]);
await manyTimes(connects, async () => (await socketWith('')).destroy());
rows.push([`after ${connects.toLocaleString('en')} connects`, await settled()]);
const samples = 10;
for (let i = 1; i <= samples; i++) {
  await load(performance.now() + (minutes * 60_000) / samples);
  rows.push([`after ${((minutes * i) / samples).toFixed(1)} minutes of calls`, await settled()]);
  console.error(...rows.at(-1));
}
child.kill('SIGTERM');
const [code] = await once(child, 'exit');

// The journals fill up to their limits first; after that nothing may grow.
const mean = (list, name) => list.reduce((sum, [, it]) => sum + it[name], 0) / list.length;
const [early, late] = [rows.slice(3 + samples / 5, 3 + samples / 2), rows.slice(-3)];
const growth = mean(late, 'heap') / mean(early, 'heap') - 1;
const leaked = mean(late, 'descriptors') - mean(early, 'descriptors');
const isClosed = rows[2][1].descriptors <= rows[0][1].descriptors;
const isFlat = growth < 0.03 && leaked < 5 && isClosed && wrong === 0 && complaints === '' && code === 0;
const report = `# Soak

\`npm run build && node bench/soak.mjs --minutes ${minutes} --rate ${rate} --write\`; last run ${new Date().toISOString().slice(0, 10)}, ${machine()}.

${minutes} minutes of calls, ${rate} times a second one of ${works.length} kinds (good, refused, malformed, cut off), over five vendors, ${tokens.length} accounts and ${sandboxes.length} sandboxes. Memory is what a full collection leaves.

| | heap, MB | resident, MB | descriptors |
|---|---|---|---|
${rows.map(([when, it]) => `| ${when} | ${it.heap.toFixed(1)} | ${it.resident.toFixed(0)} | ${it.descriptors} |`).join('\n')}

Heap of the last three looks against the third to the fifth: ${(growth * 100).toFixed(1)} %; descriptors: ${leaked.toFixed(1)} more. Answers with another status than expected: ${wrong}. Lines on stderr: ${complaints === '' ? 'none' : complaints}. Exit code after SIGTERM: ${code}. ${isFlat ? 'It stays as it is.' : 'IT DOES NOT STAY AS IT IS.'}
`;
console.log(report);
if (values.write) writeFileSync(join(import.meta.dirname, 'SOAK.md'), report);
process.exitCode = isFlat ? 0 : 1;
