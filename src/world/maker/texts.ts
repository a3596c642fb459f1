/** Makes up a text by format, by pattern, or by the name of the field. */
import type { Json } from '../../grammar/json.js';
import { CannotMake } from '../../engine/model/draw.js';
import { makeFormat, shortest, type Source } from './formats.js';
import { fromPattern } from './pattern.js';

export function makeText(schema: Json, name: string, source: Source): string {
  const { format, pattern } = schema;
  const min = numberOr(schema['minLength'], 0);
  const max = numberOr(schema['maxLength'], Infinity);
  if (min > max) throw new CannotMake('minLength is larger than maxLength');
  const formatted = typeof format === 'string' ? makeFormat(format, source) : undefined;
  if (formatted !== undefined && typeof pattern !== 'string') return fitted(formatted, String(format), min, max);
  if (typeof pattern === 'string') {
    const random = (): number => source.faker.number.float({ min: 0, max: 0.999999 });
    const made = fromPattern(pattern, min, max, random);
    if (made === undefined) throw new CannotMake(`no text was found for the pattern ${pattern}`);
    return made;
  }
  return cut(byName(name, source), min, max);
}

function fitted(text: string, format: string, min: number, max: number): string {
  if (text.length > max) return shortest(format) ?? text.slice(0, max);
  if (text.length >= min) return text;
  const missing = min - text.length;
  if (format.includes('email')) return 'x'.repeat(missing) + text;
  return /^(?:uri|url|iri)/.test(format) ? text + 'x'.repeat(missing) : text;
}

function cut(text: string, min: number, max: number): string {
  if (text.length < min) return text.padEnd(min, 'x');
  return text.length > max ? text.slice(0, max) : text;
}

/** Guesses the kind of text from the name of the field. */
function byName(name: string, { faker, now }: Source): string {
  if (/email/i.test(name)) return `${faker.lorem.word()}@example.com`;
  if (/(_at|At|date)$/.test(name)) return new Date(now).toISOString();
  if (/(url|uri)$/i.test(name)) return `https://example.com/${faker.lorem.slug(2)}`;
  if (/id$/i.test(name)) return faker.string.uuid();
  return faker.lorem.words(/name|label|title/i.test(name) ? 2 : 3);
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
