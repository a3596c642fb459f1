/** The part of the TLS options that cannot be used. */
export type TlsPart = 'cert' | 'key' | 'dir';

/** TLS cannot be offered with these options. Thrown before anything listens. */
export class TlsError extends Error {
  override readonly name = 'TlsError';

  /** @param problem what is wrong, and the remedy */
  constructor(
    readonly part: TlsPart,
    readonly problem: string,
  ) {
    super(`Cannot use tls.${part}: ${problem}`);
  }
}
