/** Finds the schemas that apply at each place of a value. All code that walks schemas uses this. */
import { isObject, type Json } from '../grammar/json.js';
import type { Place } from '../engine/values/place.js';
import { expand, schemaList, type Found, type AppliedSchema } from './expand.js';
import type { Pattern, PatternEngine } from './metered-pattern.js';
import { objectAt, resolveReference } from './references.js';

/** The places of one document. */
export class Places {
  readonly #ids = new Map<Json, number>();
  readonly #targets = new Map<string, unknown>();
  readonly #bySchema = new WeakMap<Json, SchemaPlace>();
  readonly #byParts = new Map<string, SchemaPlace>();

  readonly #patterns = new Map<string, Pattern>();

  /** @param regExp matches property names. Default: RegExp, for documents with trusted patterns */
  constructor(
    readonly document: Json,
    private readonly regExp: PatternEngine = (pattern) => new RegExp(pattern, 'u'),
  ) {}

  matches(pattern: string, name: string): boolean {
    let known = this.#patterns.get(pattern);
    if (known === undefined) this.#patterns.set(pattern, (known = this.regExp(pattern)));
    return known.test(name);
  }

  /** The place of a value that this schema describes. */
  of(schema: unknown): SchemaPlace {
    if (!isObject(schema)) return this.at([[schema, true]]);
    let place = this.#bySchema.get(schema);
    if (place === undefined) this.#bySchema.set(schema, (place = this.at([[schema, true]])));
    return place;
  }

  /** The place of a value to which all of these apply. */
  at(found: readonly Found[]): SchemaPlace {
    const parts = expand(found, this.target);
    const key = parts.map(({ schema, isSure }) => `${this.#id(schema)}${isSure ? '' : '?'}`).join();
    let place = this.#byParts.get(key);
    if (place === undefined) this.#byParts.set(key, (place = new SchemaPlace(this, parts)));
    return place;
  }

  /** The target of a reference; a schema that allows anything if the target is missing. */
  readonly target = (ref: string): unknown => {
    if (!this.#targets.has(ref)) this.#targets.set(ref, resolveReference(this.document, ref)?.value ?? true);
    return this.#targets.get(ref);
  };

  #id(schema: Json): number {
    let id = this.#ids.get(schema);
    if (id === undefined) this.#ids.set(schema, (id = this.#ids.size));
    return id;
  }
}

/** Marks a property that a schema requires and no schema declares. */
export const UNDECLARED = 'x-stuntdouble-undeclared';

export class SchemaPlace implements Place {
  #names: readonly string[] | undefined;
  #required: ReadonlySet<string> | undefined;
  #isOpen: boolean | undefined;
  #hasMaps: boolean | undefined;
  #anyItem: SchemaPlace | null | undefined;
  readonly #properties = new Map<string, SchemaPlace | undefined>();
  /** Places of undeclared names, by the patterns that they match. */
  readonly #byMatches = new Map<string, SchemaPlace | undefined>();
  #patterns: readonly string[] | undefined;
  /** Places of the items of `prefixItems`, and of the items after them. */
  readonly #items = new Map<number, SchemaPlace | undefined>();
  #prefix: number | undefined;
  #declaring: ReadonlyMap<string, readonly AppliedSchema[]> | undefined;

  constructor(
    private readonly places: Places,
    readonly parts: readonly AppliedSchema[],
  ) {}

  get schemas(): readonly Json[] {
    return [...this.parts].sort((a, b) => Number(b.isSure) - Number(a.isSure)).map((part) => part.schema);
  }

