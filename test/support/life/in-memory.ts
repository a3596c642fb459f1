/** A document served in process, without a port and without the checks of a vendor directory. */
import { inProcess } from '../../../src/suite/in-process.js';
import type { Behavior } from '../../../src/grammar/behavior.js';
import type { Json } from '../../../src/grammar/json.js';
import { fetchThrough } from '../../../src/http/fetch.js';
import { buildVendor } from '../../../src/loading/build.js';

const ORIGIN = 'http://document.localhost';

export interface Served {
  base: string;
  fetch: typeof fetch;
  /** Failures of ours, which there must not be. */
  failures: string[];
}

export function served(document: Json, behavior: Behavior): Served {
  const vendor = buildVendor({ name: 'life', document, behavior, seed: { records: {}, credentials: [] } }, {});
  const failures: string[] = [];
  const { exchange } = inProcess(vendor, {
    name: 'life',
    now: () => 1_767_225_600_000,
    failed: (error, at) => void failures.push(`${at}: ${error instanceof Error ? String(error.stack) : String(error)}`),
    violated: () => undefined,
  });
  return { base: `${ORIGIN}/life`, fetch: fetchThrough(exchange, ORIGIN), failures };
}
