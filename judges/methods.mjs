// @ts-check
// Counts checks, and which methods of a client they called: a method that no check called is a failure.

/**
 * @param {string} client name and version, for the report
 * @param {readonly string[]} methods those that map to what is served
 */
export function checksOf(client, methods) {
  /** @type {Set<string>} */
  const called = new Set();
  let passed = 0;
  let failed = 0;
  /** @param {string} name @param {unknown} problem */
  const fail = (name, problem) => {
    failed++;
    console.log(`failed: ${name}: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}`);
  };
  return {
    /**
     * An object whose functions note that they are called.
     * @template {object} T
     * @param {T} of
     * @param {(key: string, args: readonly any[]) => string} named the method that a call counts for
     * @returns {T}
     */
    noting: (of, named = (key) => key) =>
      new Proxy(of, {
        get(target, key) {
          const value = Reflect.get(target, key);
          if (typeof value !== 'function') return value;
          return (/** @type {any[]} */ ...args) => {
            called.add(named(String(key), args));
            return value.apply(target, args);
          };
        },
      }),
    /** @param {string} name @param {() => unknown} run */
    async check(name, run) {
      try {
        await run();
        passed++;
      } catch (problem) {
        fail(name, problem);
      }
    },
    /** Prints the counts. Sets the exit code. */
    finish() {
      if (process.env['CLIENT_METHODS']) for (const method of methods) console.log(`method ${method}`);
      for (const method of methods) if (!called.has(method)) fail(method, 'no check calls this method');
      console.log(`${client}: ${methods.length} methods, ${passed} checks passed, ${failed} failed`);
      if (failed > 0) process.exitCode = 1;
    },
  };
}
