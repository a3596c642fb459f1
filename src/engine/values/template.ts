/**
 * Templates of the behavior: JSON in which `$name` is replaced by a value. No conditions, loops or arithmetic, by design.
 *
 * A string that is only a name becomes the value itself, of any type. A name within a longer string is inserted as
 * text. `$item.name` alone is that field of the record. `$idText` and `$idNumber` are the id in that type. A key whose
 * value is undefined is left out; a key with a question mark at its end, also if nothing in its object has a value.
 * `$$` is a dollar sign.
 */
import { isObject } from '../../grammar/json.js';
import { get } from './paths.js';

export type Values = Readonly<Record<string, unknown>>;
type Fill = (values: Values) => unknown;

export interface Template {
  /** The names in the template, without the dollar sign. */
  names: ReadonlySet<string>;
  fill: Fill;
}

const NAME = /\$(\$|[a-zA-Z][a-zA-Z0-9]*)/g;

/** Compiles a template. Use `vendor.cache.of(template, source)` to compile it once. */
export function template(source: unknown): Template {
  const names = new Set<string>();
  return { names, fill: compile(source, names) };
}

function compile(source: unknown, names: Set<string>): Fill {
  if (typeof source === 'string') return compileText(source, names);
  if (Array.isArray(source)) {
    const parts = source.map((part) => compile(part, names));
    return (values) => parts.map((part) => part(values));
  }
  if (isObject(source)) {
    const entries = Object.entries(source).map(([key, part]) => {
      const isOptional = key.endsWith('?') && isObject(part);
      return { name: compileText(isOptional ? key.slice(0, -1) : key, names), part: compile(part, names), isOptional };
    });
    return (values) => {
      const out: Record<string, unknown> = {};
      for (const { name, part, isOptional } of entries) {
        const value = part(values);
        const isLeftOut = value === undefined || (isOptional && isObject(value) && Object.keys(value).length === 0);
        if (!isLeftOut) out[asText(name(values))] = value;
      }
      return out;
    };
  }
  return () => source;
}

function compileText(source: string, names: Set<string>): Fill {
  for (const [, name] of source.matchAll(NAME)) if (name !== '$' && name !== undefined) names.add(name);
  const whole = /^\$([a-zA-Z][a-zA-Z0-9]*)$/.exec(source)?.[1];
  if (whole === 'idText' || whole === 'idNumber') {
    const convert = whole === 'idText' ? String : Number;
    return ({ id }) => (id === undefined ? undefined : convert(id));
  }
  if (whole !== undefined) return (values) => values[whole];
  const field = /^\$item\.([^$\s]+)$/.exec(source)?.[1];
  if (field !== undefined) return ({ item }) => (isObject(item) ? get(item, field) : undefined);
  if (!source.includes('$')) return () => source;
  return (values) => source.replace(NAME, (_, name: string) => (name === '$' ? '$' : asText(values[name])));
}

const asText = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
