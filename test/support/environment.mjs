/** Node's environment; a failing test reports its last calls: method, path, body and reply. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

const SHOWN = 5;

// jest-circus runs each test in a storage of its test file and leaves it enabled.
// Node 20 and 22 copy every enabled storage for each promise: later files would get slower and slower.
const enabled = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  enabled.add(this);
  return run.apply(this, args);
};

export default class extends TestEnvironment {
  async teardown() {
    for (const storage of enabled) storage.disable();
    enabled.clear();
    await super.teardown();
  }

  handleTestEvent({ name, error }) {
    const calls = this.global.lastCalls ?? [];
    if (name === 'test_start') calls.length = 0;
    if (name !== 'test_fn_failure' || typeof error?.stack !== 'string' || calls.length === 0) return;
    const shown = calls.slice(-SHOWN).map((call) => `  ${call}`);
    const told = `${error.message}\n\nThe last calls of this test, in order:\n${shown.join('\n')}`;
    error.stack = error.stack.includes(error.message) ? error.stack.replace(error.message, () => told) : told;
  }
}
