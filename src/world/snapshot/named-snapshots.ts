/**
 * The snapshots that a sandbox keeps by name, as references to its records. They never leave the process by themselves,
 * and so keep write-only values: who goes back to a baseline has its secrets again.
 */
import { isSandboxName, sandboxNames } from '../../grammar/sandbox-name.js';
import type { Capture } from './snapshot.js';
import { SteeringError } from '../steering.js';

/** Of one sandbox. */
const MOST = 16;

export interface SavedSnapshot {
  readonly name: string;
  /** When it was saved, in the sandbox's clock: ISO 8601, in UTC. */
  readonly at: string;
}

export class NamedSnapshots {
  readonly #kept = new Map<string, SavedSnapshot & { capture: Capture }>();

  constructor(
    private readonly now: () => number,
    private readonly capture: () => Capture,
  ) {}

  /** In place of one that has this name; none of another name ever makes room. @throws SteeringError */
  save(name: string): SavedSnapshot {
    if (!isSandboxName(name))
      throw new SteeringError('/snapshot', `invalid snapshot name: ${name}`, `use ${sandboxNames}`);
    if (!this.#kept.has(name) && this.#kept.size >= MOST)
      throw new SteeringError('/snapshot', `the limit of ${MOST} snapshots is reached`, `remove ${this.#names()}`);
    const at = new Date(this.now()).toISOString();
    this.#kept.set(name, { name, at, capture: this.capture() });
    return { name, at };
  }

  list(): SavedSnapshot[] {
    return [...this.#kept.values()].map(({ name, at }) => ({ name, at }));
  }

  /** @throws SteeringError when there is none of this name */
  find(name: string): Capture {
    const found = this.#kept.get(name);
    if (found) return found.capture;
    throw new SteeringError(
      '/snapshot',
      `there is no snapshot ${name}`,
      this.#kept.size > 0 ? `use one of ${this.#names()}` : 'save one under this name',
    );
  }

  /** Whether it was there. */
  remove(name: string): boolean {
    return this.#kept.delete(name);
  }

  #names(): string {
    return [...this.#kept.keys()].join(', ');
  }
}
