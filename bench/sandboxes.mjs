// 1,000 sandboxes: their cost within the process, and that of a request compared with one sandbox.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { SERVER_CORE } from './machine.mjs';
import { ask, startServer } from './server.mjs';
import { median, rotated } from './statistics.mjs';
import { raw } from './works.mjs';
import { wrk } from './wrk.mjs';

const SANDBOXES = 1000;

/** Runs a script of this folder on the server's core. */
export const runAlone = (script) =>
  JSON.parse(
    execFileSync('taskset', [
      ...['-c', String(SERVER_CORE), process.execPath, '--expose-gc', join(import.meta.dirname, script)],
    ]),
  );

/** @returns the costs within the process, in ms and KB; CPU µs of a GET in one sandbox and over all of them; MB before and after */
export async function measureSandboxes(double, { reps, seconds }) {
  const costs = runAlone('sandbox-costs.mjs');
  const server = await startServer(double);
  try {
    const before = server.memory();
    const pathIn = (n) => `/@s${n}${double.first}`;
    for (let n = 0; n < SANDBOXES; n++) {
      const { status } = await ask(server.port, {
        method: 'PATCH',
        path: pathIn(n),
        body: { type: 'llm', name: `Of ${n}` },
      });
      if (status !== 200) throw new Error(`a PATCH in a new sandbox was answered with ${status}`);
    }
    const after = server.memory();
    const requests = {
      one: [{ path: pathIn(0) }],
      all: Array.from({ length: SANDBOXES }, (_, n) => ({ path: pathIn(n) })),
    };
    const cpu = { one: [], all: [] };
    // The first round warms up.
    for (let rep = 0; rep <= reps; rep++)
      for (const kind of rotated(Object.keys(cpu), rep)) {
        const begun = server.cpu();
        const result = await wrk(server.port, requests[kind].map(raw), { connections: 50, seconds });
        if (result.refused > 0) throw new Error(`${result.refused} requests in sandboxes were refused`);
        if (rep > 0) cpu[kind].push((server.cpu() - begun) / result.requests);
      }
    return { ...costs, before, after, one: median(cpu.one), all: median(cpu.all) };
  } finally {
    await server.stop();
  }
}
