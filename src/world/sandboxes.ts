/**
 * The sandboxes of a double, made on first use. One that was written to or steered stays until it is removed. Others hold
 * a journal only, and make room for each other: a call that is refused, or only reads, uses up no place for good.
 */
import type { Sandbox } from './world.js';

/** Untouched sandboxes that are kept, the ones used last. */
export const MAX_UNTOUCHED = 1000;

export class Sandboxes {
  readonly #kept = new Map<string, Sandbox>();
  /** Not known to be touched; the one used longest ago comes first. */
  readonly #passing = new Map<string, Sandbox>();

  constructor(
    private readonly create: (name: string) => Sandbox,
    /** How many are kept. */
    readonly limit: number,
  ) {}

  /** For a call in it. undefined: there are as many as there may be. */
  get(name: string): Sandbox | undefined {
    const kept = this.#kept.get(name);
    if (kept) return kept;
    let sandbox = this.#passing.get(name);
    if (sandbox) this.#passing.delete(name);
    else {
      if (this.#kept.size >= this.limit) return undefined;
      sandbox = this.create(name);
      this.#makeRoom();
    }
    if (sandbox.isUntouched()) this.#passing.set(name, sandbox);
    else this.#kept.set(name, sandbox);
    return sandbox;
  }

  /** For whoever names it in order to steer it: it stays. undefined: there are as many as there may be. */
  keep(name: string): Sandbox | undefined {
    const sandbox = this.get(name);
    if (sandbox && this.#passing.delete(name)) this.#kept.set(name, sandbox);
    return sandbox;
  }

  /** Never makes one. */
  find(name: string): Sandbox | undefined {
    return this.#kept.get(name) ?? this.#passing.get(name);
  }

  all(): Sandbox[] {
    return [...this.#kept.values(), ...this.#passing.values()];
  }

  /** Whether it was there. */
  remove(name: string): boolean {
    const found = this.find(name);
    found?.close();
    this.#kept.delete(name);
    this.#passing.delete(name);
    return found !== undefined;
  }

  /** Keeps those that were touched meanwhile; of the others the one used longest ago goes. */
  #makeRoom(): void {
    for (const [name, sandbox] of this.#passing) {
      if (this.#passing.size < MAX_UNTOUCHED) return;
      this.#passing.delete(name);
      if (sandbox.isUntouched()) sandbox.close();
      else this.#kept.set(name, sandbox);
    }
  }
}
