/** stuntdouble for Jest: `useDouble`, and the types of its matcher, with Jest's globals and with `@jest/globals`. */
import type { OperationName } from '../index.js';
import type { ReceivedOptions } from './expectation.js';

export { matchers, useDouble, type Runner } from './use-double.js';
export type { ReceivedOptions } from './expectation.js';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- @types/jest has it as one
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- must be as @types/jest has it
    interface Matchers<R, T = {}> {
      /** Whether a double or one of its sandboxes received such a call. */
      toHaveReceived<N extends OperationName>(operation: N, options?: ReceivedOptions<N>): R;
    }
  }
}

declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- must be as the original
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /** Whether a double or one of its sandboxes received such a call. */
    toHaveReceived<N extends OperationName>(operation: N, options?: ReceivedOptions<N>): R;
  }
}
