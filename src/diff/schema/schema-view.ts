/** A value as its schemas describe it: the schemas that always apply, and groups of alternatives. */
import { isObject, type Json } from '../../grammar/json.js';
import { canonical } from '../../engine/values/canonical.js';
import { schemaList } from '../../contract/expand.js';
import { propertySchemas, type Places } from '../../contract/schema-place.js';
import { refOf } from '../../contract/references.js';

/** A schema that always applies. */
export interface AppliedSchema {
  schema: Json;
  /** Whether null is valid whatever the schema says: `anyOf: [schema, { type: null }]`. */
  orNull: boolean;
}

/** `anyOf` or `oneOf`: at least two schemas, of which one applies. */
export interface Group {
  branches: unknown[];
  orNull: boolean;
}

/** The views of one document. Equal sets of schemas are the same view, so a recursive schema has finitely many. */
export class SchemaViews {
  readonly #ids = new Map<object, number>();
  readonly #byKey = new Map<string, SchemaView>();
  readonly #ownKeywords = new Map<Json, Json>();
  readonly #originals = new Map<Json, Json>();

  constructor(readonly places: Places) {}

  /** The view of a value to which all of these apply. Without a schema: any value. */
  of(schemas: readonly unknown[]): SchemaView {
    const found = new Map<Json, boolean>();
    for (const schema of schemas) this.#expand(schema, false, found);
    const parts = [...found].flatMap(([schema, orNull]): AppliedSchema[] =>
      onlyRefers(schema) ? [] : [{ schema, orNull }],
    );
    const key = parts.map(({ schema, orNull }) => `${this.#id(schema)}${orNull ? '?' : ''}`).join();
    let view = this.#byKey.get(key);
    if (view === undefined) this.#byKey.set(key, (view = new SchemaView(this.#byKey.size, this, parts)));
    return view;
  }

  #expand(given: unknown, orNull: boolean, found: Map<Json, boolean>): void {
    const schema = given === false ? NOTHING : given;
    if (!isObject(schema)) return;
    const known = found.get(schema);
    if (known === false || known === orNull) return;
    found.set(schema, orNull);
    const ref = refOf(schema);
    if (ref !== undefined) this.#expand(this.places.target(ref), orNull, found);
    for (const part of schemaList(schema, 'allOf')) this.#expand(part, orNull, found);
    for (const { branches, orNull: takesNull } of groupsOf(schema))
      if (branches.length === 1) this.#expand(branches[0], orNull || takesNull, found);
  }

  /** The keywords of the schema itself, without those that name other schemas. */
  ownKeywords(schema: Json): Json {
    let copy = this.#ownKeywords.get(schema);
    if (copy === undefined) {
      // What they refer to is among the parts already.
      copy = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !REFERRING.has(keyword)));
      this.#ownKeywords.set(schema, copy);
      this.#originals.set(copy, schema);
    }
    return copy;
  }

  /** The schema in the document that a schema is, or was copied from. */
  original(schema: Json): Json {
    return this.#originals.get(schema) ?? schema;
  }

  #id(schema: object): number {
    let id = this.#ids.get(schema);
    if (id === undefined) this.#ids.set(schema, (id = this.#ids.size));
    return id;
  }
}

/** Keywords that name other schemas which apply to the same value. */
const REFERRING = new Set(['$ref', 'allOf', 'anyOf', 'oneOf']);

/** The schema `false`. */
const NOTHING: Json = { not: {} };

const isNull = (schema: unknown): boolean =>
  isObject(schema) && (schema['type'] === 'null' || schema['const'] === null) && schema['$ref'] === undefined;

/** Its `anyOf` and `oneOf`, with null apart. */
function groupsOf(schema: Json): Group[] {
  return ['anyOf', 'oneOf'].flatMap((keyword) => {
    const all = schemaList(schema, keyword);
    const branches = all.filter((branch) => !isNull(branch));
    return branches.length === 0 ? [] : [{ branches, orNull: branches.length < all.length }];
  });
}

