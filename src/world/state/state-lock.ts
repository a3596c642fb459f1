/** Locks a state file for one process, by a lock file beside it. */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isObject } from '../../grammar/json.js';
import { realNow, realTimers } from '../../timers/real-timers.js';

/** Interval of the holder's heartbeat, and the time without one after which a holder on another host counts as dead. */
const BEAT_MS = 2000;
const GONE_MS = 10_000;

interface Holder {
  pid: number;
  host: string;
  /** Start time of the process if known, because a pid may be reused. */
  started: string | undefined;
  /** Unique id of this lock. */
  token: string;
}

export class StateTakenError extends Error {
  override readonly name = 'StateTakenError';
}

/**
 * Takes the lock of a state file.
 * @returns a function that releases it, which never throws. @throws StateTakenError if a running process has it
 */
export function lockState(file: string): () => void {
  const lock = `${file}.lock`;
  const mine: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid), token: randomUUID() };
  const draft = `${lock}.${mine.token}`;
  writeFileSync(draft, `${JSON.stringify(mine)}\n`, { flag: 'wx' });
  try {
    take(file, lock, draft);
  } finally {
    rmSync(draft, { force: true });
  }
  const beat = realTimers.setInterval(() => refresh(lock), BEAT_MS).unref();
  return () => {
    realTimers.clearInterval(beat);
    try {
      if (holderOf(lock)?.token === mine.token) rmSync(lock, { force: true });
    } catch {
      // The directory has become read-only. The next process takes the lock over, because this one has ended.
    }
  };
}

function take(file: string, lock: string, draft: string): void {
  for (let tries = 0; tries < 5; tries++) {
    try {
      // Creating a link is atomic and never overwrites a file.
      return linkSync(draft, lock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (statSync(lock, { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`${lock} is a directory; remove it, or use another file`);
    refuseUnreadable(file, lock);
    const holder = holderOf(lock);
    if (holder && isAlive(holder, lock))
      throw new StateTakenError(
        `${file} is in use by process ${holder.pid} on ${holder.host}; stop it, or use another file`,
      );
    setAside(lock, holder);
  }
  throw new StateTakenError(`${file} is in use: other processes take its lock again and again`);
}

/** The process of another user may hold the lock. */
function refuseUnreadable(file: string, lock: string): void {
  try {
    readFileSync(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return;
    throw new StateTakenError(
      `${lock} belongs to another user and cannot be read; remove it if no process uses ${file}, or use another file`,
    );
  }
}

/** Removes the lock of a dead process, unless another process has replaced it meanwhile. */
function setAside(lock: string, gone: Holder | undefined): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
    if (holderOf(aside)?.token !== gone?.token) linkSync(aside, lock);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EPERM' || code === 'EACCES')
      throw new StateTakenError(
        `${lock} was left by a process that has ended, and this user may not remove it: remove it as its owner, or use another file`,
      );
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** undefined: there is no valid lock. */
function holderOf(lock: string): Holder | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(lock, 'utf8'));
    return isHolder(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** `process.kill` takes a negative number for a group of processes. */
const isHolder = (value: unknown): value is Holder =>
  isObject(value) &&
  Number.isSafeInteger(value['pid']) &&
  Number(value['pid']) > 0 &&
  [value['host'], value['token']].every((text) => typeof text === 'string');

function isAlive({ pid, host, started }: Holder, lock: string): boolean {
  // Containers with a shared volume do not see each other's processes.
  if (host !== hostname()) return realNow() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) < GONE_MS;
  if (pid === process.pid) return started === startOf(pid);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return started === undefined || started === startOf(pid);
}

/** In clock ticks since the system started; Linux only. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program, in parentheses, may have spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function refresh(lock: string): void {
  try {
    const now = realNow() / 1000;
    utimesSync(lock, now, now);
  } catch {
    // The lock or its directory was removed. The next save reports that.
  }
}
