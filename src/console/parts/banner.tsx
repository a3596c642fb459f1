/** Tells what is wrong with the connection. What the page shows stays. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { call, path } from '../api/request.js';
import { connection } from '../state/connection.js';
import { address, sandboxName } from '../state/route.js';
import { sandboxCommand } from '../state/command.js';
import { restart, retry } from '../state/session.js';
import { DEFAULT_SANDBOX } from '../text/route.js';
import { Button, ErrorNote, useAction } from './action.js';

export function Banner(): JSX.Element | null {
  const state = connection.value;
  if (state.is === 'lost') return <Lost since={state.since} retryAt={state.retryAt} message={state.message} />;
  return state.is === 'removed' ? <Removed /> : null;
}

interface LostProps {
  readonly since: number;
  readonly retryAt: number;
  readonly message: string;
}

function Lost({ since, retryAt, message }: LostProps): JSX.Element {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
  return (
    <section class="banner" aria-label="Connection">
      <span class="dot off" aria-hidden="true" />
      <span class="grow">
        <span role="alert">
          <b>Disconnected.</b> {message} What is shown is from {new Date(since).toLocaleTimeString()}.
        </span>{' '}
        Trying again in {seconds} s.
      </span>
      <Button onClick={retry}>Try now</Button>
    </section>
  );
}

function Removed(): JSX.Element {
  const name = sandboxName.value;
  const action = useAction();
  const make = (): void =>
    void action.run(async () => {
      await call('PUT', path`/sandboxes/${name}`);
      restart();
    });
  return (
    <section class="banner warn" aria-label="Sandbox">
      <span class="grow" role="alert">
        <b>There is no sandbox {name}.</b> It was removed, or not made yet.
      </span>
      {name !== DEFAULT_SANDBOX && (
        <a class="btn" href={address({ sandbox: DEFAULT_SANDBOX, parts: [], query: {} })}>
          Go to default
        </a>
      )}
      <Button onClick={make} command={sandboxCommand('PUT', name, 'create')}>
        Make {name}
      </Button>
      <ErrorNote error={action.error} />
    </section>
  );
}
