import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { query } from '../../api/request.js';
import type { RecordPage, StoredRecord } from '../../api/types.js';
import { Button, ErrorNote, Loading } from '../../parts/action.js';
import { Value } from '../../parts/json.js';
import { arrowKeys } from '../../parts/move-focus.js';
import { useRemote } from '../../state/remote.js';
import { go, replace, route, screenAddress } from '../../state/route.js';
import { commandInSandbox, viewCommand } from '../../state/command.js';
import { versions } from '../../state/session.js';
import { counted, grouped } from '../../text/format.js';
import type { Route } from '../../text/route.js';
import { NewRecord } from './new-record.js';
import { localPath, pathOf, type RecordList } from './record-list.js';

/** Records of a page, and columns that fit beside a record. */
const PAGE = 50;
const COLUMNS = 8;

interface RecordTableProps {
  readonly place: RecordList;
  /** The open record. */
  readonly id: string | undefined;
}

export function RecordTable({ place, id }: RecordTableProps): JSX.Element {
  const { query: asked } = route.value;
  const [{ cursors, skipped }, setPages] = useState(() => pagesFrom(asked));
  const [hasAllColumns, setAllColumns] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const after = cursors.at(-1) ?? '';
  const search = query({ limit: PAGE, after });
  // Another address of the same records: a link to the first page, or a step back.
  useEffect(() => {
    if ((asked['after'] ?? '') !== after) setPages(pagesFrom(asked));
  }, [asked['after']]);
  const { value, error } = useRemote<RecordPage>(pathOf(place) + search, versions.value.records);
  const { vendor, account, resource } = place;
  useEffect(() => {
    if (id !== undefined) return;
    viewCommand.value = commandInSandbox(
      ['records', 'list', vendor, resource, ['--account', account], ...(after === '' ? [] : [['--after', after]])],
      'GET',
      localPath(place) + search,
    );
  }, [search, id]);
  const first = skipped + (cursors.length - 1) * PAGE;
  const turn = (next: Pages): void => {
    setPages(next);
    replace({ query: queryOf(next) });
  };
  const columns = hasAllColumns ? (value?.fields ?? []) : (value?.fields ?? []).slice(0, COLUMNS);
  const hidden = (value?.fields.length ?? 0) - columns.length;
  return (
    <section class="pane" aria-label={`${resource} records`}>
      <div class="bar wrap">
        <a class="btn quiet only-narrow" href={screenAddress('records')}>
          ‹ Records
        </a>
        <h2 class="grow crumb">
          <span>{vendor}</span>
          <span>{account}</span>
          {resource}
        </h2>
        <FindById place={place} />
        <Button onClick={() => setMaking(!isMaking)} pressed={isMaking}>
          New record…
        </Button>
      </div>
      {isMaking && <NewRecord place={place} sample={value?.records[0]} onDone={() => setMaking(false)} />}
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of records">
        <ErrorNote error={error} />
        {value === undefined && error === undefined && <Loading what="the records" />}
        {value?.records.length === 0 && (
          <div class="empty stack">
            <p class="says">No {resource} records</p>
            <p>Make one with New record, or send a call that creates one.</p>
          </div>
        )}
        {value && value.records.length > 0 && (
          <Table columns={columns} records={value.records} place={place} open={id} />
        )}
      </div>
      <div class="bar foot">
        <span class="small muted grow">
          {value &&
            value.records.length > 0 &&
            `${grouped(first + 1)}–${grouped(first + value.records.length)} of ${grouped(value.count)}`}
          {value?.records.length === 0 && counted(value.count, 'record')}
        </span>
        {(hidden > 0 || hasAllColumns) && (
          <Button kind="quiet" onClick={() => setAllColumns(!hasAllColumns)}>
            {hasAllColumns ? 'Fewer columns' : `${hidden} more columns`}
          </Button>
        )}
        <Button
          disabled={cursors.length < 2 && after === ''}
          onClick={() => turn(cursors.length < 2 ? pagesFrom({}) : { skipped, cursors: cursors.slice(0, -1) })}
        >
          Previous
        </Button>
        <Button
          disabled={value?.next === undefined}
          onClick={() => turn({ skipped, cursors: [...cursors, value?.next ?? ''] })}
        >
          Next
        </Button>
      </div>
    </section>
  );
}

interface Pages {
  /** The cursors of the pages before this one, and of this one; '' is the first. */
  readonly cursors: readonly string[];
  /** Records before the first of these pages. */
  readonly skipped: number;
}

const pagesFrom = ({ after = '', skipped = '' }: Route['query']): Pages => ({
  cursors: [after],
  skipped: after !== '' && /^\d+$/.test(skipped) ? Number(skipped) : 0,
});

/** The page as part of the address. */
const queryOf = ({ cursors, skipped }: Pages): Route['query'] => {
  const after = cursors.at(-1) ?? '';
  return after === '' ? {} : { after, skipped: String(skipped + (cursors.length - 1) * PAGE) };
};

interface TableProps {
  readonly columns: readonly string[];
  readonly records: readonly StoredRecord[];
  readonly place: RecordList;
  readonly open: string | undefined;
}

function Table({ columns, records, place, open }: TableProps): JSX.Element {
  const [, ...others] = columns;
  const [named = 'id'] = columns;
  const hasOpen = records.some(({ id }) => id === open);
  const address = (id: string): string =>
    screenAddress('records', [place.vendor, place.account, place.resource, id], route.value.query);
  return (
    <table class="rows records" onKeyDown={arrowKeys('table.records a.open')}>
      <caption class="sr">Records</caption>
      <thead>
        <tr>
          <th scope="col">{named}</th>
          {others.map((column) => (
            <th scope="col" key={column}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {records.map(({ id, record, writeOnly }, at) => (
          <tr
            key={id}
            class={id === open ? 'on' : ''}
            aria-current={id === open ? 'true' : undefined}
            onClick={({ target }) => {
              if (target instanceof Element && target.closest('a') === null) location.hash = address(id);
            }}
          >
            <td>
              <a
                class="open mono"
                href={address(id)}
                title={id}
                tabIndex={id === open || (at === 0 && !hasOpen) ? 0 : -1}
              >
                {id}
              </a>
            </td>
            {others.map((column) => (
              <td key={column} class={typeof record[column] === 'number' ? 'num' : ''}>
                <Cell value={record[column]} isHidden={writeOnly.includes(`/${column}`)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Characters of a cell; the record has all of it. */
const MAX_CELL = 60;

function Cell({ value, isHidden }: { readonly value: unknown; readonly isHidden: boolean }): JSX.Element | null {
  if (isHidden) return <span class="hid">write-only</span>;
  if (value === undefined) return null;
  if (typeof value === 'string') return <span title={value.slice(0, 1000)}>{shortened(value)}</span>;
  if (typeof value !== 'object' || value === null) return <Value of={value} />;
  return <code class="muted">{shortened(JSON.stringify(value))}</code>;
}

const shortened = (text: string): string => (text.length > MAX_CELL ? `${text.slice(0, MAX_CELL)}…` : text);

function FindById({ place: { vendor, account, resource } }: { readonly place: RecordList }): JSX.Element {
  const [typed, setTyped] = useState('');
  const find = (event: Event): void => {
    event.preventDefault();
    if (typed.trim() !== '') go({ parts: [vendor, account, resource, typed.trim()] });
  };
  return (
    <form onSubmit={find}>
      <input
        type="search"
        class="find"
        aria-label="Find by id"
        placeholder="Find by id"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </form>
  );
}
