/** Infers the format of ids from their schemas and examples. */
import { isObject, type Json } from '../grammar/json.js';
import type { SchemaAt } from './openapi-document.js';
import type { ParameterFacts } from './operations.js';
import type { Schemas } from './schemas.js';

export interface IdFormat {
  format: 'uuid' | 'integer' | 'digits' | 'text';
  prefix?: string;
  alphabet?: string;
  length?: number;
  /** Whether the document says nothing about it. */
  isGuess?: true;
}

/**
 * The format of an id, by type, format, pattern and example.
 * @param below the schemas of the parameters that name the record in paths with further segments
 */
export function idFormatOf(
  schemas: Schemas,
  field: SchemaAt | undefined,
  parameter: ParameterFacts | undefined,
  examples: readonly unknown[],
  below: readonly SchemaAt[] = [],
): IdFormat {
  const places = [field, parameter?.schema].flatMap((place) => (place ? [schemas.unwrapped(place)] : []));
  const types = new Set(places.slice(0, 1).flatMap((place) => [...schemas.facts(place).types]));
  const isText = types.size === 0 || types.has('string');
  if (!isText && (types.has('integer') || types.has('number'))) return { format: 'integer' };
  const isNumberInPath = parameter?.schema !== undefined && schemas.isNumber(parameter.schema);
  if (isNumberInPath && types.has('string')) return { format: 'digits' };
  const shown = [
    ...examples,
    ...places.flatMap(({ schema }) => examplesIn(schema)),
    ...(parameter ? examplesIn(parameter.raw) : []),
  ];
  if (places.some(({ schema }) => schema['format'] === 'uuid')) return { format: 'uuid' };
  const forms = places.flatMap((place) => [place, ...schemas.parts(place, 'anyOf'), ...schemas.parts(place, 'oneOf')]);
  const pattern = forms.map(({ schema }) => schema['pattern']).find((text) => typeof text === 'string');
  const byPattern = pattern === undefined ? undefined : ofPattern(pattern);
  if (byPattern) return byPattern;
  if (isNumberInPath && !shown.some((value) => typeof value === 'string' && !/^\d+$/.test(value)))
    return { format: 'integer' };
  // The value is made up by the schema.
  if (field !== undefined && isFormed(schemas.unwrapped(field).schema)) return { format: 'text' };
  const byExample = ofExamples(shown);
  const fits = (format: IdFormat): IdFormat => bounded(format, places);
  if (byExample) return fits(byExample);
  if (below.some((place) => schemas.isNumber(place))) return { format: 'digits' };
  return { ...fits({ format: 'uuid' }), isGuess: true };
}

/** Whether a text has a form, such as that of an address. */
const isFormed = ({ pattern, format }: Json): boolean =>
  pattern !== undefined || (typeof format === 'string' && FORMED.test(format));

const FORMED = /^(ipv[46]|(idn-)?(email|hostname)|(uri|iri)(-reference)?|url|date|date-time|time|byte)$/;

function examplesIn(schema: Json): unknown[] {
  const { example, examples } = schema;
  const many: unknown[] = Array.isArray(examples)
    ? examples
    : isObject(examples)
      ? Object.values(examples).map((one) => (isObject(one) ? one['value'] : undefined))
      : [];
  return [example, ...many].filter((value) => value !== undefined);
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const HEX = '0123456789abcdef';
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `^AC[0-9a-fA-F]{32}$`: a prefix and a fixed number of characters of one class. */
function ofPattern(source: string): IdFormat | undefined {
  // The first of several prefixes.
  const pattern = source.replace(/^\^\((?:\?:)?([\w-]+)(?:\|[\w-]+)*\)/, '^$1');
  const found = /^\^?([\w:@-]*?)(\[[^\]]+\]|\\d|\\w)(?:\{(\d+)(?:,(\d*))?\}|([+*]))\$?$/.exec(pattern);
  if (!found) return undefined;
  const [, prefix = '', set = '', min, , many] = found;
  const alphabet = alphabetOf(set);
  const length = many === undefined ? Math.max(Number(min), 1) : 16;
  if (alphabet === undefined) return undefined;
  return { format: 'text', ...(prefix !== '' && { prefix }), alphabet, length };
}

function alphabetOf(set: string): string | undefined {
  const test = set === '\\d' ? /\d/ : set === '\\w' ? /\w/ : compiled(set);
  const letters =
    test &&
    Array.from(ALPHANUMERIC)
      .filter((letter) => test.test(letter))
      .join('');
  if (letters === undefined || letters.length < 2) return undefined;
  return letters.includes('a') && letters.includes('A') && !/[g-zG-Z]/.test(letters) ? HEX : letters;
}

function compiled(set: string): RegExp | undefined {
  try {
    return new RegExp(set);
  } catch {
    return undefined;
  }
}

function ofExamples(shown: readonly unknown[]): IdFormat | undefined {
  const texts = shown.flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));
  const numbers = shown.some((value) => typeof value === 'number');
  const [first] = texts;
  if (first === undefined) return numbers ? { format: 'digits' } : undefined;
  if (UUID.test(first)) return { format: 'uuid' };
  if (/^\d+$/.test(first)) return { format: 'digits' };
  const found = /^([A-Za-z]+[_-])?([A-Za-z\d]{6,64})$/.exec(first) ?? /^([A-Z]{2})([\da-f]{32})$/.exec(first);
  if (!found) return undefined;
  const [, prefix, rest = ''] = found;
  const alphabet = /^[\da-f]+$/.test(rest) ? HEX : /^[\dA-Z]+$/.test(rest) ? ALPHANUMERIC.slice(0, 36) : ALPHANUMERIC;
  return { format: 'text', ...(prefix !== undefined && { prefix }), alphabet, length: rest.length };
}

/** Limits the length by the schemas. */
function bounded(format: IdFormat, places: readonly SchemaAt[]): IdFormat {
  const max = Math.min(...places.map(({ schema }) => Number(schema['maxLength'] ?? Infinity)));
  const min = Math.max(0, ...places.map(({ schema }) => Number(schema['minLength'] ?? 0)));
  const own = format.format === 'uuid' ? 36 : (format.prefix?.length ?? 0) + (format.length ?? 0);
  if (format.format === 'integer' || format.format === 'digits' || (own <= max && own >= min)) return format;
  const prefix = format.prefix ?? '';
  const length = Math.max(1, Math.min(max, Math.max(min, 16)) - prefix.length);
  return { format: 'text', ...(prefix !== '' && { prefix }), alphabet: format.alphabet ?? ALPHANUMERIC, length };
}
