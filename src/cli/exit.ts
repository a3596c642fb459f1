import { EditionError } from '../loading/edition/chosen-editions.js';
import { UnknownVendorError } from '../loading/unknown-vendor.js';
import { MistakesError } from '../loading/mistakes.js';

export const exitCodes = { ok: 0, failed: 1, usage: 2, portTaken: 3, contractBroken: 4 } as const;

/** Ends the command with a message on stderr and an exit code. */
export class ExitError extends Error {
  override readonly name = 'ExitError';

  constructor(
    message: string,
    readonly code: (typeof exitCodes)[keyof typeof exitCodes],
  ) {
    super(message);
  }
}

/** Turns unknown vendors and invalid specs into exit code 2; rethrows everything else. */
export function asUsageError(error: unknown): never {
  if (error instanceof MistakesError || error instanceof UnknownVendorError || error instanceof EditionError)
    throw new ExitError(error.message, exitCodes.usage);
  throw error;
}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