  get names(): readonly string[] {
    return (this.#names ??= [
      ...new Set(
        this.parts.flatMap(({ schema }) => (isObject(schema['properties']) ? Object.keys(schema['properties']) : [])),
      ),
    ]);
  }

  get required(): ReadonlySet<string> {
    return (this.#required ??= new Set(
      this.parts.flatMap(({ schema, isSure }) => (isSure ? schemaList(schema, 'required').map(String) : [])),
    ));
  }

  get types(): readonly string[] | undefined {
    const typed = (isSure: boolean): string[][] =>
      this.parts.flatMap((part) =>
        part.isSure === isSure && part.schema['type'] !== undefined ? [[part.schema['type']].flat().map(String)] : [],
      );
    const [first, ...others] = typed(true);
    if (first) return first.filter((type) => others.every((other) => other.includes(type)));
    const union = [...new Set(typed(false).flat())];
    return union.length === 0 ? undefined : union;
  }

  get isReadOnly(): boolean {
    return this.has('readOnly', true);
  }

  get isWriteOnly(): boolean {
    return this.has('writeOnly', true);
  }

  /** Whether the property is only required, and no schema declares it. */
  get isUndeclared(): boolean {
    return this.parts.length > 0 && this.parts.every(({ schema }) => schema[UNDECLARED] === true);
  }

  get isClosed(): boolean {
    return this.has('additionalProperties', false) || this.has('unevaluatedProperties', false);
  }

  get isOpen(): boolean {
    return (this.#isOpen ??= this.#opens());
  }

  #opens(): boolean {
    const isAny = (schema: unknown): boolean => schema === true || isObject(schema);
    if (
      this.parts.some(({ schema }) => isAny(schema['additionalProperties']) || isAny(schema['unevaluatedProperties']))
    )
      return true;
    if (this.isClosed) return false;
    return this.names.length === 0
      ? !this.has('patternProperties')
      : this.parts.some((part) => this.#takesAnything(part));
  }

  /** Whether an alternative of a schema is an object without any constraints. */
  #takesAnything({ schema }: AppliedSchema): boolean {
    if (schema['properties'] !== undefined) return false;
    return [...schemaList(schema, 'anyOf'), ...schemaList(schema, 'oneOf')].some((branch) => {
      const one = objectAt(this.places.document, branch);
      if (one === undefined) return branch === true;
      return (
        Object.keys(one).every((keyword) => SAYS_NOTHING.has(keyword)) &&
        (one['type'] === undefined || one['type'] === 'object')
      );
    });
  }

  /** Whether a schema has this keyword, or has it with this value. */
  has(keyword: string, value?: unknown): boolean {
    return this.parts.some(({ schema }) =>
      value === undefined ? schema[keyword] !== undefined : schema[keyword] === value,
    );
  }

  declares(name: string): boolean {
    return this.#declaringParts().has(name);
  }

  property(name: string): SchemaPlace | undefined {
    if (this.#properties.has(name)) return this.#properties.get(name);
    const declaring = this.#declaringParts().get(name);
    if (declaring === undefined) return this.hasMaps ? this.#undeclared(name) : undefined;
    const place = this.#propertyOf(this.hasMaps ? this.parts : declaring, name);
    this.#properties.set(name, place);
    return place;
  }

  #propertyOf(parts: readonly AppliedSchema[], name: string): SchemaPlace | undefined {
    const found = parts.flatMap(({ schema, isSure }) =>
      propertySchemas(this.places, schema, name).map((part): Found => [part, isSure]),
    );
    return found.length === 0 ? undefined : this.places.at(found);
  }

  /** Undeclared names come from clients. What they match determines their place. */
  #undeclared(name: string): SchemaPlace | undefined {
    this.#patterns ??= [
      ...new Set(
        this.parts.flatMap(({ schema: { patternProperties } }) =>
          isObject(patternProperties) ? Object.keys(patternProperties) : [],
        ),
      ),
    ];
    const matched = this.#patterns.filter((pattern) => this.places.matches(pattern, name)).join('\n');
    if (this.#byMatches.has(matched)) return this.#byMatches.get(matched);
    const place = this.#propertyOf(this.parts, name);
    if (this.#byMatches.size < MAX_COMBINATIONS) this.#byMatches.set(matched, place);
    return place;
  }

  /** The parts that declare a property, by its name: an object of many parts has many properties as well. */
  #declaringParts(): ReadonlyMap<string, readonly AppliedSchema[]> {
    if (this.#declaring) return this.#declaring;
    const found = new Map<string, AppliedSchema[]>();
    for (const part of this.parts)
      for (const name of isObject(part.schema['properties']) ? Object.keys(part.schema['properties']) : []) {
        const known = found.get(name);
        if (known) known.push(part);
        else found.set(name, [part]);
      }
    return (this.#declaring = found);
  }

  item(index?: number): SchemaPlace | undefined {
    if (index === undefined) return this.#any();
    if (!this.has('prefixItems')) return this.#any();
    this.#prefix ??= Math.max(...this.parts.map(({ schema }) => schemaList(schema, 'prefixItems').length));
    const at = Math.min(index, this.#prefix);
    if (!this.#items.has(at)) {
      const place = this.#itemOf((schema) => {
        const given = schemaList(schema, 'prefixItems');
        return at < given.length ? [given[at]] : itemSchemas(schema);
      });
      this.#items.set(at, place);
    }
    return this.#items.get(at);
  }

  #any(): SchemaPlace | undefined {
    this.#anyItem ??= this.#itemOf((schema) => [...schemaList(schema, 'prefixItems'), ...itemSchemas(schema)]) ?? null;
    return this.#anyItem ?? undefined;
  }

  #itemOf(schemas: (schema: Json) => unknown[]): SchemaPlace | undefined {
    const found = this.parts.flatMap(({ schema, isSure }) => schemas(schema).map((part): Found => [part, isSure]));
    return found.length === 0 ? undefined : this.places.at(found);
  }

  first(keyword: string): unknown {
    const sure = this.parts.find(({ schema, isSure }) => isSure && schema[keyword] !== undefined);
    return (sure ?? this.parts.find(({ schema }) => schema[keyword] !== undefined))?.schema[keyword];
  }

  /** Whether undeclared names may have schemas: by a pattern, or as additional properties. */
  get hasMaps(): boolean {
    return (this.#hasMaps ??= this.parts.some(
      ({ schema }) =>
        isObject(schema['patternProperties']) ||
        isObject(schema['additionalProperties']) ||
        isObject(schema['unevaluatedProperties']),
    ));
  }

  /** Whether no schema constrains the values below. */
  get saysNothing(): boolean {
    return this.isOpen && this.names.length === 0 && !this.hasMaps && this.item() === undefined;
  }

  /** The schemas that may apply one step below, for any name or index. */
  below(): unknown[] {
    return this.parts.flatMap(({ schema }) => [
      ...values(schema['properties']),
      ...values(schema['patternProperties']),
      schema['additionalProperties'],
      schema['unevaluatedProperties'],
      ...schemaList(schema, 'prefixItems'),
      ...itemSchemas(schema),
    ]);
  }
}

/** Maximum number of places that are kept for undeclared names. */
const MAX_COMBINATIONS = 1000;

const SAYS_NOTHING = new Set([
  'type',
  'title',
  'description',
  'example',
  'examples',
  'deprecated',
  'default',
  'nullable',
]);

const values = (map: unknown): unknown[] => (isObject(map) ? Object.values(map) : []);

const itemSchemas = (schema: Json): unknown[] =>
  [schema['items'], schema['unevaluatedItems']].filter((item) => item !== undefined && item !== false);

/** The schemas of a property: by name, otherwise by pattern, otherwise `additionalProperties`. */
export function propertySchemas(places: Places, schema: Json, name: string): unknown[] {
  const { properties, patternProperties } = schema;
  const own = isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
  const patterns = isObject(patternProperties)
    ? Object.keys(patternProperties).filter((pattern) => places.matches(pattern, name))
    : [];
  const known = [...own, ...patterns.map((pattern) => (patternProperties as Json)[pattern])];
  if (known.length > 0) return known;
  return [schema['additionalProperties'], schema['unevaluatedProperties']].filter(isObject);
}
