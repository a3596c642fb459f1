/** A state on disk. Whenever the process is killed, the file is the old one or the new one, and whole. */
import { randomUUID } from 'node:crypto';
import { accessSync, chmodSync, closeSync, constants, fsyncSync, openSync, readFileSync } from 'node:fs';
import { readlinkSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What is in the file; undefined when there is none yet. @throws when it is no JSON, or when it could not be saved again */
export function readState(file: string): unknown {
  const target = resolved(file);
  accessSync(dirname(target), constants.W_OK);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new Error('not a file');
  try {
    return JSON.parse(readFileSync(target, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error('not valid JSON', { cause: error });
    throw error;
  }
}

/** How the names of its unfinished copies begin. */
export const partOf = (target: string): string => `.${basename(target)}.`;

/** @param secret readable by its owner only. A file that is there keeps its mode, without what others may do where it is secret */
export function writeState(file: string, state: object, secret: boolean): void {
  const target = resolved(file);
  const directory = dirname(target);
  accessSync(directory, constants.W_OK);
  // One for each save: two processes never write into the same file.
  const part = join(directory, `${partOf(target)}${randomUUID()}.part`);
  try {
    const mode = modeOf(target, secret);
    write(part, `${JSON.stringify(state)}\n`, mode);
    // The process's mask does not apply to a mode that the file had.
    if (statSync(target, { throwIfNoEntry: false })) chmodSync(part, mode);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  syncDirectory(directory);
}

function modeOf(target: string, secret: boolean): number {
  const found = statSync(target, { throwIfNoEntry: false });
  return (found === undefined ? 0o644 : found.mode & 0o777) & (secret ? 0o700 : 0o777);
}

function write(file: string, text: string, mode: number): void {
  const handle = openSync(file, 'wx', mode);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** So that the new name outlives a power cut as well. Windows knows no such thing. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A link is followed, also one whose target does not exist yet: the target is replaced, and not the link. */
export function resolved(file: string, depth = 0): string {
  try {
    return realpathSync(file);
  } catch {
    const target = linkedFrom(file);
    return target === undefined || depth > 40 ? resolve(file) : resolved(target, depth + 1);
  }
}

function linkedFrom(file: string): string | undefined {
  try {
    return resolve(dirname(file), readlinkSync(file));
  } catch {
    return undefined;
  }
}
