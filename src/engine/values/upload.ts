/** A file in a body. Its bytes are private, so that code that traverses a body does not visit each byte. */
export class Upload {
  readonly #bytes: Uint8Array;
  readonly size: number;

  constructor(
    readonly filename: string,
    readonly type: string,
    bytes: Uint8Array,
  ) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }
}
