/** Locks a state file for one process, by a lock file beside it. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  ftruncateSync,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { isObject } from '../../grammar/json.js';
import { realTimers } from '../../timers/real-timers.js';

/** Interval of the holder's heartbeat, and the time without one after which a holder that cannot be seen counts as dead. */
const BEAT_MS = 2000;
const GONE_MS = 10_000;

interface Holder {
  pid: number;
  host: string;
  /** The set of processes in which the pid is valid; undefined: unknown. */
  space: string | undefined;
  /** Start time of the process if known, because a pid may be reused. */
  started: string | undefined;
  /** Unique id of this lock. */
  token: string;
}

export class StateTakenError extends Error {
  override readonly name = 'StateTakenError';

  /** @param lastBeat of a holder whose process cannot be seen: it may have died a moment ago, and changes while it lives */
  constructor(
    message: string,
    readonly lastBeat?: number,
  ) {
    super(message);
  }
}

export interface StateLock {
  /** Never throws. */
  release: () => void;
  /** @throws StateTakenError if another process has taken the file over: this one was stopped for longer than its heartbeat allows */
  verify: () => void;
}

/** Takes the lock of a state file. @throws StateTakenError if a running process has it, or may have it */
export function lockState(file: string): StateLock {
  const lock = `${file}.lock`;
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    space: processSpace(),
    started: startOf(process.pid),
    token: randomUUID(),
  };
  const text = `${JSON.stringify(mine)}\n`;
  const draft = `${lock}.${mine.token}`;
  const descriptor = openSync(draft, 'wx');
  try {
    writeSync(descriptor, text, 0);
    take(file, lock, draft);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  // The descriptor is that of the own lock, even if another process has replaced it. The file system sets the time:
  // the clocks of two hosts may differ.
  const beat = realTimers.setInterval(() => beatOnce(descriptor, text), BEAT_MS).unref();
  const isOurs = (): boolean => holderOf(lock)?.token === mine.token;
  let isReleased = false;
  return {
    release: () => {
      if (isReleased) return;
      isReleased = true;
      realTimers.clearInterval(beat);
      try {
        closeSync(descriptor);
        if (isOurs()) rmSync(lock, { force: true });
      } catch {
        // The directory has become read-only. The next process takes the lock over, because this one has ended.
      }
    },
    verify: () => {
      const holder = holderOf(lock);
      if (holder && holder.token !== mine.token)
        throw new StateTakenError(
          `${file} was taken over by process ${holder.pid} on ${holder.host}, because this process stood still for ${GONE_MS / 1000} s; stop one of them`,
        );
    },
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
    if (holder) refuseAlive(file, lock, draft, holder);
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

function refuseAlive(file: string, lock: string, draft: string, holder: Holder): void {
  const message = `${file} is in use by process ${holder.pid} on ${holder.host}; stop it, or use another file`;
  if (isVisible(holder)) {
    if (isRunning(holder)) throw new StateTakenError(message);
    return;
  }
  const beat = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  // Both times are of the file system's clock.
  if (beat !== undefined && statSync(draft).mtimeMs - beat < GONE_MS) throw new StateTakenError(message, beat);
}

/** Whether the holder's pid means something here. Containers with a shared volume do not see each other's processes, also if they have the same host name. */
const isVisible = ({ host, space }: Holder): boolean =>
  process.platform === 'linux' ? space !== undefined && space === processSpace() : host === hostname();

function isRunning({ pid, started }: Holder): boolean {
  if (pid !== process.pid)
    try {
      process.kill(pid, 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  return started === undefined || started === startOf(pid);
}

/** The start of the system and the namespace of pids; Linux only. */
function processSpace(): string | undefined {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
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

function beatOnce(descriptor: number, text: string): void {
  try {
    writeSync(descriptor, text, 0);
    // NFS writes the text later, and this at once; both set the time.
    ftruncateSync(descriptor, Buffer.byteLength(text));
  } catch {
    // The file system is full or was unmounted. The next save reports that.
  }
}
