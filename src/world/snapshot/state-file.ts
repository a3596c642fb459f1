/** A state on disk. Whenever the process is killed, the file is the old one or the new one, and whole. */
import { randomUUID } from 'node:crypto';
import { accessSync, closeSync, constants, fsyncSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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

/** @param secret for the eyes of its owner only */
export function writeState(file: string, state: object, secret: boolean): void {
  const target = resolved(file);
  const directory = dirname(target);
  accessSync(directory, constants.W_OK);
  // Of its own, so that two processes never write into one.
  const part = join(directory, `.${basename(target)}.${randomUUID()}.part`);
  try {
    write(part, `${JSON.stringify(state)}\n`, secret ? 0o600 : 0o644);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  syncDirectory(directory);
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

/** A link is followed: what it names is replaced, and not the link. */
function resolved(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
