import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { call, path, query } from '../../api/request.js';
import type { Entry, JournalReply, RecordedChange, StoredRecord } from '../../api/types.js';
import { Button, Confirm, ErrorNote, Loading, useAction } from '../../parts/action.js';
import { Copy } from '../../parts/copy.js';
import { Diff, JsonBox } from '../../parts/json.js';
import { useRemote } from '../../state/remote.js';
import { go, route, sandboxName, screenAddress } from '../../state/route.js';
import { commandInSandbox, viewCommand } from '../../state/command.js';
import { versions } from '../../state/session.js';
import type { Word } from '../../text/commands.js';
import { timeOf } from '../../text/format.js';
import { makeMergePatch } from '../../text/make-merge-patch.js';
import { localPath, pathOf, type RecordList } from './record-list.js';
import { RecordEditor } from './record-editor.js';

interface RecordPaneProps {
  readonly place: RecordList;
  readonly id: string;
}

export function RecordPane({ place, id }: RecordPaneProps): JSX.Element {
  const { vendor, account, resource } = place;
  const at = pathOf(place) + path`/${id}`;
  const local = localPath(place) + path`/${id}`;
  const { value, error, reload } = useRemote<StoredRecord>(at, versions.value.records);
  const [isEditing, setEditing] = useState(false);
  const action = useAction();
  const words = (verb: string, ...more: string[]): Word[] => [
    'records',
    verb,
    vendor,
    resource,
    id,
    ...more,
    ['--account', account],
  ];
  useEffect(() => void (viewCommand.value = commandInSandbox(words('show'), 'GET', local)), [local]);
  const closed = screenAddress('records', [vendor, account, resource], route.value.query);
  const remove = (): void =>
    void action.run(async () => {
      await call('DELETE', `${at}?by=console`);
      go({ screen: 'records', parts: [vendor, account, resource] });
    });
  return (
    <section class="pane record" aria-label={`${resource} ${id}`}>
      <div class="bar">
        <a class="btn quiet only-narrow" href={closed}>
          ‹ {resource}
        </a>
        <h2 class="grow cut" title={id}>
          {resource} <span class="mono">{id}</span>
        </h2>
        <Button onClick={() => setEditing(!isEditing)} pressed={isEditing} disabled={value === undefined}>
          Edit…
        </Button>
        <Confirm
          kind="danger"
          question={`${id} goes.`}
          sure="Delete"
          onClick={remove}
          disabled={value === undefined}
          command={commandInSandbox(words('remove'), 'DELETE', local)}
        >
          Delete…
        </Confirm>
        <a class="btn quiet wide-only" href={closed} aria-label="Close" title="Esc">
          ✕
        </a>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={`${resource} ${id}, details`}>
        <ErrorNote error={action.error ?? (value ? undefined : error)} />
        {value && error !== undefined && (
          <p class="note warn">This record is gone. What is shown is the copy that this page had.</p>
        )}
        {value === undefined && error === undefined && <Loading what={id} />}
        {isEditing && value && (
          <RecordEditor
            label={`${resource} ${id}`}
            text={JSON.stringify(value.record, undefined, 2)}
            note="What differs is sent as a merge patch. Write-only values that are left out stay."
            verb="Save"
            commandFor={(typed) => {
              const patch = makeMergePatch(value.record, typed);
              return commandInSandbox(words('edit', JSON.stringify(patch)), 'PATCH', local, patch);
            }}
            save={(typed) =>
              call('PATCH', `${at}?by=console`, { body: makeMergePatch(value.record, typed) }).then(reload)
            }
            onDone={() => setEditing(false)}
          />
        )}
        <History place={place} id={id} />
        {value && <RecordView stored={value} />}
      </div>
    </section>
  );
}

function RecordView({ stored: { record, writeOnly } }: { readonly stored: StoredRecord }): JSX.Element {
  return (
    <section class="sec">
      <header>
        <h3 class="grow">Record</h3>
        <Copy kind="quiet" label="Copy the record" text={() => JSON.stringify(record, undefined, 2)} />
      </header>
      <JsonBox value={record} label="The record" />
      {writeOnly.length > 0 && (
        <p class="small">
          Write-only, kept but never shown: <code>{writeOnly.join(', ')}</code>
        </p>
      )}
    </section>
  );
}

const MAX_HISTORY = 50;

/** The entries of the journal that changed the record, newest first. */
function History({ place: { vendor, account, resource }, id }: RecordPaneProps): JSX.Element | null {
  const search = query({ kind: 'any', vendor, account, resource, record: id, limit: MAX_HISTORY });
  const { value } = useRemote<JournalReply<Entry>>(
    path`/sandboxes/${sandboxName.value}/journal` + search,
    versions.value.records,
  );
  if (value === undefined) return null;
  const isThis = (change: RecordedChange): boolean => change.resource === resource && change.id === id;
  return (
    <section class="sec">
      <header>
        <h3>History</h3>
        <span class="muted small">newest first</span>
      </header>
      {value.entries.length === 0 && <p class="muted">No entry of the journal changed it.</p>}
      {value.count > value.entries.length && (
        <p class="muted small">
          The last {value.entries.length} of {value.count}
        </p>
      )}
      <ol class="history">
        {[...value.entries].reverse().map((entry) => (
          <li key={entry.seq}>
            <p>
              <a href={screenAddress('calls', [String(entry.seq)])}>#{entry.seq}</a>{' '}
              <span class="mono muted">{timeOf(entry.at)}</span> <span class="muted small">{sourceOf(entry)}</span>
            </p>
            {entry.changes
              .filter(isThis)
              .map((change, index) =>
                change.kind === 'remove' ? <p key={index}>removed</p> : <Diff key={index} change={change} />,
              )}
          </li>
        ))}
      </ol>
    </section>
  );
}

const sourceOf = (entry: Entry): string =>
  entry.kind === 'call' ? (entry.operation ?? entry.method) : `by hand: ${entry.by}`;
