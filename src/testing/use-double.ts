/** A double for the tests of a file: started before all, reset before each, closed after all. */
import { startDouble, type Double, type DoubleOptions } from '../index.js';
import { toHaveReceived } from './received.js';

/** For `expect.extend`, where `useDouble` does not do it. */
export const matchers = { toHaveReceived };

/** What of the test runner is used. */
export interface Runner {
  expect: { extend(matchers: Record<string, (received: unknown, ...args: unknown[]) => unknown>): unknown };
  beforeAll: (hook: () => Promise<void>) => unknown;
  beforeEach: (hook: () => void) => unknown;
  afterAll: (hook: () => Promise<void>) => unknown;
}

/**
 * To be called at the top of a file or of a `describe`. What it gives can be used in tests and hooks.
 * @param runner Where the runner has no globals: all that its own package exports (`import * as runner …`).
 */
export function useDouble(options: DoubleOptions = {}, runner: Partial<Runner> = globals()): Double {
  const { expect, beforeAll, beforeEach, afterAll } = complete(runner);
  let started: Double | undefined;
  const sandboxes = new Set<string>();
  expect.extend(matchers);
  beforeAll(async () => {
    started = await startDouble(options);
  });
  beforeEach(() => {
    started?.reset();
    for (const name of sandboxes) started?.sandbox(name).reset();
  });
  afterAll(async () => {
    await started?.close();
    started = undefined;
  });
  const sandbox: Double['sandbox'] = (name) => {
    const handle = running(started).sandbox(name);
    sandboxes.add(name);
    return handle;
  };
  return standIn(() => started, { sandbox });
}

function running(double: Double | undefined): Double {
  if (double === undefined)
    throw new Error('The double runs between beforeAll and afterAll: use it inside of a test or a hook');
  return double;
}

/** Has what the double has, once there is one. */
function standIn(current: () => Double | undefined, own: Pick<Double, 'sandbox'>): Double {
  const get = (key: PropertyKey): unknown => {
    if (Object.hasOwn(own, key)) return Reflect.get(own, key);
    // Runners and `await` look for symbols and `then` at any time.
    if (typeof key === 'symbol' || key === 'then') return Reflect.get(current() ?? {}, key);
    return Reflect.get(running(current()), key);
  };
  return new Proxy({} as Double, {
    get: (_, key) => get(key),
    has: (_, key) => key in (current() ?? {}),
    ownKeys: () => Reflect.ownKeys(current() ?? {}),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(current() ?? {}, key),
    set: () => false,
  });
}

const globals = (): Partial<Runner> => globalThis;

function complete({ expect, beforeAll, beforeEach, afterAll }: Partial<Runner>): Runner {
  if (!expect || !beforeAll || !beforeEach || !afterAll)
    throw new Error(
      "useDouble finds no expect, beforeAll, beforeEach and afterAll: switch the runner's globals on, or hand in all that its package exports: useDouble({ … }, runner)",
    );
  return { expect, beforeAll, beforeEach, afterAll };
}
