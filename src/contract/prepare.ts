/** Prepares a schema for Ajv: for requests or replies, without annotations, and with references resolved. */
import { CHILDREN, namedAlternatives, kindsOf, type Kinds } from '../engine/model/named-alternatives.js';
import { isObject, type Json } from '../grammar/json.js';
import { CHOICE, keywordFor, MANY, type Choice } from './choice.js';
import type { Places } from './schema-place.js';
import { refOf } from './references.js';

/** The purpose of a validator. */
export interface Purpose {
  /** Read-only properties are not required in requests, write-only ones not in replies. */
  direction: 'request' | 'reply';
  /** Whether to fill in defaults. */
  defaults: boolean;
}

/** The keyword for a reference: the number of a schema that is compiled on first use. */
export const LATER = 'x-later';

/** Schemas up to this number of parts are inlined; larger and recursive ones are compiled separately, once. */
const MAX_INLINED_PARTS = 250;
/** Maximum number of parts of a validator with inlined schemas, since compiling takes a third of a millisecond per part. */
const MAX_PARTS = 600;

type Where = Readonly<Record<string, 'one' | 'list' | 'map'>>;

const below: Where = {
  properties: 'map',
  patternProperties: 'map',
  dependentSchemas: 'map',
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  prefixItems: 'list',
  items: 'one',
  additionalProperties: 'one',
  unevaluatedProperties: 'one',
  unevaluatedItems: 'one',
  contains: 'one',
  propertyNames: 'one',
  not: 'one',
  if: 'one',
  then: 'one',
  else: 'one',
};

