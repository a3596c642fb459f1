/** The commands that steer a running double. */
import { InvalidArgumentError, type Command, type Option } from 'commander';
import { suggest } from '../engine/values/suggest.js';
import type { FaultSpec } from '../index.js';
import { ExitError, exitCodes } from './exit.js';
import type { JournalFlags } from './journal.js';
import { steers, type Json, type RemoteFlags } from './remote.js';

type Flag = (text: string, description: string, environment?: string) => Option;

export function addSteering(program: Command, flag: Flag): void {
  addReset(program, flag);
  addSnapshot(program, flag);
  addFaults(program, flag);
  addJournal(program, flag);
  addClock(program, flag);
}

function addReset(program: Command, flag: Flag): void {
  steers(program.command('reset').description('a sandbox of a running stuntdouble as at its start'), flag).action(
    async (flags: RemoteFlags) => {
      const { reset } = await import('./reset.js');
      await reset(flags);
    },
  );
}

interface SnapshotFlags extends RemoteFlags {
  name?: string;
  withSecrets: boolean;
  state: boolean;
}

function addSnapshot(program: Command, flag: Flag): void {
  steers(program.command('snapshot').description('save a sandbox of a running stuntdouble').argument('[file]'), flag)
    .option('--name <name>', 'in its memory instead, under this name')
    .option('--with-secrets', 'keep API keys and other write-only values (mode 0600)', false)
    .option('--state', 'all sandboxes, to the file that it was started with', false)
    .action(async (file: string | undefined, flags: SnapshotFlags) => {
      const { name, state, withSecrets } = flags;
      const places = [file, name, state || undefined].filter((candidate) => candidate !== undefined);
      if (places.length !== 1 || (withSecrets && file === undefined))
        throw new ExitError(
          'Cannot save: name a file for this sandbox, or --name alone to keep it in memory, or --state alone for all of them',
          exitCodes.usage,
        );
      const { nameSnapshot, saveSnapshot, saveState } = await import('./snapshot.js');
      if (file !== undefined) await saveSnapshot(file, flags);
      else await (name === undefined ? saveState(flags) : nameSnapshot(name, flags));
    });
  steers(program.command('restore').description('go on from a saved sandbox').argument('[file]'), flag)
    .option('--name <name>', 'the one that was saved under this name')
    .action(async (file: string | undefined, flags: SnapshotFlags) => {
      if ((file === undefined) === (flags.name === undefined))
        throw new ExitError('Cannot restore: name a file, or --name alone', exitCodes.usage);
      const { restoreNamed, restoreSnapshot } = await import('./snapshot.js');
      await (file === undefined ? restoreNamed(flags.name ?? '', flags) : restoreSnapshot(file, flags));
    });
  const snapshots = group(program, 'snapshots', 'what was saved under a name');
  steers(snapshots.command('list', { isDefault: true }).description('their names'), flag).action(
    async (flags: RemoteFlags) => {
      const { listNamed } = await import('./snapshot.js');
      await listNamed(flags);
    },
  );
  steers(snapshots.command('export').description('to a file').argument('<name>').argument('<file>'), flag)
    .option('--with-secrets', 'keep API keys and other write-only values (mode 0600)', false)
    .action(async (name: string, file: string, flags: SnapshotFlags) => {
      const { exportNamed } = await import('./snapshot.js');
      await exportNamed(name, file, flags);
    });
  steers(snapshots.command('remove').description('forget one').argument('<name>'), flag).action(
    async (name: string, flags: RemoteFlags) => {
      const { removeNamed } = await import('./snapshot.js');
      await removeNamed(name, flags);
    },
  );
}

