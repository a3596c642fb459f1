/** Clock: the sandbox's time. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { call, path } from '../api/request.js';
import type { Clock } from '../api/types.js';
import { ChangeButton, ErrorNote, Loading, useAction } from '../parts/action.js';
import { commandText } from '../parts/command-bar.js';
import { Copy } from '../parts/copy.js';
import { useRemote } from '../state/remote.js';
import { sandboxName } from '../state/route.js';
import { commandInSandbox, viewCommand } from '../state/command.js';
import { versions } from '../state/session.js';
import type { Command } from '../text/commands.js';
import { dateOf, spanOf, timeOf } from '../text/format.js';

const STEPS = ['1s', '1m', '15m', '1h', '1d'] as const;

/** As `PATCH …/clock` takes it. */
type Change = Readonly<Record<string, string | true>>;

export function ClockScreen(): JSX.Element {
  const { value, error, reload } = useRemote<Clock>(path`/sandboxes/${sandboxName.value}/clock`, versions.value.clock);
  useEffect(() => void (viewCommand.value = commandInSandbox(['clock', 'show'], 'GET', '/clock')), [sandboxName.value]);
  return (
    <main id="main" class="clock">
      <div class="scroll pad-page" tabIndex={0} role="region" aria-label="Clock">
        <h1 class="sr">Clock</h1>
        <ErrorNote error={error} />
        {value ? <ClockView clock={value} reload={reload} /> : error === undefined && <Loading what="the clock" />}
      </div>
    </main>
  );
}

interface ClockViewProps {
  readonly clock: Clock;
  readonly reload: () => void;
}

function ClockView({ clock, reload }: ClockViewProps): JSX.Element {
  const [step, setStep] = useState('');
  const [instant, setInstant] = useState('');
  const change = (act: Change): Promise<unknown> =>
    call('PATCH', path`/sandboxes/${sandboxName.value}/clock`, { body: act }).then(reload);
  const { mode } = clock;
  return (
    <>
      <Now clock={clock} />
      <table class="actions">
        <caption class="sr">What can be done with the clock</caption>
        <thead>
          <tr>
            <th scope="col">Action</th>
            <th scope="col">Same as</th>
            <th scope="col">
              <span class="sr">Copy</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <ActionRow command={commandFor({ advance: step === '' ? '1h' : step })} act={() => change({ advance: step })}>
            {(state, run) => (
              <form class="row" onSubmit={run}>
                <span class="seg" role="group" aria-label="Advance by">
                  {STEPS.map((by) => (
                    <ChangeButton
                      key={by}
                      command={commandFor({ advance: by })}
                      onClick={() => void state.run(() => change({ advance: by }))}
                    >
                      +{by}
                    </ChangeButton>
                  ))}
                </span>
                <label class="sr" for="clock-step">
                  Duration
                </label>
                <input
                  id="clock-step"
                  type="text"
                  size={10}
                  placeholder="1h30m"
                  value={step}
                  onInput={({ currentTarget }) => setStep(currentTarget.value)}
                />
                <ChangeButton type="submit" disabled={step === ''}>
                  Advance
                </ChangeButton>
              </form>
            )}
          </ActionRow>
          <ActionRow
            command={commandFor({ set: instant === '' ? clock.now : instant })}
            act={() => change({ set: instant })}
          >
            {(_, run) => (
              <form class="row" onSubmit={run}>
                <label class="sr" for="clock-instant">
                  Instant
                </label>
                <input
                  id="clock-instant"
                  type="text"
                  size={26}
                  placeholder={clock.now}
                  value={instant}
                  onInput={({ currentTarget }) => setInstant(currentTarget.value)}
                />
                <ChangeButton type="submit" disabled={instant === ''}>
                  Set
                </ChangeButton>
              </form>
            )}
          </ActionRow>
          <ActionRow command={commandFor({ freeze: true })} act={() => change({ freeze: true })}>
            {(_, run) => (
              <Button
                label="Freeze now"
                run={run}
                isOff={mode === 'frozen'}
                note={mode === 'frozen' ? 'it is frozen' : 'it stands still from now on'}
              />
            )}
          </ActionRow>
          <ActionRow command={commandFor({ resume: true })} act={() => change({ resume: true })}>
            {(_, run) => (
              <Button
                label="Resume"
                run={run}
                isOff={mode !== 'frozen'}
                note={mode === 'frozen' ? 'it runs on from where it stands' : 'it runs'}
              />
            )}
          </ActionRow>
          <ActionRow command={commandFor({ system: true })} act={() => change({ system: true })}>
            {(_, run) => (
              <Button
                label="Back to the system’s time"
                run={run}
                isOff={mode === 'system'}
                note={mode === 'system' ? 'it shows the system’s time' : ''}
              />
            )}
          </ActionRow>
        </tbody>
      </table>
      <p class="small muted">
        This clock gives the times in records, in Calls and in snapshots, and the windows of rate limits. Delays and
        timeouts follow the real time.
      </p>
    </>
  );
}

