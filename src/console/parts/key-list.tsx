import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { keysShown } from '../state/keys.js';
import { shortcuts } from '../state/preferences.js';
import { Button } from './action.js';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['1', '2', '3', '4', '5'], 'Calls, Records, Vendors, Faults, Clock'],
  [['/'], 'filter or find'],
  [['j', 'k'], 'next and previous row'],
  [['Enter'], 'open the row'],
  [['Esc'], 'leave the field, then close what is open'],
  [['c', 't', 'r'], 'of an open call: copy as curl, copy as test, send again'],
  [['p'], 'pause and go on'],
  [['s'], 'sandboxes'],
  [['Ctrl Enter'], 'send the form'],
  [['?'], 'this list'],
];

export function KeyList(): JSX.Element | null {
  const dialog = useRef<HTMLDialogElement>(null);
  const isShown = keysShown.value;
  useEffect(() => {
    if (isShown) dialog.current?.showModal();
  }, [isShown]);
  if (!isShown) return null;
  const close = (): void => void (keysShown.value = false);
  return (
    <dialog ref={dialog} aria-labelledby="keys-title" onClose={close}>
      <h2 id="keys-title">Keys</h2>
      <dl class="facts">
        {KEYS.map(([keys, does]) => (
          <div class="pair" key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="row">
        <label class="switch grow">
          <input
            type="checkbox"
            checked={shortcuts.value === 'on'}
            onChange={({ currentTarget }) => (shortcuts.value = currentTarget.checked ? 'on' : 'off')}
          />
          Shortcuts of one key
        </label>
        <Button onClick={close}>Close</Button>
      </p>
    </dialog>
  );
}
