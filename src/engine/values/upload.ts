/** A file in a body. Its bytes are no keys of it: whatever walks over a body passes a file in one step. */
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
