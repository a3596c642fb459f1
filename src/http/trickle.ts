/** A body in pieces, at the rate of a fault. */
import { realElapsed, sleep } from '../timers/real-timers.js';

/** Milliseconds between two pieces, at least: one timer for each byte would limit the rate. */
const MIN_WAIT = 10;

/** Yields each piece when it is due. An aborted signal ends the waiting. */
export async function* trickled(
  bytes: Uint8Array,
  bytesPerSecond: number,
  { ref, signal }: { ref: boolean; signal?: AbortSignal },
): AsyncGenerator<Uint8Array, void, void> {
  const began = realElapsed();
  for (let sent = 0; sent < bytes.length;) {
    const passed = realElapsed() - began;
    const due = 1 + Math.floor((passed * bytesPerSecond) / 1000);
    if (due > sent) yield bytes.subarray(sent, due);
    sent = Math.max(sent, due);
    if (sent < bytes.length)
      await sleep(Math.max(MIN_WAIT, (sent * 1000) / bytesPerSecond - (realElapsed() - began)), {
        ref,
        ...(signal && { signal }),
      });
  }
}
