/** The file of `--state`: claimed for this process, read at the start, written on request and at the end. */
import type { Double } from '../double/api.js';
import { claimState } from '../world/state/state-claim.js';
import { readState, writeState } from '../world/state/state-file.js';
import { StateTakenError, type StateLock } from '../world/state/state-lock.js';
import { sleep } from '../timers/real-timers.js';
import { ExitError, exitCodes, messageOf } from './exit.js';
import type { ServeFlags } from './serve-flags.js';

/** Interval for looking at a lock whose process cannot be seen from here. It dies by itself after ten seconds. */
const LOOK_MS = 500;

/** Claims the file for this process alone; undefined: there is no file. @throws ExitError */
export async function claimStateFile(file: string | undefined, wait: typeof sleep = sleep): Promise<Claim> {
  if (file === undefined) return { release: () => undefined, verify: () => undefined };
  let beat: number | undefined;
  for (;;) {
    try {
      const lock = claimState(file);
      process.once('exit', lock.release);
      return lock;
    } catch (error) {
      // A process in another container may have been killed a moment ago: it is alive if its lock is renewed.
      const isUnsure =
        error instanceof StateTakenError &&
        error.lastBeat !== undefined &&
        (beat === undefined || beat === error.lastBeat);
      if (!isUnsure) throw notClaimed(file, error);
      if (beat === undefined)
        process.stderr.write(`Waiting up to 10 s for the lock of ${file}: another host or container had it last.\n`);
      beat = error.lastBeat;
      await wait(LOOK_MS);
    }
  }
}

export type Claim = Pick<StateLock, 'release' | 'verify'>;

function notClaimed(file: string, error: unknown): ExitError {
  const isTaken = error instanceof StateTakenError;
  const remedy = isTaken ? '' : '; name a file that this user can write, in a directory that exists';
  return new ExitError(
    `Cannot use ${file} as --state: ${isTaken ? messageOf(error) : causeOf(error)}${remedy}`,
    isTaken ? exitCodes.portTaken : exitCodes.usage,
  );
}

/** What the file system refuses, without the name of the file beside the one that is meant. */
const causeOf = (error: unknown): string =>
  CAUSES[String((error as { code?: unknown } | undefined)?.code)] ?? messageOf(error);

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'its directory does not exist',
  ENOTDIR: 'what should be its directory is a file',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
};

/** The state that an earlier run saved, if any. @throws ExitError */
export async function savedState(file: string | undefined): Promise<unknown> {
  if (file === undefined) return undefined;
  try {
    return await readState(file);
  } catch (error) {
    throw new ExitError(
      `Cannot use ${file} as --state: ${causeOf(error)}; name a file that stuntdouble saved, or one that does not exist`,
      exitCodes.usage,
    );
  }
}

/** Rejects with the error of the file system. */
export type Save = (stateText: Double['stateText']) => Promise<void>;

/** Writes the state file, unless another process has taken it over. Saves run one after the other, so that an earlier state never replaces a later one. */
export function saver({ state: file, withSecrets }: ServeFlags, claim: Claim): Save {
  let last: Promise<void> = Promise.resolve();
  const write: Save = async (stateText) => {
    if (file === undefined) return;
    const text = await stateText({ withSecrets });
    claim.verify();
    await writeState(file, text, withSecrets);
  };
  return (stateText) => {
    const next = last.then(() => write(stateText));
    last = next.catch(() => undefined);
    return next;
  };
}
