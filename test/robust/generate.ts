/** Values that a JSON Schema takes, and each with one mistake. Of the keywords those that the vendors' requests use. */
import { isObject, type Json } from '../../src/grammar/json.js';
import fc from 'fast-check';

export interface Mutated {
  value: unknown;
  /** Where and what: `config.provider: no enum`. */
  mistake: string;
}

/** Keywords that are not understood would make this generator wrong without a word. */
const KNOWN = new Set([
  ...['$ref', 'type', 'enum', 'const', 'required', 'properties', 'additionalProperties', 'items', 'minProperties'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum', 'dependentSchemas', 'anyOf'],
  ...[
    'readOnly',
    'writeOnly',
    'default',
    'description',
    'title',
    'examples',
    'example',
    'contentMediaType',
    'deprecated',
  ],
]);

export class Generator {
  constructor(private readonly document: Json) {}

  resolve(schema: unknown): Json {
    if (!isObject(schema)) return {};
    const unknown = Object.keys(schema).filter((key) => !KNOWN.has(key));
    if (unknown.length > 0) throw new Error(`the generator knows no ${unknown.join(', ')}`);
    if (typeof schema['$ref'] !== 'string') return schema;
    const steps = schema['$ref'].slice(2).split('/');
    return this.resolve(steps.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), this.document));
  }

  valid(unresolved: unknown): fc.Arbitrary<unknown> {
    const schema = this.resolve(unresolved);
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
    if ('const' in schema) return fc.constant(schema['const']);
    if (Array.isArray(schema['anyOf'])) return fc.oneof(...schema['anyOf'].map((branch) => this.valid(branch)));
    return fc.oneof(...typesOf(schema).map((type) => this.#ofType(type, schema)));
  }

  #ofType(type: string, schema: Json): fc.Arbitrary<unknown> {
    const number = (name: string, otherwise: number): number => (schema[name] as number | undefined) ?? otherwise;
    switch (type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.integer({ min: number('minimum', -1e9), max: number('maximum', 1e9) });
      case 'number':
        return fc.double({
          min: number('minimum', -1e9),
          max: number('maximum', 1e9),
          noNaN: true,
          noDefaultInfinity: true,
        });
      case 'string':
        return textOf(schema, number('minLength', 0), number('maxLength', 40));
      case 'array':
        return fc.array(this.valid(schema['items']), { maxLength: 4 });
      default:
        return this.#object(schema);
    }
  }

  #object(schema: Json): fc.Arbitrary<unknown> {
    const required = (schema['required'] as string[] | undefined) ?? [];
    const parts = Object.fromEntries(this.#parts(schema).map(([name, part]) => [name, this.valid(part)]));
    if (Object.keys(parts).length === 0)
      return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), {
        minKeys: (schema['minProperties'] as number | undefined) ?? 0,
      });
    return fc
      .record(parts, { requiredKeys: required.filter((name) => name in parts), noNullPrototype: true })
      .filter((item) => Object.keys(item).length >= ((schema['minProperties'] as number | undefined) ?? 0))
      .map((item) => this.#dependent(schema, item));
  }

  /** Properties that a client may set. */
  #parts(schema: Json): [string, Json][] {
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    return Object.entries(properties)
      .map(([name, part]): [string, Json] => [name, this.resolve(part)])
      .filter(([, part]) => part['readOnly'] !== true);
  }

  #dependent(schema: Json, value: Json): Json {
    for (const [name, part] of Object.entries(isObject(schema['dependentSchemas']) ? schema['dependentSchemas'] : {}))
      if (name in value && isObject(part) && isObject(part['properties']))
        for (const [other, { enum: allowed }] of Object.entries(
          part['properties'] as Record<string, { enum: unknown[] }>,
        ))
          value[other] = allowed[0];
    return value;
  }

  /** The value with one mistake, each that can be made in it. */
  mutations(unresolved: unknown, value: unknown, at = 'body'): Mutated[] {
    const schema = this.resolve(unresolved);
    // What is a mistake in one branch can be valid in another.
    if ('anyOf' in schema) return [];
    const here = mistakes(schema, value).map(([problem, wrong]) => ({ value: wrong, mistake: `${at}: ${problem}` }));
    if (Array.isArray(value)) {
      const items = value as unknown[];
      return [
        ...here,
        ...items.flatMap((item, i) =>
          this.mutations(schema['items'], item, `${at}[${i}]`).map((mutation) => ({
            ...mutation,
            value: items.with(i, mutation.value),
          })),
        ),
      ];
    }
    if (!isObject(value)) return here;
    const parts = this.#parts(schema).filter(([name]) => Object.hasOwn(value, name));
    return [
      ...here,
      ...parts.flatMap(([name, part]) =>
        this.mutations(part, value[name], `${at}.${name}`).map((mutation) => ({
          ...mutation,
          value: { ...value, [name]: mutation.value },
        })),
      ),
    ];
  }
}

