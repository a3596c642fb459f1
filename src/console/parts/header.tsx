import type { JSX } from 'preact';
import { connection } from '../state/connection.js';
import { isPaused } from '../state/pause.js';
import { theme } from '../state/preferences.js';
import { address, route } from '../state/route.js';
import { sandbox, vendors } from '../state/session.js';
import { keysShown } from '../state/keys.js';
import { grouped } from '../text/format.js';
import { SCREENS, type Screen } from '../text/route.js';
import { Button } from './action.js';
import { SandboxMenu } from './sandbox-menu.js';
import { screenNames } from './screen-names.js';

export function Header(): JSX.Element {
  const { screen } = route.value;
  const skip = (event: Event): void => {
    event.preventDefault();
    document.querySelector<HTMLElement>('#main a, #main button, #main input, #main [tabindex]')?.focus();
  };
  return (
    <header class="top">
      <a class="skip" href="#main" onClick={skip}>
        Skip to {screenNames[screen]}
      </a>
      <span class="brand">stuntdouble</span>
      <nav class="tabs" aria-label="Screens">
        {SCREENS.map((name, at) => (
          <a
            key={name}
            href={address({ screen: name, parts: [], query: {} })}
            title={`Key ${at + 1}`}
            aria-current={name === screen ? 'page' : undefined}
          >
            {screenNames[name]}
            <TabNote of={name} />
          </a>
        ))}
      </nav>
      <div class="right">
        <SandboxMenu />
        <ConnectionState />
        <a class="btn quiet wide-only" href="/openapi.json" title="The document of the control side, OpenAPI 3.1">
          API document
        </a>
        <Button kind="quiet" label="Keys" title="Keys (?)" onClick={() => (keysShown.value = true)}>
          ?
        </Button>
        <label class="sr" for="theme">
          Theme
        </label>
        <select
          id="theme"
          value={theme.value}
          onChange={({ currentTarget }) => (theme.value = currentTarget.value as typeof theme.value)}
        >
          <option value="system">System</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </div>
    </header>
  );
}

/** A number or a state beside the name of a screen. */
function TabNote({ of }: { readonly of: Screen }): JSX.Element | null {
  const now = sandbox.value;
  const notes: Readonly<Record<Screen, string | undefined>> = {
    calls: now && grouped(now.calls),
    records: undefined,
    vendors: vendors.value && grouped(vendors.value.length),
    faults: now && grouped(now.faults),
    clock: now && now.clock.mode !== 'system' ? now.clock.mode : undefined,
  };
  const note = notes[of];
  return note === undefined ? null : <span class={of === 'clock' ? 'n' : 'n wide-only'}>{note}</span>;
}

function ConnectionState(): JSX.Element {
  const { is } = connection.value;
  const isStill = is === 'live' && isPaused.value;
  const words = {
    connecting: 'Connecting',
    live: 'Live',
    lost: 'Disconnected',
    removed: 'No sandbox',
    refused: 'Token needed',
  };
  return (
    <span class="conn" role="status">
      <span class={`dot ${is === 'live' ? (isStill ? 'pause' : '') : 'off'}`} aria-hidden="true" />
      {isStill ? 'Paused' : words[is]}
    </span>
  );
}
