/**
 * Named snapshots of a sandbox, as references to its records. They stay in the process, and so include write-only
 * values.
 */
import { isSandboxName, sandboxNames } from '../../grammar/sandbox-name.js';
import type { Capture } from './snapshot.js';
import { SteeringError } from '../steering-error.js';

/** Maximum number per sandbox. */
const MAX_SNAPSHOTS = 16;

export interface SavedSnapshot {
  readonly name: string;
  /** Time of the save by the sandbox's clock: ISO 8601, in UTC. */
  readonly at: string;
}

export class NamedSnapshots {
  readonly #kept = new Map<string, SavedSnapshot & { capture: Capture }>();

  constructor(
    private readonly now: () => number,
    private readonly capture: () => Capture,
    /** Called after each change of the list. */
    private readonly changed: () => void,
  ) {}

  /** Overwrites a snapshot of the same name, and never removes others. @throws SteeringError */
  save(name: string): SavedSnapshot {
    if (!isSandboxName(name))
      throw new SteeringError('/snapshot', `invalid snapshot name: ${name}`, `use ${sandboxNames}`);
    if (!this.#kept.has(name) && this.#kept.size >= MAX_SNAPSHOTS)
      throw new SteeringError(
        '/snapshot',
        `the limit of ${MAX_SNAPSHOTS} snapshots is reached`,
        `remove ${this.#names()}`,
      );
    const at = new Date(this.now()).toISOString();
    this.#kept.set(name, { name, at, capture: this.capture() });
    this.changed();
    return { name, at };
  }

  list(): SavedSnapshot[] {
    return [...this.#kept.values()].map(({ name, at }) => ({ name, at }));
  }

  /** @throws SteeringError if there is no snapshot of this name */
  find(name: string): Capture {
    const found = this.#kept.get(name);
    if (found) return found.capture;
    throw new SteeringError(
      '/snapshot',
      `there is no snapshot ${name}`,
      this.#kept.size > 0 ? `use one of ${this.#names()}` : 'save one under this name',
    );
  }

  /** Returns whether the snapshot existed. */
  remove(name: string): boolean {
    const existed = this.#kept.delete(name);
    if (existed) this.changed();
    return existed;
  }

  #names(): string {
    return [...this.#kept.keys()].join(', ');
  }
}
