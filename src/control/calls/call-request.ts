/** The call to send, as the body of `POST …/calls` states it. */
import { formatPointer } from '../../grammar/json-pointer.js';
import { SteeringError } from '../../world/steering-error.js';

export interface CallRequest {
  vendor: string;
  method: string;
  /** The vendor's own path, with the query. */
  path: string;
  headers?: Record<string, string>;
  /** JSON. At most one of `body`, `text` and `base64`. */
  body?: unknown;
  text?: string;
  base64?: string;
}

const BODIES = ['body', 'text', 'base64'] as const;

/** Set by the connection, and not by the caller. */
const OF_CONNECTION = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade']);

/** RFC 9110 §5.6.2 and §5.5. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** @throws SteeringError */
export function bytesOf(request: CallRequest): Uint8Array {
  const given = BODIES.filter((name) => request[name] !== undefined);
  if (given.length > 1)
    throw new SteeringError(`/${given[1] ?? ''}`, `cannot be combined with ${given[0] ?? ''}`, 'send one of them');
  const { body, text, base64 } = request;
  if (base64 !== undefined) {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw new SteeringError('/base64', 'not Base64', 'encode the bytes');
    return Buffer.from(base64, 'base64');
  }
  return Buffer.from(text ?? (body === undefined ? '' : JSON.stringify(body)));
}

/** Names in lower case. @throws SteeringError */
export function requestHeaders({ headers = {}, body }: CallRequest, bytes: Uint8Array): Record<string, string> {
  const out: Record<string, string> = {
    accept: '*/*',
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  for (const [name, value] of Object.entries(headers)) {
    const pointer = `/headers${formatPointer([name])}`;
    if (!NAME.test(name))
      throw new SteeringError(pointer, 'not the name of a header', 'use letters, digits and hyphens');
    if (!VALUE.test(value))
      throw new SteeringError(pointer, 'not the value of a header', 'leave out line breaks and controls');
    const key = name.toLowerCase();
    if (!OF_CONNECTION.has(key)) out[key] = value.trim();
  }
  return bytes.length === 0 ? out : { ...out, 'content-length': String(bytes.length) };
}
