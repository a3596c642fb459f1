/** Snapshots held against their grammar, by the validator that a double has loaded anyway. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../schema/snapshot.schema.json' with { type: 'json' };
import type { CheckSnapshot } from '../engine/model/snapshot.js';

let validate: ReturnType<Ajv2020['compile']> | undefined;

export const snapshotMistake: CheckSnapshot = (document) => {
  validate ??= new Ajv2020({ strict: false, meta: false, validateSchema: false }).compile(schema);
  if (validate(document)) return undefined;
  const [error] = validate.errors ?? [];
  const params = error?.params as { missingProperty?: string; additionalProperty?: string } | undefined;
  const key = params?.missingProperty ?? params?.additionalProperty;
  return {
    pointer: `${error?.instancePath ?? ''}${key === undefined ? '' : `/${key}`}`,
    problem: error?.message ?? 'it cannot be',
  };
};
