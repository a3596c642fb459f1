/** What a JSON value says, whatever the order of its keys. */
import { canonical } from '../../engine/values/canonical.js';
import { createHash } from 'node:crypto';

export const digest = (value: unknown): string =>
  `sha256:${createHash('sha256').update(canonical(value)).digest('hex')}`;
