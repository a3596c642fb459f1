/** Runs the laws twice against a document that is served alone. */
import type { Json } from '../../../src/grammar/json.js';
import { normalize } from '../../../src/contract/normalize/normalize.js';
import { startDouble, type Double } from '../../../src/index.js';
import { infer } from '../../../src/infer/infer.js';
import { served } from './in-memory.js';
import { hold, type Held } from './laws.js';
import { sender } from './send.js';

/** @param document normalized */
export async function heldBy(document: Json): Promise<Held> {
  const behavior = infer(document);
  const { base, fetch } = served(document, behavior);
  const components = document['components'] as Json | undefined;
  const bare = { ...document, components: { ...components, securitySchemes: {} } };
  return hold(document, behavior, sender(document, base, fetch), sender(bare, base, fetch));
}

/** The replies of three runs of the same calls, and the state at their ends. */
export interface Repeated {
  first: Run;
  /** Of the same double, after a reset. */
  reset: Run;
  /** Of another double. */
  other: Run;
}

interface Run {
  /** The records and the state before the calls. */
  start: string;
  replies: readonly string[];
  end: string;
}

/** @param source the document as its publisher wrote it. It is served with made-up records, which are its seed */
export async function repeated(source: Json): Promise<Repeated> {
  const { document } = normalize(source);
  const behavior = infer(document);
  const start = (): Promise<Double> =>
    startDouble({
      specs: { life: source },
      fake: 2,
      clock: '2026-01-01T00:00:00Z',
      listen: false,
      log: () => undefined,
    });
  const stateOf = (double: Double): string =>
    JSON.stringify([
      double.snapshot({ withSecrets: true }),
      Object.keys(behavior.resources).map((resource) => double.records('life', resource, 'everybody')),
    ]);
  const run = async (double: Double): Promise<Run> => {
    const before = stateOf(double);
    const send = sender(document, 'http://localhost/life', (url, init) => double.fetch(String(url), init));
    const { replies } = await hold(document, behavior, send, send);
    return { start: before, replies, end: stateOf(double) };
  };
  const double = await start();
  const other = await start();
  try {
    const first = await run(double);
    double.reset();
    return { first, reset: await run(double), other: await run(other) };
  } finally {
    await Promise.all([double.close(), other.close()]);
  }
}