export class SchemaView {
  #types: ReadonlySet<string> | null | undefined;
  #allowsNull: boolean | undefined;
  #keywords: ReadonlySet<string> | undefined;
  #names: ReadonlySet<string> | undefined;
  #required: ReadonlySet<string> | undefined;
  #groups: readonly Group[] | undefined;

  constructor(
    readonly id: number,
    readonly views: SchemaViews,
    readonly parts: readonly AppliedSchema[],
  ) {}

  /** Whether every value is valid. */
  get isAny(): boolean {
    return (
      this.parts.length === 0 || (this.types === undefined && this.parts.every(({ schema }) => saysNothing(schema)))
    );
  }

  /** Groups of two or more alternatives. */
  get groups(): readonly Group[] {
    return (this.#groups ??= this.parts.flatMap(({ schema, orNull }) =>
      groupsOf(schema)
        .filter(({ branches }) => branches.length > 1)
        .map((group) => ({ ...group, orNull: group.orNull || orNull })),
    ));
  }

  /** What applies to the value if it is this alternative. */
  withBranch(branch: unknown): SchemaView {
    return this.views.of([...this.parts.map(({ schema }) => this.views.ownKeywords(schema)), branch]);
  }

  /** JSON Schema types without `null`; undefined: any. */
  get types(): ReadonlySet<string> | undefined {
    if (this.#types === undefined) {
      // A group can contain its own schema.
      this.#types = null;
      const all = [
        ...this.parts.map(({ schema }) => typesOf(schema)),
        ...this.groups.map((group) => this.#typesIn(group)),
      ];
      const known = all.filter((types) => types !== undefined);
      const [first, ...others] = known.map((types) => types.filter((type) => type !== 'null'));
      this.#types = first ? new Set(others.reduce(common, first)) : null;
    }
    return this.#types ?? undefined;
  }

  #typesIn({ branches }: Group): string[] | undefined {
    const all = branches.map((branch) => this.views.of([branch]).types);
    return all.some((types) => types === undefined) ? undefined : all.flatMap((types) => [...(types ?? [])]);
  }

  get allowsNull(): boolean {
    if (this.#allowsNull === undefined) {
      this.#allowsNull = true;
      this.#allowsNull =
        this.parts.every(({ schema, orNull }) => orNull || takesNull(schema)) &&
        this.groups.every(
          ({ branches, orNull }) => orNull || branches.some((branch) => this.views.of([branch]).allowsNull),
        );
    }
    return this.#allowsNull;
  }

  /** The values of `enum` and `const` by their JSON text, without null; undefined: not enumerated. */
  get values(): ReadonlyMap<string, unknown> | undefined {
    const lists = this.parts.flatMap(({ schema }) => (enumerated(schema) ? [enumerated(schema) ?? []] : []));
    const [first, ...others] = lists.map((list) => new Map(list.map((value) => [canonical(value), value])));
    if (first === undefined) return undefined;
    return new Map([...first].filter(([text, value]) => value !== null && others.every((other) => other.has(text))));
  }

  /** Names of declared and of required properties. */
  get names(): ReadonlySet<string> {
    return (this.#names ??= new Set([
      ...this.parts.flatMap(({ schema: { properties } }) => (isObject(properties) ? Object.keys(properties) : [])),
      ...this.required,
    ]));
  }

  get required(): ReadonlySet<string> {
    return (this.#required ??= new Set(this.parts.flatMap(({ schema }) => schemaList(schema, 'required').map(String))));
  }

  /** undefined: neither declared nor required, and no schema for other names applies. */
  property(name: string): SchemaView | undefined {
    const schemas = this.parts.flatMap(({ schema }) => propertySchemas(this.views.places, schema, name));
    return schemas.length > 0 || this.required.has(name) ? this.views.of(schemas) : undefined;
  }

  /** Whether properties that are not declared are invalid. */
  get isClosed(): boolean {
    return this.has('additionalProperties', false) || this.has('unevaluatedProperties', false);
  }

  /** The view of properties that are not declared; undefined: any value. */
  get others(): SchemaView | undefined {
    const schemas = ['additionalProperties', 'unevaluatedProperties'].flatMap((keyword) =>
      this.all(keyword).filter(isObject),
    );
    return schemas.length === 0 ? undefined : this.views.of(schemas);
  }

  /** The view of list elements. */
  get items(): SchemaView {
    return this.views.of(this.all('items'));
  }

  /** The views of the first list elements, if they have schemas of their own. */
  get firstItems(): SchemaView[] {
    const lists = this.parts.map(({ schema }) => schemaList(schema, 'prefixItems'));
    const length = Math.max(0, ...lists.map((list) => list.length));
    return Array.from({ length }, (_, at) => this.views.of(lists.map((list) => list[at])));
  }

  /** The views of properties by the pattern of their names. */
  get patterns(): Map<string, SchemaView> {
    const all = this.all('patternProperties')
      .filter(isObject)
      .flatMap(Object.entries<unknown>);
    const schemas = new Map<string, unknown[]>();
    for (const [pattern, schema] of all) schemas.set(pattern, [...(schemas.get(pattern) ?? []), schema]);
    return new Map([...schemas].map(([pattern, list]) => [pattern, this.views.of(list)]));
  }

  /** Whether a schema has this keyword, or has it with this value. */
  has(keyword: string, value?: unknown): boolean {
    if (!this.keywords.has(keyword)) return false;
    return value === undefined || this.parts.some(({ schema }) => schema[keyword] === value);
  }

  /** All values of a keyword. */
  all(keyword: string): unknown[] {
    if (!this.keywords.has(keyword)) return [];
    return this.parts.flatMap(({ schema }) => (schema[keyword] === undefined ? [] : [schema[keyword]]));
  }

  /** The keywords of all schemas. */
  get keywords(): ReadonlySet<string> {
    return (this.#keywords ??= new Set(this.parts.flatMap(({ schema }) => Object.keys(schema))));
  }

  /** The first schema that has one of these keywords, and the keyword. */
  stating(keywords: readonly string[]): { schema: Json; keyword: string } | undefined {
    for (const keyword of keywords) {
      const part = this.parts.find(({ schema }) => schema[keyword] !== undefined);
      if (part) return { schema: part.schema, keyword };
    }
    return undefined;
  }
}

/** Without a `type`, what the other keywords are about. */
function typesOf(schema: Json): string[] | undefined {
  if (schema['type'] !== undefined) return [schema['type']].flat().map(String);
  const values = enumerated(schema);
  if (values) return [...new Set(values.map(jsonTypeOf))];
  if (['properties', 'required', 'additionalProperties'].some((keyword) => schema[keyword] !== undefined))
    return ['object'];
  return schema['items'] === undefined ? undefined : ['array'];
}

function jsonTypeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

const enumerated = (schema: Json): unknown[] | undefined =>
  Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : 'const' in schema ? [schema['const']] : undefined;

function takesNull(schema: Json): boolean {
  const values = enumerated(schema);
  if (values && !values.includes(null)) return false;
  return schema['type'] === undefined
    ? values !== undefined || typesOf(schema) === undefined
    : typesOf(schema)?.includes('null') === true;
}

/** The types in both lists; an integer is a number. */
function common(a: readonly string[], b: readonly string[]): string[] {
  const has = (list: readonly string[], type: string): boolean =>
    list.includes(type) || (type === 'integer' && list.includes('number'));
  return [...new Set([...a.filter((type) => has(b, type)), ...b.filter((type) => has(a, type))])];
}

const ANNOTATIONS = new Set(['title', 'description', 'example', 'examples', 'externalDocs', 'xml']);
const MARKS = new Set(['readOnly', 'writeOnly', 'deprecated', '$ref', 'allOf']);
const isAnnotation = (keyword: string): boolean => ANNOTATIONS.has(keyword) || keyword.startsWith('x-');

const saysNothing = (schema: Json): boolean =>
  Object.keys(schema).every((keyword) => isAnnotation(keyword) || MARKS.has(keyword));

/** Whether a schema only names other schemas that apply. */
const onlyRefers = (schema: Json): boolean =>
  Object.keys(schema).every((keyword) => {
    if (keyword === 'anyOf' || keyword === 'oneOf')
      return groupsOf(schema).every(({ branches }) => branches.length === 1);
    return isAnnotation(keyword) || keyword === '$ref' || keyword === 'allOf';
  });
