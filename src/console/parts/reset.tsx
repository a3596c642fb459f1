import type { JSX } from 'preact';
import { call, path } from '../api/request.js';
import { sandboxName } from '../state/route.js';
import { commandInSandbox } from '../state/command.js';
import { Confirm, type ActionState } from './action.js';

interface ResetProps {
  readonly action: ActionState;
  readonly kind?: 'quiet';
  readonly onDone?: () => void;
}

/** Resets the sandbox that is shown. */
export function Reset({ action, kind, onDone }: ResetProps): JSX.Element {
  const name = sandboxName.value;
  const reset = (): void =>
    void action.run(async () => {
      await call('POST', path`/sandboxes/${name}/reset`);
      onDone?.();
    });
  return (
    <Confirm
      kind={kind}
      question="Records, calls, faults and clock go back to their start."
      sure={`Reset ${name}`}
      onClick={reset}
      command={commandInSandbox(['reset'], 'POST', '/reset')}
    >
      Reset…
    </Confirm>
  );
}
