// A published client of a vendor against the edition that it speaks: node judges/client.mjs arize 8.38.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { clients } from './clients.mjs';
import { python } from './python.mjs';
import { startDouble } from './tool.mjs';

const [name, version] = process.argv.slice(2);
const client = clients.find((item) => item.package === name && item.version === version);
if (client === undefined) {
  const known = clients.map((item) => `${item.package} ${item.version}`).join(', ');
  console.error(`no client ${name} ${version}: name one of ${known}`);
  process.exit(2);
}

const program = programOf(client);
const double = await startDouble({ vendors: [client.vendor] });
const run = spawn(program, [join(import.meta.dirname, client.program), double.url(client.vendor)], {
  stdio: 'inherit',
});
const [code] = await once(run, 'exit');
await double.close();
process.exitCode = code ?? 1;

function programOf({ registry, package: of, version: at }) {
  return registry === 'PyPI' ? python('python', `requirements/${of}-${at}.txt`) : process.execPath;
}
