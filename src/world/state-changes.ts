/** Notifies listeners of changes of a sandbox that are not entries of its journal. */

/** `records`: all records were replaced, by a reset, a restored snapshot or a reloaded document. */
export type StatePart = 'clock' | 'faults' | 'limits' | 'snapshots' | 'records';

type Listener = (part: StatePart) => void;

export class StateChanges {
  readonly #listeners = new Set<Listener>();

  /** Calls the listener after each change, until the returned function is called. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  notify(part: StatePart): void {
    for (const listener of this.#listeners) listener(part);
  }
}
