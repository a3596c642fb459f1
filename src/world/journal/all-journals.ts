/** The journals of all sandboxes of a double, and a bound for their total size. */

interface Member {
  readonly bytes: number;
  /** Removes the oldest entries until at most this many bytes are left. Keeps the last entry. */
  shrink: (bytes: number) => void;
}

/** Part of the bound that is kept when it is exceeded. Some room is left so that entries are removed less often. */
const LEFT = 0.9;

export class AllJournals {
  readonly #members = new Set<Member>();
  #bytes = 0;

  /** @param bound maximum bytes of all journals together */
  constructor(private readonly bound = Infinity) {}

  /** Estimated size in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @param more change of the size of a journal in bytes; negative if it has shrunk */
  change(member: Member, more: number): void {
    this.#bytes += more;
    if (member.bytes > 0) this.#members.add(member);
    else this.#members.delete(member);
    if (more > 0 && this.#bytes > this.bound) this.#makeRoom();
  }

  /** Removes the oldest entries of the largest journals, which then all have the same size. */
  #makeRoom(): void {
    const largest = [...this.#members].sort((a, b) => b.bytes - a.bytes);
    const over = this.#bytes - LEFT * this.bound;
    let freed = 0;
    let level = 0;
    // The size to which the n + 1 largest journals must shrink.
    for (const [n, { bytes }] of largest.entries()) {
      freed += bytes;
      level = (freed - over) / (n + 1);
      if (level >= (largest[n + 1]?.bytes ?? 0)) break;
    }
    for (const member of largest) {
      if (member.bytes <= level) break;
      member.shrink(Math.max(level, 0));
    }
  }
}
