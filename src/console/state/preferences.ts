/** What the reader chose for this browser: no data of the control side. */
import { effect, signal, type Signal } from '@preact/signals';
import { store, stored } from '../storage.js';

function kept<T extends string>(name: string, values: readonly [T, ...T[]]): Signal<T> {
  const key = `stuntdouble-${name}`;
  const found = stored('localStorage', key);
  const chosen = signal(values.find((value) => value === found) ?? values[0]);
  effect(() => store('localStorage', key, chosen.value));
  return chosen;
}

export const theme = kept('theme', ['system', 'light', 'dark']);

/** The form of the commands that the page shows. */
export const commandForm = kept('command', ['CLI', 'curl']);

/** Shortcuts of one key can be switched off (WCAG 2.1.4). */
export const shortcuts = kept('shortcuts', ['on', 'off']);

effect(() => {
  if (theme.value === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.value;
});
