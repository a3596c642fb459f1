/** The commands that control a running stuntdouble. */
import { type Command } from 'commander';
import type { FaultSpec } from '../index.js';
import { group } from './command-group.js';
import { faultFlags } from './fault-flags.js';
import { flag } from './flag.js';
import { ExitError, exitCodes } from './exit.js';
import type { JournalFlags } from './journal.js';
import { addRecords } from './record-commands.js';
import { withConnectionFlags, withControlFlags, type ConnectionFlags, type Json, type RemoteFlags } from './remote.js';

export function addControlCommands(program: Command): void {
  addReset(program);
  addSnapshot(program);
  addFaults(program);
  addJournal(program);
  addClock(program);
  addRecords(program);
  addRateLimits(program);
  addSandboxes(program);
}

function addReset(program: Command): void {
  withControlFlags(program.command('reset').description('reset a sandbox to its initial state')).action(
    async (flags: RemoteFlags) => {
      const { runReset } = await import('./reset.js');
      await runReset(flags);
    },
  );
}

interface SnapshotFlags extends RemoteFlags {
  name?: string;
  withSecrets: boolean;
  state: boolean;
}

function addSnapshot(program: Command): void {
  withControlFlags(
    program.command('snapshot').description('save a sandbox to a file, or in memory under a name').argument('[file]'),
  )
    .option('--name <name>', 'save in memory under this name, not to a file')
    .option('--with-secrets', 'include API keys and other write-only values (mode 0600)', false)
    .option('--state', 'save all sandboxes to the --state file', false)
    .action(async (file: string | undefined, flags: SnapshotFlags) => {
      const { name, state, withSecrets } = flags;
      const destinations = [file, name, state || undefined].filter((candidate) => candidate !== undefined);
      if (destinations.length !== 1 || (withSecrets && file === undefined))
        throw new ExitError(
          'Cannot save: give exactly one of a file, --name or --state; --with-secrets needs a file',
          exitCodes.usage,
        );
      const { saveInMemory, saveState, saveToFile } = await import('./snapshot.js');
      if (file !== undefined) await saveToFile(file, flags);
      else await (name === undefined ? saveState(flags) : saveInMemory(name, flags));
    });
  withControlFlags(program.command('restore').description('restore a sandbox from a snapshot').argument('[file]'))
    .option('--name <name>', 'restore the snapshot saved under this name')
    .action(async (file: string | undefined, flags: SnapshotFlags) => {
      if ((file === undefined) === (flags.name === undefined))
        throw new ExitError('Cannot restore: give either a file or --name', exitCodes.usage);
      const { restoreFromFile, restoreFromMemory } = await import('./snapshot.js');
      await (file === undefined ? restoreFromMemory(flags.name ?? '', flags) : restoreFromFile(file, flags));
    });
  const snapshots = group(program, 'snapshots', 'manage named snapshots');
  withControlFlags(
    snapshots.command('list', { isDefault: true }).description('list the names of the snapshots'),
  ).action(async (flags: RemoteFlags) => {
    const { listSnapshots } = await import('./snapshot.js');
    await listSnapshots(flags);
  });
  withControlFlags(
    snapshots.command('export').description('write a named snapshot to a file').argument('<name>').argument('<file>'),
  )
    .option('--with-secrets', 'include API keys and other write-only values (mode 0600)', false)
    .action(async (name: string, file: string, flags: SnapshotFlags) => {
      const { exportToFile } = await import('./snapshot.js');
      await exportToFile(name, file, flags);
    });
  withControlFlags(snapshots.command('remove').description('remove a named snapshot').argument('<name>')).action(
    async (name: string, flags: RemoteFlags) => {
      const { removeFromMemory } = await import('./snapshot.js');
      await removeFromMemory(name, flags);
    },
  );
}

function addFaults(program: Command): void {
  const faults = group(program, 'faults', 'manage faults: failures on demand');
  withControlFlags(faults.command('list', { isDefault: true }).description('list the active faults')).action(
    async (flags: RemoteFlags) => {
      const { listFaults } = await import('./faults.js');
      await listFaults(flags);
    },
  );
  const add = withControlFlags(
    faults.command('add').description('add a fault; give exactly one kind').argument('<[vendor.]operation>'),
  );
  for (const option of faultFlags()) add.addOption(option);
  add.action(
    async (
      operation: string,
      { control, sandbox, token, json: isJson, ...spec }: RemoteFlags & Omit<FaultSpec, 'operation'>,
    ) => {
      const { addFault } = await import('./faults.js');
      await addFault(operation, spec, { control, sandbox, json: isJson, ...(token !== undefined && { token }) });
    },
  );
  withControlFlags(
    faults.command('remove').description('remove one fault').argument('<id>', 'id of the fault, as `list` shows it'),
  ).action(async (id: string, flags: RemoteFlags) => {
    const { removeFaults } = await import('./faults.js');
    await removeFaults(id, flags);
  });
  withControlFlags(faults.command('clear').description('remove all faults')).action(async (flags: RemoteFlags) => {
    const { removeFaults } = await import('./faults.js');
    await removeFaults(undefined, flags);
  });
}

