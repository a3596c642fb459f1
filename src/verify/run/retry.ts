/** Repeats calls that are refused with 429, after the requested time. */
import type { Exchanged } from '../arazzo/expression.js';
import { CannotRun, sendRequest, type Outgoing, type Target } from './send.js';

/** Milliseconds: the first wait after a 429 without `Retry-After`, and the longest wait. */
const [FIRST_WAIT, MAX_WAIT] = [1000, 30_000];
/** With doubling waits, more than a minute, which is the usual window. */
const MAX_WAITS = 7;

/** Sends a call; repeats it after a 429 that the step does not expect. @throws CannotRun */
export async function sendWithRetries(
  target: Target,
  outgoing: Outgoing,
  isExpected: (exchanged: Exchanged) => boolean,
): Promise<{ exchanged: Exchanged; calls: number }> {
  for (let calls = 1; ; calls++) {
    const exchanged = await sendRequest(target, outgoing);
    if (exchanged.statusCode !== 429 || isExpected(exchanged)) return { exchanged, calls };
    if (calls > MAX_WAITS) throw new CannotRun(`the target still answers 429 after ${MAX_WAITS} waits`);
    await target.sleep(waitAfter(exchanged, calls));
  }
}

function waitAfter({ response }: Exchanged, waits: number): number {
  const header = response.headers['retry-after'] ?? '';
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Math.min(Number.isNaN(wait) ? FIRST_WAIT * 2 ** (waits - 1) : Math.max(wait, 0), MAX_WAIT);
}
