/** All sandboxes of a double as one JSON document: the content of the state file. */
import { SNAPSHOT_FORMAT } from '../../grammar/snapshot-format.js';
import { isObject } from '../../grammar/json.js';
import { isSandboxName, sandboxNames } from '../../grammar/sandbox-name.js';
import { type Snapshot } from '../../engine/model/snapshot.js';
import type { Steps } from '../../timers/slices.js';
import { SteeringError } from '../steering-error.js';
import type { Sandbox } from '../world.js';
import { ownCopy, snapshotText, type Capture, type SnapshotOptions } from '../snapshot/snapshot.js';

const STATE_FORMAT = 'stuntdouble.state';
const STATE_VERSION = 1;

export interface State {
  format: typeof STATE_FORMAT;
  version: typeof STATE_VERSION;
  sandboxes: Record<string, Snapshot>;
}

export const stateOf = (sandboxes: readonly (readonly [name: string, snapshot: Snapshot])[]): State => ({
  format: STATE_FORMAT,
  version: STATE_VERSION,
  sandboxes: Object.fromEntries(sandboxes),
});

/** The same as JSON text, in UTF-8. */
export function* stateText(
  sandboxes: readonly (readonly [name: string, capture: Capture])[],
  options?: SnapshotOptions,
): Steps<Uint8Array[]> {
  const pieces: Uint8Array[] = [Buffer.from(`{"format":"${STATE_FORMAT}","version":${STATE_VERSION},"sandboxes":{`)];
  let before = '';
  for (const [name, capture] of sandboxes) {
    pieces.push(Buffer.from(`${before}${JSON.stringify(name)}:`), ...(yield* snapshotText(capture, options)));
    before = ',';
  }
  return [...pieces, Buffer.from('}}')];
}

/**
 * Checks all, then restores all. A bare snapshot is that of `alone`.
 * @throws SteeringError
 */
export function* restoreState(
  state: unknown,
  alone: string,
  sandbox: (name: string) => Sandbox | undefined,
): Steps<void> {
  const swaps: (() => void)[] = [];
  for (const [name, snapshot] of snapshotsIn(state, alone)) {
    const below = state === snapshot ? '' : `/sandboxes/${name}`;
    if (!isSandboxName(name)) throw new SteeringError(below, 'not a sandbox name', `use ${sandboxNames}`);
    const found = sandbox(name);
    if (found === undefined) throw new SteeringError(below, 'there are too many sandboxes', 'remove some');
    try {
      swaps.push(yield* found.prepareSteps({ document: yield* ownCopy(snapshot) }));
    } catch (error) {
      throw error instanceof SteeringError ? error.below(below) : error;
    }
  }
  for (const swap of swaps) swap();
}

function snapshotsIn(state: unknown, alone: string): [name: string, snapshot: unknown][] {
  if (!isObject(state) || (state['format'] !== STATE_FORMAT && state['format'] !== SNAPSHOT_FORMAT))
    throw new SteeringError('/format', 'this is not a state of stuntdouble', 'use a file that stuntdouble saved');
  if (state['format'] === SNAPSHOT_FORMAT) return [[alone, state]];
  const { version, sandboxes } = state;
  if (typeof version === 'number' && version > STATE_VERSION)
    throw new SteeringError(
      '/version',
      `it has format ${version}; this stuntdouble reads up to ${STATE_VERSION}`,
      'use a newer stuntdouble',
    );
  if (version !== STATE_VERSION)
    throw new SteeringError(
      '/version',
      `it has format ${String(version)}; this stuntdouble reads ${STATE_VERSION}`,
      'use a file that stuntdouble saved, unchanged',
    );
  if (!isObject(sandboxes))
    throw new SteeringError('/sandboxes', 'there are no sandboxes', 'use a file that stuntdouble saved, unchanged');
  return Object.entries(sandboxes);
}
