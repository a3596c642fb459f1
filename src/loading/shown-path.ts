import { relative } from 'node:path';

/** The path of a file relative to the working directory. */
export function shownPath(file: string): string {
  const near = relative(process.cwd(), file);
  return near !== '' && near.length < file.length ? near : file;
}
