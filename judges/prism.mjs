// Prism validates every reply, as a proxy in front of each double, while the contract suite runs through it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { verdict } from './declared.mjs';
import { documentOf, root, startDouble, tool } from './tool.mjs';

const vendors = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(join(root, 'specs')).sort();
const credentials = [
  ...['--token', 'demo-key', '--second-token', 'other-key'],
  ...['credentialRejected=revoked-key', 'forbidden=unscoped-key', 'rateLimited=limited-key'].flatMap((item) => [
    '--token-for',
    item,
  ]),
];

async function judge(vendor) {
  const double = await startDouble({ vendors: [vendor] });
  // The suite sends wrong requests on purpose, so only replies are validated.
  const flags = ['--errors', '--validate-request=false', '--cors=false', '--port', '0'];
  const document = documentOf(vendor);
  const prism = spawn(tool('prism'), ['proxy', document, double.url(vendor), ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const found = [];
  let forwarded = 0;
  const target = await new Promise((resolve, reject) => {
    prism.once('exit', (code) => reject(new Error(`Prism ended with ${code}`)));
    createInterface({ input: prism.stdout }).on('line', (line) => {
      const [, url] = /listening on (\S+)/.exec(line) ?? [];
      if (url) resolve(url);
      if (line.includes('Received forward response')) forwarded++;
      const [, at, rule, text] = /\[HTTP SERVER\] (\S+ \S+) .*errors#(\w+): (.*)/.exec(line) ?? [];
      if (rule) found.push({ of: vendor, rule, at, text });
    });
  });
  const suite = spawn(
    process.execPath,
    [join(root, 'dist/cli.cjs'), 'verify', vendor, '--target', target, '--timeout', '5', '--json', ...credentials],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const cases = { passed: 0 };
  for await (const line of createInterface({ input: suite.stdout })) {
    const event = JSON.parse(line);
    if (event.event !== 'case') continue;
    cases[event.verdict] = (cases[event.verdict] ?? 0) + 1;
    if (event.verdict === 'failed' || event.verdict === 'could not run')
      found.push({
        of: vendor,
        rule: 'case',
        at: event.case,
        text: `${event.case} ${JSON.stringify(event.failures[0] ?? event.reason)}`,
      });
  }
  prism.removeAllListeners('exit').kill();
  await Promise.all([once(prism, 'exit'), double.close()]);
  console.log(`${vendor}: ${forwarded} replies validated; cases ${JSON.stringify(cases)}`);
  if (forwarded === 0 || cases.passed === 0) throw new Error(`${vendor}: nothing was validated`);
  return found;
}

const found = (await Promise.all(vendors.map(judge))).flat();
process.exitCode = verdict('prism', found);
