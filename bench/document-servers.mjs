// Servers for any OpenAPI document, each with its defaults.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const peers = join(import.meta.dirname, 'peers');
const modules = join(peers, 'node_modules');

/** `command(file, port)`: arguments of node. `package`: the directory of its package.json. */
const servers = {
  stuntdouble: {
    package: root,
    command: (file, port) => [
      join(root, 'dist/cli.cjs'),
      ...['serve', file, '--port', String(port), '--control-port', '0', '--json'],
    ],
    shown: 'stuntdouble serve FILE',
  },
  Prism: {
    package: join(modules, '@stoplight/prism-cli'),
    command: (file, port) => [
      join(modules, '@stoplight/prism-cli/dist/index.js'),
      ...['mock', file, '--port', String(port), '--verboseLevel', 'silent'],
    ],
    shown: 'prism mock FILE',
  },
  Mockoon: {
    package: join(modules, '@mockoon/cli'),
    command: (file, port) => [
      join(modules, '@mockoon/cli/bin/run.js'),
      ...['start', '--data', file, '--port', String(port), '--hostname', '127.0.0.1', '--disable-log-to-file'],
    ],
    shown: 'mockoon-cli start --data FILE',
  },
  'Scalar mock server': {
    package: join(modules, '@scalar/mock-server'),
    command: (file) => [join(peers, 'scalar.mjs'), file],
    shown: 'createMockServer({ document })',
  },
  'openapi-backend': {
    package: join(modules, 'openapi-backend'),
    command: (file) => [join(peers, 'openapi-document.mjs'), file],
    shown: 'OpenAPIBackend with mockResponseForOperation',
  },
};

/** @returns those of the names, or all, that are installed: { name, version, command, shown }[] */
export const documentServers = (names = Object.keys(servers)) =>
  names
    .map((name) => ({ name, ...servers[name] }))
    .filter((item) => existsSync(join(item.package, 'package.json')))
    .map((item) => ({
      ...item,
      version: JSON.parse(readFileSync(join(item.package, 'package.json'), 'utf8')).version,
    }));
