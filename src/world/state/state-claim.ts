import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { partOf, resolved } from '../../disk/replace-file.js';
import { lockState, type StateLock } from './state-lock.js';

/**
 * Locks the state file for this process, and removes files of interrupted saves.
 * @throws StateTakenError if another process has it
 */
export function claimState(file: string): StateLock {
  const target = resolved(file);
  const lock = lockState(target);
  const directory = dirname(target);
  for (const name of readdirSync(directory))
    if (name.startsWith(partOf(target)) && name.endsWith('.part')) rmSync(join(directory, name), { force: true });
  return lock;
}
