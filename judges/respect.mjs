// The Arazzo runner of Redocly runs the hand-written contract suites against the double.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, startDouble, tool } from './tool.mjs';

const run = promisify(execFile);
const vendors = readdirSync(join(root, 'specs')).filter((item) =>
  existsSync(join(root, 'specs', item, 'contract.arazzo.yaml')),
);
const inputs = {
  token: 'first-account',
  second_token: 'second-account',
  run: 'stuntdouble-verify-respect',
  token_forbidden: 'unscoped-key',
  token_rateLimited: 'limited-key',
  record_managedUnchangeable: 'respan-managed-provider',
};

const double = await startDouble();
let failed = 0;
for (const vendor of vendors) {
  const suite = `specs/${vendor}/contract.arazzo.yaml`;
  const args = ['respect', suite, '--server', `${vendor}=${double.url(vendor)}`, '--severity', 'SCHEMA_CHECK=error'];
  args.push(...Object.entries(inputs).flatMap(([name, value]) => ['--input', `${name}=${value}`]));
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', NO_COLOR: '1' };
  const {
    code = 0,
    stdout,
    stderr,
  } = await run(tool('redocly'), args, { cwd: root, maxBuffer: 1e8, env }).catch((error) => error);
  if (code !== 0) failed++;
  console.log(code === 0 ? `${suite}: passed by the runner of Redocly` : `${suite}\n${stdout}${stderr}`);
}
await double.close();
process.exitCode = failed === 0 ? 0 : 1;
