/** Requests, answers and handlers of the control side. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../grammar/json.js';
import type { Maker } from '../engine/model/draw.js';
import type { Vendor } from '../engine/model/vendor.js';
import type { Exchange } from '../http/exchange.js';
import type { Sandboxes } from '../world/sandboxes.js';
import type { Positions } from './journal-positions.js';
import type { Metrics } from './metrics.js';

/** The stuntdouble that the control side acts on. */
export interface Controlled {
  vendors: readonly Vendor[];
  sandboxes: Sandboxes;
  /** The base URL of a vendor in a sandbox. */
  url: (sandbox: string, vendor: string) => string;
  /** Answers a call to a vendor. */
  exchange: Exchange;
  /** Whether the vendors can be called. */
  isReady: () => boolean;
  /** Saves the state of all sandboxes; undefined without a state file. Rejects with the error of the file system. */
  save: ((gone: AbortSignal) => Promise<void>) | undefined;
  metrics: Metrics;
  positions: Positions;
  maker: Maker;
  /** undefined: the console is not served. */
  console: ConsoleFiles | undefined;
}

/** The built files of the console by name: `console.html`, `console.js`, `console.css`, `console.svg`. */
export type ConsoleFiles = (name: string) => string;

/** A valid request. */
export interface Request {
  params: Json;
  query: Json;
  body: Json;
  /** The body as it was sent, where the operation reads it itself: `body` is empty then. The operation may empty the list. */
  pieces: Uint8Array[];
  headers: IncomingHttpHeaders;
  /** Aborted when the client disconnects or the server stops. */
  gone: AbortSignal;
}

export interface Answer {
  status: number;
  /** Strings and pieces of UTF-8 are sent as they are, other values as JSON; undefined: no body. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Sends the body in parts, in place of `body`. Returns when it is complete. */
  stream?: (write: Write) => Promise<void>;
}

/** Resolves when the client has taken the text, or is disconnected. Never rejects. */
export type Write = (text: string) => Promise<void>;

/** @throws Problem, SteeringError, without having changed anything */
export type Handler = (on: Controlled, request: Request) => Answer | Promise<Answer>;
