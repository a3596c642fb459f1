/** Sends reply bodies, with bounds for clients that do not read (docs/limits.md). */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { realElapsed, realTimers } from '../timers/real-timers.js';
import type { ClientLimits } from './client-limits.js';
import { resetConnection, schemeOf } from './transport.js';

/** Longer texts are written to the socket in pieces of this many characters. */
const PIECE = 64 * 1024;
/** Milliseconds without progress after which a connection may be closed to free memory. */
const STALLED_MS = 1000;

/** A text, or pieces of UTF-8. */
export type Text = string | readonly Uint8Array[];

interface UnsentReply {
  response: ServerResponse;
  /** Characters or bytes that are not written to the socket yet. */
  left: number;
  /** Time of the last progress, in monotonic milliseconds. */
  since: number;
}

export class Sender {
  readonly #unsent = new Set<UnsentReply>();
  #total = 0;
  #sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly limits: Pick<ClientLimits, 'sendTimeout' | 'maxUnsentBytes'>,
    private readonly timers: Pick<typeof realTimers, 'setTimeout' | 'clearTimeout'> = realTimers,
  ) {}

  /** Sends the body of a reply whose headers are written. Returns a promise if it must wait for the client. Never rejects. */
  end(response: ServerResponse, text: Text | undefined): Promise<void> | undefined {
    if (typeof text === 'object') return this.#send(response, text);
    if (text !== undefined && text.length > PIECE) return this.#send(response, pieces(text));
    const { socket } = response;
    if (text !== undefined && socket !== null && schemeOf(socket) === 'http') endAtOnce(response, socket, text);
    else response.end(text);
    return undefined;
  }

  /**
   * Sends a part of a reply that goes on. Resolves when the operating system has taken all of it, or the client is
   * disconnected: many small parts would otherwise add up in the buffer of a client that does not read. Never rejects.
   */
  write(response: ServerResponse, text: string | Uint8Array): Promise<void> {
    return this.#write(response, typeof text === 'string' ? pieces(text) : [text], true);
  }

  async #send(response: ServerResponse, parts: readonly (string | Uint8Array)[]): Promise<void> {
    await this.#write(response, parts);
    if (!response.destroyed) response.end();
  }

  async #write(response: ServerResponse, parts: readonly (string | Uint8Array)[], isPart = false): Promise<void> {
    const left = parts.reduce((size, part) => size + part.length, 0);
    const unsent: UnsentReply = { response, left, since: realElapsed() };
    this.#unsent.add(unsent);
    this.#total += unsent.left;
    this.#cutStalled();
    for (const part of parts) {
      if (response.destroyed) break;
      this.#total -= part.length;
      unsent.left -= part.length;
      if (isPart) await this.#progress(unsent, (go) => void response.write(part, go));
      else if (!response.write(part)) await this.#progress(unsent, (go) => void response.once('drain', go));
    }
    this.#unsent.delete(unsent);
    this.#total -= unsent.left;
  }

  /** Resolves when `start` calls back, or the client is disconnected: at the latest after the send timeout. */
  #progress(unsent: UnsentReply, start: (go: () => void) => void): Promise<void> {
    const { response } = unsent;
    const { sendTimeout } = this.limits;
    return new Promise((resolve) => {
      const timer =
        sendTimeout > 0 ? this.timers.setTimeout(() => disconnect(response), sendTimeout).unref() : undefined;
      const go = (): void => {
        this.timers.clearTimeout(timer);
        response.off('drain', go).off('close', go);
        unsent.since = realElapsed();
        resolve();
      };
      response.on('close', go);
      start(go);
    });
  }

  /** While the total exceeds the limit, closes the connections without progress for the longest time. */
  #cutStalled(): void {
    const now = realElapsed();
    const stalled = [...this.#unsent].filter((each) => now - each.since >= STALLED_MS);
    stalled.sort((a, b) => a.since - b.since);
    let over = this.#total - this.limits.maxUnsentBytes;
    for (const { response, left } of stalled) {
      if (over <= 0) break;
      over -= left;
      disconnect(response);
    }
    realTimers.clearTimeout(this.#sweeping);
    this.#sweeping = over > 0 ? realTimers.setTimeout(() => this.#cutStalled(), STALLED_MS).unref() : undefined;
  }
}

/**
 * Sends headers and text as one chunk. `end(text)` would write an empty chunk behind it: a PATCH takes 3 % more CPU time
 * then. Over TLS the socket takes the chunk later, so nothing is saved.
 */
function endAtOnce(response: ServerResponse, socket: Socket, text: string): void {
  socket.cork();
  response.write(text);
  socket.uncork();
  response.end();
}

function disconnect(response: ServerResponse): void {
  if (response.socket) resetConnection(response.socket);
  response.destroy();
}

/** No piece splits a surrogate pair. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + PIECE + (splits(text, at + PIECE) ? 1 : 0);
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
}

/** Whether this index is in the middle of a surrogate pair. */
const splits = (text: string, at: number): boolean =>
  at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
