import { readFileSync } from 'node:fs';
import { isSandboxName, sandboxNames } from '../grammar/sandbox-name.js';
import type { SavedSnapshot } from '../index.js';
import { writeState } from '../world/snapshot/state-file.js';
import { ExitError, exitCodes } from './exit.js';
import { print, remote, type RemoteFlags } from './remote.js';

interface SecretFlags extends RemoteFlags {
  withSecrets: boolean;
}

export const saveSnapshot = (file: string, flags: SecretFlags): Promise<void> => toFile('/snapshot', file, flags);

export const exportNamed = (name: string, file: string, flags: SecretFlags): Promise<void> =>
  toFile(named(name), file, flags);

async function toFile(path: string, file: string, flags: SecretFlags): Promise<void> {
  const snapshot = await remote(flags).call('GET', `${path}?secrets=${flags.withSecrets}`);
  onDisk(`save ${file}`, exitCodes.failed, () => writeState(file, snapshot, flags.withSecrets));
  tell('saved', { file }, flags);
}

/** In the memory of the running stuntdouble. */
export async function nameSnapshot(name: string, flags: RemoteFlags): Promise<void> {
  await remote(flags).call('PUT', named(name));
  tell('saved', { name }, flags);
}

export async function restoreNamed(name: string, flags: RemoteFlags): Promise<void> {
  await remote(flags).call('POST', `${named(name)}/restore`);
  tell('restored', { name }, flags);
}

export async function removeNamed(name: string, flags: RemoteFlags): Promise<void> {
  await remote(flags).call('DELETE', named(name));
  tell('removed', { name }, flags);
}

export async function listNamed(flags: RemoteFlags): Promise<void> {
  const { snapshots } = await remote(flags).call('GET', '/snapshots');
  for (const snapshot of snapshots as SavedSnapshot[])
    print(flags.json ? JSON.stringify(snapshot) : `${snapshot.name}  ${snapshot.at}`);
}

/** A path with `..` in it would lead somewhere else. */
function named(name: string): string {
  if (!isSandboxName(name)) throw new ExitError(`Cannot use ${name} as a name: use ${sandboxNames}`, exitCodes.usage);
  return `/snapshots/${name}`;
}

/** To the file that the running stuntdouble was started with. */
export async function saveState(flags: RemoteFlags): Promise<void> {
  await remote(flags, '').call('POST', '/state');
  print(flags.json ? JSON.stringify({ event: 'saved' }) : 'saved the state');
}

export async function restoreSnapshot(file: string, flags: RemoteFlags): Promise<void> {
  const snapshot = onDisk(`read ${file}`, exitCodes.usage, () => JSON.parse(readFileSync(file, 'utf8')) as unknown);
  await remote(flags).call('PUT', '/snapshot', snapshot);
  tell('restored', { file }, flags);
}

function onDisk<T>(what: string, code: ExitError['code'], act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new ExitError(`Cannot ${what}: ${error instanceof Error ? error.message : String(error)}`, code);
  }
}

const tell = (event: string, what: { file: string } | { name: string }, { json, sandbox }: RemoteFlags): void =>
  print(json ? JSON.stringify({ event, sandbox, ...what }) : `${event} ${sandbox}: ${Object.values(what).join('')}`);
