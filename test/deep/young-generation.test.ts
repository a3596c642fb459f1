/** Memory of V8 while `serve` reads a large document, as V8 itself reports it. */
import '../support/built.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../support/double.js';

const file = join(root, '../shared/openapi/stripe.json');
/** MB. V8 begins with 2 or 4, and would grow to 32 or 64. */
const SMALL = 8;

(existsSync(file) ? it : it.skip)('keeps the young generation small while a large document is read', async () => {
  const command = [join(root, 'dist/cli.cjs'), 'serve', file, '--port', '0', '--control-port', 'off', '--json'];
  const child = spawn(process.execPath, ['--trace-gc', '--trace-gc-verbose', ...command]);
  const committed: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [, kilobytes] = /New space,.*committed: *(\d+) KB/.exec(line) ?? [];
    if (kilobytes !== undefined) committed.push(Number(kilobytes) / 1024);
    if (line.includes('"event":"ready"')) break;
  }
  child.kill();
  await once(child, 'exit');
  expect(committed.length).toBeGreaterThan(10);
  expect(Math.max(...committed)).toBeLessThanOrEqual(SMALL);
});