function addJournal(program: Command): void {
  withControlFlags(program.command('journal').description('show the calls and their replies'))
    .option('--follow', 'print new calls until stopped', false)
    .option('--vendor <name>', 'only calls to this vendor')
    .option('--operation <id>', 'only calls of this operation')
    .option('--status <number>', 'only calls answered with this status')
    .option('--account <name>', 'only calls of this account')
    .addOption(flag('--method <name>', 'only calls with this method').argParser((name) => name.toUpperCase()))
    .option('--reason <name>', 'only calls refused for this reason')
    .option('--fault <id>', 'only calls on which this fault fired')
    .option('--body <json>', 'only calls whose body contains this, such as {"config":{"provider":"openAI"}}')
    .option(
      '--text <text>',
      'only entries that contain this text, ignoring case: in the path, the explanation, the bodies …',
    )
    .option(
      '--kind <kind>',
      'kind of the entries: call, change (by the control side, a restored snapshot, a reload) or any (default: call)',
    )
    .option('--resource <name>', 'only entries that changed records of this resource')
    .option('--record <key>', 'only entries that changed the record with this key')
    .option('--since <instant>', 'only calls from this instant on, by the sandbox’s clock')
    .option('--until <instant>', 'only calls until this instant')
    .option('--after <number>', 'only calls after the one with this number')
    .option('--before <number>', 'only calls before the one with this number')
    .option('--limit <number>', 'maximum number of calls, the latest ones (default: 100)')
    .option('--wait <milliseconds>', 'if no call matches, wait up to this long for one')
    .option('--count', 'print the number of calls only', false)
    .option('--clear', 'remove all calls of the sandbox', false)
    .action(async (flags: JournalFlags) => {
      const { runJournal } = await import('./journal.js');
      await runJournal(flags);
    });
}

function addClock(program: Command): void {
  const clock = group(program, 'clock', 'control the clock of a sandbox');
  const steer = async (change: Json | undefined, flags: RemoteFlags): Promise<void> => {
    const { runClock: run } = await import('./clock.js');
    await run(change, flags);
  };
  withControlFlags(clock.command('show', { isDefault: true }).description('show the time'))
    .option('--system', 'use the system’s clock again first')
    .action((flags: RemoteFlags & { system?: true }) => steer(flags.system && { system: true }, flags));
  withControlFlags(
    clock.command('freeze').description('freeze the clock, now or at an instant').argument('[instant]'),
  ).action((at: string | undefined, flags: RemoteFlags) => steer({ freeze: at ?? true }, flags));
  withControlFlags(clock.command('set').description('set the clock to an instant').argument('<instant>')).action(
    (set: string, flags: RemoteFlags) => steer({ set }, flags),
  );
  withControlFlags(
    clock.command('advance').description('advance the clock by a duration such as 1h30m').argument('<duration>'),
  ).action((advance: string, flags: RemoteFlags) => steer({ advance }, flags));
  withControlFlags(clock.command('resume').description('let a frozen clock continue')).action((flags: RemoteFlags) =>
    steer({ resume: true }, flags),
  );
  withControlFlags(clock.command('system').description('use the system’s clock again')).action((flags: RemoteFlags) =>
    steer({ system: true }, flags),
  );
}

function addRateLimits(program: Command): void {
  const limits = group(program, 'limits', 'manage the vendors’ documented rate limits');
  withControlFlags(limits.command('list', { isDefault: true }).description('list the rate limits')).action(
    async (flags: RemoteFlags) => {
      const { listLimits } = await import('./rate-limits.js');
      await listLimits(flags);
    },
  );
  for (const [name, enabled] of [
    ['on', true],
    ['off', false],
  ] as const)
    withControlFlags(
      limits.command(name).description(`switch ${name} the rate limits of a vendor`).argument('<vendor>'),
    ).action(async (vendor: string, flags: RemoteFlags) => {
      const { switchLimits } = await import('./rate-limits.js');
      await switchLimits(vendor, enabled, flags);
    });
}

function addSandboxes(program: Command): void {
  const sandboxes = group(program, 'sandboxes', 'manage sandboxes: isolated states by name');
  withConnectionFlags(sandboxes.command('list', { isDefault: true }).description('list the sandboxes')).action(
    async (flags: ConnectionFlags) => {
      const { listSandboxes } = await import('./sandboxes.js');
      await listSandboxes(flags);
    },
  );
  withConnectionFlags(
    sandboxes.command('create').description('create a sandbox, if it does not exist').argument('<name>'),
  ).action(async (name: string, flags: ConnectionFlags) => {
    const { createSandbox } = await import('./sandboxes.js');
    await createSandbox(name, flags);
  });
  withConnectionFlags(
    sandboxes.command('remove').description('remove a sandbox with its state').argument('<name>'),
  ).action(async (name: string, flags: ConnectionFlags) => {
    const { removeSandbox } = await import('./sandboxes.js');
    await removeSandbox(name, flags);
  });
}
