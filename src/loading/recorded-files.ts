/** A Files port that records what was read, to detect changes later. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Files } from './files.js';

/** By path: whether it exists, and its content when it was read or listed. */
export type Seen = ReadonlyMap<string, string>;

export class RecordedFiles implements Files {
  #seen = new Map<string, string>();

  constructor(private readonly files: Files) {}

  /** The paths that were read since the last `begin`. */
  get seen(): Seen {
    return this.#seen;
  }

  begin(): void {
    this.#seen = new Map();
  }

  /** The current content of these paths. Records nothing. */
  now(seen: Seen): Seen {
    return new Map([...seen].map(([path, then]) => [path, lookedAt(this.files, path, then)]));
  }

  status(path: string): ReturnType<Files['status']> {
    const found = this.files.status(path);
    const at = resolve(path);
    if (!this.#seen.has(at)) this.#seen.set(at, found?.kind ?? NOTHING);
    return found;
  }

  list(directory: string): string[] {
    const names = this.files.list(directory);
    this.#seen.set(resolve(directory), listing(names));
    return names;
  }

  read(file: string): string {
    const text = this.files.read(file);
    this.#seen.set(resolve(file), digest(text));
    return text;
  }

  resolved(path: string): string {
    return this.files.resolved(path);
  }
}

export const isSame = (a: Seen, b: Seen): boolean =>
  a.size === b.size && [...a].every(([path, what]) => b.get(path) === what);

/** Directories of which each entry counts. */
export const listedIn = (seen: Seen): string[] =>
  [...seen].flatMap(([path, what]) => (what.startsWith(LISTED) ? [path] : []));

const NOTHING = 'nothing';
const LISTED = 'list ';
const DIGEST = 'sha256 ';

const listing = (names: readonly string[]): string => LISTED + [...names].sort().join('\n');
const digest = (text: string): string => DIGEST + createHash('sha256').update(text).digest('hex');

function lookedAt(files: Files, path: string, then: string): string {
  const kind = files.status(path)?.kind ?? NOTHING;
  try {
    if (kind === 'directory' && then.startsWith(LISTED)) return listing(files.list(path));
    if (kind === 'file' && then.startsWith(DIGEST)) return digest(files.read(path));
  } catch {
    // It was removed meanwhile.
    return NOTHING;
  }
  return kind;
}
