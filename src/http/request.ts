import { IncomingMessage } from 'node:http';
import { Bytes } from './bytes.js';

/** Maximum bytes of a body that bypasses the stream. */
const MAX_EARLY = 64 * 1024;

/**
 * A request that keeps a small body outside of the stream, because the stream would cost more than all other work on it
 * (docs/decisions/0015). Larger bodies, and bodies that are read before they are complete, go through the stream.
 */
export class Request extends IncomingMessage {
  /** The bytes received so far; undefined: the body goes through the stream. */
  #early: Bytes | undefined = new Bytes();
  #isWhole = false;

  /** Called by the parser; null: end of the body. */
  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    if (this.#early === undefined) return super.push(chunk, encoding);
    if (chunk === null) {
      this.#isWhole = true;
      return false;
    }
    this.#early.add(chunk);
    const { size } = this.#early;
    // Reports back-pressure as a stream does.
    return size <= MAX_EARLY ? size < this.readableHighWaterMark : this.#flow(this.#early);
  }

  /** The whole body, if it was received outside of the stream. */
  early(): Buffer | undefined {
    return this.#isWhole ? this.#early?.take() : undefined;
  }

  /** Called by Node when a `data` listener is added, and to discard the rest of an answered request. */
  override resume(): this {
    if (this.#early !== undefined && this.#isWhole) {
      // Node keeps the request until the next one, so free its body.
      this.#early = new Bytes();
      return this;
    }
    if (this.#early !== undefined) this.#flow(this.#early);
    return super.resume();
  }

  /** Moves the bytes to the stream. Returns whether it accepts more. */
  #flow(early: Bytes): boolean {
    this.#early = undefined;
    return early.size === 0 || super.push(early.take());
  }
}
