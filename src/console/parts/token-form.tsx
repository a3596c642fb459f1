import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { tokenState, keepToken } from '../api/token.js';

export function TokenForm(): JSX.Element {
  const [typed, setTyped] = useState('');
  const isWrong = tokenState.value === 'wrong';
  const send = (event: Event): void => {
    event.preventDefault();
    if (typed.trim() !== '') keepToken(typed.trim());
  };
  return (
    <form class="stack" onSubmit={send}>
      <h1>Token of the control side</h1>
      <p>
        This control side needs a token: the one of <code>--control-token</code>, or the one that it printed at its
        start.
      </p>
      <p class="row">
        <label class="sr" for="token">
          Token
        </label>
        <input
          id="token"
          type="password"
          autocomplete="off"
          size={40}
          value={typed}
          aria-invalid={isWrong}
          aria-describedby="token-note"
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button class="btn primary" type="submit">
          Go on
        </button>
      </p>
      {isWrong && (
        <p class="note bad" role="alert">
          That is not the token of this control side.
        </p>
      )}
      <p class="small muted" id="token-note">
        It is kept for this tab only, and never in an address.
      </p>
    </form>
  );
}
