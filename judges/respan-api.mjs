// Respan's own client (respan_api.py) against the double.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { python } from './python.mjs';
import { startDouble } from './tool.mjs';

const program = python();
const double = await startDouble({ vendors: ['respan'] });
const script = join(import.meta.dirname, 'respan_api.py');
const [code] = await once(spawn(program, [script, double.url('respan')], { stdio: 'inherit' }), 'exit');
await double.close();
process.exitCode = code ?? 1;
