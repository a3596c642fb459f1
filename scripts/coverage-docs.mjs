// Writes docs/coverage.md: the test that holds it fresh is told to write it first.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npm', ['test', '--', 'test/coverage.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, WRITE_COVERAGE: 'yes' },
});
process.exitCode = status ?? 1;
