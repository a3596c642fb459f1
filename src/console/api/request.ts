/** Calls of the control side. */
import { segmentOf } from '../../grammar/path-segment.js';
import type { Mistake } from './types.js';
import { token, tokenState } from './token.js';

/** The control side refused. `message` is its own text. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly mistakes: readonly Mistake[],
  ) {
    super(detail);
  }
}

/** The control side did not answer, or something else answered at its address. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** @throws Problem, Unreachable, and the reason of `signal` */
export async function call<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const reply = await open(method, path, options);
  if (reply.status === 204) return undefined as T;
  try {
    return (await reply.json()) as T;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Unreachable('The reply of the control side ended too early.');
  }
}

/** The reply, before its body is read. @throws Problem, Unreachable, and the reason of `signal` */
export async function open(
  method: string,
  path: string,
  { body, headers = {}, signal }: RequestOptions = {},
): Promise<Response> {
  const init: RequestInit = {
    method,
    headers: {
      ...headers,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token.value !== undefined && { authorization: `Bearer ${token.value}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
  };
  const reply = await fetch(path, init).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Unreachable('The control side does not answer.');
  });
  if (reply.headers.get('x-stuntdouble') !== 'control')
    throw new Unreachable(`Something else answered at this address, with the status ${reply.status}.`);
  if (reply.ok) {
    tokenState.value = 'accepted';
    return reply;
  }
  const problem = await problemOf(reply);
  if (reply.status === 401) tokenState.value = token.value === undefined ? 'missing' : 'wrong';
  throw problem;
}

async function problemOf(reply: Response): Promise<Problem> {
  const told = (await reply.json().catch(() => ({}))) as {
    title?: string;
    detail?: string;
    pointer?: string;
    errors?: Mistake[];
  };
  const detail = told.detail ?? `The control side answered ${reply.status}.`;
  const mistakes = told.errors ?? (told.pointer === undefined ? [] : [{ pointer: told.pointer, detail }]);
  return new Problem(reply.status, told.title ?? 'Problem', detail, mistakes);
}

/** Tag of a template: a path of the control side with each value as a segment. */
export const path = (parts: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  parts.reduce((text, part, at) => text + segmentOf(String(values[at - 1])) + part);

/** A query; members that are undefined or empty are left out. */
export function query(members: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const entries = Object.entries(members).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`;
}
