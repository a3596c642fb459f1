/** Calls of the control side, each reply held against its document. */
import { request, type OutgoingHttpHeaders } from 'node:http';
import { controlContract } from '../../src/control/control-contract.js';
import type { Double, DoubleOptions } from '../../src/double/api.js';
import { remember } from './calls.js';
import { double } from './double.js';
import { judgeOf } from './second-opinion.js';

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  // The tests check the type.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

export interface ControlClient {
  double: Double;
  call: (method: string, target: string, body?: unknown, headers?: OutgoingHttpHeaders) => Promise<Reply>;
}

const CHANGES = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** A double with a control side on any free port. */
export async function controlled(options: DoubleOptions = {}): Promise<ControlClient> {
  const started = await double({ controlPort: 0, clock: '2026-03-01T10:00:00Z', ...options });
  const base = started.control ?? '';
  return {
    double: started,
    call: (method, target, body, headers = {}) =>
      send(base, method, target, body, {
        ...(CHANGES.includes(method) && { 'content-type': 'application/json' }),
        ...headers,
      }),
  };
}

/** A body that is a text goes as it is; a header that is undefined does not go. */
export async function send(
  base: string,
  method: string,
  target: string,
  body?: unknown,
  headers: OutgoingHttpHeaders = {},
): Promise<Reply> {
  const { hostname, port } = new URL(base);
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await new Promise<Reply>((resolve, reject) => {
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    const outgoing = request({ hostname, port, method, path: target, headers: sent, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('end', () => {
        const received = Buffer.concat(chunks).toString();
        const isJson = (incoming.headers['content-type'] ?? '').includes('json') && received !== '';
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: received,
          body: isJson ? JSON.parse(received) : undefined,
        });
      });
    });
    outgoing.once('error', reject).end(text);
  });
  remember({ method, target, body, status: reply.status, reply: reply.text });
  await conforms(method, target, reply);
  return reply;
}

/** Holds a reply against the document, by both validators. */
async function conforms(method: string, target: string, { status, body, headers, text }: Reply): Promise<void> {
  const contract = controlContract();
  const path = target.replace(/^https?:\/\/[^/]*/, '').split('?')[0] ?? '';
  const found = contract.match(method, path);
  if (status >= 400 && method !== 'HEAD') {
    expect([status, headers['content-type']]).toEqual([status, 'application/problem+json']);
    expect(body).toMatchObject({ type: 'about:blank', status, title: expect.any(String), detail: expect.any(String) });
  }
  for (const name of Object.keys(headers)) expect(name).not.toMatch(/^access-control-/);
  if (typeof found !== 'object' || !('operation' in found)) return;
  const received: unknown = body ?? (text === '' ? undefined : text);
  expect([method, path, status, contract.check(found.operation, status, received)]).toEqual([method, path, status, []]);
  if (method === 'HEAD') return;
  const judged = { status, headers: { 'content-type': String(headers['content-type']) }, body: received };
  expect(await judgeOf(contract.document)(found.operation.id, judged)).toEqual([]);
}
