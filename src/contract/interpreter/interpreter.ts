/**
 * Validates by prepared schemas without generating code. Ajv's code takes a sixth of a millisecond for each part of a
 * schema, and V8 cannot compile it from about 40,000 parts on. The results are the same, and so is the order of errors.
 */
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { once } from '../../engine/values/once.js';
import { isObject, type Json } from '../../grammar/json.js';
import { MANY, type Many } from '../choice.js';
import { enumCheck } from '../enum.js';
import type { DataValidateFunction, HeldErrors } from '../held-errors.js';
import { WORK, type Cost, type Work } from '../work.js';
import { allOf, alternatives, manyParts } from './alternatives.js';
import { lists, unevaluatedOfLists } from './lists.js';
import { defaultsOf, objects, unevaluatedOfObjects } from './objects.js';
import { failed, Seen, type KeywordPart, type Make, type Part, type Run } from './part.js';
import { constant, numbers, texts } from './values.js';

type Type = 'number' | 'string' | 'array' | 'object';

/** The keywords of a schema for values of a type. */
interface Group {
  type: Type;
  all: Part;
  /** Whether it reports values of other types. */
  isTyped: boolean;
}

export interface InterpreterOptions {
  ajv: Ajv2020;
  work: Work;
  held: HeldErrors;
  /** Adds the keyword that counts to a schema. */
  counted: (schema: Json | boolean) => Json | boolean;
}

export class Interpreter {
  readonly #make: Make;

  constructor(private readonly options: InterpreterOptions) {
    const { ajv, work, counted } = options;
    const { regExp } = ajv.opts.code;
    this.#make = {
      part: (schema) => this.#part(schema),
      uncounted: (schema) => this.#part(counted(schema as Json | boolean)),
      pattern: (pattern) => {
        // Most of many are never needed. Loading the document has tried each.
        const engine = once(() => regExp(pattern, 'u'));
        return { test: (text) => engine().test(text) };
      },
      format: (name) => formatOf(ajv, name),
      spend: (units) => work.spend(units),
    };
  }

  /** @param schema with the keyword that counts */
  validator(schema: Json | boolean, allErrors: boolean): ValidateFunction {
    const part = this.#part(schema);
    const validate = (value: unknown, at?: { instancePath: string }): boolean => {
      const run: Run = { errors: [], all: allErrors };
      const isValid = part(value, at?.instancePath ?? '', run, undefined);
      validate.errors = isValid ? null : run.errors;
      return isValid;
    };
    validate.errors = null as ErrorObject[] | null | undefined;
    return validate as unknown as ValidateFunction;
  }

  #part(schema: unknown): Part {
    if (!isObject(schema)) return schema === false ? never : () => true;
    const types = schema['type'] === undefined ? [] : [schema['type']].flat().map(String);
    const { any, groups } = this.#keywords(schema, types);
    const isChecked = types.length > 0 && !groups.some(({ isTyped }) => isTyped);
    const spend = this.#spending(schema);
    const fill = defaultsOf(schema);
    const isOf = types.map((type) => TYPES[type] ?? isNothing);
    const isWhole = schema['unevaluatedProperties'] !== undefined || schema['unevaluatedItems'] !== undefined;
    return (value, path, run, outer) => {
      const seen = isWhole ? new Seen() : outer;
      let isValid = !isChecked || isOf.some((is) => is(value)) || wrongType(run, path, schema['type']);
      if (!isValid && !run.all) return false;
      spend?.(value);
      isValid = any(value, path, run, seen) && isValid;
      for (const { type, all, isTyped } of groups) {
        if (!isValid && !run.all) return false;
        const isOfType = TYPES[type]?.(value) === true;
        if (isOfType && type === 'object') fill?.(value as Json);
        const isGroupValid = isOfType ? all(value, path, run, seen) : !isTyped || wrongType(run, path, schema['type']);
        isValid &&= isGroupValid;
      }
      if (isWhole && seen) outer?.add(seen);
      return isValid;
    };
  }

  /** Keywords for any value come first. */
  #keywords(schema: Json, types: readonly string[]): { any: Part; groups: Group[] } {
    const found = Object.keys(schema)
      .flatMap((keyword) => KEYWORDS.get(keyword) ?? this.#own(keyword))
      .sort((a, b) => a.rank - b.rank);
    const partsFor = (type: Type | undefined): Part[] =>
      found.flatMap((one) => (one.type === type ? (this.#made(one, schema) ?? []) : []));
    const groups = ORDER.filter((type) => found.some((one) => one.type === type)).map((type) => ({
      type,
      all: allOf(partsFor(type)),
      isTyped: types.length === 1 && types[0] === type,
    }));
    return { any: allOf(partsFor(undefined)), groups };
  }

  /** Keywords that have functions come after those of Ajv. */
  #own(keyword: string): Keyword[] {
    const own = this.options.held.keywords.get(keyword);
    return own ? [{ keyword, type: own.type as Type | undefined, rank: OWN, make: undefined }] : [];
  }

  #made({ keyword, make }: Keyword, schema: Json): Part | undefined {
    const value = schema[keyword];
    if (make) return make(value as never, schema, this.#make);
    if (keyword === MANY) return manyParts(value as Many, this.#make);
    if (keyword === 'enum') return enumeration(value as unknown[], this.options.work);
    const own = this.options.held.keywords.get(keyword);
    return own && this.#function(keyword, own.compile(value as never));
  }

  /** A keyword of our own. */
  #function(keyword: string, call: DataValidateFunction): Part {
    const { held } = this.options;
    return (value, path, run) => {
      if (call(value, { instancePath: path } as never) === true) return true;
      const errors = held.holding(call.errors ?? []);
      return failed(run, path, keyword, errors, `must pass ${keyword}`);
    };
  }

  #spending(schema: Json): ((value: unknown) => void) | undefined {
    const cost = schema[WORK] as Cost | undefined;
    if (cost === undefined) return undefined;
    const { work } = this.options;
    return (value) => {
      work.spend(cost.fixed + INTERPRETED);
      if (cost.texts && typeof value === 'string') work.spend(value.length >> 2);
      if (cost.members > 0) work.members(value, cost.members);
    };
  }
}

