/** A recorded call as an assertion for Jest or Vitest. */

export interface ReceivedCall {
  readonly vendor: string;
  readonly operation?: string | undefined;
  readonly status: number;
  readonly body?: unknown;
}

/** undefined: the call matched no operation, so `toHaveReceived` cannot name it. */
export function testLineOf({ vendor, operation, status, body }: ReceivedCall): string | undefined {
  if (operation === undefined) return undefined;
  const options = { ...(body !== undefined && { body }), status };
  return `expect(double).toHaveReceived(${literal(`${vendor}.${operation}`)}, ${literal(options)});`;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A JavaScript literal in one line. */
function literal(value: unknown): string {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, part]) => `${name(key)}: ${literal(part)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** `__proto__` as a plain key would set the prototype. */
const name = (key: string): string => (key === '__proto__' ? "['__proto__']" : IDENTIFIER.test(key) ? key : text(key));

/** In single quotes, unless double quotes need no escape. */
function text(value: string): string {
  const inner = JSON.stringify(value).slice(1, -1).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return value.includes("'") && !value.includes('"')
    ? `"${inner}"`
    : `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
