import { setTimeout as sleep } from 'node:timers/promises';
import { broken } from './deliver.js';
import type { Exchange } from './exchange.js';

/** A `fetch` that never leaves the process. A relative URL is taken from `origin`. Rejects with a TypeError where a connection would be lost. */
export function fetchThrough(exchange: Exchange, origin: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(typeof input === 'string' && input.startsWith('/') ? origin + input : input, init);
    const url = new URL(request.url);
    const bytes = request.body === null ? new Uint8Array() : new Uint8Array(await request.arrayBuffer());
    const { status, headers, text, delivery } = await exchange({
      method: request.method,
      target: url.pathname + url.search,
      headers: { ...Object.fromEntries(request.headers), host: url.host },
      body: (limit) => (bytes.length > limit ? 'tooLarge' : bytes),
    });
    if (delivery?.delay !== undefined) await sleep(delivery.delay, undefined, { ref: false, signal: request.signal });
    if (delivery?.drop !== undefined || delivery?.truncate !== undefined) throw new TypeError('fetch failed');
    return new Response((delivery?.malformed && text !== undefined ? broken(text) : text) ?? null, { status, headers });
  };
}
