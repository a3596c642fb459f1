/** The contract suite of a vendor against a double in process. */
import { inProcess } from '../../src/suite/in-process.js';
import type { Vendor } from '../../src/engine/model/vendor.js';
import { fetchThrough } from '../../src/http/fetch.js';
import { suiteInputs } from '../../src/suite/rehearsal-double.js';
import type { Double } from '../../src/double/api.js';
import { startDouble } from '../../src/double/start.js';
import { suiteOf, type Suite } from '../../src/suite/suite.js';
import { readContractSuite } from '../../src/loading/contract-suite.js';
import { verify, type CaseResult, type Summary, type VerifyOptions } from '../../src/verify/run/verify.js';
import type { Target } from '../../src/verify/run/send.js';
import { vendorIn } from './lab.js';

const suites = new Map<string, Promise<Suite>>();

/** The suite of a vendor directory, written and generated cases. */
export function suiteIn(directory: string): Promise<Suite> {
  const vendor = vendorIn(directory);
  const known = suites.get(directory) ?? suiteOf(vendor, readContractSuite(directory, vendor).arazzo);
  suites.set(directory, known);
  return known;
}

export const doubleOf = (vendor: string): Promise<Double> => startDouble({ vendors: [vendor], listen: false });

/** A target in process. Waiting takes no time: the clock of the double goes forward instead. */
export const targetOf = (double: Double, vendor: string): Target => ({
  url: double.url(vendor),
  fetch: double.fetch,
  callTimeout: 10_000,
  sleep: (milliseconds) => Promise.resolve(void double.clock.advance(`${Math.ceil(milliseconds)}ms`)),
  elapsed: () => Date.parse(double.clock.now()),
  signal: new AbortController().signal,
});

/** All inputs of a run: two accounts, and the inputs from the seed. */
export const inputsOf = (vendor: Vendor): Record<string, string> => ({
  token: 'first-account',
  second_token: 'second-account',
  token_counted: 'counted-account',
  ...suiteInputs(vendor),
});

/** Runs cases, and hands back every verdict. */
export async function run(
  options: Omit<VerifyOptions, 'run' | 'onResult'>,
): Promise<{ results: CaseResult[]; summary: Summary }> {
  const results: CaseResult[] = [];
  const summary = await verify({ ...options, run: 'test', onResult: (caseResult) => results.push(caseResult) });
  return { results, summary };
}

/** A separate instance of a vendor, whose replies can be made to violate the contract. */
export function benchOf(vendor: Vendor): { target: Target; reset: () => void } {
  let now = Date.parse('2026-06-01T12:00:00.000Z');
  const ignore = (): void => undefined;
  const { world, exchange } = inProcess(vendor, {
    name: 'bench',
    now: () => (now += 7),
    randomSeed: 9,
    failed: ignore,
    violated: ignore,
    replyHeaders: false,
  });
  const origin = 'http://bench.localhost';
  const target: Target = {
    url: `${origin}/${vendor.name}`,
    fetch: fetchThrough(exchange, origin),
    callTimeout: 10_000,
    sleep: (milliseconds) => Promise.resolve(void (now += milliseconds)),
    elapsed: () => now,
    signal: new AbortController().signal,
  };
  const reset = (): void => {
    world.reset();
    if (vendor.behavior.limits) world.limits.enable(vendor.name);
  };
  return { target, reset };
}
