/** Compiles the published JSON Schemas on first use. The build puts their compiled code in place of this module. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fault from '../../schema/fault.schema.json' with { type: 'json' };
import snapshot from '../../schema/snapshot.schema.json' with { type: 'json' };

function compiled(schema: object): () => ValidateFunction {
  let validator: ValidateFunction | undefined;
  return () => (validator ??= new Ajv2020({ strict: false, meta: false, validateSchema: false }).compile(schema));
}

export const validators = { fault: compiled(fault), snapshot: compiled(snapshot) };
