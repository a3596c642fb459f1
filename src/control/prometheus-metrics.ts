/** Metrics by prom-client, in a registry of their own: several doubles of a process stay apart. */
import { Counter, Gauge, Registry, type Metric } from 'prom-client';
import type { Sandboxes } from '../world/sandboxes.js';
import { BOUNDS, type CallCounts } from './call-counts.js';

const DURATION = 'stuntdouble_request_duration_seconds';

export class PrometheusMetrics {
  readonly #registry = new Registry();

  constructor(calls: readonly CallCounts[], sandboxes: Sandboxes) {
    const requests = this.#counter('requests_total', 'Calls answered', ['vendor', 'operation', 'status']);
    const refusals = this.#counter('refusals_total', 'Calls refused', ['vendor', 'reason']);
    const violations = this.#counter('violations_total', 'Replies that violate the contract', ['vendor', 'operation']);
    for (const { vendor, operation, status, reason, calls: count, violated } of calls) {
      requests.inc({ vendor, operation, status }, count);
      if (reason !== undefined) refusals.inc({ vendor, reason }, count);
      if (violated > 0) violations.inc({ vendor, operation }, violated);
    }
    this.#durations(calls);
    this.#sizes(sandboxes);
    const { rss, heapUsed } = process.memoryUsage();
    this.#gauge('process_resident_memory_bytes', 'Resident memory', rss);
    this.#gauge('nodejs_heap_size_used_bytes', 'Heap in use', heapUsed);
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** prom-client's own histogram is given one duration at a time, which costs more than some calls. */
  #durations(calls: readonly CallCounts[]): void {
    const help = 'Time to compute the reply; excludes delays by faults';
    const vendors = [...new Set(calls.map(({ vendor }) => vendor))];
    const values = vendors.flatMap((vendor) =>
      histogramOf(
        vendor,
        calls.filter((call) => call.vendor === vendor),
      ),
    );
    const histogram = { name: DURATION, help, type: 'histogram', aggregator: 'sum', values };
    this.#registry.registerMetric({ ...histogram, get: () => Promise.resolve(histogram) } as unknown as Metric);
  }

  #sizes(sandboxes: Sandboxes): void {
    const all = sandboxes.all().map((sandbox) => sandbox.store.sizes());
    const sum = (of: 'accounts' | 'records'): number => all.reduce((total, size) => total + size[of], 0);
    this.#gauge('stuntdouble_accounts', 'Accounts with writes, in all sandboxes', sum('accounts'));
    this.#gauge('stuntdouble_records', 'Records of accounts with writes, in all sandboxes', sum('records'));
    this.#gauge('stuntdouble_sandboxes', 'Sandboxes', all.length);
  }

  #counter<T extends string>(name: string, help: string, labelNames: T[]): Counter<T> {
    return new Counter({ name: `stuntdouble_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, value: number): void {
    new Gauge({ name, help, registers: [this.#registry] }).set(value);
  }
}

interface HistogramValue {
  metricName: string;
  labels: { vendor: string; le?: number | '+Inf' };
  value: number;
}

/** The cumulative counts of a vendor's durations, as Prometheus' text format has them. */
function histogramOf(vendor: string, counts: readonly CallCounts[]): HistogramValue[] {
  const bucket = (le: number | '+Inf', value: number): HistogramValue => ({
    metricName: `${DURATION}_bucket`,
    labels: { vendor, le },
    value,
  });
  let total = 0;
  const buckets = [...BOUNDS, '+Inf' as const].map((bound, at) => {
    for (const { buckets } of counts) total += buckets[at] ?? 0;
    return bucket(bound, total);
  });
  const seconds = counts.reduce((sum, call) => sum + call.seconds, 0);
  return [
    ...buckets,
    { metricName: `${DURATION}_sum`, labels: { vendor }, value: seconds },
    { metricName: `${DURATION}_count`, labels: { vendor }, value: total },
  ];
}
