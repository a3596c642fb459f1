// Where the time goes: `npm run bench:profile`. The server under load with --cpu-prof; the top functions by self time into PROFILE.md.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import ensureBuilt from '../scripts/ensure-built.mjs';
import { contestants } from './contestants.mjs';
import { machine, pinThisProcess } from './machine.mjs';
import { table } from './report.mjs';
import { startServer } from './server.mjs';
import { fill, raw, works } from './works.mjs';
import { wrk, wrkVersion } from './wrk.mjs';

const TOP = 25;
const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: 'double' },
    work: { type: 'string', default: 'get,patch,refused' },
    seconds: { type: 'string', default: '3' },
  },
});

/** @returns self time in ms by place, with the functions of the bundle under the source they came from */
function selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((it) => [it.id, it]));
  const times = new Map();
  for (const [i, id] of samples.entries()) {
    const { functionName, url, lineNumber } = byId.get(id).callFrame;
    const place = sourceOf(url, lineNumber);
    const key = `${functionName || '(anonymous)'}\0${place}`;
    times.set(key, (times.get(key) ?? 0) + timeDeltas[i] / 1000);
  }
  return [...times].map(([key, ms]) => ({ name: key.split('\0')[0], place: key.split('\0')[1], ms }));
}

const markers = new Map();

/** esbuild writes the name of each source as a comment before it. */
function sourceOf(url, line) {
  if (!url.includes('/dist/')) return url.replace(/^file:\/\/.*?(?=\/(bench|node_modules)\/)/, '') || '(V8)';
  const file = url.replace('file://', '');
  if (!markers.has(file))
    markers.set(
      file,
      readFileSync(file, 'utf8')
        .split('\n')
        .map((text) => /^\s*\/\/ ((?:src|node_modules)\/.*)$/.exec(text)?.[1]),
    );
  const names = markers.get(file);
  for (let at = line; at >= 0; at--) if (names[at]) return names[at];
  return 'dist';
}

async function profile(contestant, work, seconds) {
  const folder = mkdtempSync(join(tmpdir(), 'stuntdouble-profile-'));
  const profiled = {
    ...contestant,
    command: (...args) => ['--cpu-prof', `--cpu-prof-dir=${folder}`, ...contestant.command(...args)],
  };
  const server = await startServer(profiled, 100);
  try {
    const filled = await fill(contestant, server.port, 100);
    await wrk(server.port, works[work].requests(contestant, filled).map(raw), { connections: 50, seconds });
  } finally {
    await server.end();
  }
  const [name] = readdirSync(folder);
  const times = selfTimes(JSON.parse(readFileSync(join(folder, name), 'utf8'))).filter(
    (it) => !['(idle)', '(program)'].includes(it.name),
  );
  rmSync(folder, { recursive: true });
  return times;
}

function summary(work, times) {
  const all = times.reduce((sum, it) => sum + it.ms, 0);
  const share = (ms) => `${((ms / all) * 100).toFixed(1)} %`;
  const files = new Map();
  for (const { place, ms } of times) files.set(place, (files.get(place) ?? 0) + ms);
  const rows = (list) => list.sort((a, b) => b.at(-1) - a.at(-1)).slice(0, TOP);
  return [
    `## ${work}`,
    table(
      ['function', 'source', 'self time'],
      rows(times.map((it) => [`\`${it.name}\``, it.place, it.ms])).map(([name, place, ms]) => [name, place, share(ms)]),
    ),
    table(
      ['source', 'self time'],
      rows([...files]).map(([place, ms]) => [place, share(ms)]),
    ),
  ];
}

wrkVersion();
await ensureBuilt();
pinThisProcess();
const {
  contestants: [contestant],
} = contestants([flags.only]);
const parts = [`# Profile\n\n${contestant.title} at 50 connections, ${machine()}. Shares of the time not idle.`];
for (const work of flags.work.split(','))
  parts.push(...summary(work, await profile(contestant, work, Number(flags.seconds))));
const text = `${parts.join('\n\n')}\n`;
console.log(text);
if (flags.only === 'double') writeFileSync(join(import.meta.dirname, 'PROFILE.md'), text);
