// CPU per request and throughput of every contestant, interleaved.
import { startServer } from './server.mjs';
import { check, fill, raw, works } from './works.mjs';
import { wrk } from './wrk.mjs';

const RECORDS = 100;
const WARM_UP = 1;

export const rotated = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];
export const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  const at = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[at] : (sorted[at - 1] + sorted[at]) / 2;
};

/** One window of load: requests a second, CPU µs of the server per request, latencies, the generator's load. */
export async function measure(contestant, server, filled, { work, connections, seconds }) {
  const requests = works[work].requests(contestant, filled);
  await check(contestant, server.port, work, requests);
  const before = server.cpu();
  const result = await wrk(server.port, requests.map(raw), { connections, seconds });
  const cpu = (server.cpu() - before) / result.requests;
  const isRefusal = works[work].status(contestant) >= 400;
  const wrong = isRefusal ? result.requests - result.refused : result.refused;
  if (wrong > 0) throw new Error(`${contestant.name} answered ${wrong} of ${result.requests} ${work} otherwise`);
  return { rate: result.requests / result.seconds, cpu, p50: result.p50, p99: result.p99, load: result.load };
}

/**
 * Each repetition starts every contestant anew, warms it up, and then goes through the works, all contestants in turn.
 * @returns { samples: name → `work connections` → measurements, memory: name → { start, load }[], failures }
 */
export async function measureSpeed(contestants, { work, connections, reps, seconds, say }) {
  const samples = {};
  const memory = {};
  const failures = [];
  // The store grows while creating: last, so that it slows nothing else.
  const order = Object.keys(works).filter((it) => work.includes(it));
  for (let rep = 0; rep < reps; rep++) {
    const running = [];
    try {
      for (const contestant of contestants) {
        if (rep >= Math.ceil(reps * contestant.share)) continue;
        try {
          const server = await startServer(contestant, RECORDS);
          running.push({ contestant, server, start: server.memory() });
          running.at(-1).filled = await fill(contestant, server.port, RECORDS);
          for (const name of order.filter((it) => it !== 'create'))
            await wrk(server.port, works[name].requests(contestant, running.at(-1).filled).map(raw), {
              connections: 50,
              seconds: WARM_UP,
            });
        } catch (error) {
          failures.push(`${contestant.name}: ${error.message}`);
        }
      }
      for (const name of order)
        for (const count of connections) {
          if (name === 'create' && count === connections[0])
            for (const { contestant, server, start } of running)
              (memory[contestant.name] ??= []).push({ start, load: server.memory() });
          for (const { contestant, server, filled } of rotated(running, rep))
            try {
              const it = await measure(contestant, server, filled, { work: name, connections: count, seconds });
              ((samples[contestant.name] ??= {})[`${name} ${count}`] ??= []).push(it);
              say(`${rep + 1}/${reps} ${name} ${count} ${contestant.name}: ${it.cpu.toFixed(1)} µs, ${it.rate | 0}/s`);
            } catch (error) {
              failures.push(error.message);
            }
        }
    } finally {
      await Promise.all(running.map(({ server }) => server.stop()));
    }
  }
  return { samples, memory, failures };
}
