/** The stream of events of one sandbox, read with `fetch`: `EventSource` cannot send the token. Reconnects by itself. */
import { signal } from '@preact/signals';
import { eventParser, type StreamEvent } from '../api/event-parser.js';
import { open, path, Problem } from '../api/request.js';

export type ConnectionState =
  | { readonly is: 'connecting' }
  | { readonly is: 'live' }
  /** `since` and `retryAt` are in milliseconds of `Date.now()`. */
  | { readonly is: 'lost'; readonly since: number; readonly retryAt: number; readonly message: string }
  /** The sandbox does not exist. */
  | { readonly is: 'removed' }
  /** The token is missing or wrong. */
  | { readonly is: 'refused' };

export const connection = signal<ConnectionState>({ is: 'connecting' });

/** Milliseconds until the next attempt, by the number of attempts that failed. */
const WAITS = [500, 1000, 2000, 4000, 8000];
/** The control side sends a comment every 15 s: a longer silence is a dead connection. */
const MAX_SILENCE = 40_000;

export interface Stream {
  /** Tries again at once. */
  retry(): void;
  stop(): void;
}

/**
 * @param begin reads what is there already, and returns the position from which the stream continues
 * @param take called with the events of each piece that arrives, in order
 */
export function follow(
  sandbox: string,
  begin: (signal: AbortSignal) => Promise<string>,
  take: (events: readonly StreamEvent[]) => void,
): Stream {
  const stopping = new AbortController();
  let last: string | undefined;
  let failures = 0;
  let lostSince = 0;
  let wake: () => void = () => undefined;

  const attempt = async (): Promise<void> => {
    const attempting = new AbortController();
    const end = (): void => attempting.abort();
    stopping.signal.addEventListener('abort', end);
    let silence = setTimeout(end, MAX_SILENCE);
    try {
      last ??= await begin(attempting.signal);
      const reply = await open('GET', path`/sandboxes/${sandbox}/events`, {
        signal: attempting.signal,
        headers: { accept: 'text/event-stream', 'last-event-id': last },
      });
      const parse = eventParser();
      const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
      connection.value = { is: 'live' };
      failures = 0;
      lostSince = 0;
      for (;;) {
        const piece = await reader?.read();
        clearTimeout(silence);
        if (piece === undefined || piece.done) return;
        silence = setTimeout(end, MAX_SILENCE);
        const events = parse(piece.value);
        last = events.at(-1)?.id ?? last;
        if (events.length > 0) take(events);
        if (events.some(({ event }) => event === 'removed')) connection.value = { is: 'removed' };
      }
    } finally {
      clearTimeout(silence);
      stopping.signal.removeEventListener('abort', end);
      attempting.abort();
    }
  };

  const run = async (): Promise<void> => {
    for (;;) {
      let message = 'The control side ended the connection.';
      try {
        await attempt();
      } catch (error) {
        if (stopping.signal.aborted) return;
        message = error instanceof Error ? error.message : String(error);
        if (error instanceof Problem && error.status === 404) connection.value = { is: 'removed' };
        if (error instanceof Problem && error.status === 401) connection.value = { is: 'refused' };
      }
      if (stopping.signal.aborted) return;
      if (connection.value.is === 'removed' || connection.value.is === 'refused') return;
      const wait = WAITS[Math.min(failures++, WAITS.length - 1)] ?? 1000;
      if (lostSince === 0) lostSince = Date.now();
      connection.value = { is: 'lost', since: lostSince, retryAt: Date.now() + wait, message };
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  connection.value = { is: 'connecting' };
  void run();
  const stop = (): void => {
    stopping.abort();
    wake();
  };
  return { retry: () => wake(), stop };
}
