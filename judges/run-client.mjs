// Runs the program of a client against a double of the edition that the client speaks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startDouble } from './tool.mjs';

/**
 * @param {import('./clients.mjs').Client} client
 * @param {string} program what runs the client's program: Node, or a Python that has the client
 * @param {Record<string, string>} [environment] in addition to that of this process
 * @returns {Promise<{ code: number, output: string }>} both streams
 */
export async function runAgainstDouble(client, program, environment = {}) {
  const double = await startDouble({ vendors: [client.vendor] });
  const run = spawn(program, [join(import.meta.dirname, client.program), double.url(client.vendor)], {
    env: { ...process.env, ...settingsFor(client, new URL(double.url(client.vendor)).host), ...environment },
  });
  let output = '';
  for (const stream of [run.stdout, run.stderr]) stream.on('data', (part) => (output += part));
  const [code] = await once(run, 'close');
  await double.close();
  return { code: code ?? 1, output };
}

/** The environment variables that README names for a client, with the address of this double. */
const settingsFor = ({ settings }, host) =>
  Object.fromEntries(
    [...settings.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value.replace('127.0.0.1:4010', host)]),
  );
