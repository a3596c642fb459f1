// Cold start: from the spawn to the first answer, all contestants in turn.
import { startServer } from './server.mjs';
import { rotated } from './statistics.mjs';

/** @returns { samples: name → { wall, cpu, memory }[] in ms, ms and MB, failures } */
export async function measureStart(contestants, { reps, say }) {
  const samples = {};
  const failures = [];
  for (let rep = 0; rep < reps; rep++)
    for (const contestant of rotated(contestants, rep)) {
      if (rep >= Math.ceil(reps * contestant.share)) continue;
      try {
        const server = await startServer(contestant);
        const it = { wall: server.firstAnswer, cpu: server.startCpu, memory: server.memory() };
        await server.stop();
        (samples[contestant.name] ??= []).push(it);
        say(`${rep + 1}/${reps} start ${contestant.name}: ${it.wall.toFixed(0)} ms, ${it.memory.toFixed(0)} MB`);
      } catch (error) {
        failures.push(error.message);
      }
    }
  return { samples, failures };
}
