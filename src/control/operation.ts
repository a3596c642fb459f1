/** What an operation of the control API gets and gives. */
import type { Json } from '../grammar/json.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { Sandboxes } from '../world/sandboxes.js';
import type { Metrics } from './metrics.js';

/** What is controlled. */
export interface Controlled {
  vendors: readonly Vendor[];
  sandboxes: Sandboxes;
  /** The base URL of a vendor in a sandbox. */
  url: (sandbox: string, vendor: string) => string;
  /** Whether the vendors can be called. */
  isReady: () => boolean;
  /** Saves the state of all sandboxes; undefined where there is nowhere to save it. Throws what the disk says. */
  save: (() => void) | undefined;
  metrics: Metrics;
}

/** A request that its contract lets through. */
export interface Request {
  params: Json;
  query: Json;
  body: Json;
  /** Aborted when nobody waits for the answer any more, or nobody may. */
  left: AbortSignal;
}

export interface Answer {
  status: number;
  /** Text as it is, anything else as JSON; undefined: none. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** @throws Problem, SteeringError; then nothing is changed */
export type Handler = (on: Controlled, request: Request) => Answer | Promise<Answer>;
