/** The control API's own document, and what answers by it: the same adapter as the vendors'. */
import { openApiContract } from '../contract/openapi.js';
import type { Contract } from '../engine/model/model.js';
import type { Json } from '../engine/values/paths.js';
import openapi from './openapi.json' with { type: 'json' };

export const document = openapi as unknown as Json;

let made: Contract | undefined;

/** Made at the first request: a start does not wait for it. */
export const controlContract = (): Contract => (made ??= openApiContract(document));
