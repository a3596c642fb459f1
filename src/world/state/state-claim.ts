import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { partOf, resolved } from '../../disk/replace-file.js';
import { lockState } from './state-lock.js';

/**
 * Locks the state file for this process, and removes files of interrupted saves.
 * @returns a function that releases the file. @throws StateTakenError if another process has it
 */
export function claimState(file: string): () => void {
  const target = resolved(file);
  const release = lockState(target);
  const directory = dirname(target);
  for (const name of readdirSync(directory))
    if (name.startsWith(partOf(target)) && name.endsWith('.part')) rmSync(join(directory, name), { force: true });
  return release;
}
