/** The body of a request as text that can be edited, and back. */
import { textOf } from './search.js';

export const JSON_TYPE = /[/+]json\b/;
const URLENCODED = 'application/x-www-form-urlencoded';

export function bodyText(body: unknown, type: string): string {
  if (body === undefined) return '';
  if (typeof body === 'string' && !JSON_TYPE.test(type)) return body;
  if (type.startsWith(URLENCODED) && typeof body === 'object' && body !== null)
    return new URLSearchParams(
      Object.entries(body).map(([name, value]): [string, string] => [name, textOf(value)]),
    ).toString();
  return JSON.stringify(body, undefined, 2);
}

/** As `POST …/calls` takes it: a JSON value as `body`; what is not JSON as `text`, unchanged. */
export function sentBody(text: string, type: string): { body?: unknown; text?: string } {
  if (text === '') return {};
  if (type !== '' && !JSON_TYPE.test(type)) return { text };
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    return { text };
  }
}
