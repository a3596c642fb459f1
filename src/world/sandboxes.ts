/**
 * The sandboxes of a double, created on first use. A changed sandbox is kept until it is removed. Unchanged ones have
 * only a journal; the least recently used ones are dropped, so that refused calls and reads do not use up the limit.
 */
import type { Sandbox } from './world.js';

/** Maximum number of unchanged sandboxes. */
export const MAX_UNTOUCHED = 1000;

export class Sandboxes {
  readonly #kept = new Map<string, Sandbox>();
  /** Unchanged when last used; least recently used first. */
  readonly #passing = new Map<string, Sandbox>();

  constructor(
    private readonly create: (name: string) => Sandbox,
    /** Maximum number of changed sandboxes. */
    readonly limit: number,
  ) {}

  /** The sandbox for a call. undefined: the limit is reached. */
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

  /** Like `get`, but keeps the sandbox even if it is unchanged. undefined: the limit is reached. */
  keep(name: string): Sandbox | undefined {
    const sandbox = this.get(name);
    if (sandbox && this.#passing.delete(name)) this.#kept.set(name, sandbox);
    return sandbox;
  }

  /** undefined: the sandbox does not exist. */
  find(name: string): Sandbox | undefined {
    return this.#kept.get(name) ?? this.#passing.get(name);
  }

  all(): Sandbox[] {
    return [...this.#kept.values(), ...this.#passing.values()];
  }

  /** Returns whether the sandbox existed. */
  remove(name: string): boolean {
    const found = this.find(name);
    found?.close();
    this.#kept.delete(name);
    this.#passing.delete(name);
    return found !== undefined;
  }

  /** Drops the least recently used unchanged sandboxes. Moves those that were changed meanwhile to `#kept`. */
  #makeRoom(): void {
    for (const [name, sandbox] of this.#passing) {
      if (this.#passing.size < MAX_UNTOUCHED) return;
      this.#passing.delete(name);
      if (sandbox.isUntouched()) sandbox.close();
      else this.#kept.set(name, sandbox);
    }
  }
}
