/** Commands with subcommands. */
import type { Command } from 'commander';
import { suggest } from '../engine/values/suggest.js';
import { ExitError, exitCodes } from './exit.js';

/** A command with subcommands, of which one is the default. Refuses unknown subcommands. */
export function group(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .hook('preSubcommand', ({ args: [word = '-'], commands }) => {
      const known = commands.map((command) => command.name());
      if (!word.startsWith('-') && !known.includes(word))
        throw new ExitError(`Unknown command ${name} ${word}; ${suggest(word, known)}`, exitCodes.usage);
    });
}
