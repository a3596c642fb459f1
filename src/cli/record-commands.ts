/** The commands that read and change records of a running stuntdouble. */
import type { Command } from 'commander';
import { group } from './command-group.js';
import type { ListFlags, RecordFlags } from './records.js';
import { withControlFlags, type RemoteFlags } from './remote.js';

export function addRecords(program: Command): void {
  const records = group(program, 'records', 'read and change records');
  withControlFlags(
    records
      .command('accounts', { isDefault: true })
      .description('list the accounts and the number of their records')
      .option('--vendor <name>', 'only those of this vendor'),
  ).action(async (flags: RemoteFlags & { vendor?: string }) => {
    const { listAccounts } = await import('./records.js');
    await listAccounts(flags);
  });
  ofResource(records.command('list').description('list records'))
    .option('--limit <number>', 'maximum number of records (default: 50)')
    .option('--after <cursor>', 'continue after the cursor that the previous list printed')
    .action(async (vendor: string, resource: string, flags: ListFlags) => {
      const { listRecords } = await import('./records.js');
      await listRecords({ vendor, resource }, flags);
    });
  ofRecord(records.command('show').description('show a record')).action(
    async (vendor: string, resource: string, id: string, flags: RecordFlags) => {
      const { showRecord } = await import('./records.js');
      await showRecord({ vendor, resource }, id, flags);
    },
  );
  ofRecord(records.command('history').description('list the calls and changes that changed a record')).action(
    async (vendor: string, resource: string, id: string, flags: RecordFlags) => {
      const { showHistory } = await import('./records.js');
      await showHistory({ vendor, resource }, id, flags);
    },
  );
  ofResource(
    records.command('create').description('create a record'),
    '<json>',
    'fields of the record; -: from stdin',
  ).action(async (vendor: string, resource: string, json: string, flags: RecordFlags) => {
    const { runCreateRecord } = await import('./records.js');
    await runCreateRecord({ vendor, resource }, json, flags);
  });
  ofRecord(
    records.command('edit').description('change a record, including fields that calls cannot change'),
    '<json>',
    'the fields to change (merge patch); -: from stdin',
  ).action(async (vendor: string, resource: string, id: string, json: string, flags: RecordFlags) => {
    const { editRecord } = await import('./records.js');
    await editRecord({ vendor, resource }, id, json, flags);
  });
  ofRecord(records.command('remove').description('remove a record with its child records')).action(
    async (vendor: string, resource: string, id: string, flags: RecordFlags) => {
      const { removeRecord } = await import('./records.js');
      await removeRecord({ vendor, resource }, id, flags);
    },
  );
}

function ofResource(command: Command, ...more: [name: string, description: string] | []): Command {
  command.argument('<vendor>', 'name of the vendor').argument('<resource>', 'name of the resource');
  return withAccount(command, more);
}

function ofRecord(command: Command, ...more: [name: string, description: string] | []): Command {
  command
    .argument('<vendor>', 'name of the vendor')
    .argument('<resource>', 'name of the resource')
    .argument('<id>', 'key of the record, as `list` shows it');
  return withAccount(command, more);
}

function withAccount(command: Command, [name, description]: [string, string] | []): Command {
  if (name !== undefined) command.argument(name, description);
  return withControlFlags(
    command.option(
      '--account <name>',
      'name of the account, as in the journal (default: the first that `records accounts` lists)',
    ),
  );
}
