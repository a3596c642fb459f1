// `npm run bench:documents`: large OpenAPI documents. Time until ready, memory, first request, CPU of later requests.
// With a document of one's own: node bench/documents.mjs FILE PATH_OF_A_GET
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { documentServers } from './document-servers.mjs';
import { largeDocument } from './large-document.mjs';
import { folder, machine, pinThisProcess } from './machine.mjs';
import { table } from './report.mjs';
import { accepts, ask, keptConnections, spawnServer } from './server.mjs';
import { median } from './statistics.mjs';

const REPETITIONS = Number(process.env.REPS ?? 3);
const REQUESTS = 300;
/** Created before the later requests, so that the list of a server that remembers is not empty. */
const RECORDS = 10;
const root = join(import.meta.dirname, '..');

/** The documents: a file, paths of a GET, what to create, and the limits for stuntdouble: ms until ready, MB. */
function documents([file, path]) {
  if (file) return [{ file: resolve(file), paths: [path] }];
  const large = join(folder, 'large.json');
  writeFileSync(large, JSON.stringify(largeDocument()));
  return [
    {
      file: join(root, '../shared/openapi/stripe.json'),
      paths: ['/v1/customers/cus_1', '/v1/customers'],
      create: { path: '/v1/customers' },
      ready: 1500,
      memory: 250,
    },
    {
      file: large,
      paths: ['/v1/resources7/1', '/v1/resources7'],
      create: { path: '/v1/resources7', body: { name: 'One' } },
      ready: 2000,
      memory: 300,
    },
  ];
}

/** One start of one server: all figures. */
async function measure(server, { file, paths, create }) {
  const running = await spawnServer((port) => server.command(file, port));
  try {
    const ready = await accepts(running);
    const readyCpu = running.cpu() / 1000;
    const memory = running.memory();
    const begun = performance.now();
    const first = await ask(running.port, { path: paths[0] });
    const firstRequest = performance.now() - begun;
    if (create) for (let i = 0; i < RECORDS; i++) await ask(running.port, { method: 'POST', ...create });
    const last = await ask(running.port, { path: paths.at(-1) });
    for (let i = 0; i < REQUESTS; i++) await ask(running.port, { path: paths.at(-1) }, keptConnections);
    const before = running.cpu();
    for (let i = 0; i < REQUESTS; i++) await ask(running.port, { path: paths.at(-1) }, keptConnections);
    const cpu = (running.cpu() - before) / REQUESTS;
    return {
      ready,
      readyCpu,
      memory,
      firstRequest,
      cpu,
      bytes: last.bytes,
      status: `${first.status}, ${last.status}`,
      after: running.memory(),
    };
  } finally {
    await running.stop();
  }
}

/** CPU of a reply of so many bytes by the five vendors: between two sizes of Arize's list. */
async function fiveVendors() {
  const command = (port) => [
    join(root, 'dist/cli.cjs'),
    'serve',
    '--port',
    String(port),
    '--control-port',
    '0',
    '--json',
  ];
  const running = await spawnServer(command);
  const path = '/arize/v2/integrations';
  await accepts(running);
  for (let i = 0; i < 100; i++)
    await ask(running.port, {
      method: 'POST',
      path,
      body: { type: 'llm', name: `Integration ${i}`, config: { provider: 'openAI', api_key: 'k' } },
    });
  const points = [];
  for (const limit of [1, 50]) {
    const one = () => ask(running.port, { path: `${path}?limit=${limit}` }, keptConnections);
    for (let i = 0; i < REQUESTS; i++) await one();
    const before = running.cpu();
    let bytes = 0;
    for (let i = 0; i < REQUESTS; i++) ({ bytes } = await one());
    points.push({ bytes, cpu: (running.cpu() - before) / REQUESTS });
  }
  await running.stop();
  const [small, large] = points;
  return (bytes) =>
    small.cpu + (Math.max(0, bytes - small.bytes) * (large.cpu - small.cpu)) / (large.bytes - small.bytes);
}

const middle = (samples, figure) => median(samples.map((sample) => sample[figure]));
const ms = (samples, figure) => middle(samples, figure).toFixed(0);

pinThisProcess();
const failures = [];
const parts = [
  '# Large documents',
  `\`npm run bench:documents\`, ${new Date().toISOString().slice(0, 10)}. ${machine()}. Medians of ${REPETITIONS} starts.`,
  `Ready: until the port accepts connections, from the spawn. CPU: of the server per request, over ${REQUESTS} requests after as many to warm up. Before them, ${RECORDS} records are created, which only stuntdouble remembers.`,
];
const cpuOf = await fiveVendors();
for (const document of documents(process.argv.slice(2))) {
  const operations = /^\s*\{/.test(readFileSync(document.file, 'utf8').slice(0, 9))
    ? Object.values(JSON.parse(readFileSync(document.file, 'utf8')).paths)
        .flatMap(Object.keys)
        .filter((item) => /^(get|put|post|patch|delete|head|options|trace)$/.test(item)).length
    : undefined;
  const rows = [];
  for (const server of documentServers()) {
    const samples = [];
    for (let i = 0; i < REPETITIONS; i++)
      try {
        samples.push(await measure(server, document));
      } catch (error) {
        failures.push(`${server.name} with ${basename(document.file)}: ${error.message}`);
        break;
      }
    const [sample] = samples;
    const title = `${server.name} ${server.version}`;
    if (sample === undefined) rows.push([title, 'failed', '', '', '', '', '', '', '']);
    else
      rows.push([
        title,
        ms(samples, 'ready'),
        ms(samples, 'readyCpu'),
        ms(samples, 'memory'),
        ms(samples, 'firstRequest'),
        middle(samples, 'cpu').toFixed(0),
        String(sample.bytes),
        (middle(samples, 'cpu') / cpuOf(sample.bytes)).toFixed(2),
        sample.status,
      ]);
    console.error(rows.at(-1).join(' | '));
  }
  const size = (readFileSync(document.file).length / 1e6).toFixed(1);
  parts.push(
    `## ${basename(document.file)}: ${size} MB${operations ? `, ${operations} operations` : ''}`,
    `\`GET ${document.paths[0]}\` first, then \`GET ${document.paths.at(-1)}\`.${document.ready ? ` Limits for stuntdouble: ready within ${document.ready} ms and ${document.memory} MB, first request 1500 ms, later CPU 1.3 times that of the five vendors.` : ''}`,
    table(
      [
        '',
        'ready ms',
        'ready CPU ms',
        'memory MB',
        'first request ms',
        'CPU µs',
        'reply bytes',
        'CPU to a five-vendor reply of that size',
        'statuses',
      ],
      rows,
    ),
  );
}
if (failures.length > 0)
  parts.push(`## What failed\n\n${[...new Set(failures)].map((item) => `- ${item}`).join('\n')}`);
const page = `${parts.join('\n\n')}\n`;
console.log(page);
if (process.argv.length === 2) writeFileSync(join(import.meta.dirname, 'DOCUMENTS.md'), page);
process.exit(0);
