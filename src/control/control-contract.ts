/** The OpenAPI document of the control side, behind the same Contract port as the vendors'. */
import type { Json } from '../grammar/json.js';
import type { Contract } from '../engine/model/contract.js';
import { openApiContract } from '../contract/openapi.js';
import openapi from './openapi.json' with { type: 'json' };

export const document = openapi as unknown as Json;

let loaded: Contract | undefined;

/** Built on the first request, to keep the start fast. */
export const controlContract = (): Contract => (loaded ??= openApiContract(document));
