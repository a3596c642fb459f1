// What sandboxes cost: `node bench/sandboxes.mjs`, after a build. Prints; bench/SANDBOXES.md keeps the last result.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { startDouble } = createRequire(import.meta.url)(join(import.meta.dirname, '../dist/index.cjs'));
const SANDBOXES = 1000;
const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' };
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const timed = async (run) => {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
};

const double = await startDouble({ listen: false });
const read = (name) =>
  Promise.all([
    double.fetch(`/@${name}/arize/v2/integrations`, { headers }),
    double.fetch(`/@${name}/langdock/integrations/v1/get`, { headers }),
    double.fetch(`/@${name}/nairi/api/public/v1/integrations/llm`, { headers }),
    double.fetch(`/@${name}/respan/api/providers/`, { headers }),
    double.fetch(`/@${name}/spideriq/api/v1/integrations`, { headers }),
  ]);
const write = (name) =>
  double.fetch(`/@${name}/nairi/api/public/v1/integrations/llm`, {
    method: 'POST',
    headers,
    body: '{"type":"anthropic","name":"n","api_key":"k"}',
  });

await read('warm');
await write('warm');
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
const names = Array.from({ length: SANDBOXES }, (_, i) => `s${i}`);
const made = [];
for (const name of names) made.push(await timed(() => double.sandbox(name).faults.list()));
globalThis.gc?.();
const empty = (process.memoryUsage().heapUsed - before) / SANDBOXES / 1024;
for (const name of names) await write(name);
globalThis.gc?.();
const written = (process.memoryUsage().heapUsed - before) / SANDBOXES / 1024;
const reset = [];
for (const name of names) reset.push(await timed(() => double.sandbox(name).reset()));
console.log(`Node ${process.version}, ${SANDBOXES} sandboxes of five vendors`);
console.log(`a new sandbox: ${median(made).toFixed(3)} ms, ${empty.toFixed(1)} KB`);
console.log(`after one write, with its journal entry: ${written.toFixed(1)} KB`);
console.log(`a reset: ${median(reset).toFixed(3)} ms`);
