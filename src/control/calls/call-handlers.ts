/** Sends calls on request: through the vendor's whole pipeline, like those of a client. */
import { malformed } from '../../http/deliver.js';
import type { Outgoing } from '../../http/exchange.js';
import { sleep } from '../../timers/real-timers.js';
import type { BoundedJournal } from '../../world/journal/journal.js';
import { sandboxOf, vendorNamed } from '../find-named.js';
import type { Handler } from '../operation.js';
import { bytesOf, requestHeaders, type CallRequest } from './call-request.js';

export const callHandlers = {
  async sendCall(on, request) {
    const sandbox = sandboxOf(on, request);
    const asked = request.body as unknown as CallRequest;
    const url = new URL(on.url(sandbox.name, vendorNamed(on, asked.vendor).name));
    const bytes = bytesOf(asked);
    const headers = { ...requestHeaders(asked, bytes), host: url.host };
    const { cleared } = sandbox.journal;
    const entry = entryWith(sandbox.journal, headers);
    try {
      const outgoing = await on.exchange({
        scheme: url.protocol === 'https:' ? 'https' : 'http',
        method: asked.method.toUpperCase(),
        target: url.pathname + asked.path,
        headers,
        body: (limit) => (bytes.length > limit ? 'tooLarge' : bytes),
      });
      const reply = await delivered(outgoing, request.gone);
      return { status: 200, body: { ...(entry.seq !== undefined && { seq: entry.seq }), cleared, ...reply } };
    } finally {
      entry.end();
    }
  },
} satisfies Record<string, Handler>;

/** Finds the `seq` of the call whose headers are this object. */
function entryWith(journal: BoundedJournal, headers: object): { readonly seq: number | undefined; end: () => void } {
  let seq: number | undefined;
  const end = journal.onEvent((event) => {
    if (event.kind === 'added' && 'headers' in event.what && event.what.headers === headers) seq = event.seq;
  });
  return {
    get seq() {
      return seq;
    },
    end,
  };
}

/** The reply that a client would receive. A dropped or truncated reply is none. */
async function delivered({ status, headers, text, delivery = {} }: Outgoing, gone: AbortSignal): Promise<object> {
  if (delivery.delay !== undefined) await sleep(delivery.delay, { ref: false, signal: gone });
  if (delivery.drop !== undefined || delivery.truncate !== undefined) return { dropped: true };
  const shown = delivery.malformed && text !== undefined ? malformed(text) : text;
  return { reply: { status, headers, ...(shown !== undefined && bodyOf(shown, headers['content-type'] ?? '')) } };
}

function bodyOf(text: string, type: string): { body: unknown } | { text: string } {
  if (!/json/i.test(type)) return { text };
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    return { text };
  }
}
