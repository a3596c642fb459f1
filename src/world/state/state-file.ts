/** The state file. If the process is killed, the file is either the complete old one or the complete new one. */
import { existsSync, promises } from 'node:fs';
import { checkWritable, replaceFile, resolved } from '../../disk/replace-file.js';
import { JsonError } from '../../engine/request/parse-json.js';
import { inSlices } from '../../timers/slices.js';
import { readJson } from '../snapshot/read-json.js';

/** The content of the file; undefined: it does not exist. @throws if it is not JSON, or cannot be written */
export async function readState(file: string): Promise<unknown> {
  checkWritable(file);
  const target = resolved(file);
  if (!existsSync(target)) return undefined;
  try {
    return await inSlices(readJson([await promises.readFile(target)]));
  } catch (error) {
    if (error instanceof JsonError) throw new Error('not valid JSON', { cause: error });
    throw error;
  }
}

/** @param secret makes the file readable by its owner only. An existing file keeps its mode otherwise */
export const writeState = (file: string, text: readonly Uint8Array[], secret: boolean): Promise<void> =>
  replaceFile(file, [...text, Buffer.from('\n')], secret);
