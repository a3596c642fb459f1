import type { JSX } from 'preact';
import { commandForm } from '../state/preferences.js';
import { shownCommand } from '../state/command.js';
import type { Command } from '../text/commands.js';
import { Button } from './action.js';
import { Copy } from './copy.js';

/** The command in the form that the reader chose, or the only one there is. */
export const commandText = ({ cli, curl }: Command): string =>
  commandForm.value === 'CLI' && cli !== undefined ? cli : curl;

/** At the foot of the page: the command that does the same as the view, or as the action with focus or pointer. */
export function CommandBar(): JSX.Element {
  const command = shownCommand.value;
  return (
    <footer class="cmd" aria-label="The same as a command">
      <span class="muted small wide-only">Same as</span>
      <code tabIndex={0}>{command ? commandText(command) : ''}</code>
      {command && <Trust of={command} />}
      <CommandForm hasBoth={command?.cli !== undefined} />
      <Copy text={() => (command ? commandText(command) : '')} label="Copy the command" />
    </footer>
  );
}

/** Over https, a command must trust the certificate, of which the page does not know the file. */
function Trust({ of }: { readonly of: Command }): JSX.Element | null {
  if (location.protocol !== 'https:') return null;
  const name = commandText(of) === of.curl ? 'CURL_CA_BUNDLE' : 'NODE_EXTRA_CA_CERTS';
  return (
    <span class="muted small wide-only" title={`${name} names the file that the server wrote as --tls-ca`}>
      needs {name}
    </span>
  );
}

function CommandForm({ hasBoth }: { readonly hasBoth: boolean }): JSX.Element | null {
  if (!hasBoth) return null;
  return (
    <span class="seg" role="group" aria-label="Form of the commands">
      {(['CLI', 'curl'] as const).map((form) => (
        <Button key={form} pressed={commandForm.value === form} onClick={() => (commandForm.value = form)}>
          {form}
        </Button>
      ))}
    </span>
  );
}

/** Under a form: the command that does what the form will do. */
export function CommandBox({ command }: { readonly command: Command }): JSX.Element {
  return (
    <section class="command" aria-label="The same as a command">
      <header class="row">
        <span class="muted small grow">
          Same as{location.protocol === 'https:' && ', '}
          <Trust of={command} />
        </span>
        <CommandForm hasBoth={command.cli !== undefined} />
        <Copy text={() => commandText(command)} label="Copy the command" />
      </header>
      <pre>{commandText(command)}</pre>
    </section>
  );
}
