/** The state file. If the process is killed, the file is either the complete old one or the complete new one. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile, resolved } from '../../disk/replace-file.js';
import { JsonError } from '../../engine/request/json.js';
import { atOnce } from '../../timers/slices.js';
import { readJson } from './read-json.js';

/** The content of the file; undefined: it does not exist. @throws if it is not JSON, or cannot be written */
export function readState(file: string): unknown {
  const target = resolved(file);
  accessSync(dirname(target), constants.W_OK);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new Error('not a file');
  try {
    return atOnce(readJson(readFileSync(target)));
  } catch (error) {
    if (error instanceof JsonError) throw new Error('not valid JSON', { cause: error });
    throw error;
  }
}

/** @param secret makes the file readable by its owner only. An existing file keeps its mode otherwise */
export const writeState = (file: string, text: readonly Uint8Array[], secret: boolean): Promise<void> =>
  replaceFile(file, [...text, Buffer.from('\n')], secret);
