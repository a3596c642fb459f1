/** Metrics by prom-client, in a registry of their own: several doubles of a process stay apart. */
import type { CallCounts } from './call-counts.js';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Sandboxes } from '../world/sandboxes.js';

const SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1];

export class Meters {
  readonly #registry = new Registry();
  readonly #requests = this.#counter('requests_total', 'Calls answered', ['vendor', 'operation', 'status']);
  readonly #refusals = this.#counter('refusals_total', 'Calls refused', ['vendor', 'reason']);
  readonly #violations = this.#counter('violations_total', 'Replies that violate the contract', [
    'vendor',
    'operation',
  ]);
  readonly #seconds = new Histogram({
    name: 'stuntdouble_request_duration_seconds',
    help: 'Time to compute the reply; excludes delays by faults',
    labelNames: ['vendor'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #accounts = this.#gauge('stuntdouble_accounts', 'Accounts with writes, in all sandboxes');
  readonly #records = this.#gauge('stuntdouble_records', 'Records of accounts with writes, in all sandboxes');
  readonly #sandboxes = this.#gauge('stuntdouble_sandboxes', 'Sandboxes');
  readonly #resident = this.#gauge('process_resident_memory_bytes', 'Resident memory');
  readonly #heap = this.#gauge('nodejs_heap_size_used_bytes', 'Heap in use');

  add({ vendor, operation, status, reason, calls, violated, durations }: CallCounts): void {
    this.#requests.inc({ vendor, operation, status }, calls);
    if (reason !== undefined) this.#refusals.inc({ vendor, reason }, calls);
    if (violated > 0) this.#violations.inc({ vendor, operation }, violated);
    const seconds = this.#seconds.labels(vendor);
    for (const duration of durations) seconds.observe(duration / 1000);
  }

  text(sandboxes: Sandboxes): Promise<string> {
    const all = sandboxes.all();
    const sizes = all.map((sandbox) => sandbox.store.sizes());
    this.#sandboxes.set(all.length);
    this.#accounts.set(sizes.reduce((sum, size) => sum + size.accounts, 0));
    this.#records.set(sizes.reduce((sum, size) => sum + size.records, 0));
    const { rss, heapUsed } = process.memoryUsage();
    this.#resident.set(rss);
    this.#heap.set(heapUsed);
    return this.#registry.metrics();
  }

  #counter<T extends string>(name: string, help: string, labelNames: T[]): Counter<T> {
    return new Counter({ name: `stuntdouble_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.#registry] });
  }
}
