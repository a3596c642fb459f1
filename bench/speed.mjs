// CPU per request and throughput of every contestant, interleaved.
import { startServer } from './server.mjs';
import { rotated } from './statistics.mjs';
import { check, fill, raw, works } from './works.mjs';
import { wrk } from './wrk.mjs';

const RECORDS = 100;

/** One window of load: requests a second, CPU µs of the server per request, latencies in µs, the generator's load. */
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
 * V8 needs about this many requests of a kind until their cost is stable, and as many again after requests of another
 * kind. A count is used because a busy machine serves fewer requests in a given time. Contestants that no target names
 * get two windows at most.
 */
const WARM = 50_000;

export async function warmUp(contestant, server, filled, order, connections = 50) {
  for (const work of order) {
    const requests = works[work].requests(contestant, filled).map(raw);
    let windows = contestant.share < 0.5 ? 2 : 10;
    for (let answered = 0; answered < WARM && windows > 0; windows--)
      answered += (await wrk(server.port, requests, { connections, seconds: 1 })).requests;
  }
}

/**
 * Each repetition starts every contestant anew, warms it up, and then measures each work, all contestants in turn.
 * @returns { samples: name → `work connections` → measurements, memory: name → { start, load }[] in MB, failures }
 */
export async function measureSpeed(contestants, { work, connections, reps, seconds, say }) {
  const samples = {};
  const memory = {};
  const failures = [];
  // Creates come last, because they make the store grow.
  const order = Object.keys(works).filter((name) => work.includes(name));
  for (let rep = 0; rep < reps; rep++) {
    const running = [];
    try {
      for (const contestant of contestants.filter((item) => rep < Math.ceil(reps * item.share)))
        try {
          const one = { contestant, server: await startServer(contestant, RECORDS) };
          running.push(one);
          (memory[contestant.name] ??= []).push({ start: one.server.memory() });
          const filled = await fill(contestant, one.server.port, RECORDS);
          await warmUp(
            contestant,
            one.server,
            filled,
            order.filter((item) => item !== 'create'),
          );
          one.filled = filled;
        } catch (error) {
          failures.push(`${contestant.name}: ${error.message}`);
        }
      const ready = running.filter((item) => item.filled);
      for (const name of order) {
        for (const { contestant, server, filled } of ready) {
          if (name === 'create') memory[contestant.name].at(-1).load = server.memory();
          await warmUp(contestant, server, filled, [name]);
        }
        for (const count of connections)
          for (const { contestant, server, filled } of rotated(ready, rep))
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
