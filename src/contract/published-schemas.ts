/** Checks data by the published JSON Schemas; zod is not loaded. */
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import fault from '../../schema/fault.schema.json' with { type: 'json' };
import type { CheckFault } from '../engine/model/faults.js';
import type { CheckSnapshot } from '../engine/model/snapshot.js';
import { validators } from './published-validators.js';

function firstError(validate: ValidateFunction, value: unknown): ErrorObject | undefined {
  return validate(value) ? undefined : validate.errors?.[0];
}

/** JSON pointer to the value, or to the missing or unknown key. */
function pointerOf({ instancePath, params }: ErrorObject): string {
  const { missingProperty, additionalProperty } = params as { missingProperty?: string; additionalProperty?: string };
  const key = missingProperty ?? additionalProperty;
  return key === undefined ? instancePath : `${instancePath}/${key}`;
}

export const snapshotMistake: CheckSnapshot = (document) => {
  const error = firstError(validators.snapshot(), document);
  return error && { pointer: pointerOf(error), problem: error.message ?? 'is not allowed' };
};

const fields: Readonly<Record<string, { description?: string }>> = fault.properties;

export const faultMistake: CheckFault = (spec) => {
  const error = firstError(validators.fault(), spec);
  if (error === undefined) return undefined;
  const pointer = pointerOf(error);
  const field = pointer.split('/')[1] ?? '';
  const known = fields[field];
  if (known === undefined)
    return { pointer, problem: `unknown fault field: ${field}`, expected: `use ${Object.keys(fields).join(', ')}` };
  if (error.keyword === 'required')
    return { pointer, problem: `${field} is missing`, expected: known.description ?? '' };
  const value = JSON.stringify((spec as Record<string, unknown>)[field]);
  return { pointer: `/${field}`, problem: `${value} is not allowed`, expected: known.description ?? '' };
};
