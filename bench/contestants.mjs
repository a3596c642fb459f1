// The servers that are measured. Each serves Arize's integrations; `note` says what it leaves out.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KNOWN_ID, idOf } from './peers/ids.mjs';

const root = join(import.meta.dirname, '..');
const peers = join(import.meta.dirname, 'peers');
const modules = join(peers, 'node_modules');
const document = join(root, 'specs/arize/openapi.yaml');
const PATH = '/v2/integrations';

const inOrder = (records) => [KNOWN_ID, ...Array.from({ length: records - 1 }, (_, i) => idOf(i + 1))];
/** A file of ours in peers/ over a Map, whose cursor is an offset. */
const byHand = (file) => ({
  command: () => [join(peers, file)],
  base: PATH,
  refused: 422,
  ids: inOrder,
  page: (offset) => `?limit=50&cursor=${offset}`,
});
const stateless = { base: PATH, ids: () => [KNOWN_ID], page: () => '' };
const startData = () => import('./peers/start-data.mjs');
/** A build of stuntdouble: that of this checkout, or of another directory. */
const stuntdouble = (directory) => ({
  package: directory,
  command: (port) => [
    join(directory, 'dist/cli.cjs'),
    ...['serve', '--port', String(port), '--control-port', '0', '--json'],
  ],
  base: `/arize${PATH}`,
  refused: 422,
});

/**
 * `package`: the directory of its package.json. `command(port, file)`: arguments of node; `data(records)`: content of that file.
 * `ids(records)`: the ids of its records; without it, records are created by calls. `refused`: status of a PATCH with another type.
 * `page(offset)`: the query of a page of 50. `share`: the part of the repetitions that it takes part in.
 */
const known = {
  double: {
    title: 'stuntdouble',
    ...stuntdouble(root),
    note: 'with the defaults: five vendors and the control side',
  },
  'node-http': { title: 'bare node:http', ...byHand('node-http.mjs'), note: 'by hand, no validation' },
  express: {
    title: 'bare Express',
    package: join(modules, 'express'),
    ...byHand('express.mjs'),
    note: 'by hand, no validation',
  },
  'openapi-backend': {
    title: 'openapi-backend on Express',
    package: join(modules, 'openapi-backend'),
    ...byHand('openapi-backend.mjs'),
    refused: 400,
    share: 0.4,
    note: 'as its README shows, and with `quick`, since its check of the document takes 3.1 for 3.0; refuses the type as invalid, 400',
  },
  prism: {
    title: 'Prism',
    package: join(modules, '@stoplight/prism-cli'),
    command: (port) => [
      join(modules, '@stoplight/prism-cli/dist/index.js'),
      ...['mock', document, '--port', String(port), '--verboseLevel', 'silent'],
    ],
    ...stateless,
    refused: 422,
    share: 0.6,
    note: 'stateless: answers with the examples of the document; the last version for Node 20; logging off',
  },
  mockoon: {
    title: 'Mockoon CLI',
    package: join(modules, '@mockoon/cli'),
    command: (port, file) => [
      join(modules, '@mockoon/cli/bin/run.js'),
      ...['start', '--data', file, '--port', String(port), '--hostname', '127.0.0.1', '--disable-log-to-file'],
    ],
    data: async (records) => (await startData()).mockoonData(records),
    base: PATH,
    refused: 200,
    ids: inOrder,
    page: (offset) => `?limit=50&page=${offset / 50 + 1}`,
    share: 0.4,
    note: 'a CRUD route over a data bucket, no authentication, no validation; accepts the changed type',
  },
  'json-server': {
    title: 'json-server',
    package: join(modules, 'json-server'),
    command: (port, file) => [
      join(modules, 'json-server/lib/cli/bin.js'),
      ...['--port', String(port), '--host', '127.0.0.1', '--quiet', file],
    ],
    data: async (records) => (await startData()).jsonServerData(records),
    base: '/integrations',
    refused: 200,
    ids: inOrder,
    page: (offset) => `?_limit=50&_page=${offset / 50 + 1}`,
    share: 0.4,
    note: 'no authentication, no validation; accepts the changed type; writes its file on each change',
  },
  scalar: {
    title: 'Scalar mock server',
    package: join(modules, '@scalar/mock-server'),
    command: () => [join(peers, 'scalar.mjs')],
    ...stateless,
    refused: 200,
    share: 0.4,
    note: 'stateless: answers with the examples of the document; accepts the changed type; asks for Node 22',
  },
};

/**
 * @param before directory of an older build, which takes part as `before`
 * @returns { contestants: those named, or all, that are installed; missing: the names of the others }
 * @throws on an unknown name
 */
export function contestants(names, before) {
  const { double, ...others } = known;
  const older = before && {
    before: { title: 'stuntdouble before', ...stuntdouble(before), note: `the build in ${before}` },
  };
  const all = { double, ...older, ...others };
  return select(all, names ?? Object.keys(all));
}

function select(all, names) {
  for (const name of names)
    if (!(name in all)) throw new Error(`--only ${name}: available are ${Object.keys(all).join(', ')}`);
  const isThere = (name) => existsSync(join(all[name].package ?? root, 'package.json'));
  return {
    contestants: names.filter(isThere).map((name) => ({
      name,
      share: 1,
      first: `${all[name].base}/${KNOWN_ID}`,
      ...all[name],
      title: [all[name].title, all[name].package && versionAt(all[name].package)].filter(Boolean).join(' '),
    })),
    missing: names.filter((name) => !isThere(name)),
  };
}

const versionAt = (at) => JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')).version;
