/** Counts the vendors' replies. A call only increments counts; prom-client is loaded by the first request for metrics. */
import type { Draft } from '../engine/journal/draft.js';
import { lazily } from '../engine/values/lazily.js';
import type { Sandboxes } from '../world/sandboxes.js';
import type { CallCounts } from './call-counts.js';
import type { Meters } from './meters.js';

/** Durations kept in memory until they are added to the meters. */
const MAX_PENDING = 10_000;

export class Metrics {
  readonly #meters = lazily(async (): Promise<Meters> => new (await import('./meters.js')).Meters());
  /** By operation, or by vendor for calls without an operation. */
  #counts = new Map<object, CallCounts[]>();
  #pending = 0;

  /** To be called for each finished call. */
  readonly answered = (call: Draft): void => {
    const counts = this.#countsOf(call);
    counts.calls++;
    if (call.violations.length > 0) counts.violated++;
    counts.durations.push(call.duration);
    // If the meters cannot be loaded, the counts are kept for the next attempt.
    if (++this.#pending < MAX_PENDING) return;
    this.#pending = 0;
    this.#flush().catch(() => undefined);
  };

  /** In Prometheus' text format. */
  async text(sandboxes: Sandboxes): Promise<string> {
    return (await this.#flush()).text(sandboxes);
  }

  async #flush(): Promise<Meters> {
    const meters = await this.#meters();
    const all = this.#counts;
    this.#counts = new Map();
    this.#pending = 0;
    for (const counts of [...all.values()].flat()) meters.add(counts);
    return meters;
  }

  #countsOf({ vendor, status, trace: { operation, refusal } }: Draft): CallCounts {
    const key = operation ?? vendor;
    const reason = refusal?.reason;
    let known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, (known = []));
    for (const counts of known) if (counts.status === status && counts.reason === reason) return counts;
    const zero = { calls: 0, violated: 0, durations: [] };
    const counts: CallCounts = { vendor: vendor.name, operation: operation?.id ?? 'none', status, reason, ...zero };
    known.push(counts);
    return counts;
  }
}
