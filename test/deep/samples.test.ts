/** The samples of the vendors' pages over https, in the languages of the pages. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import '../support/built.js';
import { double, root } from '../support/double.js';
import { samples, type Sample, type Tool } from '../support/samples.js';

const modules = join(root, 'judges/node_modules');

const tools: Readonly<Record<Tool, { file: string; command: string; needs: () => unknown }>> = {
  curl: { file: 'sample.sh', command: 'bash sample.sh', needs: () => execFileSync('curl', ['--version']) },
  node: { file: 'sample.mjs', command: `'${process.execPath}' sample.mjs`, needs: () => true },
  axios: {
    file: 'sample.cjs',
    command: `'${process.execPath}' sample.cjs`,
    needs: () => readFileSync(join(modules, 'axios/package.json')),
  },
  python: {
    file: 'sample.py',
    command: 'python3 sample.py',
    needs: () => execFileSync('python3', ['-c', 'import requests'], { stdio: 'pipe' }),
  },
  ruby: { file: 'sample.rb', command: 'ruby sample.rb', needs: () => execFileSync('ruby', ['--version']) },
  go: { file: 'sample.go', command: 'go run sample.go', needs: () => execFileSync('go', ['version']) },
};

/** Why a tool cannot be used; undefined: it can. */
function missing(tool: Tool): string | undefined {
  try {
    tools[tool].needs();
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0];
  }
}

const usable = samples.filter(({ name, tool }) => {
  const reason = missing(tool);
  if (reason !== undefined) process.stderr.write(`skipped: ${name} (${reason})\n`);
  return reason === undefined;
});

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stuntdouble-samples-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Writes a sample to a directory of its own. @param host replaces the one of the page */
function write({ tool, code, filled = {}, before, after, host }: Sample, folder: string, replacement = host): void {
  let text = code.replace(`https://${host}/`, `https://${replacement}/`);
  for (const [placeholder, value] of Object.entries(filled)) text = text.replace(placeholder, value);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, tools[tool].file), [before, text, after].filter((part) => part !== undefined).join('\n'));
}

const trusting = (ca: string): NodeJS.ProcessEnv => ({
  NODE_EXTRA_CA_CERTS: ca,
  SSL_CERT_FILE: ca,
  REQUESTS_CA_BUNDLE: ca,
  CURL_CA_BUNDLE: ca,
});

const { PATH, HOME } = process.env;
const common = { PATH, HOME, NODE_PATH: modules };

it.each(usable)('$name runs with the host replaced and the authority trusted', async (sample) => {
  const { vendor, operation, tool } = sample;
  const started = await double({ vendors: [vendor], tls: true });
  const ca = join(directory, 'ca.pem');
  writeFileSync(ca, started.ca ?? '');
  write(sample, directory, new URL(started.origin.replace('127.0.0.1', 'localhost')).host);
  await promisify(execFile)('bash', ['-c', tools[tool].command], {
    cwd: directory,
    env: { ...common, ...trusting(ca), ...sample.env },
  });
  expect(started.journal.find().map(({ operation: called, status }) => [called, status])).toEqual([[operation, 200]]);
});

const oneOfEach = usable.filter(({ tool }, at) => usable.findIndex((other) => other.tool === tool) === at);

// The sample for Go does not look at its error, and fails at the reply that it does not have.
it.each(oneOfEach)('$name fails without the authority', async (sample) => {
  const started = await double({ vendors: [sample.vendor], tls: true });
  write(sample, directory, new URL(started.origin.replace('127.0.0.1', 'localhost')).host);
  const env = { ...common, ...sample.env };
  const command = tools[sample.tool].command;
  await expect(promisify(execFile)('bash', ['-c', command], { cwd: directory, env })).rejects.toThrow(command);
  expect(started.journal.find()).toEqual([]);
});

/** Why no private hosts file and network are possible: Linux with user namespaces has them. */
function unshared(): string | undefined {
  try {
    execFileSync('unshare', ['-rmn', 'sh', '-c', 'ip link set lo up && mount --bind /dev/null /etc/hosts'], {
      stdio: 'pipe',
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}

const noNamespace = unshared();
if (noNamespace !== undefined) process.stderr.write(`skipped: samples without any change (${noNamespace})\n`);

(noNamespace === undefined ? it : it.skip)(
  'all samples run without any change where a hosts file leads the vendors’ names to port 443 of this machine',
  async () => {
    const ca = join(directory, 'ca.pem');
    const cli = join(root, 'dist/cli.cjs');
    writeFileSync(
      join(directory, 'hosts'),
      `127.0.0.1 localhost ${[...new Set(samples.map(({ host }) => host))].join(' ')}\n`,
    );
    const lines = usable.map((sample, at) => {
      write(sample, join(directory, String(at)));
      const variables = Object.entries(sample.env ?? {}).map(([name, value]) => `${name}='${value}'`);
      return `(cd ${at} && ${variables.join(' ')} ${tools[sample.tool].command} >out 2>&1) || { cat ${at}/out >&2; echo 'failed: ${sample.name}' >&2; }`;
    });
    const script = `set -u
ip link set lo up && mount --bind hosts /etc/hosts || exit 1
touch ready
env -u NODE_EXTRA_CA_CERTS '${process.execPath}' '${cli}' serve --json --port 443 --control-port 4011 --tls --tls-ca '${ca}' >ready & server=$!
until grep -q ready ready || ! kill -0 $server; do sleep 0.1; done
${lines.join('\n')}
'${process.execPath}' '${cli}' journal --json --limit 1000 --control https://127.0.0.1:4011
kill $server; wait $server`;
    const env = { ...common, ...trusting(ca) };
    const { stdout, stderr } = await promisify(execFile)('unshare', ['-rmn', 'bash', '-c', script], {
      cwd: directory,
      env,
    });
    expect(stderr).toBe('');
    const calls = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { vendor: string; operation: string; status: number });
    expect(calls.map(({ vendor, operation, status }) => [vendor, operation, status])).toEqual(
      usable.map(({ vendor, operation }) => [vendor, operation, 200]),
    );
    expect(existsSync(ca)).toBe(true);
  },
);
