/** Counts the vendors' replies. A call only increments numbers; prom-client is loaded by the first request for metrics. */
import type { Draft } from '../engine/journal/draft.js';
import { loadOnce } from '../engine/values/load-once.js';
import type { Sandboxes } from '../world/sandboxes.js';
import { BOUNDS, countDuration, type CallCounts } from './call-counts.js';

export class Metrics {
  readonly #meters = loadOnce(() => import('./prometheus-metrics.js'));
  readonly #all: CallCounts[] = [];
  /** By operation, or by vendor for calls without an operation. Weak: a reload replaces both. */
  readonly #counts = new WeakMap<object, CallCounts[]>();

  /** To be called for each finished call. */
  readonly answered = (call: Draft): void => {
    const counts = this.#countsOf(call);
    counts.calls++;
    if (call.violations.length > 0) counts.violated++;
    countDuration(counts, call.duration / 1000);
  };

  /** In Prometheus' text format. */
  async text(sandboxes: Sandboxes): Promise<string> {
    const { PrometheusMetrics } = await this.#meters();
    return new PrometheusMetrics(this.#all, sandboxes).text();
  }

  #countsOf({ vendor, status, trace: { operation, refusal } }: Draft): CallCounts {
    const key = operation ?? vendor;
    const reason = refusal?.reason;
    let known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, (known = []));
    for (const counts of known) if (counts.status === status && counts.reason === reason) return counts;
    const zero = { calls: 0, violated: 0, seconds: 0, buckets: Array<number>(BOUNDS.length + 1).fill(0) };
    const counts: CallCounts = { vendor: vendor.name, operation: operation?.id ?? 'none', status, reason, ...zero };
    known.push(counts);
    this.#all.push(counts);
    return counts;
  }
}
