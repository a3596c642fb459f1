/** The console: a page beside the control side, which shows what clients sent and why each answer was given. */
import { render } from 'preact';
import { App } from './app.js';
import { Failure } from './parts/failure.js';
import { listenForKeys } from './state/keys.js';
import { startSession } from './state/session.js';

const place = document.getElementById('console');
// A browser without these colours would show the page without any: it keeps the text that says what is needed.
if (place && CSS.supports('color', 'light-dark(#000, #fff)')) {
  place.replaceChildren();
  startSession();
  listenForKeys();
  render(
    <Failure of="page" isScreen>
      <App />
    </Failure>,
    place,
  );
}
