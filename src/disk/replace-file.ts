/** Writes files so that a reader, or the next start after a kill, finds the complete old content or the complete new one. */
import { randomUUID } from 'node:crypto';
import { accessSync, chmodSync, constants, linkSync, promises } from 'node:fs';
import { readlinkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Prefix of the names of temporary files. */
export const partOf = (target: string): string => `.${basename(target)}.`;

/** @throws if the file could not be replaced: the error of the file system, or `not a file` */
export function checkWritable(file: string): void {
  const target = resolved(file);
  accessSync(dirname(target), constants.W_OK);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) throw new Error('not a file');
}

/** @param secret makes the file readable by its owner only. An existing file keeps its mode otherwise */
export async function replaceFile(file: string, pieces: readonly Uint8Array[], secret: boolean): Promise<void> {
  const target = resolved(file);
  const mode = modeOf(target, secret);
  await withPart(target, pieces, mode, (part) => {
    // The existing mode is not subject to the umask.
    if (statSync(target, { throwIfNoEntry: false })) chmodSync(part, mode);
    renameSync(part, target);
  });
}

/** Creates a file that only its owner can read. @returns false if it exists, also if another process has just made it */
export async function createSecretFile(target: string, text: string): Promise<boolean> {
  try {
    await withPart(target, [Buffer.from(text)], 0o600, (part) => {
      // Creating a link is atomic and never overwrites a file.
      linkSync(part, target);
      rmSync(part);
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function withPart(
  target: string,
  pieces: readonly Uint8Array[],
  mode: number,
  use: (part: string) => void,
): Promise<void> {
  const directory = dirname(target);
  accessSync(directory, constants.W_OK);
  // A unique name for each file, so that two processes never write to the same one.
  const part = join(directory, `${partOf(target)}${randomUUID()}.part`);
  try {
    await write(part, pieces, mode);
    use(part);
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

async function write(file: string, pieces: readonly Uint8Array[], mode: number): Promise<void> {
  const handle = await promises.open(file, 'wx', mode);
  try {
    // In pieces: a single write would copy all of it.
    for (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Syncs the directory, so that the rename survives a power cut. Not supported on Windows. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await promises.open(directory, 'r');
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
