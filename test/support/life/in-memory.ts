/** A document served in process, without a port and without the checks of a vendor directory. */
import { faultMistake, snapshotMistake } from '../../../src/contract/published-schemas.js';
import type { Host } from '../../../src/engine/ports.js';
import type { Behavior } from '../../../src/grammar/behavior.js';
import type { Json } from '../../../src/grammar/json.js';
import { createExchange } from '../../../src/http/exchange.js';
import { fetchThrough } from '../../../src/http/fetch.js';
import { defaultLimits } from '../../../src/http/limits.js';
import { sha256 } from '../../../src/http/digest.js';
import { readMultipart } from '../../../src/http/multipart.js';
import { buildVendor } from '../../../src/loading/build.js';
import { accountsFor } from '../../../src/world/accounts.js';
import { FakerMaker } from '../../../src/world/maker/maker.js';
import { createWorld } from '../../../src/world/world.js';

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
  const host: Host = {
    accounts: accountsFor('open'),
    bodyLimit: defaultLimits.maxBodySize,
    readMultipart,
    digest: sha256,
    elapsed: () => 0,
    failed: (error, at) => void failures.push(`${at}: ${error instanceof Error ? String(error.stack) : String(error)}`),
    violated: () => undefined,
  };
  const world = createWorld('life', {
    vendors: [vendor],
    now: () => 1_767_225_600_000,
    clock: undefined,
    randomSeed: 1,
    maker: new FakerMaker(),
    checkSnapshot: snapshotMistake,
    checkFault: faultMistake,
  });
  const exchange = createExchange({ vendors: [vendor], host, world: () => world, replyHeaders: true });
  return { base: `${ORIGIN}/life`, fetch: fetchThrough(exchange, ORIGIN), failures };
}
