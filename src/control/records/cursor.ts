/** Positions in lists of records, as texts. */
import { isObject } from '../../grammar/json.js';
import type { ScanPosition } from '../../world/store/collection.js';
import { SteeringError } from '../../world/steering-error.js';

export const cursorText = (position: ScanPosition): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws SteeringError */
export function parseCursor(text: string): ScanPosition {
  const value = jsonOfCursor(text);
  if (isObject(value) && typeof value['parent'] === 'string' && Number.isSafeInteger(value['seq']))
    return { parent: value['parent'], key: value['key'], seq: Number(value['seq']) };
  throw new SteeringError('/after', 'not a cursor', 'use the cursor (`next`) of the previous page');
}

function jsonOfCursor(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
