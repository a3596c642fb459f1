import { readFileSync } from 'node:fs';
import { segmentOf } from '../grammar/path-segment.js';
import { ExitError, exitCodes, messageOf } from './exit.js';
import { lineOf } from './journal.js';
import type { JournalChange, JournalEntry } from '../index.js';
import { print, printable, remote, type Json, type RemoteFlags } from './remote.js';

export interface RecordFlags extends RemoteFlags {
  account?: string;
}

export interface ListFlags extends RecordFlags {
  limit?: string;
  after?: string;
}

interface Of {
  vendor: string;
  resource: string;
}

interface Account {
  account: string;
  resources: { resource: string; count: number }[];
}

interface Shown {
  id: string;
  record: Json;
  writeOnly: string[];
}

export async function listAccounts(flags: RemoteFlags & { vendor?: string }): Promise<void> {
  for (const { vendor, accounts } of await accountsOf(flags, flags.vendor))
    for (const { account, resources } of accounts) {
      const counts = resources.map(({ resource, count }) => `${resource} ${count}`).join(', ');
      print(
        flags.json ? JSON.stringify({ vendor, account, resources }) : printable(`${vendor}  ${account}  ${counts}`),
      );
    }
}

export async function listRecords(of: Of, flags: ListFlags): Promise<void> {
  const { limit, after } = flags;
  const query = new URLSearchParams({ ...(limit !== undefined && { limit }), ...(after !== undefined && { after }) });
  const path = await recordPath(of, flags);
  const { records, next } = await remote(flags).call('GET', `${path}?${query.toString()}`);
  for (const shown of records as Shown[])
    print(flags.json ? JSON.stringify(shown) : printable(`${shown.id}  ${JSON.stringify(shown.record)}`));
  if (next !== undefined) process.stderr.write(`more records: --after ${String(next)}\n`);
}

export async function showRecord(of: Of, id: string, flags: RecordFlags): Promise<void> {
  printRecord(await remote(flags).call('GET', await recordPath(of, flags, id)), flags);
}

export async function runCreateRecord(of: Of, json: string, flags: RecordFlags): Promise<void> {
  const fields = readFields(json);
  printRecord(await remote(flags).call('POST', await recordPath(of, flags), fields), flags);
}

export async function editRecord(of: Of, id: string, json: string, flags: RecordFlags): Promise<void> {
  const patch = readFields(json);
  printRecord(await remote(flags).call('PATCH', await recordPath(of, flags, id), patch), flags);
}

export async function removeRecord(of: Of, id: string, flags: RecordFlags): Promise<void> {
  await remote(flags).call('DELETE', await recordPath(of, flags, id));
  const { vendor, resource } = of;
  if (flags.json) print(JSON.stringify({ event: 'removed', sandbox: flags.sandbox, vendor, resource, id }));
  else print(printable(`removed ${resource} ${id}`));
}

export async function showHistory({ vendor, resource }: Of, id: string, flags: RecordFlags): Promise<void> {
  const account = await accountIn(vendor, flags);
  const query = new URLSearchParams({ kind: 'any', vendor, account, resource, record: id, limit: '1000' });
  const { entries } = await remote(flags).call('GET', `/journal?${query.toString()}`);
  for (const entry of entries as (JournalEntry | JournalChange)[])
    print(flags.json ? JSON.stringify(entry) : lineOf(entry));
}

async function recordPath({ vendor, resource }: Of, flags: RecordFlags, id?: string): Promise<string> {
  const names = [vendor, await accountIn(vendor, flags), resource, ...(id === undefined ? [] : [id])];
  return `/records/${names.map(segmentOf).join('/')}`;
}

/** The account of the flags, else the first one of the vendor: one with writes, if there is one. */
async function accountIn(vendor: string, flags: RecordFlags): Promise<string> {
  if (flags.account !== undefined) return flags.account;
  const [found] = await accountsOf(flags, vendor);
  return found?.accounts[0]?.account ?? 'anonymous';
}

async function accountsOf(flags: RemoteFlags, vendor?: string): Promise<{ vendor: string; accounts: Account[] }[]> {
  const query = vendor === undefined ? '' : `?${new URLSearchParams({ vendor }).toString()}`;
  const { vendors } = await remote(flags).call('GET', `/records${query}`);
  return vendors as { vendor: string; accounts: Account[] }[];
}

/** @param json a JSON object; `-`: from stdin @throws ExitError */
function readFields(json: string): unknown {
  try {
    return JSON.parse(json === '-' ? readFileSync(0, 'utf8') : json) as unknown;
  } catch (error) {
    const reason = messageOf(error);
    throw new ExitError(`Cannot read the fields (${reason}); write them like {"name":"New"}`, exitCodes.usage);
  }
}

function printRecord(reply: Json, { json }: RemoteFlags): void {
  if (json) return print(JSON.stringify(reply));
  const { record, writeOnly } = reply as unknown as Shown;
  print(JSON.stringify(record, null, 2).split('\n').map(printable).join('\n'));
  if (writeOnly.length > 0) process.stderr.write(`write-only, set and not shown: ${writeOnly.join(', ')}\n`);
}
