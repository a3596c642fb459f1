import type { Exchange } from './exchange.js';

/** A `fetch` that never leaves the process. A relative URL is taken from `origin`. */
export function fetchThrough(exchange: Exchange, origin: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(typeof input === 'string' && input.startsWith('/') ? origin + input : input, init);
    const url = new URL(request.url);
    const bytes = request.body === null ? new Uint8Array() : new Uint8Array(await request.arrayBuffer());
    const { status, headers, text } = await exchange({
      method: request.method,
      target: url.pathname + url.search,
      headers: { ...Object.fromEntries(request.headers), host: url.host },
      body: (limit) => (bytes.length > limit ? 'tooLarge' : bytes),
    });
    return new Response(text ?? null, { status, headers });
  };
}
