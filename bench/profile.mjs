// `npm run bench:profile`: profiles the server under load (--cpu-prof) and writes the top functions by self time to PROFILE.md.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
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

/** @returns self time in ms by place, functions of the bundle listed by their source */
function selfTimes({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map();
  for (const [i, id] of samples.entries()) {
    const { functionName, ...callFrame } = byId.get(id).callFrame;
    const place = sourceOf(callFrame);
    const key = `${functionName || '(anonymous)'}\0${place}`;
    times.set(key, (times.get(key) ?? 0) + timeDeltas[i] / 1000);
  }
  return [...times].map(([key, ms]) => ({ name: key.split('\0')[0], place: key.split('\0')[1], ms }));
}

const maps = new Map();

/** The source of a line of dist/, by the source map of `build.mjs --maps`. Lines and columns start at 0. */
function sourceOf({ url, lineNumber, columnNumber }) {
  if (!url.includes('/dist/')) return url.replace(/^file:\/\/.*?(?=\/(bench|node_modules)\/)/, '') || '(V8)';
  const file = url.replace('file://', '');
  if (!maps.has(file)) {
    const [, encoded] = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(readFileSync(file, 'utf8')) ?? [];
    maps.set(file, encoded && new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString())));
  }
  const { originalSource } = maps.get(file)?.findEntry(lineNumber, columnNumber) ?? {};
  return originalSource?.replace(/^.*?(?=(src|node_modules)\/)/, '') ?? 'dist';
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
    (time) => !['(idle)', '(program)'].includes(time.name),
  );
  rmSync(folder, { recursive: true });
  return times;
}

function summary(work, times) {
  const all = times.reduce((sum, item) => sum + item.ms, 0);
  const share = (ms) => `${((ms / all) * 100).toFixed(1)} %`;
  const files = new Map();
  for (const { place, ms } of times) files.set(place, (files.get(place) ?? 0) + ms);
  const rows = (list) => list.sort((a, b) => b.at(-1) - a.at(-1)).slice(0, TOP);
  return [
    `## ${work}`,
    table(
      ['function', 'source', 'self time'],
      rows(times.map((time) => [`\`${time.name}\``, time.place, time.ms])).map(([name, place, ms]) => [
        name,
        place,
        share(ms),
      ]),
    ),
    table(
      ['source', 'self time'],
      rows([...files]).map(([place, ms]) => [place, share(ms)]),
    ),
  ];
}

wrkVersion();
execFileSync(process.execPath, [join(import.meta.dirname, '../scripts/build.mjs'), '--maps'], { stdio: 'inherit' });
pinThisProcess();
const {
  contestants: [contestant],
} = contestants([flags.only]);
const parts = [
  `# Profile\n\n${contestant.title} at 50 connections, ${machine()}. Shares of the time not idle. Written by \`npm run bench:profile\`.`,
];
for (const work of flags.work.split(','))
  parts.push(...summary(work, await profile(contestant, work, Number(flags.seconds))));
const text = `${parts.join('\n\n')}\n`;
console.log(text);
if (flags.only === 'double') writeFileSync(join(import.meta.dirname, 'PROFILE.md'), text);
