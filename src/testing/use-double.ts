/** A double for the tests of a worker: started for the first file that asks for it, reset before each test, gone with the process. */
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
 * @param options Equal ones share a double. Those with functions have one of their own, which ends with the file.
 * @param runner Where the runner has no globals: all that its own package exports (`import * as runner …`).
 */
export function useDouble(options: DoubleOptions = {}, runner: Partial<Runner> = globals()): Double {
  const { expect, beforeAll, beforeEach, afterAll } = complete(runner);
  const isShared = !Object.values(options).some((option) => typeof option === 'function');
  let started: Double | undefined;
  expect.extend(matchers);
  beforeAll(async () => {
    started = await (isShared ? shared(options) : startDouble(options));
    started.resetAll();
    // Those of another file; its own ones it saves after this.
    for (const { name } of started.snapshots.list()) started.snapshots.remove(name);
  });
  beforeEach(() => started?.resetAll());
  afterAll(async () => {
    if (!isShared) await started?.close();
    started = undefined;
  });
  return standIn(() => started);
}

/** Those of this process, by their options. Runners give each test file modules of its own; the package is loaded outside of them. */
const doubles = new Map<string, Promise<Double>>();

function shared(options: DoubleOptions): Promise<Double> {
  const key = JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
  const forget = (): unknown => doubles.delete(key);
  const start = async (): Promise<Double> => {
    const double = await startDouble(options);
    double.unref();
    const close = (): Promise<void> => {
      forget();
      return double.close();
    };
    return { ...double, close, [Symbol.asyncDispose]: close };
  };
  let found = doubles.get(key);
  if (found === undefined) {
    doubles.set(key, (found = start()));
    found.catch(forget);
  }
  return found;
}

function running(double: Double | undefined): Double {
  if (double === undefined)
    throw new Error('The double runs between beforeAll and afterAll: use it inside of a test or a hook');
  return double;
}

/** Has what the double has, once there is one. */
function standIn(current: () => Double | undefined): Double {
  const get = (key: PropertyKey): unknown => {
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