function addFaults(program: Command, flag: Flag): void {
  const faults = group(program, 'faults', 'failures on demand');
  steers(faults.command('list', { isDefault: true }).description('the faults that stand'), flag).action(
    async (flags: RemoteFlags) => {
      const { listFaults } = await import('./faults.js');
      await listFaults(flags);
    },
  );
  steers(faults.command('add').description('ask for a failure of one kind').argument('<[vendor.]operation>'), flag)
    .option('--refuse <reason>', 'refused in the vendor’s words, such as rateLimited')
    .option('--status <number>', 'a bare 5xx', number)
    .option('--delay <milliseconds>', 'answered later: 250, or JSON such as {"uniform":[100,300]}', json)
    .option('--drop <when>', 'the connection ends before the write, or after')
    .option('--reset <when>', 'the same by a TCP reset')
    .option('--truncate <bytes>', 'only so many bytes of the body', number)
    .option('--malformed', 'broken JSON')
    .option('--trickle <bytes>', 'so many bytes a second', number)
    .option('--times <number>', 'how often (default: until removed)', number)
    .option('--after <number>', 'after so many calls', number)
    .option('--record <id>', 'for this record only')
    .option('--account <name>', 'for this account only')
    .action(
      async (
        on: string,
        { control, sandbox, token, json: isJson, ...spec }: RemoteFlags & Omit<FaultSpec, 'operation'>,
      ) => {
        const { addFault } = await import('./faults.js');
        await addFault(on, spec, { control, sandbox, json: isJson, ...(token !== undefined && { token }) });
      },
    );
  steers(faults.command('remove').description('remove one fault').argument('<id>'), flag).action(
    async (id: string, flags: RemoteFlags) => {
      const { removeFaults } = await import('./faults.js');
      await removeFaults(id, flags);
    },
  );
  steers(faults.command('clear').description('remove all faults'), flag).action(async (flags: RemoteFlags) => {
    const { removeFaults } = await import('./faults.js');
    await removeFaults(undefined, flags);
  });
}

function addJournal(program: Command, flag: Flag): void {
  steers(program.command('journal').description('what was called, and how it was answered'), flag)
    .option('--follow', 'a line for each call, until told to stop', false)
    .option('--vendor <name>', 'only calls of this vendor')
    .option('--operation <id>', 'only calls of this operation')
    .option('--status <number>', 'only calls answered with this status')
    .option('--account <name>', 'only calls of this account')
    .addOption(flag('--method <name>', 'only calls by this method').argParser((name) => name.toUpperCase()))
    .option('--reason <name>', 'only calls refused for this reason')
    .option('--fault <id>', 'only calls that this fault met')
    .option('--body <json>', 'only calls whose body has this at least, such as {"config":{"provider":"openAI"}}')
    .option('--since <instant>', 'only calls from this instant on, in the sandbox’s clock')
    .option('--until <instant>', 'only calls up to this instant')
    .option('--after <number>', 'only calls after the one with this number')
    .option('--limit <number>', 'at most so many, the latest (default: 100)')
    .option('--wait <milliseconds>', 'where there is no such call yet, wait for one, at most so long')
    .option('--count', 'how many there are, and not which', false)
    .option('--clear', 'forget the calls instead', false)
    .action(async (flags: JournalFlags) => {
      const { journal } = await import('./journal.js');
      await journal(flags);
    });
}

function addClock(program: Command, flag: Flag): void {
  const clock = group(program, 'clock', 'the time of a sandbox');
  const steer = async (change: Json | undefined, flags: RemoteFlags): Promise<void> => {
    const { clock: run } = await import('./clock.js');
    await run(change, flags);
  };
  steers(clock.command('show', { isDefault: true }).description('what time it is'), flag).action((flags: RemoteFlags) =>
    steer(undefined, flags),
  );
  steers(clock.command('freeze').description('stand still, now or at an instant').argument('[instant]'), flag).action(
    (at: string | undefined, flags: RemoteFlags) => steer({ freeze: at ?? true }, flags),
  );
  steers(clock.command('set').description('jump to an instant').argument('<instant>'), flag).action(
    (set: string, flags: RemoteFlags) => steer({ set }, flags),
  );
  steers(
    clock.command('advance').description('go forward by a duration, such as 1h30m').argument('<duration>'),
    flag,
  ).action((advance: string, flags: RemoteFlags) => steer({ advance }, flags));
  steers(clock.command('resume').description('run on'), flag).action((flags: RemoteFlags) =>
    steer({ resume: true }, flags),
  );
}

/** Its commands, the first of which needs no word: any other word was meant for one of them. */
function group(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .hook('preSubcommand', ({ args: [word = '-'], commands }) => {
      const known = commands.map((command) => command.name());
      if (!word.startsWith('-') && !known.includes(word))
        throw new ExitError(`Unknown command ${name} ${word}; ${suggest(word, known)}`, exitCodes.usage);
    });
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Expected a number.');
  return value;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidArgumentError('Expected milliseconds, or JSON such as {"uniform":[100,300]}.');
  }
}
