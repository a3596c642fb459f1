/** Sends reply bodies, and bounds what a client that does not read can cost (docs/limits.md). */
import type { ServerResponse } from 'node:http';
import { realTimers } from '../timers/real-timers.js';
import type { Limits } from './limits.js';

/** Longer texts are handed to the socket in pieces of this many characters. */
const PIECE = 64 * 1024;
/** How long a client must have taken nothing before it is cut off for the sake of others: milliseconds. */
const STALLED_MS = 1000;

interface Unsent {
  response: ServerResponse;
  /** Characters that are not handed to the socket yet. */
  left: number;
  /** When the client last took something: monotonic milliseconds. */
  since: number;
}

export class Sender {
  readonly #unsent = new Set<Unsent>();
  #total = 0;
  #sweeping: NodeJS.Timeout | undefined;

  constructor(private readonly limits: Pick<Limits, 'sendTimeout' | 'maxUnsentBytes'>) {}

  /** Ends a reply whose head is written; a promise where the client has to take a part before the rest is sent. Never rejects. */
  end(response: ServerResponse, text: string | undefined): Promise<void> | undefined {
    if (text !== undefined && text.length > PIECE) return this.#send(response, text);
    response.end(text);
    return undefined;
  }

  async #send(response: ServerResponse, text: string): Promise<void> {
    const unsent: Unsent = { response, left: text.length, since: performance.now() };
    this.#unsent.add(unsent);
    this.#total += text.length;
    this.#cutStalled();
    for (let at = 0; at < text.length && !response.destroyed; at += PIECE) {
      const isTaken = response.write(piece(text, at));
      this.#total -= Math.min(PIECE, unsent.left);
      unsent.left -= Math.min(PIECE, unsent.left);
      if (!isTaken) await this.#taken(unsent);
    }
    this.#unsent.delete(unsent);
    this.#total -= unsent.left;
    if (!response.destroyed) response.end();
  }

  /** Resolves when the client has taken what was handed to the socket, or is cut off. */
  #taken(unsent: Unsent): Promise<void> {
    const { response } = unsent;
    return new Promise((resolve) => {
      const { sendTimeout } = this.limits;
      const timer = sendTimeout > 0 ? realTimers.setTimeout(() => cutOff(response), sendTimeout).unref() : undefined;
      const go = (): void => {
        realTimers.clearTimeout(timer);
        response.off('drain', go).off('close', go);
        unsent.since = performance.now();
        resolve();
      };
      response.on('drain', go).on('close', go);
    });
  }

  /** While more is unsent than may be, those who have taken nothing for the longest are cut off. */
  #cutStalled(): void {
    const now = performance.now();
    const stalled = [...this.#unsent].filter((each) => now - each.since >= STALLED_MS);
    stalled.sort((a, b) => a.since - b.since);
    let over = this.#total - this.limits.maxUnsentBytes;
    for (const { response, left } of stalled) {
      if (over <= 0) break;
      over -= left;
      cutOff(response);
    }
    realTimers.clearTimeout(this.#sweeping);
    this.#sweeping = over > 0 ? realTimers.setTimeout(() => this.#cutStalled(), STALLED_MS).unref() : undefined;
  }
}

/** With a reset: the kernel frees what it holds for the client at once. */
function cutOff(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
  response.destroy();
}

/** A piece never ends between the two halves of a surrogate pair, nor begins there. */
function piece(text: string, at: number): string {
  return text.slice(at + (splits(text, at) ? 1 : 0), at + PIECE + (splits(text, at + PIECE) ? 1 : 0));
}

/** Whether this place is in the middle of a surrogate pair. */
const splits = (text: string, at: number): boolean =>
  at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
