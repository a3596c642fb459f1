/** The state file. If the process is killed, the file is either the complete old one or the complete new one. */
import { constants } from 'node:buffer';
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
  const { size } = await promises.stat(target);
  if (size > MAX_BYTES) throw new Error(`it has ${megabytes(size)} MB; the limit is ${megabytes(MAX_BYTES)} MB`);
  const content = await promises.readFile(target);
  try {
    return await inSlices(readJson([content]));
  } catch (error) {
    if (error instanceof JsonError) throw new Error(notJson(content), { cause: error });
    throw error;
  }
}

/** The parser reads texts up to this length. */
const MAX_BYTES = constants.MAX_STRING_LENGTH;
const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);

function notJson(content: Buffer): string {
  const end = content.subarray(-100).toString().trimEnd();
  if (end === '') return 'the file is empty';
  return end.endsWith('}') ? 'not valid JSON' : 'not valid JSON: it is cut off';
}

/** @param secret makes the file readable by its owner only. An existing file keeps its mode otherwise */
export const writeState = (file: string, text: readonly Uint8Array[], secret: boolean): Promise<void> =>
  replaceFile(file, [...text, Buffer.from('\n')], secret);
