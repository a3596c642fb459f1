// `npm run bench`: everything side by side, into bench/RESULTS.md. With a selection it only prints: see README.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import ensureBuilt from '../scripts/ensure-built.mjs';
import { contestants } from './contestants.mjs';
import { machine, pinThisProcess } from './machine.mjs';
import { speedTables, startTable } from './report.mjs';
import { measureSpeed } from './speed.mjs';
import { measureStart } from './start.mjs';
import { works } from './works.mjs';
import { wrkVersion } from './wrk.mjs';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    work: { type: 'string' },
    sections: { type: 'string' },
    connections: { type: 'string' },
    reps: { type: 'string' },
    starts: { type: 'string' },
    seconds: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
const listed = (text) => text?.split(',');
const isSelection = Object.keys(flags).some((it) => it !== 'verbose');
const work = listed(flags.work) ?? ['get', 'list', 'patch', 'refused', 'create'];
for (const name of work)
  if (!(name in works)) throw new Error(`--work ${name}: there is ${Object.keys(works).join(', ')}`);
const settings = {
  work,
  connections: (listed(flags.connections) ?? ['1', '50']).map(Number),
  reps: Number(flags.reps ?? 5),
  seconds: Number(flags.seconds ?? 1),
  say: flags.verbose ? console.error : () => undefined,
};
const sections = listed(flags.sections) ?? (flags.work ? ['speed'] : ['speed', 'start']);

const wrk = wrkVersion();
await ensureBuilt();
pinThisProcess();
const { contestants: all, missing } = contestants(listed(flags.only));
const parts = [`${machine()}, ${wrk}`];
const failures = missing.map((it) => `${it} is not installed: npm ci --prefix bench/peers`);
const begun = performance.now();
if (sections.includes('speed')) {
  const result = await measureSpeed(all, settings);
  parts.push(...speedTables(all, result));
  failures.push(...result.failures);
}
if (sections.includes('start')) {
  const result = await measureStart(all, { ...settings, reps: Number(flags.starts ?? 20) });
  parts.push(startTable(all, result));
  failures.push(...result.failures);
}
if (failures.length > 0) parts.push(['Failed:', '', ...new Set(failures)].join('\n- '));
parts.push(`Measured in ${Math.round((performance.now() - begun) / 1000)} s.`);
const text = `${parts.join('\n\n')}\n`;
console.log(text);
if (!isSelection) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), `# Benchmark\n\n${text}`);
