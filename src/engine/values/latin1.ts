/** One character per byte: no data is lost, and lengths count bytes. For ASCII it is UTF-8, five times faster. */
export const latin1 = (bytes: Uint8Array): string =>
  (bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).toString('latin1');
