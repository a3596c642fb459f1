// Cost by the number of records: the same contestant at several sizes, interleaved.
import { startServer } from './server.mjs';
import { measure, warmUp } from './speed.mjs';
import { rotated } from './statistics.mjs';
import { fill } from './works.mjs';

export const SIZES = [100, 10_000, 100_000];
export const WORKS = ['get', 'list', 'middle page', 'last page', 'patch', 'create'];
/** One connection for those that scan or write their whole store per request; more would leave a backlog after a window. */
const connectionsOf = ({ share }) => (share < 1 ? 1 : 50);

/**
 * Creates would multiply the size of the smallest store. Where each credential has its own records, as with the double,
 * they are spread over a hundred accounts of 100 records each.
 */
async function accounts(contestant, port, records) {
  if (contestant.ids || records > SIZES[0]) return ['bench'];
  const names = Array.from({ length: 100 }, (_, i) => `bench-${i}`);
  for (const name of names) await fill(contestant, port, records, name);
  return names;
}

/** @returns { samples: name → `work size` → measurements, memory: name → size → MB, failures } */
export async function measureRecords(contestants, { reps, seconds, say }) {
  const samples = {};
  const memory = {};
  const failures = [];
  for (const contestant of contestants) {
    const running = [];
    try {
      for (const size of SIZES) {
        const server = await startServer(contestant, size);
        running.push({ size, server });
        const filled = await fill(contestant, server.port, size);
        (memory[contestant.name] ??= {})[size] = server.memory();
        running.at(-1).filled = { ...filled, credentials: await accounts(contestant, server.port, size) };
        const warm = ['get', 'list', 'patch', 'create'];
        await warmUp(contestant, server, running.at(-1).filled, warm, connectionsOf(contestant));
      }
      for (const work of WORKS) {
        for (const { server, filled } of running)
          await warmUp(contestant, server, filled, [work], connectionsOf(contestant));
        for (let rep = 0; rep < Math.max(1, Math.floor(reps * contestant.share)); rep++)
          for (const { size, server, filled } of rotated(running, rep)) {
            const connections = connectionsOf(contestant);
            const it = await measure(contestant, server, filled, { work, connections, seconds });
            ((samples[contestant.name] ??= {})[`${work} ${size}`] ??= []).push(it);
            say(`${rep + 1} ${contestant.name} ${work} at ${size}: ${it.cpu.toFixed(1)} µs`);
          }
      }
    } catch (error) {
      failures.push(`${contestant.name}, records: ${error.message}`);
    } finally {
      await Promise.all(running.map(({ server }) => server.stop()));
    }
  }
  return { samples, memory, failures };
}
