/** Lines for a POSIX shell. */

/** What the journal has in place of secrets. */
export const REDACTED = '[redacted]';

const SAFE = /^[\w@%+=:,./-]+$/;

/** In single quotes, if the shell would change it otherwise. */
export const quote = (text: string): string => (SAFE.test(text) ? text : always(text));

/** In single quotes. */
export const always = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Quoted; each `[redacted]` becomes a variable that the shell replaces. */
export function quoteWith(text: string, variable: string): string {
  const parts = text.split(REDACTED);
  if (parts.length === 1) return quote(text);
  return parts.map((part) => (part === '' ? '' : always(part))).join(`"$${variable}"`);
}

/** A name for a variable: `x-api-key` becomes `X_API_KEY`. */
export const variableOf = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^(?=\d|$)/, '_')
    .toUpperCase();
