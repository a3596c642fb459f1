// `npm run comparison`: compares servers with default settings on three documents. Writes docs/comparison.md.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from './comparison-cases.mjs';
import { documentServers } from './document-servers.mjs';
import { table } from './report.mjs';
import { accepts, spawnServer } from './server.mjs';

const root = join(import.meta.dirname, '..');
const documents = join(root, '../shared/openapi');

/** Each probe: what is asked, and whether it is so. `it` is the conversation with one server about one document. */
const probes = {
  'POST with a valid body is accepted': async (item) => item.verdict(item.first.status, item.first.status < 300),
  'the reply to it shows what was sent': async (item) =>
    item.verdict(
      item.case.shown(item.first.body),
      item.case.shown(item.first.body) === item.case.shown(item.case.input(1)),
    ),
  'a second POST gets another id': async (item) =>
    item.verdict(
      `${item.id}, ${item.secondId}`,
      item.id !== undefined && item.secondId !== undefined && item.id !== item.secondId,
    ),
  'GET finds what POST created': async (item) => {
    const { status, body } = await item.send('GET', item.case.item(item.id));
    return item.verdict(
      `${status}, ${item.case.shown(body)}`,
      status === 200 && item.case.shown(body) === item.case.shown(item.case.input(1)),
    );
  },
  'the list contains it': async (item) => {
    const { status, text } = await item.send('GET', item.case.list ?? item.case.collection);
    return item.verdict(status, status === 200 && text.includes(JSON.stringify(item.case.shown(item.case.input(1)))));
  },
  'GET shows a change': async (item) => {
    if (!item.case.change) return '–';
    const { method, path, body, shown } = item.case.change(item.id);
    const changed = await item.send(method, path, body);
    const moved = item.case.idOf(changed.body) ?? item.id;
    const read = await item.send('GET', item.case.item(moved));
    if (changed.status < 300 && read.status === 200) item.id = moved;
    return item.verdict(
      `${changed.status}, ${item.case.shown(read.body)}`,
      changed.status < 300 && item.case.shown(read.body) === shown,
    );
  },
  'DELETE is accepted, then GET is 404': async (item) => {
    const deleted = await item.send('DELETE', item.case.item(item.id));
    const { status } = await item.send('GET', item.case.item(item.id));
    return item.verdict(`${deleted.status}, ${status}`, deleted.status < 300 && status === 404);
  },
  'GET of an unknown id is 404': async (item) => {
    const { status } = await item.send('GET', item.case.item(item.case.unknown));
    return item.verdict(status, status === 404);
  },
  'a body without a required field is refused': async (item) => {
    const { status } = await item.send('POST', item.case.collection, item.case.missing);
    return item.verdict(status, status >= 400 && status < 500);
  },
  'a field of a wrong type is refused': async (item) => {
    const { status } = await item.send('POST', item.case.collection, item.case.wrong);
    return item.verdict(status, status >= 400 && status < 500);
  },
  'a call without the declared credential is 401': async (item) => {
    if (!item.case.needsCredential) return '–';
    const { status } = await item.send('POST', item.case.collection, item.case.input(9), '');
    return item.verdict(status, status === 401);
  },
  'a path that the document does not have is 404': async (item) => {
    const { status } = await item.send('GET', '/no/such/path');
    return item.verdict(status, status === 404);
  },
};

async function send(origin, method, path, body, authorization = 'Bearer judge') {
  const reply = await fetch(origin + path, {
    method,
    headers: {
      accept: 'application/json',
      ...(authorization && { authorization }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await reply.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // Not JSON: shown as it is.
  }
  return { status: reply.status, text, body: json };
}

/** Some serve the paths below the base path of the document, some without it. */
async function originOf(port, { base, collection, list = collection }) {
  const origins = [`http://127.0.0.1:${port}${base}`, `http://127.0.0.1:${port}`];
  for (const origin of origins) if ((await send(origin, 'GET', list)).status < 404) return origin;
  return origins[0];
}

async function converse(server, one) {
  const running = await spawnServer((port) => server.command(join(documents, one.file), port));
  try {
    await accepts(running);
    const origin = await originOf(running.port, one);
    const talk = (method, path, body, authorization = one.authorization) =>
      send(origin, method, path, body, authorization);
    const first = await talk('POST', one.collection, one.input(1));
    const second = await talk('POST', one.collection, one.input(2));
    const it = {
      case: one,
      send: talk,
      first,
      id: one.idOf(first.body),
      secondId: one.idOf(second.body),
      verdict: (shown, isSo) => (isSo ? 'yes' : `no (${shown})`),
    };
    const verdicts = {};
    for (const [name, probe] of Object.entries(probes))
      verdicts[name] = await probe(it).catch((error) => `no (${error.name})`);
    return verdicts;
  } catch (error) {
    console.error(`${server.name} with ${one.file}: ${error.message}`);
    return Object.fromEntries(Object.keys(probes).map((name) => [name, 'did not start']));
  } finally {
    await running.stop();
  }
}

if (!existsSync(documents)) {
  console.log(`skipped: the documents are not in ${documents}`);
  process.exit(77);
}
const servers = documentServers(['stuntdouble', 'Prism', 'Mockoon', 'Scalar mock server']);
const parts = [
  '# Comparison',
  `What four servers do out of the box with three OpenAPI documents. Written by \`npm run comparison\` (bench/comparison.mjs) on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}; the paths and bodies are in bench/comparison-cases.mjs. Each server has its defaults and no other configuration:`,
  servers.map((server) => `- ${server.name} ${server.version}: \`${server.shown}\``).join('\n'),
  'A cell that says no shows what came instead: the status, or the value of the reply. A dash: the document declares no such operation or credential. Handlers, templates and behavior files of your own are not measured.',
];
for (const one of cases) {
  const results = [];
  for (const server of servers) results.push(await converse(server, one));
  const rows = Object.keys(probes).map((name) => [
    name,
    ...results.map((result) => result[name].replaceAll('|', '\\|')),
  ]);
  parts.push(`## ${one.file}`, table(['', ...servers.map((server) => server.name)], rows, servers.length + 1));
}
const page = `${parts.join('\n\n')}\n`;
console.log(page);
writeFileSync(join(root, 'docs/comparison.md'), page);
process.exit(0);
