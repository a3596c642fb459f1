import { readFileSync } from 'node:fs';
import { vendorText } from '../double/watch/reloader.js';
import { isSandboxName, sandboxNames } from '../grammar/sandbox-name.js';
import type { AdaptedVendor, SavedSnapshot } from '../index.js';
import { atOnce } from '../timers/slices.js';
import { writeState } from '../world/state/state-file.js';
import { jsonPieces } from '../world/snapshot/write-json.js';
import { ExitError, exitCodes, messageOf } from './exit.js';
import { print, remote, type RemoteFlags } from './remote.js';

interface SecretFlags extends RemoteFlags {
  withSecrets: boolean;
}

export const saveToFile = (file: string, flags: SecretFlags): Promise<void> => writeSnapshot('/snapshot', file, flags);

export const exportToFile = (name: string, file: string, flags: SecretFlags): Promise<void> =>
  writeSnapshot(snapshotPath(name), file, flags);

async function writeSnapshot(path: string, file: string, flags: SecretFlags): Promise<void> {
  const snapshot = await remote(flags).call('GET', `${path}?secrets=${flags.withSecrets}`);
  const text = atOnce(jsonPieces(snapshot));
  await withFile(`save ${file}`, exitCodes.failed, () => writeState(file, text, flags.withSecrets));
  printDone('saved', { file }, flags);
}

/** Keeps the snapshot in the memory of the running stuntdouble. */
export async function saveInMemory(name: string, flags: RemoteFlags): Promise<void> {
  await remote(flags).call('PUT', snapshotPath(name));
  printDone('saved', { name }, flags);
}

export async function restoreFromMemory(name: string, flags: RemoteFlags): Promise<void> {
  const reply = await remote(flags).call('POST', `${snapshotPath(name)}/restore`);
  const vendors = (reply['vendors'] ?? []) as AdaptedVendor[];
  if (flags.json && vendors.length > 0)
    print(JSON.stringify({ event: 'restored', sandbox: flags.sandbox, name, vendors }));
  else printDone('restored', { name }, flags);
  if (!flags.json) for (const vendor of vendors) print(vendorText(vendor));
}

export async function removeFromMemory(name: string, flags: RemoteFlags): Promise<void> {
  await remote(flags).call('DELETE', snapshotPath(name));
  printDone('removed', { name }, flags);
}

export async function listSnapshots(flags: RemoteFlags): Promise<void> {
  const { snapshots } = await remote(flags).call('GET', '/snapshots');
  for (const snapshot of snapshots as SavedSnapshot[])
    print(flags.json ? JSON.stringify(snapshot) : `${snapshot.name}  ${snapshot.at}`);
}

/** @throws ExitError for other names: `..` in the path would reach another resource */
function snapshotPath(name: string): string {
  if (!isSandboxName(name))
    throw new ExitError(`Cannot use ${name} as the name of a snapshot; use ${sandboxNames}`, exitCodes.usage);
  return `/snapshots/${name}`;
}

/** Saves all sandboxes to the --state file of the running stuntdouble. */
export async function saveState(flags: RemoteFlags): Promise<void> {
  await remote(flags, '').call('POST', '/state');
  print(flags.json ? JSON.stringify({ event: 'saved' }) : 'saved the state');
}

export async function restoreFromFile(file: string, flags: RemoteFlags): Promise<void> {
  const text = await withFile(`read ${file}`, exitCodes.usage, () => readFileSync(file, 'utf8'), SAVED);
  const snapshot = await withFile(`restore ${file}`, exitCodes.usage, () => parsedSnapshot(text), SAVED);
  await remote(flags).call('PUT', '/snapshot', snapshot);
  printDone('restored', { file }, flags);
}

const SAVED = '; name a file that `stuntdouble snapshot` saved';

function parsedSnapshot(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Error('not valid JSON', { cause });
  }
}

async function withFile<T>(what: string, code: ExitError['code'], act: () => T | Promise<T>, remedy = ''): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new ExitError(`Cannot ${what}: ${messageOf(error)}${remedy}`, code);
  }
}

const printDone = (event: string, what: { file: string } | { name: string }, { json, sandbox }: RemoteFlags): void =>
  print(json ? JSON.stringify({ event, sandbox, ...what }) : `${event} ${sandbox}: ${Object.values(what).join('')}`);
