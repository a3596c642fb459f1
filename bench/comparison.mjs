// `npm run comparison`: what each server does with three documents, with its defaults. Writes docs/comparison.md.
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
  'POST with a valid body is accepted': async (it) => it.verdict(it.first.status, it.first.status < 300),
  'the reply to it shows what was sent': async (it) =>
    it.verdict(it.case.shown(it.first.body), it.case.shown(it.first.body) === it.case.shown(it.case.input(1))),
  'a second POST gets another id': async (it) =>
    it.verdict(`${it.id}, ${it.secondId}`, it.id !== undefined && it.secondId !== undefined && it.id !== it.secondId),
  'GET finds what POST created': async (it) => {
    const { status, body } = await it.send('GET', it.case.item(it.id));
    return it.verdict(
      `${status}, ${it.case.shown(body)}`,
      status === 200 && it.case.shown(body) === it.case.shown(it.case.input(1)),
    );
  },
  'the list contains it': async (it) => {
    const { status, text } = await it.send('GET', it.case.list ?? it.case.collection);
    return it.verdict(status, status === 200 && text.includes(JSON.stringify(it.case.shown(it.case.input(1)))));
  },
  'GET shows a change': async (it) => {
    if (!it.case.change) return '–';
    const { method, path, body, shown } = it.case.change(it.id);
    const changed = await it.send(method, path, body);
    const moved = it.case.idOf(changed.body) ?? it.id;
    const read = await it.send('GET', it.case.item(moved));
    if (changed.status < 300 && read.status === 200) it.id = moved;
    return it.verdict(
      `${changed.status}, ${it.case.shown(read.body)}`,
      changed.status < 300 && it.case.shown(read.body) === shown,
    );
  },
  'DELETE is accepted, then GET is 404': async (it) => {
    const deleted = await it.send('DELETE', it.case.item(it.id));
    const { status } = await it.send('GET', it.case.item(it.id));
    return it.verdict(`${deleted.status}, ${status}`, deleted.status < 300 && status === 404);
  },
  'GET of an unknown id is 404': async (it) => {
    const { status } = await it.send('GET', it.case.item(it.case.unknown));
    return it.verdict(status, status === 404);
  },
  'a body without a required field is refused': async (it) => {
    const { status } = await it.send('POST', it.case.collection, it.case.missing);
    return it.verdict(status, status >= 400 && status < 500);
  },
  'a field of a wrong type is refused': async (it) => {
    const { status } = await it.send('POST', it.case.collection, it.case.wrong);
    return it.verdict(status, status >= 400 && status < 500);
  },
  'a call without the declared credential is 401': async (it) => {
    if (!it.case.needsCredential) return '–';
    const { status } = await it.send('POST', it.case.collection, it.case.input(9), '');
    return it.verdict(status, status === 401);
  },
  'a path that the document does not have is 404': async (it) => {
    const { status } = await it.send('GET', '/no/such/path');
    return it.verdict(status, status === 404);
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
  servers.map((it) => `- ${it.name} ${it.version}: \`${it.shown}\``).join('\n'),
  'A cell that says no shows what came instead: the status, or the value of the reply. A dash: the document declares nothing to ask about. What handlers, templates or behavior files of your own add is not measured.',
];
for (const one of cases) {
  const results = [];
  for (const server of servers) results.push(await converse(server, one));
  const rows = Object.keys(probes).map((name) => [name, ...results.map((it) => it[name].replaceAll('|', '\\|'))]);
  parts.push(`## ${one.file}`, table(['', ...servers.map((it) => it.name)], rows, servers.length + 1));
}
const page = `${parts.join('\n\n')}\n`;
console.log(page);
writeFileSync(join(root, 'docs/comparison.md'), page);
process.exit(0);
