/** The validator of a part of a schema, made of functions instead of generated code. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { isObject, type Json } from '../../grammar/json.js';

export interface Run {
  /** undefined: errors are not needed, and the first one ends the validation. */
  errors: ErrorObject[] | undefined;
  /** Whether to find all mistakes. */
  all: boolean;
}

/** What other keywords have evaluated of a value, for `unevaluatedProperties` and `unevaluatedItems`. */
export class Seen {
  readonly names = new Set<string>();
  areAllNames = false;
  /** How many items. */
  items = 0;

  has(name: string): boolean {
    return this.areAllNames || this.names.has(name);
  }

  add(other: Seen): void {
    for (const name of other.names) this.names.add(name);
    this.areAllNames ||= other.areAllNames;
    this.items = Math.max(this.items, other.items);
  }
}

/** @param path a JSON Pointer @param seen undefined: nothing asks for it */
export type Part = (value: unknown, path: string, run: Run, seen: Seen | undefined) => boolean;

/** Makes the part of a keyword; undefined: it constrains nothing. */
export type KeywordPart = (value: never, schema: Json, make: Make) => Part | undefined;

export interface Make {
  part: (schema: unknown) => Part;
  /** Parts of a schema that are not counted yet. */
  uncounted: (schema: unknown) => Part;
  /** @throws if the pattern is not supported */
  pattern: (pattern: string) => { test(text: string): boolean };
  format: (name: string) => ((text: string) => boolean) | undefined;
  spend: (units: number) => void;
}

/** Without errors. */
export const quiet: Run = { errors: undefined, all: false };

/** Maximum number of errors of a value. Further ones make it invalid, and are not kept. */
const MAX_ERRORS = 20_000;

/** Always false. */
export function failed(run: Run, path: string, keyword: string, params: Json, message: string): false {
  if (run.errors && run.errors.length < MAX_ERRORS)
    run.errors.push({ keyword, instancePath: path, schemaPath: `#/${keyword}`, params, message });
  return false;
}

/** Forgets the errors of alternatives if one of them is valid. */
export function forget(run: Run, length: number): void {
  if (run.errors) run.errors.length = Math.min(run.errors.length, length);
}

export const valid: Part = () => true;

/** Whether a schema accepts any value. */
export const isOpen = (schema: unknown): boolean =>
  schema === true || (isObject(schema) && Object.keys(schema).every((keyword) => keyword === 'default'));
