/** One call to the target with a time limit; distinguishes replies of the API from others. */
import { isObject, type Json } from '../../grammar/json.js';
import type { Exchanged } from '../arazzo/expression.js';
import { filledPath } from '../../engine/values/filled-path.js';

export interface Target {
  /** Base URL of the vendor, without a trailing slash. */
  url: string;
  fetch: typeof fetch;
  /** Time limit of a call in milliseconds. */
  callTimeout: number;
  sleep: (milliseconds: number) => Promise<void>;
  /** Monotonic milliseconds. */
  elapsed: () => number;
  /** Aborted at the time limit of the run or by the user; its reason says which. */
  signal: AbortSignal;
}

export interface Outgoing {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** The input of expressions. */
  body: unknown;
  bytes: string | Uint8Array<ArrayBuffer> | undefined;
}

/** The target gave no reply that says anything about the contract. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

function stopWhenOver({ signal }: Target): void {
  if (signal.aborted) throw new CannotRun(String(signal.reason));
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\b/i;

/** @throws CannotRun */
export async function sendRequest(target: Target, { method, url, headers, body, bytes }: Outgoing): Promise<Exchanged> {
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
    throw new CannotRun(`the target replies with a page (${reply.status}, ${type}) instead of an API reply`);
  if (reply.status >= 300 && reply.status < 400)
    throw new CannotRun(
      `the target redirects (${reply.status}) to ${reply.headers.get('location') ?? 'nowhere'}: use that as --target`,
    );
  return {
    method,
    url,
    request: { headers, body },
    statusCode: reply.status,
    response: {
      headers: Object.fromEntries(reply.headers),
      body: JSON_TYPE.test(type) ? parsedBody(text) : text || null,
    },
  };
}

/** More bytes than any reply of these APIs; bounds the memory for endless replies. */
const MAX_BYTES = 32 * 1024 * 1024;

/** @throws CannotRun */
async function textIn({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MAX_BYTES) throw new CannotRun(`the target replies with more than ${MAX_BYTES / 1024 / 1024} MiB`);
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

/** Deeper than any reply of these APIs; values that are nested without end exhaust the stack. */
const MAX_DEPTH = 500;

/** Text that is not JSON stays text; the contract check reports it. @throws CannotRun */
function parsedBody(text: string): unknown {
  if (text === '') return null;
  if (isDeeperThan(MAX_DEPTH, text))
    throw new CannotRun(`the target replies with JSON that is nested more than ${MAX_DEPTH} levels deep`);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Counts brackets outside of strings. */
function isDeeperThan(most: number, text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') inString = !inString;
    else if (inString) at += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > most) return true;
  }
  return false;
}

/** The cause of `fetch failed` is more useful. Errors may belong to another realm. */
function causeOf(error: unknown): string {
  const { message, cause, code } = error as { message?: string; cause?: unknown; code?: string };
  if (typeof cause === 'object' && cause !== null) return causeOf(cause);
  return message === undefined || message === '' ? (code ?? String(error)) : message;
}

/** The bytes of a body: JSON by default; text unchanged. */
export function encode(payload: unknown, contentType: string, isBase64: boolean): string | Uint8Array<ArrayBuffer> {
  if (isBase64) return Uint8Array.from(Buffer.from(String(payload), 'base64'));
  if (typeof payload === 'string') return payload;
  if (contentType === 'application/x-www-form-urlencoded' && isObject(payload))
    return new URLSearchParams(payload as Record<string, string>).toString();
  return JSON.stringify(payload);
}

/** The path of an operation with its parameters. */
export function address(path: string, params: Json, query: Json): string {
  const filled = filledPath(path, (name) => parameterText(params[name]));
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(parameterText(value))}`],
  );
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}

const parameterText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
