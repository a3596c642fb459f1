// Cost of sandboxes within the process. sandboxes.mjs starts it with --expose-gc; it prints JSON in ms and KB.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { median } from './statistics.mjs';

const { startDouble } = createRequire(import.meta.url)(join(import.meta.dirname, '../dist/index.cjs'));
const SANDBOXES = 1000;
const RECORDS = 1000;
const RESETS = 50;

const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' };
const timed = (run) => {
  const begun = performance.now();
  run();
  return performance.now() - begun;
};
const heap = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1024;
};

const double = await startDouble({ listen: false });
const create = async (sandbox, name) => {
  const { status } = await double.fetch(`/@${sandbox}/arize/v2/integrations`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ type: 'llm', name, config: { provider: 'openAI', api_key: 'k' } }),
  });
  if (status !== 201) throw new Error(`a create was answered with ${status}`);
};
await create('warm', 'warm');
const names = Array.from({ length: SANDBOXES }, (_, i) => `s${i}`);
const before = heap();
const made = names.map((name) => timed(() => double.sandbox(name).faults.list()));
const empty = (heap() - before) / SANDBOXES;
for (const name of names) await create(name, 'one');
const written = (heap() - before) / SANDBOXES;

const reset = [];
for (let i = 0; i < RESETS; i++) {
  for (let n = 0; n < RECORDS; n++) await create('full', `Integration ${n}`);
  reset.push(timed(() => double.sandbox('full').reset()));
}
console.log(
  JSON.stringify({
    made: median(made),
    madeWorst: Math.max(...made),
    empty,
    written,
    reset: median(reset),
    resetWorst: Math.max(...reset),
  }),
);