const typesOf = (schema: Json): string[] =>
  'type' in schema ? ([schema['type']].flat() as string[]) : ['properties' in schema ? 'object' : 'string'];

function textOf(schema: Json, minLength: number, maxLength: number): fc.Arbitrary<string> {
  if (typeof schema['pattern'] === 'string')
    return fc
      .stringMatching(new RegExp(schema['pattern'], 'u'))
      .filter((item) => item.length >= minLength && item.length <= maxLength);
  switch (schema['format']) {
    case undefined:
      // Vendors may trim or split some texts, which is not tested here.
      return fc
        .string({
          minLength,
          maxLength: Math.min(maxLength, 40),
          unit: fc.constantFrom(...Array.from('abcXYZ019 -_é漢😀')),
        })
        .map((item) => item.trim())
        .filter((item) => Array.from(item).length >= minLength);
    case 'uuid':
      return fc.uuid();
    case 'uri':
      return fc.webUrl();
    default:
      throw new Error(`the generator knows no format ${String(schema['format'])}`);
  }
}

const EVERY: readonly unknown[] = [null, true, 5, 1.5, 'text', ['text'], { a: 1 }];
const TYPE: Record<string, (value: unknown) => boolean> = {
  null: (item) => item === null,
  boolean: (item) => typeof item === 'boolean',
  integer: (item) => Number.isInteger(item),
  number: (item) => typeof item === 'number',
  string: (item) => typeof item === 'string',
  array: (item) => Array.isArray(item),
  object: isObject,
};

/** The mistakes, each with an invalid value. */
function mistakes(schema: Json, value: unknown): [problem: string, wrong: unknown][] {
  const out: [string, unknown][] = [];
  const types = 'type' in schema ? typesOf(schema) : Object.keys(TYPE);
  for (const other of EVERY)
    if (!types.some((type) => TYPE[type]?.(other))) out.push([`type ${JSON.stringify(other)}`, other]);
  if (Array.isArray(schema['enum']))
    out.push(['no enum', 'no such word'], ['no enum, another case', otherCase(schema['enum'] as unknown[])]);
  const has = (name: string): name is string => typeof schema[name] === 'number';
  if (has('minimum')) out.push(['minimum', (schema['minimum'] as number) - 1]);
  if (has('maximum')) out.push(['maximum', (schema['maximum'] as number) + 1]);
  if (has('minLength') && (schema['minLength'] as number) > 0) out.push(['minLength', '']);
  if (has('maxLength')) out.push(['maxLength', 'x'.repeat((schema['maxLength'] as number) + 1)]);
  if (has('minProperties')) out.push(['minProperties', {}]);
  if (schema['format'] === 'uuid') out.push(['format', 'no uuid']);
  if (schema['format'] === 'uri') out.push(['format', 'no uri']);
  if (isObject(value)) {
    for (const name of (schema['required'] as string[] | undefined) ?? [])
      out.push([`required ${name}`, Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))]);
    if (schema['additionalProperties'] === false) out.push(['additionalProperties', { ...value, zzz: 1 }]);
  }
  return out;
}

const otherCase = (words: unknown[]): string => {
  const word = String(words.find((item) => item !== null));
  return words.includes(word.toUpperCase()) ? `${word} ` : word.toUpperCase();
};
