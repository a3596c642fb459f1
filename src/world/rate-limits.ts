/** The vendor's documented rate limits, per account, by the sandbox's clock. Off by default. */
import { suggest } from '../engine/values/suggest.js';
import type { Account } from '../engine/model/call.js';
import type { Limits, LimitUse } from '../engine/ports.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { LimitsState } from '../engine/model/snapshot.js';
import { SteeringError } from './steering-error.js';

interface Window {
  start: number;
  count: number;
}

export class RateLimits implements Limits {
  readonly #on = new Set<string>();
  readonly #windows = new Map<string, Window>();

  constructor(
    private readonly vendors: readonly Vendor[],
    /** Called after each change of the vendors with limits. */
    private readonly changed?: () => void,
  ) {}

  /** Switches on a vendor's documented limits. @throws SteeringError if the vendor documents none */
  enable(vendor: string): void {
    this.#enable(vendor);
    this.changed?.();
  }

  #enable(vendor: string): void {
    const found = this.vendors.find((item) => item.name === vendor);
    if (found === undefined)
      throw new SteeringError(
        '/vendor',
        `${vendor} is not served`,
        suggest(
          vendor,
          this.vendors.map(({ name }) => name),
        ),
      );
    if (!found.behavior.limits?.length)
      throw new SteeringError(
        '/vendor',
        `${vendor} documents no rate limit`,
        'use a fault that refuses with rateLimited',
      );
    this.#on.add(vendor);
  }

  disable(vendor: string): void {
    this.#on.delete(vendor);
    for (const key of this.#windows.keys()) if (key.startsWith(`${vendor}/`)) this.#windows.delete(key);
    this.changed?.();
  }

  enabled(): string[] {
    return [...this.#on].sort();
  }

  state(): LimitsState {
    const windows = [...this.#windows].map(([key, { start, count }]) => {
      const [vendor = '', limit = '', ...account] = key.split('/');
      return { vendor, limit: Number(limit), account: account.join('/'), start, count };
    });
    return { on: this.enabled(), windows };
  }

  /** Call this in a new sandbox. @throws SteeringError as `enable` does */
  restore({ on, windows }: LimitsState): void {
    for (const [at, vendor] of on.entries()) {
      try {
        this.#enable(vendor);
      } catch (error) {
        throw error instanceof SteeringError
          ? new SteeringError(`/limits/on/${at}`, error.problem, error.remedy)
          : error;
      }
    }
    for (const { vendor, limit, account, start, count } of windows)
      this.#windows.set(`${vendor}/${limit}/${account}`, { start, count });
  }

  check(vendor: Vendor, account: Account, now: number): LimitUse | undefined {
    if (!this.#on.has(vendor.name)) return undefined;
    let retryAfter: number | undefined;
    const counted: [key: string, window: Window][] = [];
    for (const [at, { requests, seconds }] of (vendor.behavior.limits ?? []).entries()) {
      const key = `${vendor.name}/${at}/${account.name}`;
      const length = seconds * 1000;
      const window = this.#windows.get(key);
      if (window === undefined || now < window.start || now >= window.start + length)
        counted.push([key, { start: now, count: 1 }]);
      else if (window.count < requests) counted.push([key, { start: window.start, count: window.count + 1 }]);
      else retryAfter = Math.max(retryAfter ?? 0, Math.ceil((window.start + length - now) / 1000));
    }
    const count = (): void => {
      for (const [key, window] of counted) this.#windows.set(key, window);
    };
    return { retryAfter, count };
  }
}
