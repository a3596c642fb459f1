/** The port for the files of vendors: documents, behaviors, seeds, contract suites, SOURCES.md. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { MistakesError } from './mistakes.js';
import { shownPath } from './shown-path.js';

/** Takes paths of `node:path`. Another implementation can hold the files in memory or in an executable. */
export interface Files {
  /** `size` is in bytes; undefined: there is no such file or directory. */
  status(path: string): { kind: 'file' | 'directory' | 'other'; size: number } | undefined;
  /** The names in a directory, in any order. @throws when it is not a directory, or cannot be read */
  list(directory: string): string[];
  /** The text, decoded as UTF-8. @throws when it cannot be read */
  read(file: string): string;
  /** The path with symbolic links resolved; the same path if it does not exist. */
  resolved(path: string): string;
}

export const exists = (files: Files, path: string): boolean => files.status(path) !== undefined;

export const isDirectory = (files: Files, path: string): boolean => files.status(path)?.kind === 'directory';

export const diskFiles: Files = {
  status(path) {
    try {
      const found = statSync(path);
      return { kind: found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other', size: found.size };
    } catch {
      return undefined;
    }
  },
  list: (directory) => reading(directory, () => readdirSync(directory)),
  read: (file) => reading(file, () => readFileSync(file, 'utf8')),
  resolved(path) {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  },
};

/** @throws MistakesError when the system refuses it: the file of another user, a disk with faults */
export function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const isForbidden = code === 'EACCES' || code === 'EPERM';
    const [problem, remedy] = isForbidden
      ? ['this user may not read it', 'change its permissions, or run as another user']
      : [`it cannot be read (${code})`, 'name one that can be read'];
    throw new MistakesError([{ file: shownPath(path), line: 1, problem, remedy }]);
  }
}
