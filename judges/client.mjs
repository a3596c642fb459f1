// A published client of a vendor against the edition that it speaks: node judges/client.mjs arize 8.38.0
import { clients } from './clients.mjs';
import { python } from './python.mjs';
import { runAgainstDouble } from './run-client.mjs';

const [name, version] = process.argv.slice(2);
const client = clients.find((item) => item.package === name && item.version === version);
if (client === undefined) {
  const known = clients.map((item) => `${item.package} ${item.version}`).join(', ');
  console.error(`no client ${name} ${version}: name one of ${known}`);
  process.exit(2);
}
const program = client.registry === 'PyPI' ? python('python', `requirements/${name}-${version}.txt`) : process.execPath;
const { code, output } = await runAgainstDouble(client, program);
process.stdout.write(output);
process.exitCode = code;
