/** Remembers the calls of the running test. environment.mjs adds them to the message of a test that fails. */
import type { Response, Test } from 'supertest';

interface Call {
  method: string;
  target: string;
  body: unknown;
  status: number | 'no reply';
  reply?: unknown;
}

const LONGEST = 400;
const calls: Call[] = [];
Object.assign(globalThis, { lastCalls: calls });

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : ((JSON.stringify(value) as string | undefined) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
};

export function remember(call: Call): void {
  calls.push({ ...call, toString: () => describe(call) } as Call);
}

function describe({ method, target, body, status, reply }: Call): string {
  return `${method.toUpperCase()} ${target} ${short(body)} → ${status} ${short(reply)}`;
}

/** Remembers every call by supertest. */
export function rememberCallsOf({ prototype }: { prototype: unknown }): void {
  const test = prototype as {
    assert: (this: Test, error: unknown, reply: Response | undefined, done: unknown) => void;
  };
  const { assert } = test;
  test.assert = function (error, reply, done) {
    const { method, url, _data: body } = this as Test & { _data?: unknown };
    if (reply) remember({ method, target: url, body, status: reply.status, reply: reply.text });
    assert.call(this, error, reply, done);
  };
}

const send = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const target = input instanceof Request ? input.url : String(input);
  const call: Call = { method: init?.method ?? 'GET', target, body: init?.body ?? undefined, status: 'no reply' };
  remember(call);
  const reply = await send(input, init);
  call.status = reply.status;
  // A copy of a small body; the test reads the original.
  if (Number(reply.headers.get('content-length') ?? Infinity) < 10_000)
    reply
      .clone()
      .text()
      .then(
        (text) => void (call.reply = text),
        () => undefined,
      );
  return reply;
};
