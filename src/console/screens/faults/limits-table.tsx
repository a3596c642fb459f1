import type { JSX } from 'preact';
import { call, path } from '../../api/request.js';
import type { Limit, Vendor } from '../../api/types.js';
import { ErrorNote, useAction, useShownCommand } from '../../parts/action.js';
import { connection } from '../../state/connection.js';
import { sandboxName } from '../../state/route.js';
import { commandInSandbox } from '../../state/command.js';
import { sandbox, vendors } from '../../state/session.js';
import { counted } from '../../text/format.js';

/** The vendors' documented rate limits, which are off until they are switched on. */
export function LimitsTable(): JSX.Element {
  return (
    <section class="limits" aria-label="Rate limits">
      <header class="sec-head">
        <h2>Rate limits</h2> <span class="muted small">as the vendors document them; off until switched on</span>
      </header>
      <table>
        <caption class="sr">Rate limits</caption>
        <thead>
          <tr>
            <th scope="col">Vendor</th>
            <th scope="col">Limit</th>
            <th scope="col">On</th>
          </tr>
        </thead>
        <tbody>
          {(vendors.value ?? []).map((vendor) => (
            <LimitRow key={vendor.name} vendor={vendor} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LimitRow({ vendor: { name, limits } }: { readonly vendor: Vendor }): JSX.Element {
  const action = useAction();
  const isOn = sandbox.value?.limits.includes(name) ?? false;
  const command = commandInSandbox(['limits', isOn ? 'off' : 'on', name], 'PUT', path`/limits/${name}`, {
    enabled: !isOn,
  });
  const toggle = (): void =>
    void action.run(async () => {
      await call('PUT', path`/sandboxes/${sandboxName.value}/limits/${name}`, { body: { enabled: !isOn } });
      const { value: now } = sandbox;
      if (now)
        sandbox.value = { ...now, limits: isOn ? now.limits.filter((item) => item !== name) : [...now.limits, name] };
    });
  const { show, hide } = useShownCommand(command);
  return (
    <tr>
      <td>{name}</td>
      <td class={limits.length === 0 ? 'muted' : ''}>
        {limits.length === 0 ? 'none documented; ask for rateLimited as a fault' : limits.map(limitText).join(', ')}
        <ErrorNote error={action.error} />
      </td>
      <td onFocusIn={show} onFocusOut={hide} onPointerEnter={show} onPointerLeave={hide}>
        {limits.length > 0 && (
          <label class="switch">
            <input type="checkbox" checked={isOn} disabled={connection.value.is !== 'live'} onChange={toggle} />
            <span class="sr">Rate limits of {name}</span>
          </label>
        )}
      </td>
    </tr>
  );
}

const limitText = ({ requests, seconds }: Limit): string =>
  `${counted(requests, 'call')} in ${seconds} s, each credential`;
