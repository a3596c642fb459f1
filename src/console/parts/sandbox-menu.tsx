import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { call, path } from '../api/request.js';
import type { Sandbox } from '../api/types.js';
import { address, go, sandboxName } from '../state/route.js';
import { useRemote } from '../state/remote.js';
import { sandboxCommand } from '../state/command.js';
import { counted } from '../text/format.js';
import { DEFAULT_SANDBOX } from '../text/route.js';
import { ChangeButton, Confirm, ErrorNote, Loading, useAction } from './action.js';
import { Menu } from './menu.js';
import { Reset } from './reset.js';

export const sandboxMenuOpen = signal(false);

/** Beyond this, the reader finds a sandbox by its name. */
const SHOWN = 50;

export function SandboxMenu(): JSX.Element {
  const isOpen = sandboxMenuOpen.value;
  const name = sandboxName.value;
  return (
    <Menu
      label={`Sandbox: ${name}`}
      caption={
        <>
          <span class="muted wide-only">Sandbox</span> <span class="cut name">{name}</span>
        </>
      }
      isOpen={isOpen}
      setOpen={(next) => (sandboxMenuOpen.value = next)}
    >
      <Choices name={name} />
    </Menu>
  );
}

function Choices({ name }: { readonly name: string }): JSX.Element {
  const { value, error } = useRemote<{ sandboxes: Sandbox[] }>('/sandboxes');
  const [typed, setTyped] = useState('');
  const action = useAction();
  const all = value?.sandboxes ?? [];
  const found = all.filter((item) => item.name.toLowerCase().includes(typed.toLowerCase()));
  const isNew = typed !== '' && !all.some((item) => item.name === typed);
  const close = (): void => void (sandboxMenuOpen.value = false);
  const make = (event: Event): void => {
    event.preventDefault();
    if (!isNew) return open(typed);
    void action.run(async () => {
      await call('PUT', path`/sandboxes/${typed}`);
      open(typed);
    });
  };
  const open = (sandbox: string): void => {
    close();
    go({ sandbox, parts: [], query: {} });
  };
  const remove = (): void =>
    void action.run(async () => {
      await call('DELETE', path`/sandboxes/${name}`);
      open(DEFAULT_SANDBOX);
    });
  return (
    <>
      <form class="row pad-s" onSubmit={make}>
        <label class="sr" for="sandbox-name">
          Find or name a sandbox
        </label>
        <input
          id="sandbox-name"
          class="grow"
          type="text"
          autocomplete="off"
          placeholder="Find, or name a new one"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <ChangeButton
          type="submit"
          disabled={!isNew}
          command={sandboxCommand('PUT', typed === '' ? 'NAME' : typed, 'create')}
        >
          Create
        </ChangeButton>
      </form>
      <ErrorNote error={action.error ?? error} />
      {value === undefined && error === undefined && <Loading what="the sandboxes" />}
      <ul class="options">
        {found.slice(0, SHOWN).map((item) => (
          <li key={item.name}>
            <a
              class="opt"
              href={address({ sandbox: item.name, parts: [], query: {} })}
              aria-current={item.name === name ? 'true' : undefined}
              onClick={close}
            >
              <span class="grow cut">{item.name}</span>
              <span class="muted small">{counted(item.calls, 'call')}</span>
            </a>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p class="small muted pad-s">{found.length - SHOWN} more: type a part of the name</p>}
      <hr />
      <div class="row pad-s">
        <Reset action={action} onDone={close} />
        {name !== DEFAULT_SANDBOX && (
          <Confirm
            question={`${name} and all that is in it goes.`}
            sure={`Remove ${name}`}
            onClick={remove}
            command={sandboxCommand('DELETE', name, 'remove')}
          >
            Remove…
          </Confirm>
        )}
      </div>
    </>
  );
}
