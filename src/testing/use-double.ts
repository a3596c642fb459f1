/** A double for all tests of a worker: started by the first file, reset before each test, ended with the process. */
import { startDouble, type Double, type DoubleOptions } from '../index.js';
import { toHaveReceived } from './received.js';

/** For `expect.extend` without `useDouble`. */
export const matchers = { toHaveReceived };

/** The functions of the test runner that are used. */
export interface Runner {
  expect: { extend(matchers: Record<string, (received: unknown, ...args: unknown[]) => unknown>): unknown };
  beforeAll: (hook: () => Promise<void>) => unknown;
  beforeEach: (hook: () => void) => unknown;
  afterAll: (hook: () => Promise<void>) => unknown;
}

/**
 * Call it at the top of a file or of a `describe`. Use the double in tests and hooks.
 * @param options Files with equal options share a double. Options with functions start a separate one, which ends with the file.
 * @param runner The exports of the runner's package (`import * as runner …`), if it has no globals.
 */
export function useDouble(options: DoubleOptions = {}, runner: Partial<Runner> = globals()): Double {
  const { expect, beforeAll, beforeEach, afterAll } = complete(runner);
  const isShared = !Object.values(options).some((option) => typeof option === 'function');
  let started: Double | undefined;
  expect.extend(matchers);
  beforeAll(async () => {
    started = await (isShared ? shared(options) : startDouble(options));
    started.resetAll();
    // Snapshots of another file.
    for (const { name } of started.snapshots.list()) started.snapshots.remove(name);
  });
  beforeEach(() => started?.resetAll());
  afterAll(async () => {
    if (!isShared) await started?.close();
    started = undefined;
  });
  return doubleProxy(() => started);
}

/** Doubles of this process, by options. The package is loaded outside of the modules that runners create for each test file. */
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
    throw new Error('The double is not running: use it in a test or a hook, between beforeAll and afterAll');
  return double;
}

/** Forwards to the double once it is started. */
function doubleProxy(current: () => Double | undefined): Double {
  const get = (key: PropertyKey): unknown => {
    // Runners and `await` read symbols and `then` at any time.
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
      "useDouble needs expect, beforeAll, beforeEach and afterAll: enable the runner's globals, or pass the exports of its package: useDouble({ … }, runner)",
    );
  return { expect, beforeAll, beforeEach, afterAll };
}
