import { relative } from 'node:path';

/** A file as people find it from where they are. */
export function shown(file: string): string {
  const near = relative(process.cwd(), file);
  return near !== '' && near.length < file.length ? near : file;
}
