/** Targets that limit calls: a 429 is waited for as it asks, up to a point. */
import type { Exchanged } from '../arazzo/expression.js';
import { CannotRun, send, type Outgoing, type Target } from './send.js';

/** Waits after a 429 that does not say how long, and the longest wait, in milliseconds. */
const [FIRST_WAIT, LONGEST_WAIT] = [1000, 30_000];
/** With growing waits, more than a minute: where no header tells, that is the usual window. */
const MOST_WAITS = 7;

/** Sends a call, and sends it again where a 429 comes that nobody asked for. @throws CannotRun */
export async function sendPatiently(
  target: Target,
  outgoing: Outgoing,
  isAskedFor: (exchanged: Exchanged) => boolean,
): Promise<{ exchanged: Exchanged; calls: number }> {
  for (let calls = 1; ; calls++) {
    const exchanged = await send(target, outgoing);
    if (exchanged.statusCode !== 429 || isAskedFor(exchanged)) return { exchanged, calls };
    if (calls > MOST_WAITS) throw new CannotRun(`the target still answers 429 after ${MOST_WAITS} waits`);
    await target.sleep(waitAfter(exchanged, calls));
  }
}

function waitAfter({ response }: Exchanged, waits: number): number {
  const told = response.headers['retry-after'] ?? '';
  const wait = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - Date.now();
  return Math.min(Number.isNaN(wait) ? FIRST_WAIT * 2 ** (waits - 1) : Math.max(wait, 0), LONGEST_WAIT);
}
