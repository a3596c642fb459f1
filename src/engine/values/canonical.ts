import { isObject } from '../../grammar/json.js';

/** JSON text with sorted keys, as in RFC 8785. */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${list(value)}]`;
  return isObject(value) ? `{${members(value)}}` : JSON.stringify(value ?? null);
}

function list(items: readonly unknown[]): string {
  let text = '';
  for (const item of items) text += text === '' ? canonical(item) : `,${canonical(item)}`;
  return text;
}

function members(value: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(member)}`;
  }
  return text;
}

/** Printable ASCII without quotes and backslashes: JSON writes it as it is. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));
