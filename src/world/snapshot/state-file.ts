/** The state file. If the process is killed, the file is either the complete old one or the complete new one. */
import { randomUUID } from 'node:crypto';
import { accessSync, chmodSync, constants, readFileSync } from 'node:fs';
import { readlinkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { JsonError } from '../../engine/request/json.js';
import { atOnce } from '../../timers/slices.js';
import { readJson } from './read-json.js';

/** The content of the file; undefined: it does not exist. @throws if it is not JSON, or cannot be written */
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

/** Prefix of the names of temporary files. */
export const partOf = (target: string): string => `.${basename(target)}.`;

/** @param secret makes the file readable by its owner only. An existing file keeps its mode otherwise */
export async function writeState(file: string, text: readonly Uint8Array[], secret: boolean): Promise<void> {
  const target = resolved(file);
  const directory = dirname(target);
  accessSync(directory, constants.W_OK);
  // A unique name for each save, so that two processes never write to the same file.
  const part = join(directory, `${partOf(target)}${randomUUID()}.part`);
  try {
    const mode = modeOf(target, secret);
    await write(part, [...text, Buffer.from('\n')], mode);
    // The existing mode is not subject to the umask.
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
    // In pieces: a single write would copy all of it.
    for (const piece of text) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Syncs the directory, so that the rename survives a power cut. Not supported on Windows. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Follows links, also if the target does not exist yet: the target is replaced, not the link. */
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
