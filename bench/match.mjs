// Cost of matching a route among 10, 100 and 1,000 operations. run.mjs starts it as a process; it prints JSON in ns.
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { median } from './statistics.mjs';

const SIZES = [10, 100, 1000];
const require = createRequire(import.meta.url);

/** A GET and a PATCH for each of many resources, below three literal segments. */
const documentOf = (operations) => ({
  openapi: '3.0.3',
  info: { title: 'Many', version: '1' },
  paths: Object.fromEntries(
    Array.from({ length: operations / 2 }, (_, i) => [
      `/api/v1/things${i}/{id}`,
      {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        ...Object.fromEntries(
          ['get', 'patch'].map((item) => [
            item,
            { operationId: `${item}${i}`, responses: { 200: { description: 'ok' } } },
          ]),
        ),
      },
    ]),
  ),
});

/** The Contract port, bundled from the sources: the package does not export it. */
async function ours() {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../src/contract/openapi.ts')],
    ...{ bundle: true, write: false, platform: 'node', format: 'cjs', logLevel: 'silent' },
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  return (document) => {
    const contract = module.exports.openApiContract(document);
    return (method, path) => contract.match(method, path).operation;
  };
}

async function openapiBackend() {
  const { OpenAPIRouter } = createRequire(join(import.meta.dirname, 'peers/package.json'))('openapi-backend');
  return (document) => {
    const router = new OpenAPIRouter({ definition: document });
    return (method, path) => router.matchOperation({ method, path, headers: {} });
  };
}

/** @returns ns of CPU a match, over all the operations in turn */
function time(match, operations, rounds) {
  const paths = Array.from({ length: operations / 2 }, (_, i) => `/api/v1/things${i}/${i}`);
  let missed = 0;
  const begun = process.cpuUsage();
  for (let i = 0; i < rounds; i++)
    if (match(i % 2 ? 'GET' : 'PATCH', paths[(i * 7) % paths.length]) === undefined) missed++;
  const { user, system } = process.cpuUsage(begun);
  if (missed > 0) throw new Error(`${missed} of ${rounds} requests matched nothing`);
  return ((user + system) * 1000) / rounds;
}

const result = {};
for (const [name, load, rounds, reps] of [
  ['double', ours, 200_000, 15],
  ['openapi-backend', openapiBackend, 20, 3],
])
  try {
    const matchOf = await load();
    const matches = SIZES.map((size) => [size, matchOf(documentOf(size))]);
    const times = Object.fromEntries(SIZES.map((size) => [size, []]));
    // The first round warms up.
    for (let rep = 0; rep <= reps; rep++)
      for (const [size, match] of matches) {
        const taken = time(match, size, rounds);
        if (rep > 0) times[size].push(taken);
      }
    result[name] = Object.fromEntries(SIZES.map((size) => [size, median(times[size])]));
  } catch (error) {
    result[name] = { failed: error.message };
  }
console.log(JSON.stringify(result));
