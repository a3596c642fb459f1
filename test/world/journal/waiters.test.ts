/** Waiting for a call costs other calls nothing. */
import type { Draft } from '../../../src/engine/journal/draft.js';
import { newTrace } from '../../../src/engine/model/trace.js';
import type { JournalEntry } from '../../../src/engine/journal/redacted-entry.js';
import type { JournalFilter } from '../../../src/world/journal/journal-filter.js';
import { BoundedJournal } from '../../../src/world/journal/journal.js';
import { waitFor } from '../../../src/world/journal/journal-wait.js';
import { Waiters } from '../../../src/world/journal/waiters.js';
import { double } from '../../support/double.js';

const draft = (operation: string, more: Partial<Draft> = {}): Draft => ({
  at: 0,
  duration: 0,
  sandbox: 'default',
  vendor: { name: 'acme', rules: new Map() } as never,
  method: 'GET',
  path: '/things',
  query: '',
  headers: {},
  trace: { ...newTrace(), operation: { id: operation, parameters: [], statuses: [] } as never },
  details: {},
  violations: [],
  status: 200,
  text: undefined,
  replyHeaders: {},
  delivery: undefined,
  ...more,
});

const entryOf = (item: Draft): JournalEntry =>
  ({
    seq: 1,
    at: new Date(item.at).toISOString(),
    vendor: 'acme',
    operation: item.trace.operation?.id,
    method: item.method,
    status: item.status,
    body: { name: 'a' },
  }) as never;

const filters: [JournalFilter, heard: string[]][] = [
  [{}, ['list', 'create']],
  [{ operation: 'create' }, ['create']],
  [{ status: 200 }, ['list']],
  [{ status: 201, operation: 'create', vendor: 'acme' }, ['create']],
  [{ status: 200, operation: 'create' }, []],
  [{ operation: 'create', body: { name: 'a' } }, ['create']],
  [{ operation: 'create', body: { name: 'b' } }, []],
  [{ since: '1970-01-01T00:00:01Z' }, []],
  [{ fault: 'fault-1' }, []],
];

it.each(filters)('notifies listeners for %j', (filter, expected) => {
  const waiters = new Waiters();
  const heard: string[] = [];
  const stop = waiters.add(filter, (entry) => heard.push(String(entry?.operation)));
  for (const it of [draft('list'), draft('create', { status: 201 })]) waiters.notify(it, () => entryOf(it));
  stop();
  waiters.notify(draft('create'), () => entryOf(draft('create')));
  expect(heard).toEqual(expected);
});

it('neither computes an entry nor visits listeners that cannot match', () => {
  const waiters = new Waiters();
  let completed = 0;
  for (let at = 0; at < 1000; at++) waiters.add({ operation: 'create', body: { at } }, () => undefined);
  for (let at = 0; at < 1000; at++) waiters.add({ account: `acct_${at}` }, () => undefined);
  for (let at = 0; at < 1000; at++)
    waiters.notify(draft('list'), () => {
      completed++;
      return entryOf(draft('list'));
    });
  expect(completed).toBe(0);
});

it('ends all waits immediately when the sandbox is removed', async () => {
  const journal = new BoundedJournal();
  const waiting = waitFor(journal, { operation: 'create' }, { timeout: 1000 });
  journal.close();
  await expect(waiting).rejects.toThrow('The sandbox was removed');
});

it('ends all waits when the double is closed, and keeps the calls', async () => {
  const open = await double({ vendors: ['spideriq'], listen: false });
  await open.fetch('/spideriq/api/v1/integrations');
  const ended = [open, open.sandbox('w')].map((each) =>
    expect(each.journal.waitFor({ operation: 'createIntegration' }, { timeout: 60_000 })).rejects.toThrow(
      'The double was closed while waiting for a call',
    ),
  );
  await open.close();
  await Promise.all(ended);
  expect(open.journal.count()).toBe(1);
});

it('lets a notified listener add and remove others', () => {
  const waiters = new Waiters();
  const heard: string[] = [];
  const stops: (() => void)[] = [];
  stops.push(
    waiters.add({}, () => {
      heard.push('first');
      for (const stop of stops) stop();
      waiters.add({}, () => heard.push('third'));
    }),
  );
  waiters.notify(draft('list'), () => entryOf(draft('list')));
  waiters.notify(draft('list'), () => entryOf(draft('list')));
  expect(heard).toEqual(['first', 'third']);
});
