// npm run clients: the newest release of each vendor's client against the edition that it should speak, compared with the
// release that is pinned. To run before a release of stuntdouble. Exit code 1: a client fails, or a registry is not reachable.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clients } from './clients.mjs';
import { environmentWith, programOf } from './python.mjs';
import { runAgainstDouble } from './run-client.mjs';

const folder = mkdtempSync(join(tmpdir(), 'stuntdouble-clients-'));
const LIST = { CLIENT_METHODS: 'print' };

/** @returns the output of a command */
function output(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return stdout;
  const reason = error?.message ?? (stderr.trim() || stdout.replaceAll(/\s+/g, ' ').trim()).split('\n').at(-1);
  throw new Error(
    `${[command, ...args].join(' ')} failed: ${reason}. It needs the registry: try again with a network.`,
  );
}

/** The path of a program of the environment with a pinned release from PyPI. */
const pinned = (program, name, version) => programOf(program, `requirements/${name}-${version}.txt`);

/** How to look up, install and run a client, by registry. */
const registries = {
  npm: {
    newest: (name) => JSON.parse(output('npm', ['view', name, 'version', '--json'])),
    pinned: () => ({ program: process.execPath, environment: LIST }),
    install(name, version) {
      const at = join(folder, `npm-${version}`);
      mkdirSync(at);
      output('npm', ['install', '--prefix', at, '--no-audit', '--no-fund', '--silent', `${name}@${version}`]);
      return { program: process.execPath, environment: { ...LIST, CLIENT_MODULES: at } };
    },
  },
  PyPI: {
    newest: (name, version) => /\(([^)]+)\)/.exec(output(pinned('pip', name, version), ['index', 'versions', name]))[1],
    pinned: (name, version) => ({
      program: pinned('python', name, version),
      environment: LIST,
    }),
    install(name, version) {
      const requirements = join(folder, `${name}.txt`);
      writeFileSync(requirements, `${name}==${version}\n`);
      const environment = environmentWith(requirements, join(folder, `${name}-${version}`));
      return { program: join(environment, 'bin/python'), environment: LIST };
    },
  },
};

const methodsIn = (text) => text.split('\n').flatMap((line) => /^method (.+)$/.exec(line)?.[1] ?? []);
const checksIn = (text) => text.split('\n').filter((line) => line !== '' && !line.startsWith('method '));
const without = (all, others) => all.filter((item) => !others.includes(item));

/** @returns whether the newest release works */
async function compare(client) {
  const { registry, package: name, version, vendor } = client;
  const tools = registries[registry];
  const newest = tools.newest(name, version);
  const title = `${name} (${registry}), with ${vendor}`;
  if (newest === version) {
    const { program, environment } = tools.pinned(name, version);
    const { code, output: told } = await runAgainstDouble(client, program, environment);
    console.log(`${title}: ${version} is pinned and the newest\n  ${checksIn(told).join('\n  ')}`);
    return code === 0;
  }
  const [before, after] = [tools.pinned(name, version), tools.install(name, newest)];
  const [old, now] = [
    await runAgainstDouble(client, before.program, before.environment),
    await runAgainstDouble(client, after.program, after.environment),
  ];
  console.log(`${title}: ${version} is pinned, ${newest} is the newest`);
  const [known, present] = [methodsIn(old.output), methodsIn(now.output)];
  for (const method of without(present, known)) console.log(`  new method: ${method}`);
  for (const method of without(known, present)) console.log(`  method that is gone: ${method}`);
  for (const line of without(checksIn(old.output), checksIn(now.output))) console.log(`  before: ${line}`);
  for (const line of without(checksIn(now.output), checksIn(old.output))) console.log(`  now:    ${line}`);
  return now.code === 0;
}

let failed = 0;
for (const client of clients.filter((item) => item.isNewest)) {
  try {
    if (!(await compare(client))) failed++;
  } catch (error) {
    failed++;
    console.log(`${client.package}: ${error.message}`);
  }
}
rmSync(folder, { recursive: true });
console.log(failed === 0 ? 'all newest clients work' : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