/** Further units for the application of a schema. */
const INTERPRETED = 10;

const never: Part = (_, path, run) => failed(run, path, 'false schema', {}, 'boolean schema is false');

const wrongType = (run: Run, path: string, type: unknown): false =>
  failed(run, path, 'type', { type }, `must be ${[type].flat().join()}`);

const isNothing = (): boolean => false;

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => typeof value === 'number' && Number.isInteger(value),
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

interface Keyword {
  keyword: string;
  /** undefined: any. */
  type: Type | undefined;
  rank: number;
  make: KeywordPart | undefined;
}

const ORDER: readonly Type[] = ['number', 'string', 'array', 'object'];
/** The rank of keywords with functions. */
const OWN = 100;

/** The keywords in the order of Ajv. */
const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  (
    [
      [undefined, { const: constant, enum: undefined, ...alternatives }, 0],
      ['number', numbers, 0],
      ['string', texts, 0],
      ['array', { ...lists, minContains: undefined, maxContains: undefined }, 0],
      ['array', unevaluatedOfLists, OWN + 1],
      ['object', objects, 0],
      ['object', unevaluatedOfObjects, OWN + 1],
    ] as const
  ).flatMap(
    ([type, makers, from]: readonly [Type | undefined, Readonly<Record<string, KeywordPart | undefined>>, number]) =>
      Object.entries(makers).map(([keyword, make], at) => [keyword, { keyword, type, rank: from + at, make }]),
  ),
);

function enumeration(allowedValues: readonly unknown[], work: Work): Part {
  const has = enumCheck(allowedValues, work);
  const message = 'must be equal to one of the allowed values';
  return (value, path, run) => has(value) || failed(run, path, 'enum', { allowedValues }, message);
}

function formatOf(ajv: Ajv2020, name: string): ((text: string) => boolean) | undefined {
  const format = ajv.formats[name];
  if (format === undefined || typeof format === 'boolean' || typeof format === 'string') return undefined;
  const check = typeof format === 'object' && !(format instanceof RegExp) ? format.validate : format;
  if (check instanceof RegExp) return (text) => check.test(text);
  return typeof check === 'function' ? (text) => check(text as never) as boolean : undefined;
}
