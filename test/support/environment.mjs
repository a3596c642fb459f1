/** Node's environment; a failing test reports its last calls: method, path, body and reply. */
import { TestEnvironment } from 'jest-environment-node';

const SHOWN = 5;

export default class extends TestEnvironment {
  handleTestEvent({ name, error }) {
    const calls = this.global.lastCalls ?? [];
    if (name === 'test_start') calls.length = 0;
    if (name !== 'test_fn_failure' || typeof error?.stack !== 'string' || calls.length === 0) return;
    const shown = calls.slice(-SHOWN).map((call) => `  ${call}`);
    const told = `${error.message}\n\nThe last calls of this test, in order:\n${shown.join('\n')}`;
    error.stack = error.stack.includes(error.message) ? error.stack.replace(error.message, () => told) : told;
  }
}
