/**
 * Bounds the work of validating one value. Validators count what they do: generated code by a keyword that `counting`
 * adds, functions of our own by `spend`. A unit takes about 10 ns.
 */
import type { Ajv2020, KeywordCxt } from 'ajv/dist/2020.js';
import { _, type Code } from 'ajv/dist/compile/codegen/code.js';
import { TooMuchWork } from '../engine/model/too-much-work.js';
import { isObject, type Json } from '../grammar/json.js';

/** Units for any value. */
const BASE = 40_000_000;
/** Further units for each part of the value and for each of these characters, so that the limit of a body may be raised. */
const PER_PART = 20;
const CHARACTERS = 8;

export class Work {
  used = 0;
  limit: number;
  #value: unknown;
  #object: object | undefined;
  #members = 0;

  /** @param base units for any value */
  constructor(private readonly base = BASE) {
    this.limit = base;
  }

  start(value: unknown): void {
    this.used = 0;
    this.limit = this.base;
    this.#value = value;
  }

  /** The value is not kept. */
  end(): void {
    this.#value = undefined;
    this.#object = undefined;
  }

  /** @throws TooMuchWork */
  spend(units: number): void {
    if ((this.used += units) > this.limit) this.exceeded();
  }

  /** Called by generated code: a schema visits the names of an object's members. */
  members(value: unknown, units: number): void {
    if (value !== this.#object) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
      this.#object = value;
      this.#members = Object.keys(value).length;
    }
    this.spend(units * this.#members);
  }

  /** Called by generated code. The size of the value is determined only when it is needed. */
  exceeded(): void {
    this.limit = this.base + PER_PART * sizeOf(this.#value);
    if (this.used > this.limit) throw new TooMuchWork();
  }
}

/** A part, and the characters of its index. */
const ITEM_SIZE = 1.5;

/** The parts of a value, and its characters. Values come from JSON or from records, which are not deep. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS;
  if (typeof value !== 'object' || value === null) return 1;
  let size = 1;
  // `for … in` would list all indexes of an array first.
  if (Array.isArray(value)) for (const item of value) size += ITEM_SIZE + sizeOf(item);
  else for (const key in value) size += 1 + key.length / CHARACTERS + sizeOf((value as Json)[key]);
  return size;
}

/** The keyword that counts. */
export const WORK = 'x-work';

/** The cost of one application of a schema to one value. */
export interface Cost {
  fixed: number;
  /** Whether the length of a text counts as well. */
  texts: boolean;
  /** For each member of an object. */
  members: number;
}

export function addCounting(ajv: Ajv2020, work: Work): void {
  ajv.addKeyword({
    keyword: WORK,
    // Before keywords that end the validation.
    before: '$ref',
    code({ gen, data, schema }: KeywordCxt) {
      const { fixed, texts, members } = schema as Cost;
      const counted = gen.scopeValue('obj', { ref: work });
      const add = (units: Code | number): Code =>
        _`if ((${counted}.used += ${units}) > ${counted}.limit) ${counted}.exceeded();`;
      gen.code(add(fixed));
      if (texts) gen.code(_`if (typeof ${data} === "string") ${add(_`${data}.length >> 2`)}`);
      if (members > 0) gen.code(_`${counted}.members(${data}, ${members});`);
    },
  });
}

/** A schema beside others for the same value: it makes errors if it fails. */
export const ALTERNATIVE = 30;
/** One application to an item, and to a member of an object. */
const ITEM = 4;
const MEMBER = 20;
/** A name and a pattern. */
const PATTERN = 50;
/** A required name that is missing, if all mistakes are reported. */
const MISSING = 60;

/** Keywords that apply a schema to each item or member. */
const LOOPS = Object.entries({
  items: ITEM,
  unevaluatedItems: ITEM,
  contains: 3 * ALTERNATIVE,
  additionalProperties: MEMBER,
  unevaluatedProperties: MEMBER,
  propertyNames: MEMBER,
});

/** Properties up to this cost are not counted apart. */
const SMALL = 3;

export interface Counted {
  /** Whether several schemas may apply to the same value. If not, the size of the value bounds the lengths of its texts. */
  isRepeated: boolean;
  allErrors: boolean;
}

/**
 * Adds the keyword that counts to a prepared schema: to the whole, to what is applied to each item or member, to
 * alternatives, and to properties that are not simple.
 */
export function counting(prepared: Json | boolean, counted: Counted): Json | boolean {
  count(prepared, counted, 0);
  return prepared;
}

function count(schema: unknown, counted: Counted, more: number): void {
  if (!isObject(schema)) return;
  Reflect.deleteProperty(schema, WORK);
  if (Object.keys(schema).length > 0) add(schema, counted.isRepeated, more + visit(schema, counted));
}

function add(schema: Json, isRepeated: boolean, fixed: number): void {
  schema[WORK] = { fixed, texts: hasTexts(schema, isRepeated), members: ofMember(schema, isRepeated) } satisfies Cost;
}

/** Counts in the parts of a schema, and returns the cost of what is not counted there. */
function visit(schema: Json, counted: Counted): number {
  for (const [keyword, more] of LOOPS) count(schema[keyword], counted, more);
  for (const part of parts(schema['patternProperties'])) count(part, counted, MEMBER);
  const same = inPlace(schema);
  for (const part of same) count(part, { ...counted, isRepeated: true }, ALTERNATIVE);
  let units = 1 + same.length;
  for (const part of [...parts(schema['properties']), ...parts(schema['prefixItems'])])
    units += 1 + ofProperty(part, counted);
  const names = parts(schema['required']).length + parts(schema['dependentRequired']).flatMap(parts).length;
  return units + names * (counted.allErrors ? MISSING : 1) + ofConst(schema['const']);
}

/** The parts for the same value. */
const inPlace = (schema: Json): unknown[] => [
  ...['allOf', 'anyOf', 'oneOf', 'dependentSchemas'].flatMap((keyword) => parts(schema[keyword])),
  ...['not', 'if', 'then', 'else'].flatMap((keyword) => (schema[keyword] === undefined ? [] : [schema[keyword]])),
];

/** Most properties are simple. The others may be missing, and count for themselves. */
function ofProperty(schema: unknown, counted: Counted): number {
  if (!isObject(schema)) return 0;
  const units = visit(schema, counted);
  const { isRepeated } = counted;
  if (units <= SMALL && !hasTexts(schema, isRepeated) && ofMember(schema, isRepeated) === 0) return units;
  add(schema, isRepeated, units);
  return 0;
}

const ofConst = (value: unknown): number =>
  typeof value === 'object' && value !== null ? JSON.stringify(value).length : 0;

const hasTexts = (schema: Json, isRepeated: boolean): boolean =>
  isRepeated && ['minLength', 'maxLength', 'format', 'pattern'].some((keyword) => schema[keyword] !== undefined);

const VISITING = ['minProperties', 'maxProperties', 'propertyNames', 'additionalProperties', 'unevaluatedProperties'];

/** All names are matched with all patterns, here and for the projection. */
const ofMember = (schema: Json, isRepeated: boolean): number =>
  parts(schema['patternProperties']).length * PATTERN +
  (isRepeated && VISITING.some((keyword) => schema[keyword] !== undefined) ? MEMBER : 0);

const parts = (value: unknown): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value) : []);
