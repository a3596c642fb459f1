/** Path and query parameters: from text to the type that their schema names, and nothing silently. */
import { isObject, type Json } from '../grammar/json.js';
import type { Issue } from '../engine/refusals/refusal.js';

export interface Parameter {
  in: 'path' | 'query' | 'header' | 'cookie';
  name: string;
  schema: Json;
  /** Of the schema. */
  types: readonly unknown[];
}

const none: Json = Object.freeze({});

/** Text that is no value of the type stays text: the validator then says so. */
export function parseParameters(
  parameters: readonly Parameter[],
  params: Record<string, string>,
  query: string,
): { params: Json; query: Json; issues: Issue[] } {
  const path: Json = {};
  for (const { in: where, name, types } of parameters)
    if (where === 'path') path[name] = convert(types, params[name] ?? '');
  const issues: Issue[] = [];
  // Where one is not sent, the validator may put its default in.
  if (query === '' && !parameters.some((it) => it.in === 'query')) return { params: path, query: none, issues };
  const out: Json = {};
  if (query !== '') {
    const sent = parseQuery(query);
    // Where the operation has no query parameters, nobody reads what cannot be read.
    const keyword = parameters.some((it) => it.in === 'query') ? 'encoding' : 'unknownParameter';
    if (sent === undefined)
      return { params: path, query: out, issues: [{ in: 'query', field: 'query', keyword, params: {} }] };
    for (const [name, values] of sent) {
      const parameter = parameters.find((it) => it.in === 'query' && it.name === name);
      if (parameter === undefined) issues.push({ in: 'query', field: name, keyword: 'unknownParameter', params: {} });
      else if (parameter.schema['type'] === 'array') out[name] = list(parameter.schema, values);
      else if (values.length > 1) issues.push({ in: 'query', field: name, keyword: 'repeated', params: {} });
      else out[name] = convert(parameter.types, values[0] ?? '');
    }
  }
  return { params: path, query: out, issues };
}

/** undefined: a bad percent-encoding (URLSearchParams would put U+FFFD in its place). */
function parseQuery(query: string): Map<string, string[]> | undefined {
  const out = new Map<string, string[]>();
  try {
    for (const part of query.split('&')) {
      if (part === '') continue;
      const at = part.indexOf('=');
      const name = decode(at < 0 ? part : part.slice(0, at));
      const values = out.get(name);
      const value = at < 0 ? '' : decode(part.slice(at + 1));
      if (values) values.push(value);
      else out.set(name, [value]);
    }
  } catch {
    return undefined;
  }
  return out;
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

function list(schema: Json, values: string[]): unknown[] {
  const items = isObject(schema['items']) ? schema['items'] : {};
  return values.flatMap((value) => value.split(',')).map((value) => convert(typesOf(items), value));
}

export const typesOf = (schema: Json): unknown[] => [schema['type']].flat();

function convert(types: readonly unknown[], text: string): unknown {
  if (types.includes('integer') && /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  if (types.includes('number') && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text)))
    return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
