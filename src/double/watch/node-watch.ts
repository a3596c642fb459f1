/** Watches files with node:fs. */
import { existsSync, watch as watchDirectory, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { realTimers } from '../../timers/real-timers.js';

export interface Watched {
  files: readonly string[];
  /** Each entry of these counts. */
  directories: readonly string[];
}

/** Watches until it is closed. One change may be reported several times. */
export type Watch = (what: Watched, changed: () => void) => Closeable;

export interface Closeable {
  close(): void;
}

/** Delay in milliseconds, because editors write a file in several steps. */
const QUIET = 60;

/**
 * Watches the directories and not the files: an editor that saves by renaming replaces the file, whose watcher would
 * report nothing more.
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

/** For a missing directory, watches the nearest existing parent. */
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
    // It was removed meanwhile.
    soon();
    return undefined;
  }
}
