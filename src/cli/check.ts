import { quirks } from '../quirks/index.js';
import { checkDirectory } from '../loading/load.js';
import { formatMistake } from '../loading/mistakes.js';
import { ExitError, exitCodes } from './exit.js';

export function check(directory: string, { json }: { json: boolean }): void {
  const { vendors, mistakes, notes } = checkDirectory(directory, { quirks });
  const out = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const mistake of mistakes) out(json ? JSON.stringify({ event: 'mistake', ...mistake }) : formatMistake(mistake));
  for (const vendor of vendors)
    for (const note of notes.get(vendor.name)?.() ?? [])
      out(json ? JSON.stringify({ event: 'note', ...note }) : `${note.file}:${note.line} note: ${note.text}`);
  if (json)
    out(JSON.stringify({ event: 'checked', vendors: vendors.map((vendor) => vendor.name), mistakes: mistakes.length }));
  if (mistakes.length > 0)
    throw new ExitError(mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`, exitCodes.usage);
  if (!json)
    for (const vendor of vendors) out(`${vendor.name}: sound, ${vendor.contract.operations.length} operations`);
}
