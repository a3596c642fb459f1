/** The port for the files of vendors: documents, behaviors, seeds, contract suites, SOURCES.md. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';

/** Takes paths of `node:path`. Another implementation can hold the files in memory or in an executable. */
export interface Files {
  /** `size` is in bytes; undefined: there is no such file or directory. */
  status(path: string): { kind: 'file' | 'directory' | 'other'; size: number } | undefined;
  /** The names in a directory, in any order. @throws when it is not a directory */
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
  list: (directory) => readdirSync(directory),
  read: (file) => readFileSync(file, 'utf8'),
  resolved(path) {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  },
};
