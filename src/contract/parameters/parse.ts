/** Converts the parameters of a call from texts to values by their schemas. */
import type { Json } from '../../grammar/json.js';
import type { Issue } from '../../engine/model/refusal.js';
import { FormError, fromPairs, jsonOr, bracketSteps } from '../text/brackets.js';
import { convert } from '../text/scalar.js';
import { unescaped } from '../path-template.js';
import { decodeQueryPart, pairOf, pairsOf, pathParts, split } from '../text/styles.js';
import { isIgnored, type Parameter } from './parameter.js';

/** The texts of a call. */
export interface SentParameters {
  /** Path parameters by name; decoded, unless a list or object is expected. */
  params: Record<string, string>;
  /** Without the question mark. */
  query: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface ParsedParameters {
  path: Json;
  query: Json;
  /** Names in lower case. */
  header: Json;
  cookie: Json;
  issues: Issue[];
}

/** The parameters of an operation, grouped for parsing. */
export interface ParameterPlan {
  all: readonly Parameter[];
  path: readonly Parameter[];
  query: ReadonlyMap<string, Parameter>;
  /** Query parameters whose parts have separate names: `a[b]=1`, or one name per property. */
  spread: readonly Parameter[];
  header: readonly Parameter[];
  cookie: readonly Parameter[];
}

export function planOf(all: readonly Parameter[]): ParameterPlan {
  const query = all.filter((parameter) => parameter.in === 'query');
  return {
    all,
    path: all.filter((parameter) => parameter.in === 'path'),
    query: new Map(query.map((parameter) => [parameter.name, parameter])),
    spread: query.filter(({ types, style, isJson }) => !isJson && (types.isObject || style === 'deepObject')),
    header: all.filter((parameter) => parameter.in === 'header' && !isIgnored(parameter)),
    cookie: all.filter((parameter) => parameter.in === 'cookie'),
  };
}

const none: Json = Object.freeze({});

/** A text that is not a value of the type stays text, which the validator refuses. */
export function parseParameters(plan: ParameterPlan, sent: SentParameters): ParsedParameters {
  const issues: Issue[] = [];
  const path: Json = {};
  for (const parameter of plan.path) path[parameter.name] = fromPath(parameter, sent.params[parameter.name] ?? '');
  return {
    path,
    // The validator may fill in the default of a missing parameter.
    query: sent.query === '' && plan.query.size === 0 ? none : fromQuery(plan, sent.query, issues),
    header: plan.header.length === 0 ? none : fromHeaders(plan, sent.headers),
    cookie: plan.cookie.length === 0 ? none : fromCookies(plan, sent.headers['cookie']),
    issues,
  };
}

function fromPath(parameter: Parameter, raw: string): unknown {
  if (isPlain(parameter)) return parameter.isJson ? jsonOr(raw) : convert(parameter.types, raw);
  const parts = pathParts(parameter.style, parameter.explode, parameter.name, raw);
  return composite(parameter, parts, unescaped);
}

/** Whether the text is the value, without delimiters. */
export const isPlain = ({ types, isJson }: Parameter): boolean => isJson || (!types.isList && !types.isObject);

/** Builds a list or object from its parts. */
function composite(
  { types, itemTypes, place, explode }: Parameter,
  parts: readonly string[],
  decode: (text: string) => string,
): unknown {
  const [only = ''] = parts;
  if (parts.length <= 1 && types.isScalar && !(types.isObject && only.includes('=')))
    return convert(types, decode(only));
  if (!types.isObject) return parts.map((part) => convert(itemTypes, decode(part)));
  const pairs = explode ? parts.map(pairOf) : pairsOf(parts);
  // Not an object: the validator refuses it.
  const leaves = pairs.map(([name, text]) => [[decode(name)], { text: decode(text) }] as const);
  return leaves.some(([[name]]) => name === '__proto__') ? parts.join() : fromPairs(leaves, place);
}

function fromQuery(plan: ParameterPlan, query: string, issues: Issue[]): Json {
  const out: Json = {};
  const sent = parseQuery(query);
  if (sent === undefined) {
    // An operation without query parameters ignores a malformed query.
    issues.push({ ...inQuery('query'), keyword: plan.query.size > 0 ? 'encoding' : 'unknownParameter' });
    return out;
  }
  const spread = new Map<Parameter, [string, string[]][]>();
  for (const [name, values] of sent) {
    const parameter = plan.query.get(name);
    const owner = parameter ? undefined : plan.spread.find((candidate) => owns(candidate, name));
    if (parameter) out[name] = fromValues(parameter, values, issues);
    else if (owner) {
      const known = spread.get(owner);
      if (known) known.push([name, values]);
      else spread.set(owner, [[name, values]]);
    } else issues.push({ ...inQuery(name), keyword: 'unknownParameter' });
  }
  for (const [parameter, pairs] of spread) out[parameter.name] = fromSpread(parameter, pairs, issues);
  return out;
}

const inQuery = (field: string): Issue => ({ in: 'query', field, keyword: '', params: {} });

/** `created[gt]` belongs to `created`; `color` belongs to an exploded object that declares it. */
const owns = ({ name, style, explode, place }: Parameter, sent: string): boolean =>
  sent.startsWith(`${name}[`) || (style === 'form' && explode && place?.declares(sent) === true);

/** Values stay encoded. undefined: invalid percent-encoding, which URLSearchParams would replace by U+FFFD. */
function parseQuery(query: string): Map<string, string[]> | undefined {
  const out = new Map<string, string[]>();
  try {
    for (const part of query.split('&')) {
      if (part === '') continue;
      const at = part.indexOf('=');
      const name = decodeQueryPart(at < 0 ? part : part.slice(0, at));
      const value = at < 0 ? '' : part.slice(at + 1);
      decodeQueryPart(value);
      const values = out.get(name);
      if (values) values.push(value);
      else out.set(name, [value]);
    }
  } catch {
    return undefined;
  }
  return out;
}

function fromValues(parameter: Parameter, raw: string[], issues: Issue[]): unknown {
  const { name, types, style, explode, isJson } = parameter;
  const [only = ''] = raw;
  if (!types.isList && raw.length > 1) {
    issues.push({ ...inQuery(name), keyword: 'repeated' });
    return undefined;
  }
  if (isPlain(parameter)) return isJson ? jsonOr(decodeQueryPart(only)) : convert(types, decodeQueryPart(only));
  if (explode && types.isObject && !types.isList) return jsonOr(decodeQueryPart(only));
  const parts = explode ? raw : raw.flatMap((text) => split(style, text));
  return composite(parameter, parts, decodeQueryPart);
}

function fromSpread({ name, place }: Parameter, pairs: readonly [string, string[]][], issues: Issue[]): unknown {
  const leaves = pairs.flatMap(([sent, values]) => {
    const steps = sent.startsWith(`${name}[`) ? bracketSteps(sent).slice(1) : [sent];
    return values.map((text) => [steps, { text: decodeQueryPart(text) }] as const);
  });
  try {
    return fromPairs(leaves, place, name);
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    issues.push({ ...inQuery(name), keyword: 'encoding' });
    return undefined;
  }
}

function fromHeaders({ header }: ParameterPlan, sent: SentParameters['headers']): Json {
  const out: Json = {};
  for (const parameter of header) {
    const name = parameter.name.toLowerCase();
    if (sent[name] === undefined) continue;
    const text = String(sent[name]);
    if (isPlain(parameter)) out[name] = parameter.isJson ? jsonOr(text) : convert(parameter.types, text);
    else {
      const parts = text.split(',').map((part) => part.trim());
      out[name] = composite(parameter, parts, (part) => part);
    }
  }
  return out;
}

function fromCookies(plan: ParameterPlan, header: string | string[] | undefined): Json {
  const sent = String(header ?? '')
    .split(';')
    .map((part) => pairOf(part.trim()));
  const issues: Issue[] = [];
  const out: Json = {};
  for (const parameter of plan.cookie) {
    const values = sent.flatMap(([name, value]) => (name === parameter.name ? [value] : []));
    // An invalid percent-encoding is kept literally; a plus is not a space.
    const encoded = values.map((value) => encodeURIComponent(unescaped(value)).replaceAll('%2C', ','));
    if (values.length > 0) out[parameter.name] = fromValues(parameter, encoded, issues);
  }
  return out;
}

/** The texts of path parameters for decisions, without the prefix of `label` and `matrix`. */
export function pathText(parameter: Parameter, raw: string): string {
  if (!isPlain(parameter)) return raw;
  const [text = ''] = pathParts(parameter.style, true, parameter.name, raw);
  return unescaped(parameter.style === 'simple' ? raw : text);
}
