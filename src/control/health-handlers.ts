import { document } from './control-contract.js';
import type { Handler } from './operation.js';
import { Problem } from './problem.js';

const ok = { status: 200, body: { status: 'ok' } };

export const healthHandlers = {
  live: () => ok,

  ready(on) {
    if (!on.isReady()) throw new Problem(503, 'Not ready', 'The port of the vendors is not listening.');
    return ok;
  },

  metrics: async (on) => ({
    status: 200,
    body: await on.metrics.text(on.sandboxes),
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  }),

  openapi: () => ({ status: 200, body: document }),
} satisfies Record<string, Handler>;
