/** Runs the laws twice against a document that is served alone. */
import type { Json } from '../../../src/grammar/json.js';
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