interface ButtonProps {
  readonly label: string;
  readonly run: (event: Event) => void;
  readonly isOff: boolean;
  readonly note: string;
}

const Button = ({ label, run, isOff, note }: ButtonProps): JSX.Element => (
  <form class="row" onSubmit={run}>
    <ChangeButton type="submit" disabled={isOff}>
      {label}
    </ChangeButton>
    <span class="small muted">{note}</span>
  </form>
);

const commandFor = (change: Change): Command =>
  commandInSandbox(
    [
      'clock',
      ...Object.entries(change)
        .flat()
        .filter((word) => word !== true),
    ],
    'PATCH',
    '/clock',
    change,
  );

interface ActionRowProps {
  readonly command: Command;
  readonly act: () => Promise<unknown>;
  readonly children: (state: ReturnType<typeof useAction>, run: (event: Event) => void) => ComponentChildren;
}

function ActionRow({ command, act, children }: ActionRowProps): JSX.Element {
  const state = useAction();
  const run = (event: Event): void => {
    event.preventDefault();
    void state.run(act);
  };
  const text = commandText(command);
  return (
    <tr>
      <td>
        {children(state, run)}
        <ErrorNote error={state.error} />
      </td>
      <td>
        <code>{text}</code>
      </td>
      <td>
        <Copy kind="quiet" text={() => text} label="Copy the command" />
      </td>
    </tr>
  );
}

const MODES: Readonly<Record<Clock['mode'], string>> = {
  system: 'It shows the system’s time.',
  offset: 'It runs, apart from the system’s time.',
  frozen: 'It is frozen until it is set, advanced or resumed.',
};

/** The time runs on here as it does there, from the last reading. */
function Now({ clock }: { readonly clock: Clock }): JSX.Element {
  const [read, setRead] = useState({ at: Date.now(), now: Date.parse(clock.now) });
  const [, setTick] = useState(0);
  useEffect(() => setRead({ at: Date.now(), now: Date.parse(clock.now) }), [clock]);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 250);
    return () => clearInterval(timer);
  }, []);
  const isFrozen = clock.mode === 'frozen';
  const now = read.now + (isFrozen ? 0 : Date.now() - read.at);
  const shown = new Date(now).toISOString();
  const ahead = now - Date.now();
  return (
    <>
      <p class="now">
        <span class="p">{dateOf(shown)}</span> {isFrozen ? timeOf(shown) : timeOf(shown).slice(0, 8)}{' '}
        <span class="p">UTC</span>
      </p>
      <p class="muted">
        {MODES[clock.mode]}{' '}
        {clock.mode !== 'system' &&
          Math.abs(ahead) >= 1000 &&
          `${spanOf(ahead)} ${ahead > 0 ? 'ahead of' : 'behind'} the system.`}
      </p>
    </>
  );
}
