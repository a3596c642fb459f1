/** Validates a value by the alternative that its discriminator names. */
import type { ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type Json } from '../grammar/json.js';
import { escapeStep } from '../grammar/json-pointer.js';
import type { Kinds } from '../engine/model/named-alternatives.js';

/** The keyword of a prepared schema with a `Choice`. */
export const CHOICE = 'x-choice';

export interface Choice extends Pick<Kinds, 'property' | 'named' | 'isStrict'> {
  /** How to match a value whose discriminator names no alternative. `own`: by the schema that has the discriminator. */
  of: 'oneOf' | 'anyOf' | 'own';
  otherwise: number | undefined;
  /** The prepared alternatives. */
  parts: readonly (Json | boolean)[];
  /** The prepared schema without its alternatives. */
  own?: Json;
}

type DataValidateFunction = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>;
type At = Parameters<ValidateFunction>[1];
type Compile = (schema: Json | boolean) => ValidateFunction;

/** Marks errors about the discriminator itself. */
export const isAboutKind = ({ params }: Pick<ErrorObject, 'params'>): boolean => params['isKind'] === true;

/** The keyword of a prepared schema with many parts for a value, which are interpreted: Ajv's code for them exceeds V8's stack. */
export const MANY = 'x-many';

export interface Many {
  of: 'oneOf' | 'anyOf' | 'allOf';
  /** The prepared parts. */
  parts: readonly (Json | boolean)[];
}

/** Maximum number of parts that Ajv compiles together. */
const MAX_TOGETHER = 100;

/** The keyword for these parts, with its value. */
export const keywordFor = ({ of, parts }: Many): [keyword: string, value: unknown] =>
  parts.length > MAX_TOGETHER ? [MANY, { of, parts } satisfies Many] : [of, parts];

const none: Partial<ErrorObject>[] = [];

/** @param compile called on first use of an alternative */
export function choosing(choice: Choice, compile: Compile): DataValidateFunction {
  const chooser = new Chooser(choice, compile);
  /** The value that is being validated: alternatives may refer back to the schema with the discriminator. */
  let current: unknown;
  const run: DataValidateFunction = (value: unknown, at) => {
    if (isObject(value) && value === current) return true;
    const outer = current;
    current = value;
    try {
      const errors = chooser.errors(value, at);
      run.errors = errors;
      return errors.length === 0;
    } finally {
      current = outer;
    }
  };
  return run;
}

class Chooser {
  readonly #named: ReadonlyMap<string, readonly number[]>;
  /** Alternatives that no value names. */
  readonly #unnamed: readonly number[];
  readonly #all: readonly number[];
  readonly #otherwise: readonly number[] | undefined;
  /** By the list of alternatives. */
  readonly #compiled = new Map<readonly number[], ValidateFunction>();

  constructor(
    private readonly choice: Choice,
    private readonly compile: Compile,
  ) {
    this.#named = new Map(choice.named);
    const named = new Set(choice.named.flatMap(([, at]) => at));
    this.#unnamed = choice.parts.flatMap((_, at) => (named.has(at) ? [] : [at]));
    this.#all = choice.of === 'own' ? [] : [...choice.parts.keys()];
    this.#otherwise = choice.otherwise === undefined ? undefined : [choice.otherwise];
  }

  errors(value: unknown, at: At): Partial<ErrorObject>[] {
    const { property } = this.choice;
    if (!isObject(value)) return this.#by(this.#all, value, at);
    const isGiven = Object.hasOwn(value, property) && value[property] !== undefined;
    const tag = value[property];
    const named = isGiven && typeof tag !== 'object' ? this.#named.get(String(tag)) : undefined;
    if (named) return this.#by(named, value, at);
    if (this.#otherwise) return this.#by(this.#otherwise, value, at);
    if (isGiven && !this.choice.isStrict) return this.#by(this.#all, value, at);
    if (isGiven)
      return this.choice.of !== 'own' && this.#unnamed.length > 0
        ? this.#by(this.#unnamed, value, at)
        : [this.#unknown(at)];
    // Only the missing name is reported: without it, no alternative is selected.
    const errors = this.#by(this.#all, value, at);
    return errors.length === 0 || this.choice.of === 'own' ? errors : [this.#missing(at)];
  }

  /** The errors by these alternatives; none: by the schema itself. */
  #by(indexes: readonly number[], value: unknown, at: At): Partial<ErrorObject>[] {
    let validate = this.#compiled.get(indexes);
    if (validate === undefined) this.#compiled.set(indexes, (validate = this.compile(this.#schema(indexes))));
    return validate(value, at) ? none : (validate.errors ?? none);
  }

  #schema(indexes: readonly number[]): Json | boolean {
    const { parts, of, own } = this.choice;
    if (indexes.length === 0) return own ?? true;
    const chosen = indexes.map((index) => parts[index] ?? true);
    if (chosen.length === 1) return chosen[0] ?? true;
    return Object.fromEntries([keywordFor({ of: of === 'own' ? 'anyOf' : of, parts: chosen })]);
  }

  #unknown(at: At): Partial<ErrorObject> {
    const { property, named } = this.choice;
    const allowedValues = named.map(([name]) => name);
    return {
      keyword: 'enum',
      instancePath: `${at?.instancePath ?? ''}/${escapeStep(property)}`,
      schemaPath: `#/${CHOICE}`,
      params: { allowedValues, isKind: true },
      message: 'must be equal to one of the allowed values',
    };
  }

  #missing(at: At): Partial<ErrorObject> {
    const { property } = this.choice;
    return {
      keyword: 'required',
      instancePath: at?.instancePath ?? '',
      schemaPath: `#/${CHOICE}`,
      params: { missingProperty: property, isKind: true },
      message: `must have required property '${property}'`,
    };
  }
}
