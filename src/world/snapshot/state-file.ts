/** A state on disk. Whenever the process is killed, the file is the old one or the new one, and whole. */
import { randomUUID } from 'node:crypto';
import { accessSync, chmodSync, constants, readFileSync } from 'node:fs';
import { readlinkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { JsonError } from '../../engine/request/json.js';
import { atOnce } from '../../timers/slices.js';
import { readJson } from './read-json.js';

/** What is in the file; undefined when there is none yet. @throws when it is no JSON, or when it could not be saved again */
export function readState(file: string): unknown {
  const target = resolved(file);
  accessSync(dirname(target), constants.W_OK);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new Error('not a file');
  try {
    return atOnce(readJson(readFileSync(target)));
  } catch (error) {
    if (error instanceof JsonError) throw new Error('not valid JSON', { cause: error });
    throw error;
  }
}

/** How the names of its unfinished copies begin. */
export const partOf = (target: string): string => `.${basename(target)}.`;

/** @param secret readable by its owner only. A file that is there keeps its mode, without what others may do where it is secret */
export async function writeState(file: string, text: readonly Uint8Array[], secret: boolean): Promise<void> {
  const target = resolved(file);
  const directory = dirname(target);
  accessSync(directory, constants.W_OK);
  // One for each save: two processes never write into the same file.
  const part = join(directory, `${partOf(target)}${randomUUID()}.part`);
  try {
    const mode = modeOf(target, secret);
    await write(part, [...text, Buffer.from('\n')], mode);
    // The process's mask does not apply to a mode that the file had.
    if (statSync(target, { throwIfNoEntry: false })) chmodSync(part, mode);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  await syncDirectory(directory);
}

function modeOf(target: string, secret: boolean): number {
  const found = statSync(target, { throwIfNoEntry: false });
  return (found === undefined ? 0o644 : found.mode & 0o777) & (secret ? 0o700 : 0o777);
}

async function write(file: string, text: readonly Uint8Array[], mode: number): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    // Piece by piece: one write of all would have to copy it.
    for (const piece of text) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** So that the new name outlives a power cut as well. Windows knows no such thing. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
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
