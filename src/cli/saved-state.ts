/** The file of `--state`: claimed for this process, read at the start, written on request and at the end. */
import type { Double } from '../double/api.js';
import { claimState } from '../world/state/state-claim.js';
import { readState, writeState } from '../world/state/state-file.js';
import { StateTakenError } from '../world/state/state-lock.js';
import { ExitError, exitCodes, messageOf } from './exit.js';
import type { ServeFlags } from './serve-flags.js';

/** Claims the file for this process alone. @returns releases it. @throws ExitError */
export function claimStateFile(file: string | undefined): () => void {
  if (file === undefined) return () => undefined;
  try {
    const release = claimState(file);
    process.once('exit', release);
    return release;
  } catch (error) {
    const code = error instanceof StateTakenError ? exitCodes.portTaken : exitCodes.usage;
    const remedy =
      error instanceof StateTakenError ? '' : '; name a file that this user can write, in a directory that exists';
    throw new ExitError(`Cannot use ${file} as --state: ${messageOf(error)}${remedy}`, code);
  }
}

/** The state that an earlier run saved, if any. @throws ExitError */
export async function savedState(file: string | undefined): Promise<unknown> {
  if (file === undefined) return undefined;
  try {
    return await readState(file);
  } catch (error) {
    throw new ExitError(
      `Cannot use ${file} as --state: ${messageOf(error)}; name a file that stuntdouble saved, or one that does not exist`,
      exitCodes.usage,
    );
  }
}

/** Rejects with the error of the file system. */
export type Save = (stateText: Double['stateText']) => Promise<void>;

/** Writes the state file. Saves run one after the other, so that an earlier state never replaces a later one. */
export function saver({ state: file, withSecrets }: ServeFlags): Save {
  let last: Promise<void> = Promise.resolve();
  const write: Save = async (stateText) => {
    if (file !== undefined) await writeState(file, await stateText({ withSecrets }), withSecrets);
  };
  return (stateText) => {
    const next = last.then(() => write(stateText));
    last = next.catch(() => undefined);
    return next;
  };
}
