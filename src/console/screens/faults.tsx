/** Faults: failures on demand, and the documented rate limits. */
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { call, path } from '../api/request.js';
import type { Fault } from '../api/types.js';
import { Confirm, ChangeButton, ErrorNote, Loading, useAction } from '../parts/action.js';
import { useRemote } from '../state/remote.js';
import { sandboxName, screenAddress } from '../state/route.js';
import { commandInSandbox, viewCommand } from '../state/command.js';
import { versions } from '../state/session.js';
import type { Command } from '../text/commands.js';
import { happensOf, isSpent, whenOf } from '../text/fault.js';
import { FaultForm } from './faults/fault-form.js';
import { LimitsTable } from './faults/limits-table.js';

export function FaultsScreen(): JSX.Element {
  const base = path`/sandboxes/${sandboxName.value}/faults`;
  const { value, error, reload } = useRemote<{ faults: Fault[] }>(base, versions.value.faults);
  const action = useAction();
  useEffect(
    () => void (viewCommand.value = commandInSandbox(['faults', 'list'], 'GET', '/faults')),
    [sandboxName.value],
  );
  const faults = value?.faults ?? [];
  const spent = faults.filter(isSpent);
  const remove = (ids: readonly string[]): void =>
    void action.run(async () => {
      for (const id of ids) await call('DELETE', base + path`/${id}`);
      reload();
    });
  const removeAll = (): void => void action.run(() => call('DELETE', base).then(reload));
  return (
    <main id="main" class="faults">
      <section class="pane" aria-label="Faults">
        <div class="bar wrap">
          <h1>Faults</h1>
          <span class="muted small grow">
            {value && `${faults.length - spent.length} active, ${spent.length} spent`}
          </span>
          {spent.length > 0 && (
            <ChangeButton
              kind="quiet"
              onClick={() => remove(spent.map(({ id }) => id))}
              command={commandsToRemove(spent)}
            >
              Remove spent
            </ChangeButton>
          )}
          {faults.length > 0 && (
            <Confirm
              kind="danger"
              question="All faults go."
              sure="Remove all"
              onClick={removeAll}
              command={commandInSandbox(['faults', 'clear'], 'DELETE', '/faults')}
            >
              Remove all…
            </Confirm>
          )}
        </div>
        <div class="scroll" tabIndex={0} role="region" aria-label="Faults and rate limits">
          <ErrorNote error={action.error ?? error} />
          {value === undefined && error === undefined && <Loading what="the faults" />}
          {value && faults.length === 0 && (
            <p class="pad muted">No faults. Choose an operation and what shall happen to its calls.</p>
          )}
          {faults.length > 0 && <FaultTable faults={faults} onRemove={(id) => remove([id])} />}
          <LimitsTable />
        </div>
      </section>
      <FaultForm onAdded={reload} />
    </main>
  );
}

/** One command for each. */
function commandsToRemove(faults: readonly Fault[]): Command {
  const each = faults.map(({ id }) => commandToRemove(id));
  return {
    cli: each.map(({ cli }) => cli).join(' && '),
    curl: each.map(({ curl }) => curl).join(' && '),
  };
}

const commandToRemove = (id: string): Command =>
  commandInSandbox(['faults', 'remove', id], 'DELETE', path`/faults/${id}`);

interface FaultTableProps {
  readonly faults: readonly Fault[];
  readonly onRemove: (id: string) => void;
}

const FaultTable = ({ faults, onRemove }: FaultTableProps): JSX.Element => (
  <table class="free">
    <caption class="sr">Faults</caption>
    <thead>
      <tr>
        <th scope="col">Operation</th>
        <th scope="col" class="wide-only">
          What happens
        </th>
        <th scope="col" class="wide-only">
          When
        </th>
        <th scope="col" class="num">
          Fired
        </th>
        <th scope="col">
          <span class="sr">Actions</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {faults.map((fault) => (
        <tr key={fault.id} class={isSpent(fault) ? 'spent' : ''}>
          <td>
            <span class="muted">{fault.vendor}.</span>
            <a href={screenAddress('vendors', [fault.vendor, plain(fault)])}>{plain(fault)}</a>
            <span class="sub">
              {happensOf(fault)}, {whenOf(fault)}
            </span>
          </td>
          <td class="wide-only">{happensOf(fault)}</td>
          <td class="wide-only">{whenOf(fault)}</td>
          <td class="num">
            {fault.times === undefined ? fault.fired : `${fault.fired} of ${fault.times}`}{' '}
            {isSpent(fault) && <span class="flag plain">spent</span>}
          </td>
          <td>
            <span class="row end">
              <a href={screenAddress('calls', [], { fault: fault.id })}>Calls</a>
              <ChangeButton
                kind="quiet"
                label={`Remove ${fault.id}`}
                onClick={() => onRemove(fault.id)}
                command={commandToRemove(fault.id)}
              >
                Remove
              </ChangeButton>
            </span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** The operation without the vendor's name, which a fault may have before it. */
const plain = ({ vendor, operation }: Fault): string =>
  operation.startsWith(`${vendor}.`) ? operation.slice(vendor.length + 1) : operation;
