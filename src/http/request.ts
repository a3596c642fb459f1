import { IncomingMessage } from 'node:http';

/** Bytes: whatever is larger goes through the stream. */
const MOST = 64 * 1024;

/**
 * A request whose body is at hand once the parser has seen it, as that of nearly every call is: without the stream around
 * it, which costs more than what is done with the body (docs/decisions/0015). What comes later, or is large, is a stream
 * as usual, from the moment that somebody listens.
 */
export class Request extends IncomingMessage {
  /** What came so far; undefined: it is a stream now. */
  #early: Buffer[] | undefined = [];
  #size = 0;
  #isWhole = false;

  /** Called by the parser; null: the body is whole. */
  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    if (this.#early === undefined) return super.push(chunk, encoding);
    if (chunk === null) {
      this.#isWhole = true;
      return false;
    }
    this.#early.push(chunk);
    this.#size += chunk.length;
    // As a stream does, it lets go on what it has room for.
    return this.#size <= MOST ? this.#size < this.readableHighWaterMark : this.#flow(this.#early);
  }

  /** The whole body, if it is there. */
  early(): Buffer | undefined {
    if (this.#early === undefined || !this.#isWhole) return undefined;
    const [only] = this.#early;
    return this.#early.length === 1 ? only : Buffer.concat(this.#early, this.#size);
  }

  /** Called by Node as soon as somebody listens for data; and for a request that is answered, to be rid of what is left of it. */
  override resume(): this {
    if (this.#early !== undefined && this.#isWhole) {
      // Nobody wants it any more; Node holds on to the request until the next one comes.
      this.#early = [];
      this.#size = 0;
      return this;
    }
    if (this.#early !== undefined) this.#flow(this.#early);
    return super.resume();
  }

  /** Whether there may be more. */
  #flow(chunks: readonly Buffer[]): boolean {
    this.#early = undefined;
    let more = true;
    for (const chunk of chunks) more = super.push(chunk);
    return more;
  }
}
