import { IncomingMessage } from 'node:http';
import { Bytes } from './bytes.js';

/** Larger bodies go through the stream: bytes. */
const MAX_EARLY = 64 * 1024;

/**
 * A request that keeps a small body outside of the stream, whose overhead is larger than the rest of the work on such a
 * body (docs/decisions/0015). A body that is large, or that somebody listens to before it is whole, is an ordinary stream.
 */
export class Request extends IncomingMessage {
  /** What has come so far; undefined: the body is a stream. */
  #early: Bytes | undefined = new Bytes();
  #isWhole = false;

  /** Called by the parser; null: the body is whole. */
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

  /** The whole body, if it is there. */
  early(): Buffer | undefined {
    return this.#isWhole ? this.#early?.take() : undefined;
  }

  /** Called by Node as soon as somebody listens for data, and to discard the rest of a request that is answered. */
  override resume(): this {
    if (this.#early !== undefined && this.#isWhole) {
      // Node keeps the request until the next one comes: free its body.
      this.#early = new Bytes();
      return this;
    }
    if (this.#early !== undefined) this.#flow(this.#early);
    return super.resume();
  }

  /** Whether there may be more. */
  #flow(early: Bytes): boolean {
    this.#early = undefined;
    return early.size === 0 || super.push(early.take());
  }
}
