/** Smaller chunks are copied into one block: each Buffer has an overhead of more than 200 bytes. */
const SMALL = 4096;

/** Collects the chunks of a body. Uses at most about twice the body's size, for any size of chunks. */
export class Bytes {
  #chunks: Buffer[] = [];
  /** Block for small chunks; its first `#used` bytes are filled. */
  #block: Buffer | undefined;
  #used = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(chunk: Buffer): void {
    this.#size += chunk.length;
    // A body of one chunk is never copied.
    if (chunk.length >= SMALL || this.#size === chunk.length) {
      this.#close();
      this.#chunks.push(chunk);
      return;
    }
    const isRoom = this.#block && this.#used + chunk.length <= this.#block.length;
    const block = this.#block && isRoom ? this.#block : this.#open(chunk.length);
    this.#used += chunk.copy(block, this.#used);
  }

  /** The bytes in order, in several pieces. The list may be emptied. */
  parts(): Buffer[] {
    this.#close();
    return this.#chunks;
  }

  /** All bytes in one piece. */
  take(): Buffer {
    this.#close();
    const [only] = this.#chunks;
    if (this.#chunks.length === 1 && only) return only;
    const whole = Buffer.concat(this.#chunks, this.#size);
    this.#chunks = [whole];
    return whole;
  }

  /** Starts a new block that doubles the total size, up to 1 MiB. */
  #open(least: number): Buffer {
    this.#close();
    return (this.#block = Buffer.allocUnsafeSlow(Math.max(SMALL, least, Math.min(this.#size, 1024 * 1024))));
  }

  #close(): void {
    if (this.#block !== undefined && this.#used > 0) this.#chunks.push(this.#block.subarray(0, this.#used));
    this.#block = undefined;
    this.#used = 0;
  }
}
