/** One call to the target, in bounded time; what is no answer of the API is told as such. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Exchanged } from '../arazzo/expression.js';

export interface Target {
  /** Base URL of the vendor, without a slash at its end. */
  url: string;
  fetch: typeof fetch;
  /** Milliseconds that one call may take. */
  callTimeout: number;
  sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds from whenever, never going back. */
  elapsed: () => number;
  /** Ends everything: the time is over, or somebody stopped the run. Its reason says which. */
  signal: AbortSignal;
}

export interface Outgoing {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** As expressions see it. */
  body: unknown;
  bytes: string | Uint8Array<ArrayBuffer> | undefined;
}

/** The target gave no answer that says anything about the contract. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

function stopWhenOver({ signal }: Target): void {
  if (signal.aborted) throw new CannotRun(String(signal.reason));
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;

/** @throws CannotRun */
export async function send(target: Target, { method, url, headers, body, bytes }: Outgoing): Promise<Exchanged> {
  stopWhenOver(target);
  const timeout = AbortSignal.timeout(target.callTimeout);
  let reply: Response;
  let text: string;
  try {
    reply = await target.fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([timeout, target.signal]),
      ...(bytes !== undefined && { body: bytes }),
    });
    text = await textIn(reply);
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    stopWhenOver(target);
    if (timeout.aborted) throw new CannotRun(`the target did not answer within ${target.callTimeout / 1000} s`);
    throw new CannotRun(`the target cannot be reached: ${causeOf(error)}`);
  }
  const type = reply.headers.get('content-type') ?? '';
  if (/^text\/html\b|^application\/xhtml/i.test(type))
    throw new CannotRun(`the target answers with a page (${reply.status}, ${type}) and not as an API`);
  if (reply.status >= 300 && reply.status < 400)
    throw new CannotRun(
      `the target redirects (${reply.status}) to ${reply.headers.get('location') ?? 'nowhere'}: use that as --target`,
    );
  return {
    method,
    url,
    request: { headers, body },
    statusCode: reply.status,
    response: { headers: Object.fromEntries(reply.headers), body: JSON_TYPE.test(type) ? parsed(text) : text || null },
  };
}

/** More than any reply of these APIs has; a target that never ends is given up on before memory is. */
const MOST_BYTES = 32 * 1024 * 1024;

/** @throws CannotRun */
async function textIn({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MOST_BYTES) throw new CannotRun(`the target answers with more than ${MOST_BYTES / 1024 / 1024} MiB`);
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

/** Text that is no JSON stays text: the contract then says so. */
function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `fetch failed` says nothing; what caused it does. Errors may be of another realm than ours. */
function causeOf(error: unknown): string {
  const { message, cause, code } = error as { message?: string; cause?: unknown; code?: string };
  if (typeof cause === 'object' && cause !== null) return causeOf(cause);
  return message === undefined || message === '' ? (code ?? String(error)) : message;
}

/** The bytes of a body: JSON unless another type is told. A text goes out as it is. */
export function encode(payload: unknown, contentType: string, isBase64: boolean): string | Uint8Array<ArrayBuffer> {
  if (isBase64) return Uint8Array.from(Buffer.from(String(payload), 'base64'));
  if (typeof payload === 'string') return payload;
  if (contentType === 'application/x-www-form-urlencoded' && isObject(payload))
    return new URLSearchParams(payload as Record<string, string>).toString();
  return JSON.stringify(payload);
}

/** The address of an operation: its template with the parameters put in. */
export function address(path: string, params: Json, query: Json): string {
  const filled = path.replace(/\{(.+?)\}/g, (_, name: string) => encodeURIComponent(textOf(params[name])));
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(textOf(value))}`],
  );
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
