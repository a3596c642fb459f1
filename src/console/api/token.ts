/** The token of the control side: kept for this tab only, never in an address. */
import { signal } from '@preact/signals';
import { store, stored } from '../storage.js';

const KEY = 'stuntdouble-token';

export const token = signal<string | undefined>(stored('sessionStorage', KEY));

/** `missing` and `wrong`: the control side refuses the page until a token is given. */
export const tokenState = signal<'unknown' | 'accepted' | 'missing' | 'wrong'>('unknown');

export function keepToken(text: string): void {
  store('sessionStorage', KEY, text);
  token.value = text;
  tokenState.value = 'unknown';
}
