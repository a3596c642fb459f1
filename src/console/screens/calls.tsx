/** Calls: the journal, live, newest first. */
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { call, path, query } from '../api/request.js';
import { Button, Confirm, ErrorNote, Loading, useAction } from '../parts/action.js';
import { FilterBox } from '../parts/filter-box.js';
import { connection } from '../state/connection.js';
import type { Item } from '../state/entry-list.js';
import { onKey } from '../state/keys.js';
import { pausedAt } from '../state/pause.js';
import { replace, route, sandboxName, screenAddress } from '../state/route.js';
import { commandInSandbox, viewCommand } from '../state/command.js';
import { cleared, entries, isRead, sandbox } from '../state/session.js';
import type { Command } from '../text/commands.js';
import { useTextMatches } from '../state/text-search.js';
import { filterOf, matches, type Filter } from '../text/filter.js';
import { counted, grouped } from '../text/format.js';
import { CallList } from './calls/call-list.js';
import { EntryPane } from './calls/entry-pane.js';
import { NoCalls } from './calls/no-calls.js';

export function CallsScreen(): JSX.Element {
  const { parts, query: asked } = route.value;
  const filter = filterOf(asked);
  const open = /^\d+$/.test(parts[0] ?? '') ? Number(parts[0]) : undefined;
  const { list, version } = entries.value;
  const stop = pausedAt.value;
  const { found, error } = useTextMatches(sandboxName.value, filter.text, list.last, cleared.value);
  const address = JSON.stringify(filter);
  const shown = useMemo(() => shownItems(list.items, filter, found, stop), [version, address, found, stop]);
  const waiting = stop === undefined ? 0 : list.items.filter(({ seq }) => seq > stop).length;

  useEffect(() => {
    viewCommand.value = open === undefined ? commandOfList(filter) : commandOfEntry(open);
  }, [address, open, sandboxName.value]);
  useEffect(
    () =>
      onKey((key) => {
        if (key === 'p') togglePause();
        else if (key === 'Escape' && open !== undefined) location.hash = screenAddress('calls', [], route.value.query);
        else return false;
        return true;
      }),
    [open],
  );
  useEffect(() => () => void (pausedAt.value = undefined), []);

  const isFiltered = address !== '{}';
  return (
    <main id="main" class={open === undefined ? 'calls' : 'calls open'}>
      <h1 class="sr">Calls</h1>
      <section class="pane list" aria-label="List of calls">
        <div class="bar wrap">
          <FilterBox filter={filter} onChange={(next) => replace({ query: { ...next } })} />
          <Button onClick={togglePause} pressed={stop !== undefined} title="Key p">
            Pause
          </Button>
          <ClearButton />
        </div>
        {waiting > 0 && (
          <p class="line small" role="status">
            {counted(waiting, 'new entry', 'new entries')} since the pause. <Button onClick={togglePause}>Go on</Button>
          </p>
        )}
        <ErrorNote error={error} />
        {shown.length > 0 ? (
          <CallList items={shown} open={open} total={list.count} isFiltered={isFiltered} />
        ) : isFiltered && list.count > 0 && (filter.text === undefined || found) ? (
          <NoMatch filter={filter} count={list.count} />
        ) : isRead.value && !isFiltered && connection.value.is !== 'removed' ? (
          <NoCalls />
        ) : (
          connection.value.is !== 'removed' && <Loading what="the calls" />
        )}
      </section>
      {open !== undefined && <EntryPane seq={open} shown={shown} />}
    </main>
  );
}

function shownItems(
  items: readonly Item[],
  filter: Filter,
  found: ReadonlySet<number> | undefined,
  stop: number | undefined,
): readonly Item[] {
  const isAll = Object.keys(filter).length === 0;
  if (isAll && stop === undefined) return [...items];
  return items.filter((item) => {
    if (stop !== undefined && item.seq > stop) return false;
    if (isAll) return true;
    if (item.kind === 'gap') return false;
    return matches(filter, item) && (filter.text === undefined || found?.has(item.seq) === true);
  });
}

const togglePause = (): void =>
  void (pausedAt.value = pausedAt.value === undefined ? entries.value.list.last : undefined);

function ClearButton(): JSX.Element {
  const action = useAction();
  const clear = (): void => void action.run(() => call('DELETE', path`/sandboxes/${sandboxName.value}/journal`));
  return (
    <>
      <Confirm
        kind="quiet"
        question={`All ${grouped(sandbox.value?.calls ?? 0)} calls go.`}
        sure="Clear"
        onClick={clear}
        command={commandInSandbox(['journal', ['--clear']], 'DELETE', '/journal')}
      >
        Clear…
      </Confirm>
      <ErrorNote error={action.error} />
    </>
  );
}

function NoMatch({ filter, count }: { readonly filter: Filter; readonly count: number }): JSX.Element {
  return (
    <div class="empty stack">
      <p class="says">None of {counted(count, 'entry', 'entries')} matches</p>
      <p class="muted">
        {Object.entries(filter)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')}
      </p>
      <p>
        <Button onClick={() => replace({ query: {} })}>Clear the filter</Button>
      </p>
    </div>
  );
}

const commandOfList = (filter: Filter): Command =>
  commandInSandbox(
    [
      'journal',
      ['--follow'],
      ['--kind', 'any'],
      ...Object.entries(filter).map(([name, value]) => [`--${name}`, value]),
    ],
    'GET',
    `/journal${query({ kind: 'any', ...filter })}`,
  );

const commandOfEntry = (seq: number): Command =>
  commandInSandbox(
    ['journal', ['--kind', 'any'], ['--after', String(seq - 1)], ['--before', String(seq + 1)], ['--json']],
    'GET',
    `/journal/${seq}`,
  );
