/** The OpenAPI document of the control side, behind the same Contract port as the vendors'. */
import type { Json } from '../grammar/json.js';
import type { Contract } from '../engine/model/contract.js';
import { openApiContract } from '../contract/openapi.js';
import fault from '../../schema/fault.schema.json' with { type: 'json' };
import openapi from './openapi.json' with { type: 'json' };

const { $defs, title, type, properties, required, additionalProperties } = fault;

/** The schema of a fault is taken from its grammar. */
export const document = {
  ...openapi,
  components: {
    ...openapi.components,
    schemas: {
      ...openapi.components.schemas,
      FaultSpec: { title, type, properties, required, additionalProperties },
      Fault: $defs.Fault,
    },
  },
} as unknown as Json;

let loaded: Contract | undefined;

/** Built on the first request, to keep the start fast. */
export const controlContract = (): Contract => (loaded ??= openApiContract(document));
