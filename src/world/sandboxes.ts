/** The sandboxes of a double: made on first use, up to a bound, and gone only when somebody removes them. */
import type { Sandbox } from './world.js';

export class Sandboxes {
  readonly #made = new Map<string, Sandbox>();

  constructor(
    private readonly create: (name: string) => Sandbox,
    readonly limit: number,
  ) {}

  /** undefined: there are as many as there may be. */
  get(name: string): Sandbox | undefined {
    let found = this.#made.get(name);
    if (found === undefined && this.#made.size < this.limit) this.#made.set(name, (found = this.create(name)));
    return found;
  }

  /** Never makes one. */
  find(name: string): Sandbox | undefined {
    return this.#made.get(name);
  }

  all(): Sandbox[] {
    return [...this.#made.values()];
  }

  /** Whether it was there. */
  remove(name: string): boolean {
    return this.#made.delete(name);
  }
}
