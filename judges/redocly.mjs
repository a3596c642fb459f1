// Redocly lints the OpenAPI documents of the vendors and of the control side, and the contract suites (Arazzo).
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verdict } from './declared.mjs';
import { documentOf, root, tool } from './tool.mjs';

const run = promisify(execFile);
const whole = { cwd: root, maxBuffer: 1e9, env: { ...process.env, REDOCLY_TELEMETRY: 'off' } };

async function lint(path, of) {
  const flags = ['--extends', 'recommended-strict', '--format', 'json', '--max-problems', '100000'];
  // It exits with 1 when it finds something; the verdict decides.
  const { stdout } = await run(tool('redocly'), ['lint', path, ...flags], whole).catch((error) => error);
  return JSON.parse(stdout).problems.map(({ ruleId, message, location: [{ pointer, start }] }) => ({
    of,
    rule: ruleId,
    at: pointer ?? `line ${start.line}`,
    text: message,
  }));
}

/** Replaces its rule `outputs-defined`, workflow by workflow (see declared.yaml). */
const undefinedOutputs = ({ workflows }, of) =>
  workflows.flatMap((workflow) => {
    const outputs = new Map(workflow.steps.map((step) => [step.stepId, Object.keys(step.outputs ?? {})]));
    return [...JSON.stringify(workflow).matchAll(/\$steps\.([\w-]+)\.outputs\.([\w-]+)/g)]
      .filter(([, step, name]) => !outputs.get(step)?.includes(name))
      .map(([text]) => ({ of, rule: 'output', at: workflow.workflowId, text: `${text} is not defined` }));
  });

const vendors = readdirSync(join(root, 'specs')).sort();
const suites = mkdtempSync(join(tmpdir(), 'stuntdouble-suites-'));
const found = [];
for (const vendor of vendors) found.push(await lint(documentOf(vendor), `specs/${vendor}/openapi.yaml`));
found.push(await lint('src/control/openapi.json', 'src/control/openapi.json'));
for (const vendor of vendors) {
  const { stdout } = await run(process.execPath, ['dist/cli.cjs', 'verify', vendor, '--print'], whole);
  const path = join(suites, `${vendor}.arazzo.json`);
  writeFileSync(path, stdout);
  const of = `the suite of ${vendor}`;
  found.push(await lint(path, of), undefinedOutputs(JSON.parse(stdout), of));
}
rmSync(suites, { recursive: true });
console.log(`linted ${2 * vendors.length + 1} documents`);
process.exitCode = verdict('redocly', found.flat());
