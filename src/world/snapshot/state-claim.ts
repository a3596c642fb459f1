import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { partOf, resolved } from './state-file.js';
import { lockState } from './state-lock.js';

/**
 * Takes the file for this process, and removes what an interrupted save left beside it.
 * @returns what gives it up. @throws StateTakenError when another process has it
 */
export function claimState(file: string): () => void {
  const target = resolved(file);
  const release = lockState(target);
  const directory = dirname(target);
  for (const name of readdirSync(directory))
    if (name.startsWith(partOf(target)) && name.endsWith('.part')) rmSync(join(directory, name), { force: true });
  return release;
}
