/** Positions in journals, as the ids of events (`RUN-NUMBER.CLEARED.SEQ`). */
import type { BoundedJournal } from '../world/journal/journal.js';

/** Entries up to this one are known. */
export interface Position {
  /** As in `journal.cleared`. */
  cleared: number;
  seq: number;
}

export class Positions {
  readonly #names = new WeakMap<BoundedJournal, string>();
  #named = 0;

  /** @param run different for each process: `seq` begins again when a server is restarted */
  constructor(private readonly run: string) {}

  text(journal: BoundedJournal, { cleared, seq }: Position): string {
    return `${this.#nameOf(journal)}.${cleared}.${seq}`;
  }

  /** undefined: not a position. `other`: of another journal, or of entries that this one never had. */
  parse(journal: BoundedJournal, text: string): Position | 'other' | undefined {
    const [, name, cleared, seq] = /^([0-9a-f]+-\d+)\.(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
    if (name === undefined) return undefined;
    const position = { cleared: Number(cleared), seq: Number(seq) };
    const isKnown =
      name === this.#nameOf(journal) &&
      (position.cleared < journal.cleared || (position.cleared === journal.cleared && position.seq <= journal.last));
    return isKnown ? position : 'other';
  }

  /** A sandbox that was removed and created again has another journal. */
  #nameOf(journal: BoundedJournal): string {
    let name = this.#names.get(journal);
    if (name === undefined) this.#names.set(journal, (name = `${this.run}-${++this.#named}`));
    return name;
  }
}
