/** Fields with the time of creation or of the last change. */
import type { FieldRule } from '../grammar/behavior.js';
import type { SchemaAt } from './openapi-document.js';
import type { Schemas } from './schemas.js';
import { folded } from './words.js';

const CREATED =
  /^(created(at|on|time|date|timestamp|datetime|utc)?|creation(date|time|timestamp)?|date(time)?created|create(d)?(time|date|at)|inserted(at)?|timecreated)$/;
const UPDATED =
  /^(updated(at|on|time|date|timestamp|datetime|utc)?|date(time)?(updated|modified)|modified(at|on|time|date)?|last(updated|modified|changed|update|edited)(at|on|time|date)?|modification(date|time)|update(time|date)|changed(at|on)?|edited(at|on)?)$/;

export const stampOf = (name: string): 'created' | 'updated' | undefined => {
  const bare = folded(name);
  return CREATED.test(bare) ? 'created' : UPDATED.test(bare) ? 'updated' : undefined;
};

type StampFormat = NonNullable<FieldRule['format']>;

/** The format of a time in the schema; undefined: not a time. */
export function stampFormat(schemas: Schemas, place: SchemaAt): StampFormat | undefined {
  const { schema } = schemas.unwrapped(place);
  const { types } = schemas.facts(place);
  const format = typeof schema['format'] === 'string' ? schema['format'].toLowerCase() : '';
  const example = exampleOf(schema);
  if (types.has('integer') || types.has('number'))
    return /milli|ms\b/.test(format) || Number(example) > 1e11 ? 'unixMilliseconds' : 'unixSeconds';
  if (!types.has('string')) return undefined;
  if (/rfc-?2822|rfc-?1123|http-date/.test(format)) return 'rfc2822';
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'date-time';
  if (format !== '' || 'enum' in schema) return undefined;
  if (typeof example === 'string') return ofExample(example);
  return 'pattern' in schema || 'maxLength' in schema ? undefined : 'date-time';
}

function ofExample(example: string): StampFormat | undefined {
  if (/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4}/.test(example)) return 'rfc2822';
  if (/^\d{4}-\d\d-\d\dT/.test(example)) return 'date-time';
  return /^\d{4}-\d\d-\d\d$/.test(example) ? 'date' : undefined;
}

function exampleOf(schema: SchemaAt['schema']): unknown {
  const { example, examples } = schema;
  return example ?? (Array.isArray(examples) ? (examples[0] as unknown) : undefined);
}

export const shownPrecision = (schema: SchemaAt['schema']): 'seconds' | 'milliseconds' =>
  /\d\.\d{3}Z?/.test(String(exampleOf(schema) ?? '')) ? 'milliseconds' : 'seconds';
