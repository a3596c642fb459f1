// `npm run bench`: writes bench/RESULTS.md. A selection only prints (README.md).
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import ensureBuilt from '../scripts/ensure-built.mjs';
import { contestants } from './contestants.mjs';
import { machine, pinThisProcess } from './machine.mjs';
import { measureRecords } from './records.mjs';
import { report } from './report.mjs';
import { measureSandboxes, runAlone } from './sandboxes.mjs';
import { measureSpeed } from './speed.mjs';
import { measureStart } from './start.mjs';
import { works } from './works.mjs';
import { wrkVersion } from './wrk.mjs';

const STARTS = 20;
const RECORDS_REPS = 3;
/** Those that keep records. */
const REMEMBERING = ['double', 'node-http', 'mockoon', 'json-server'];

const text = { type: 'string' };
const { values: flags } = parseArgs({
  options: {
    ...{
      before: text,
      only: text,
      work: text,
      sections: text,
      connections: text,
      reps: text,
      starts: text,
      seconds: text,
    },
    verbose: { type: 'boolean' },
  },
});
const isSelection = Object.keys(flags).some((name) => !['verbose', 'reps', 'before'].includes(name));
const listed = (name, known, standard = known) => {
  const names = flags[name]?.split(',') ?? standard;
  for (const it of names)
    if (!known.includes(it)) throw new Error(`--${name} ${it}: available are ${known.join(', ')}`);
  return names;
};
const sections = listed(
  'sections',
  ['speed', 'start', 'records', 'match', 'sandboxes'],
  flags.work || flags.connections ? ['speed'] : undefined,
);
const settings = {
  work: listed('work', Object.keys(works), ['get', 'list', 'patch', 'refused', 'create']),
  connections: (flags.connections ?? '1,50').split(',').map(Number),
  reps: Number(flags.reps ?? 5),
  seconds: Number(flags.seconds ?? 1),
  say: flags.verbose ? console.error : () => undefined,
};

const wrk = wrkVersion();
await ensureBuilt();
pinThisProcess();
const { contestants: all, missing } = contestants(flags.only?.split(','), flags.before && resolve(flags.before));
const double = all.find((item) => item.name === 'double');
const failures = missing.map((item) => `${item} is not installed: npm ci --prefix bench/peers`);
const begun = performance.now();

const measurements = {
  speed: () => measureSpeed(all, settings),
  start: () => measureStart(all, { ...settings, reps: Number(flags.starts ?? STARTS) }),
  records: () =>
    measureRecords(
      all.filter((item) => REMEMBERING.includes(item.name)),
      { ...settings, reps: Math.min(settings.reps, RECORDS_REPS) },
    ),
  match: () => runAlone('match.mjs'),
  sandboxes: () => double && measureSandboxes(double, settings),
};
const results = {};
for (const section of sections)
  try {
    console.error(`${section} …`);
    results[section] = await measurements[section]();
    failures.push(...(results[section]?.failures ?? []));
  } catch (error) {
    failures.push(`${section}: ${error.message}`);
  }

const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
const parts = [
  '# Benchmark',
  `\`npm run bench\`, ${new Date().toISOString().slice(0, 10)}, in ${minutes} minutes. ${machine()}; ${wrk}.`,
  [
    'All contestants are measured in one run, interleaved. Each repetition starts them anew and warms them up by 50,000 requests of each work, and by as many again before each work is measured.',
    `Medians of ${settings.reps} windows of ${settings.seconds} s (two or three for the slower ones), of ${flags.starts ?? STARTS} cold starts (about half as many, likewise).`,
    'The server has a core of its own, wrk and the harness the other.',
    'CPU per request is the user and system time of the server, divided by the requests answered. See README.md.',
  ].join(' '),
  ...report(all, results),
  `## Who\n\n${all.map((item) => `- ${item.title}${item.note ? `: ${item.note}` : ''}`).join('\n')}`,
];
if (failures.length > 0)
  parts.push(`## What failed\n\n${[...new Set(failures)].map((item) => `- ${item}`).join('\n')}`);
const page = `${parts.join('\n\n')}\n`;
console.log(page);
if (!isSelection) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), page);
