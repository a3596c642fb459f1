import { readFileSync } from 'node:fs';
import { writeState } from '../world/state-file.js';
import { ExitError, exitCodes } from './exit.js';
import { print, remote, type RemoteFlags } from './remote.js';

export async function saveSnapshot(file: string, flags: RemoteFlags & { withSecrets: boolean }): Promise<void> {
  const snapshot = await remote(flags).call('GET', `/snapshot?secrets=${flags.withSecrets}`);
  onDisk(`save ${file}`, exitCodes.failed, () => writeState(file, snapshot, flags.withSecrets));
  tell('saved', file, flags);
}

/** To the file that the running stuntdouble was started with. */
export async function saveState(flags: RemoteFlags): Promise<void> {
  await remote(flags, '').call('POST', '/state');
  print(flags.json ? JSON.stringify({ event: 'saved' }) : 'saved the state');
}

export async function restoreSnapshot(file: string, flags: RemoteFlags): Promise<void> {
  const snapshot = onDisk(`read ${file}`, exitCodes.usage, () => JSON.parse(readFileSync(file, 'utf8')) as unknown);
  await remote(flags).call('PUT', '/snapshot', snapshot);
  tell('restored', file, flags);
}

function onDisk<T>(what: string, code: ExitError['code'], act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new ExitError(`Cannot ${what}: ${error instanceof Error ? error.message : String(error)}`, code);
  }
}

const tell = (event: string, file: string, { json, sandbox }: RemoteFlags): void =>
  print(json ? JSON.stringify({ event, sandbox, file }) : `${event} ${sandbox}: ${file}`);