/** Keywords that apply to the same value, not to a part of it. */
const IN_PLACE = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas']);
/** Keywords below which defaults are ignored, because the schema may not apply. */
const CONDITIONAL = new Set(['anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'contains']);

const CONSTRAINTS = new Set([
  'type',
  'enum',
  'const',
  'multipleOf',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxContains',
  'minContains',
  'maxProperties',
  'minProperties',
  'required',
  'dependentRequired',
  'format',
  'default',
]);

/** Whether a property of the same object is optional. */
type Exempt = (name: string) => boolean;
const none: Exempt = () => false;

interface Context {
  purpose: Purpose;
  exempt: Exempt;
  isConditional: boolean;
  /** Names declared in all parts of an `allOf`. A closed part allows them too, otherwise no value would be valid. */
  around: readonly string[];
  /** The outermost schema of the same value. */
  whole: Json | undefined;
  /** The schemas through which the same value was reached. */
  way: readonly unknown[];
}

export class Preparation {
  readonly #small = new Map<Json, boolean>();
  #parts = 0;

  constructor(
    private readonly places: Places,
    private readonly knowsFormat: (name: string) => boolean,
    /** The number of a schema that is compiled later. */
    private readonly later: (schema: Json, purpose: Purpose) => number,
  ) {}

  prepare(schema: unknown, purpose: Purpose): Json | boolean {
    this.#parts = 0;
    return this.#schema(schema, { purpose, exempt: none, isConditional: false, around: [], whole: undefined, way: [] });
  }

  #schema(schema: unknown, around: Context): Json | boolean {
    if (!isObject(schema)) return schema !== false;
    this.#parts++;
    const context = { ...around, exempt: this.#exempt(schema, around), way: [...around.way, schema] };
    const kinds = kindsOf(schema);
    const out: Json = {};
    for (const keyword of Object.keys(schema)) {
      if (keyword === kinds?.of) continue;
      const value = this.#keyword(keyword, schema, context);
      if (value !== undefined) out[keyword] = value;
    }
    const ref = refOf(schema);
    const whole = around.whole ?? schema;
    const isMany = replaceMany(out);
    const chosen = kinds && !this.#isOneOf(schema, kinds, around.way) ? kinds : undefined;
    if (out['additionalProperties'] === false) {
      const isWhole = ref !== undefined || out['allOf'] !== undefined || chosen?.of === CHILDREN;
      takeNames(out, isWhole ? [...around.around, ...this.places.of(schema).names] : around.around);
    }
    const referred = ref === undefined ? out : this.#referred(this.places.target(ref), out, { ...context, whole });
    if (chosen === undefined && !isMany) return referred;
    const own = isObject(referred) ? referred : {};
    // A keyword with a function of its own does not tell Ajv which properties it evaluated.
    if ([schema, whole].some((at) => at['unevaluatedProperties'] !== undefined))
      takeNames(own, this.places.of(schema).names);
    return chosen === undefined ? own : this.#choosing(schema, chosen, own, context);
  }

  /** Whether the value was reached through an alternative, for which this schema is only a part. */
  #isOneOf(schema: Json, kinds: Kinds, way: readonly unknown[]): boolean {
    if (way.length === 0) return false;
    return namedAlternatives(schema, kinds).some((part) => {
      const ref = refOf(part);
      return ref !== undefined && way.includes(this.places.target(ref));
    });
  }

  /** A child has the schema as a part of its own; alternatives apply beside it. */
  #choosing(schema: Json, kinds: Kinds, own: Json, context: Context): Json {
    const { property, of, named, isStrict, otherwise } = kinds;
    const all = namedAlternatives(schema, kinds);
    const isOwn = of === CHILDREN;
    const parts = isOwn
      ? all.map((part) => ({ [LATER]: this.#number(this.places.target(refOf(part) ?? '') as Json, context) }))
      : all.map((part) => this.#schema(part, this.#inside(of, schema, context)));
    const choice: Choice = {
      property,
      of: isOwn ? 'own' : of,
      named,
      isStrict,
      otherwise,
      parts,
      ...(isOwn && { own }),
    };
    return isOwn ? { [CHOICE]: choice } : { ...own, [CHOICE]: choice };
  }

  #keyword(keyword: string, schema: Json, context: Context): unknown {
    const value = schema[keyword];
    const how = Object.hasOwn(below, keyword) ? below[keyword] : undefined;
    if (how !== undefined) return this.#below(keyword, how, value, this.#inside(keyword, schema, context));
    if (!CONSTRAINTS.has(keyword)) return undefined;
    if (keyword === 'required')
      return Array.isArray(value) ? value.filter((name) => !context.exempt(String(name))) : undefined;
    if (keyword === 'format') return typeof value === 'string' && this.knowsFormat(value) ? value : undefined;
    if (keyword === 'default') return context.purpose.defaults && !context.isConditional ? value : undefined;
    return value;
  }

  #below(keyword: string, how: 'one' | 'list' | 'map', value: unknown, context: Context): unknown {
    if (how === 'one') return this.#schema(value, context);
    if (how === 'list') {
      const all = Array.isArray(value) ? value.map((part) => this.#schema(part, context)) : [];
      return all.length === 0 ? undefined : all;
    }
    if (!isObject(value)) return undefined;
    const out: Json = keyword === 'properties' ? (Object.create(null) as Json) : {};
    for (const name of Object.keys(value)) out[name] = this.#schema(value[name], context);
    return out;
  }

  #referred(target: unknown, beside: Json, context: Context): Json | boolean {
    const referred =
      isObject(target) && !this.#isInline(target, context)
        ? { [LATER]: this.#number(target, context) }
        : this.#schema(target, context);
    if (Object.keys(beside).length === 0) return referred;
    const { allOf } = beside;
    return { ...beside, allOf: [referred, ...(Array.isArray(allOf) ? (allOf as unknown[]) : [])] };
  }

  #number(target: Json, { purpose, isConditional }: Context): number {
    return this.later(target, isConditional ? { ...purpose, defaults: false } : purpose);
  }

  #inside(keyword: string, schema: Json, context: Context): Context {
    const around = keyword === 'allOf' ? [...context.around, ...this.places.of(schema).names] : [];
    const isSame = IN_PLACE.has(keyword);
    const whole = isSame ? (context.whole ?? schema) : undefined;
    return { ...inside(keyword, context), around, whole, way: isSame ? context.way : [] };
  }

  #isInline(target: Json, { around, way }: Context): boolean {
    if (around.length > 0 && target['additionalProperties'] === false) return true;
    const kinds = kindsOf(target);
    if (kinds && this.#isOneOf(target, kinds, way)) return true;
    if (this.#parts > MAX_PARTS) return false;
    let isSmall = this.#small.get(target);
    if (isSmall === undefined)
      this.#small.set(target, (isSmall = partsLeft(this.places, target, MAX_INLINED_PARTS, new Set()) >= 0));
    return isSmall;
  }

  /** Whether a schema of the object marks a property for the other direction. */
  #exempt(schema: Json, { exempt, purpose, whole = schema }: Context): Exempt {
    if (schema['required'] === undefined && schema['allOf'] === undefined && refOf(schema) === undefined) return exempt;
    const place = this.places.of(schema);
    return (name) => {
      if (exempt(name)) return true;
      const property = place.property(name);
      if (purpose.direction !== 'request') return property?.isWriteOnly === true;
      return property?.isReadOnly === true || this.places.of(whole).property(name)?.isUndeclared === true;
    };
  }
}

/** Whether the schema has many parts for its value, for which Ajv's own keyword is unsuitable. */
function replaceMany(schema: Json): boolean {
  let isMany = false;
  for (const of of ['allOf', 'oneOf', 'anyOf'] as const) {
    const parts = schema[of] as (Json | boolean)[] | undefined;
    const [keyword, value] = keywordFor({ of, parts: parts ?? [] });
    if (keyword !== MANY) continue;
    Reflect.deleteProperty(schema, of);
    // Both in one schema: each has its own.
    if (isMany) schema['allOf'] = [...((schema['allOf'] as unknown[] | undefined) ?? []), { [MANY]: value }];
    else schema[MANY] = value;
    isMany = true;
  }
  return isMany;
}

/** Also allows these names in a closed object. */
function takeNames(schema: Json, names: readonly string[]): void {
  if (names.length === 0) return;
  const own = isObject(schema['properties']) ? schema['properties'] : {};
  const others = names.filter((name) => !Object.hasOwn(own, name));
  schema['properties'] = Object.assign(
    Object.create(null) as Json,
    own,
    Object.fromEntries(others.map((name) => [name, true])),
  );
}

const inside = (
  keyword: string,
  { purpose, exempt, isConditional }: Context,
): Omit<Context, 'around' | 'whole' | 'way'> => ({
  purpose,
  exempt: IN_PLACE.has(keyword) ? exempt : none,
  isConditional: isConditional || CONDITIONAL.has(keyword),
});

/** The rest of a budget of parts after those of a schema; below zero: too many parts, or recursive. */
function partsLeft(places: Places, schema: unknown, left: number, way: Set<unknown>): number {
  if (!isObject(schema)) return left;
  if (left <= 0 || way.has(schema)) return -1;
  way.add(schema);
  const ref = refOf(schema);
  let rest = left - 1;
  const parts = Object.keys(schema).flatMap((keyword) => partsOf(keyword, schema[keyword]));
  for (const part of ref === undefined ? parts : [...parts, places.target(ref)]) {
    if (rest >= 0) rest = partsLeft(places, part, rest, way);
  }
  way.delete(schema);
  return rest;
}

function partsOf(keyword: string, value: unknown): unknown[] {
  const how = Object.hasOwn(below, keyword) ? below[keyword] : undefined;
  if (how === undefined) return [];
  return how === 'one' ? [value] : Object.values(isObject(value) || Array.isArray(value) ? value : {});
}
