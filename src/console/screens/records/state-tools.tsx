import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { call, path } from '../../api/request.js';
import type { SavedSnapshot } from '../../api/types.js';
import { ChangeButton, Confirm, ErrorNote, useAction } from '../../parts/action.js';
import { Menu } from '../../parts/menu.js';
import { Reset } from '../../parts/reset.js';
import { useRemote } from '../../state/remote.js';
import { sandboxName } from '../../state/route.js';
import { commandInSandbox } from '../../state/command.js';
import { versions } from '../../state/session.js';
import type { Command, Word } from '../../text/commands.js';
import { dateOf, timeOf } from '../../text/format.js';

/** Snapshots by name, and the reset of the sandbox. */
export function StateTools(): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const action = useAction();
  return (
    <div class="bar foot wrap">
      <Menu label="Snapshots" caption="Snapshots" isOpen={isOpen} setOpen={setOpen} isUp>
        <Snapshots />
      </Menu>
      <Reset action={action} kind="quiet" />
      <ErrorNote error={action.error} />
    </div>
  );
}

function Snapshots(): JSX.Element {
  const base = path`/sandboxes/${sandboxName.value}/snapshots`;
  const { value, error, reload } = useRemote<{ snapshots: SavedSnapshot[] }>(base, versions.value.snapshots);
  const [typed, setTyped] = useState('');
  const action = useAction();
  const act = (method: string, at: string): void => void action.run(() => call(method, base + at).then(reload));
  const save = (event: Event): void => {
    event.preventDefault();
    if (typed !== '') act('PUT', path`/${typed}`);
  };
  const command = (words: readonly Word[], method: string, at: string): Command =>
    commandInSandbox(words, method, `/snapshots${at}`);
  return (
    <>
      <form class="row pad-s" onSubmit={save}>
        <label class="sr" for="snapshot-name">
          Name of the snapshot
        </label>
        <input
          id="snapshot-name"
          type="text"
          class="grow"
          autocomplete="off"
          placeholder="Name"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <ChangeButton
          type="submit"
          disabled={typed === ''}
          command={command(
            ['snapshot', ['--name', typed === '' ? 'NAME' : typed]],
            'PUT',
            path`/${typed === '' ? 'NAME' : typed}`,
          )}
        >
          Save
        </ChangeButton>
      </form>
      <ErrorNote error={action.error ?? error} />
      {value?.snapshots.length === 0 && (
        <p class="pad-s small muted">None yet. A snapshot keeps all records, ids, faults and the clock.</p>
      )}
      <ul class="options">
        {(value?.snapshots ?? []).map(({ name, at }) => (
          <li key={name} class="opt">
            <span class="grow cut" title={at}>
              {name}{' '}
              <span class="muted small">
                {dateOf(at)} {timeOf(at).slice(0, 8)}
              </span>
            </span>
            <Confirm
              question="All records are replaced."
              sure="Restore"
              onClick={() => act('POST', path`/${name}/restore`)}
              command={command(['restore', ['--name', name]], 'POST', path`/${name}/restore`)}
            >
              Restore…
            </Confirm>
            <Confirm
              kind="quiet"
              question={`${name} goes.`}
              sure="Remove"
              onClick={() => act('DELETE', path`/${name}`)}
              command={command(['snapshots', 'remove', name], 'DELETE', path`/${name}`)}
            >
              Remove…
            </Confirm>
          </li>
        ))}
      </ul>
    </>
  );
}
