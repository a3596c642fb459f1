/** Changes of files, by node:fs. */
import { existsSync, watch as watchDirectory, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { realTimers } from '../../timers/real-timers.js';

export interface Watched {
  files: readonly string[];
  /** Each entry of these counts. */
  directories: readonly string[];
}

/** Watches until it is closed. One change may be told several times. */
export type Watch = (what: Watched, changed: () => void) => Closeable;

export interface Closeable {
  close(): void;
}

/** Milliseconds: editors write a file in several steps. */
const QUIET = 60;

/**
 * The directories of the files are watched and not the files: an editor that saves by renaming puts another file in the
 * place of the first one, whose watcher would tell nothing more.
 */
export const nodeWatch: Watch = ({ files, directories }, changed) => {
  const names = new Map<string, Set<string> | undefined>();
  for (const file of files) add(names, file);
  for (const directory of directories) names.set(directory, undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    realTimers.clearTimeout(timer);
    timer = realTimers.setTimeout(changed, QUIET);
  };
  const watchers = [...names].flatMap(([directory, wanted]) => watchOne(directory, wanted, soon) ?? []);
  return {
    close() {
      realTimers.clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
};

/** In a directory that is not there yet, nothing can change: the nearest above it tells when it comes. */
function add(names: Map<string, Set<string> | undefined>, file: string): void {
  let [directory, name] = [dirname(file), basename(file)];
  while (!existsSync(directory) && dirname(directory) !== directory)
    [directory, name] = [dirname(directory), basename(directory)];
  const known = names.get(directory) ?? new Set();
  names.set(directory, known.add(name));
}

function watchOne(directory: string, wanted: ReadonlySet<string> | undefined, soon: () => void): FSWatcher | undefined {
  try {
    const watcher = watchDirectory(directory, { persistent: false }, (_, name) => {
      if (name === null || wanted === undefined || wanted.has(name)) soon();
    });
    return watcher.on('error', soon);
  } catch {
    // It went in this moment.
    soon();
    return undefined;
  }
}
