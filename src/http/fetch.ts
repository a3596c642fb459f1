import { sleep } from '../timers/real-timers.js';
import { malformed } from './deliver.js';
import type { Exchange, Outgoing } from './exchange.js';

/** `fetch` in process. Resolves relative URLs against `origin`. Rejects with a TypeError where a fault drops the connection. */
export function fetchThrough(exchange: Exchange, origin: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(typeof input === 'string' && input.startsWith('/') ? origin + input : input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const url = new URL(request.url);
    const bytes =
      request.body === null ? new Uint8Array() : new Uint8Array(await abortable(request.arrayBuffer(), signal));
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

async function deliver({ status, headers, text, delivery }: Outgoing, { signal, url }: Request): Promise<Response> {
  if (delivery?.delay !== undefined) await sleep(delivery.delay, { signal });
  signal.throwIfAborted();
  if (delivery?.drop !== undefined || delivery?.truncate !== undefined) throw new TypeError('fetch failed');
  const body = (delivery?.malformed && text !== undefined ? malformed(text) : text) ?? null;
  const response = new Response(body, { status, headers });
  // A constructed Response has no URL; that of a real fetch has one.
  Object.defineProperty(response, 'url', { value: url });
  return response;
}

/** Rejects with the signal's reason as soon as it is aborted. */
function abortable<T>(outcome: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(reasonOf(signal));
    signal.addEventListener('abort', abort);
    outcome.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

const reasonOf = (signal: AbortSignal): Error => signal.reason as Error;
