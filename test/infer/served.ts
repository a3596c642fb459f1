/** Serves a small document in process by its inferred behavior. */
import { normalize } from '../../src/contract/normalize/normalize.js';
import type { Json } from '../../src/grammar/json.js';
import { infer } from '../../src/infer/infer.js';
import { remember } from '../support/calls.js';
import { served } from '../support/life/in-memory.js';

export interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
}

export type Call = (title: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

/** @returns `call('POST /pets', { name: 'Rex' })` */
export function serve(source: Json): Call {
  const { document } = normalize(source);
  const { base, fetch } = served(document, infer(document));
  return async (title, body, headers = {}) => {
    const [method = '', path = ''] = title.split(' ');
    const reply = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    remember({ method, target: path, body, status: reply.status, reply: text });
    const isJson = (reply.headers.get('content-type') ?? '').includes('json');
    return { status: reply.status, headers: reply.headers, body: isJson ? (JSON.parse(text) as unknown) : text };
  };
}
