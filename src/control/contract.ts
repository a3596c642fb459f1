/** The control API's own document, and what answers by it: the same adapter as the vendors'. */
import type { Json } from '../grammar/json.js';
import type { Contract } from '../engine/model/contract.js';
import { openApiContract } from '../contract/openapi.js';
import openapi from './openapi.json' with { type: 'json' };

export const document = openapi as unknown as Json;

let made: Contract | undefined;

/** Made at the first request: a start does not wait for it. */
export const controlContract = (): Contract => (made ??= openApiContract(document));
