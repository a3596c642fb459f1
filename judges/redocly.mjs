// The linter of OpenAPI and Arazzo documents over the vendors' documents and that of the control side.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { verdict } from './declared.mjs';
import { root, tool } from './tool.mjs';

const documents = [
  ...readdirSync(join(root, 'specs'), { recursive: true })
    .filter((it) => /(^|\/)(openapi|[^/]*arazzo)\.(yaml|json)$/.test(it))
    .map((it) => `specs/${it}`)
    .sort(),
  'src/control/openapi.json',
];

const run = promisify(execFile);

async function lint(document) {
  // It ends with 1 where it finds something, which the verdict is to say.
  const { stdout } = await run(
    tool('redocly'),
    ['lint', document, '--extends', 'recommended-strict', '--format', 'json', '--max-problems', '1000'],
    { cwd: root, maxBuffer: 1e8, env: { ...process.env, REDOCLY_TELEMETRY: 'off' } },
  ).catch((error) => error);
  return JSON.parse(stdout).problems.map(({ ruleId, message, location: [{ source, pointer, start }] }) => ({
    of: relative(root, resolve(root, source.ref)),
    rule: ruleId,
    at: pointer ?? `line ${start.line}`,
    text: message,
  }));
}

const findings = await Promise.all(documents.map(lint));
console.log(`linted ${documents.join(', ')}`);
process.exitCode = verdict('redocly', findings.flat());
