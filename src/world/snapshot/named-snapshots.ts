/**
 * The snapshots that a sandbox keeps by name. They never leave the process by themselves, and so keep write-only values:
 * who goes back to a baseline has its secrets again.
 */
import { isSandboxName, sandboxNames } from '../../grammar/sandbox-name.js';
import type { Snapshot } from '../../engine/model/snapshot.js';
import type { SnapshotOptions } from './snapshot.js';
import { SteeringError } from '../steering.js';

/** Of one sandbox. */
const MOST = 16;

export interface SavedSnapshot {
  readonly name: string;
  /** When it was saved, in the sandbox's clock: ISO 8601, in UTC. */
  readonly at: string;
}

/** What a sandbox does for them. */
interface Of {
  now: () => number;
  /** Of what is there, with write-only values. */
  take: () => Snapshot;
  goOnFrom: (snapshot: Snapshot) => void;
  /** The same without write-only values. */
  withoutSecrets: (snapshot: Snapshot) => Snapshot;
}

export class NamedSnapshots {
  readonly #kept = new Map<string, SavedSnapshot & { snapshot: Snapshot }>();

  constructor(private readonly of: Of) {}

  /** In place of one that has this name; none of another name ever makes room. @throws SteeringError */
  save(name: string): SavedSnapshot {
    if (!isSandboxName(name)) throw new SteeringError('/snapshot', `${name} is no name of one`, `use ${sandboxNames}`);
    if (!this.#kept.has(name) && this.#kept.size >= MOST)
      throw new SteeringError(
        '/snapshot',
        `there are ${MOST} already, and no more are kept`,
        `remove ${this.#names()}`,
      );
    const at = new Date(this.of.now()).toISOString();
    this.#kept.set(name, { name, at, snapshot: this.of.take() });
    return { name, at };
  }

  /** It stays, and can be gone back to again. @throws SteeringError when there is none of this name */
  restore(name: string): void {
    this.of.goOnFrom(this.#find(name));
  }

  list(): SavedSnapshot[] {
    return [...this.#kept.values()].map(({ name, at }) => ({ name, at }));
  }

  /** As a document. @throws SteeringError when there is none of this name */
  export(name: string, { withSecrets = false }: SnapshotOptions = {}): Snapshot {
    const snapshot = this.#find(name);
    return withSecrets ? structuredClone(snapshot) : this.of.withoutSecrets(snapshot);
  }

  /** Whether it was there. */
  remove(name: string): boolean {
    return this.#kept.delete(name);
  }

  #find(name: string): Snapshot {
    const found = this.#kept.get(name);
    if (found) return found.snapshot;
    throw new SteeringError(
      '/snapshot',
      `there is no snapshot ${name}`,
      this.#kept.size > 0 ? `there is ${this.#names()}` : 'save one under this name',
    );
  }

  #names(): string {
    return [...this.#kept.keys()].join(', ');
  }
}
