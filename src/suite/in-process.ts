/** One vendor with its own world, in process and without a socket: for rehearsals and tests. */
import { faultMistake, snapshotMistake } from '../contract/published-schemas.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { Host } from '../engine/ports.js';
import { sha256 } from '../http/digest.js';
import { createExchange, type Exchange } from '../http/exchange.js';
import { defaultLimits } from '../http/client-limits.js';
import { readMultipart } from '../http/multipart.js';
import { accountsFor } from '../world/accounts.js';
import { FakerMaker } from '../world/maker/maker.js';
import { createWorld, type Sandbox } from '../world/world.js';

export interface InProcessOptions {
  name?: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  randomSeed?: number;
  /** Called for internal errors. */
  failed: Host['failed'];
  /** Called for replies that violate their schema. */
  violated: Host['violated'];
  replyHeaders?: boolean;
}

export interface InProcess {
  world: Sandbox;
  host: Host;
  exchange: Exchange;
}

export function inProcess(
  vendor: Vendor,
  { name = 'default', now, randomSeed = 1, failed, violated, replyHeaders = true }: InProcessOptions,
): InProcess {
  const world = createWorld(name, {
    vendors: [vendor],
    now,
    clock: undefined,
    randomSeed,
    maker: new FakerMaker(),
    checkSnapshot: snapshotMistake,
    checkFault: faultMistake,
  });
  const host: Host = {
    accounts: accountsFor('open'),
    bodyLimit: defaultLimits.maxBodySize,
    readMultipart,
    digest: sha256,
    elapsed: () => 0,
    failed,
    violated,
  };
  return { world, host, exchange: createExchange({ vendors: [vendor], host, world: () => world, replyHeaders }) };
}
