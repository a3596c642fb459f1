// Writes docs/coverage.md, by the test that compares it.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npm', ['run', 'test:deep', '--', 'test/deep/coverage.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, WRITE_COVERAGE: 'yes' },
});
process.exitCode = status ?? 1;
