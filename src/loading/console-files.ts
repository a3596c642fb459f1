import { join } from 'node:path';
import { diskFiles, type Files } from './files.js';
import { consoleDirectory } from './package-root.js';

/** Reads the built files of the console, each once. */
export function consoleFiles(files: Files = diskFiles): (name: string) => string {
  const texts = new Map<string, string>();
  return (name) => {
    const text = texts.get(name) ?? files.read(join(consoleDirectory, name));
    texts.set(name, text);
    return text;
  };
}
