/** The journals of a double, and the bytes that they hold together. */

interface Member {
  readonly bytes: number;
  /** Removes the oldest entries until no more than this is left, but for the last entry. */
  shrink: (bytes: number) => void;
}

/** How much is left of the bound when it is exceeded: removing a little more makes it rare. */
const LEFT = 0.9;

export class AllJournals {
  readonly #members = new Set<Member>();
  #bytes = 0;

  /** @param bound bytes of all journals together */
  constructor(private readonly bound = Infinity) {}

  /** Estimated size in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @param more bytes that a journal holds more, or less, than before */
  change(member: Member, more: number): void {
    this.#bytes += more;
    if (member.bytes > 0) this.#members.add(member);
    else this.#members.delete(member);
    if (more > 0 && this.#bytes > this.bound) this.#makeRoom();
  }

  /** The largest journals lose their oldest entries: what is left of each is the same. */
  #makeRoom(): void {
    const largest = [...this.#members].sort((a, b) => b.bytes - a.bytes);
    const over = this.#bytes - LEFT * this.bound;
    let freed = 0;
    let level = 0;
    // The level to which the first n of them must come down.
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
