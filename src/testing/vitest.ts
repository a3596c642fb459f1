/** stuntdouble for Vitest: `useDouble`, and the types of its matcher. */
import type {} from 'vitest';
import type { OperationName } from '../index.js';
import type { ReceivedOptions } from './expectation.js';

export { matchers, useDouble, type Runner } from './use-double.js';
export type { ReceivedOptions } from './expectation.js';

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-unused-vars -- must be as the original
  interface Matchers<T = any> {
    /** Whether a double or one of its sandboxes received such a call. */
    toHaveReceived<N extends OperationName>(operation: N, options?: ReceivedOptions<N>): void;
  }
}
