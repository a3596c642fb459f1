import { sleep } from '../timers/real-timers.js';
import type { Delivery } from '../engine/model/faults.js';
import { malformed } from './deliver.js';
import type { Exchange, Outgoing } from './exchange.js';
import { trickled } from './trickle.js';

/** `fetch` in process. Resolves relative URLs against `origin`. A fault that drops the connection has the errors of Node's. */
export function fetchThrough(exchange: Exchange, origin: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(typeof input === 'string' && input.startsWith('/') ? origin + input : input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const url = new URL(request.url);
    const bytes = request.body === null ? new Uint8Array() : new Uint8Array(await abortable(bytesOf(request), signal));
    // As on the network, an aborted call is not executed.
    signal.throwIfAborted();
    const outgoing = exchange({
      scheme: url.protocol === 'https:' ? 'https' : 'http',
      method: request.method,
      target: url.pathname + url.search,
      headers: { ...Object.fromEntries(request.headers), host: url.host },
      body: (limit) => (bytes.length > limit ? 'tooLarge' : bytes),
    });
    return deliver(outgoing instanceof Promise ? await abortable(outgoing, signal) : outgoing, request);
  };
}

/** The stream that a body is read from can fail: told as by Node's fetch. */
async function bytesOf(request: Request): Promise<ArrayBuffer> {
  try {
    return await request.arrayBuffer();
  } catch (cause) {
    request.signal.throwIfAborted();
    throw new TypeError('fetch failed', { cause });
  }
}

async function deliver({ status, headers, text, delivery }: Outgoing, { signal, url }: Request): Promise<Response> {
  if (delivery?.delay !== undefined) await sleep(delivery.delay, { signal });
  signal.throwIfAborted();
  if (delivery?.drop !== undefined) throw new TypeError('fetch failed', { cause: connectionLost(delivery.drop) });
  const response = new Response(text === undefined ? null : bodyOf(text, delivery, signal), { status, headers });
  // A constructed Response has no URL; that of a real fetch has one.
  Object.defineProperty(response, 'url', { value: url });
  return response;
}

function bodyOf(
  text: string,
  delivery: Delivery | undefined,
  signal: AbortSignal,
): string | ReadableStream<Uint8Array> {
  if (delivery?.malformed) return malformed(text);
  if (delivery?.truncate === undefined && delivery?.trickle === undefined) return text;
  const parts = delivery.truncate === undefined ? slowly(text, delivery.trickle, signal) : cut(text, delivery.truncate);
  // Nothing is read ahead: an error would discard what was not read yet.
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* slowly(text: string, bytesPerSecond = 1, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
  for await (const piece of trickled(Buffer.from(text), bytesPerSecond, { ref: true, signal })) {
    signal.throwIfAborted();
    yield piece;
  }
}

function* cut(text: string, size: number): Generator<Uint8Array, void, void> {
  const bytes = Buffer.from(text);
  if (size > 0) yield bytes.subarray(0, size);
  if (size < bytes.length) throw new TypeError('terminated', { cause: connectionLost('close') });
}

/** The causes that Node's fetch gives. */
const connectionLost = (how: 'close' | 'reset'): Error =>
  how === 'reset'
    ? Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' })
    : Object.assign(new Error('other side closed'), { name: 'SocketError', code: 'UND_ERR_SOCKET' });

/** Rejects with the signal's reason as soon as it is aborted. */
function abortable<T>(outcome: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(reasonOf(signal));
    signal.addEventListener('abort', abort);
    outcome.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

const reasonOf = (signal: AbortSignal): Error => signal.reason as Error;
