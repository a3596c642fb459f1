/** Shortcuts. Those of one key are off in fields, and can be switched off. */
import { signal } from '@preact/signals';
import { SCREENS } from '../text/route.js';
import { shortcuts } from './preferences.js';
import { go } from './route.js';

export const keysShown = signal(false);

/** What the shown screen does with a key; returns whether it used it. */
type KeyHandler = (key: string) => boolean;
const handlers = new Set<KeyHandler>();

/** @returns stops listening */
export function onKey(handler: KeyHandler): () => void {
  handlers.add(handler);
  return () => handlers.delete(handler);
}

export function listenForKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.metaKey || event.altKey) return;
    if (event.ctrlKey) return sendForm(event);
    // First out of the form: closing it would lose what was typed.
    if (event.key === 'Escape' && isInForm(event.target)) return event.target.blur();
    if (event.key !== 'Escape' && (isTyping(event.target) || shortcuts.value === 'off')) return;
    if (take(event.key)) event.preventDefault();
  });
}

/** Ctrl+Enter sends the form in which it is pressed. */
function sendForm(event: KeyboardEvent): void {
  const form = event.target instanceof Element ? event.target.closest('form') : null;
  if (event.key !== 'Enter' || form === null) return;
  event.preventDefault();
  form.requestSubmit();
}

function take(key: string): boolean {
  if (key === 'Escape' && keysShown.value) {
    keysShown.value = false;
    return true;
  }
  if ([...handlers].reverse().some((handler) => handler(key))) return true;
  const screen = SCREENS[Number(key) - 1];
  if (screen !== undefined) go({ screen, parts: [], query: {} });
  else if (key === '/') document.querySelector<HTMLElement>('input[type="search"]')?.focus();
  else if (key === '?') keysShown.value = true;
  else if (key === 's') document.querySelector<HTMLElement>('.top .menu > button')?.click();
  else return false;
  return true;
}

const isInForm = (place: EventTarget | null): place is HTMLElement =>
  place instanceof HTMLElement && place.closest('form') !== null;

const isTyping = (place: EventTarget | null): boolean =>
  place instanceof HTMLElement && place.matches('input:not([type="radio"], [type="checkbox"]), textarea, select');
