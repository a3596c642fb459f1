/** Makes the body of a refusal from the document's error schema, by the meaning of its fields. */
import type { Json } from '../grammar/json.js';
import type { Reason } from '../grammar/reasons.js';
import type { SchemaAt } from './openapi-document.js';
import { escape, plainValue } from './envelope.js';
import { onlyValue, type Schemas } from './schemas.js';
import { CODES, MESSAGES, TITLES } from './statuses.js';
import { folded } from './words.js';

export interface ErrorBody {
  body: unknown;
  /** Template for each issue in a list. */
  each?: unknown;
}

interface Writing {
  schemas: Schemas;
  reason: Reason;
  status: number;
  each: unknown;
}

const MAX_DEPTH = 4;
const MESSAGE =
  /^(message|msg|errormessage|errmsg|description|errordescription|detail|details|reason|text|usermessage|displaymessage|developermessage|humanmessage|longmessage|summary|error_msg|errortext|info|cause|explanation|title)$/;
const CODE =
  /^(code|type|errorcode|errortype|kind|name|errorname|category|slug|key|errorid|errcode|resultcode|statusmessage|statustext|id)$/;
const STATUS = /^(status|statuscode|httpstatus|httpcode|httpstatuscode|code|errorcode|errornumber|errno)$/;

export function errorBody(schemas: Schemas, place: SchemaAt, reason: Reason, status: number): ErrorBody {
  const writing: Writing = { schemas, reason, status, each: undefined };
  const body = write(writing, schemas.unwrapped(place), '', 0);
  return { body, ...(writing.each !== undefined && { each: writing.each }) };
}

/** RFC 9457, if the document declares no body. */
export const problemDetails = (reason: Reason, status: number): Json => ({
  type: 'about:blank',
  title: TITLES[status] ?? 'Error',
  status,
  detail: MESSAGES[reason],
});

function write(writing: Writing, place: SchemaAt, name: string, depth: number): unknown {
  const { schemas } = writing;
  const only = onlyValue(place.schema);
  if (only !== undefined) return escape(only);
  if (schemas.isArray(place)) return list(writing, place, depth);
  const { properties, types } = schemas.facts(place);
  if (properties.size > 0) return object(writing, place, depth);
  if (types.has('string') || types.size === 0) return text(writing, place, name);
  return types.has('object') ? map(writing, place) : plainValue(schemas, place, depth);
}

function object(writing: Writing, place: SchemaAt, depth: number): Json {
  const { schemas } = writing;
  const { properties, required } = schemas.facts(place);
  const names = [...properties.keys()];
  const out: Json = Object.create(null) as Json;
  for (const name of names) {
    const field = narrowest(schemas, properties.get(name) ?? []) ?? schemas.property(place, name);
    const value = field === undefined ? undefined : role(writing, name, field, names, depth);
    if (value !== undefined) out[name] = value;
    else if (field && required.has(name)) out[name] = escape(plainValue(schemas, field, depth));
  }
  return { ...out };
}

/** Of several schemas of a field the one that names its values. */
const narrowest = (schemas: Schemas, places: readonly SchemaAt[]): SchemaAt | undefined =>
  places.length < 2
    ? undefined
    : places.find((place) => ['enum', 'const'].some((keyword) => keyword in schemas.unwrapped(place).schema));

/** The meaning of an error field; undefined: unknown. */
function role(writing: Writing, name: string, field: SchemaAt, names: readonly string[], depth: number): unknown {
  const { schemas, status, reason } = writing;
  const place = schemas.unwrapped(field);
  const { types } = schemas.facts(place);
  const bare = folded(name);
  const only = onlyValue(place.schema);
  if (only !== undefined) return escape(only);
  if (types.has('integer') || types.has('number')) return STATUS.test(bare) ? number(place, status) : undefined;
  if (types.has('boolean'))
    return /^(success|ok)$/.test(bare) ? false : /^(error|iserror)$/.test(bare) ? true : undefined;
  if (types.has('array') || types.has('object') || schemas.facts(place).properties.size > 0) {
    const isError =
      /^(errors?|error(info|s|details?|list)?|details|fault|issues|violations|messages|data|body|causes|response)$/.test(
        bare,
      );
    return isError && depth < MAX_DEPTH ? write(writing, place, name, depth + 1) : undefined;
  }
  if (types.has('string') || types.size === 0) return textRole(writing, bare, place, names, reason, name);
  return undefined;
}

function number({ schema }: SchemaAt, status: number): unknown {
  const choices = schema['enum'];
  if (Array.isArray(choices) && !choices.includes(status)) return choices[0];
  const least = typeof schema['minimum'] === 'number' ? schema['minimum'] : status;
  const most = typeof schema['maximum'] === 'number' ? schema['maximum'] : status;
  return Math.max(least, Math.min(most, status));
}

function textRole(
  writing: Writing,
  bare: string,
  place: SchemaAt,
  names: readonly string[],
  reason: Reason,
  name: string,
): unknown {
  const { status } = writing;
  const others = names.map(folded).filter((other) => other !== bare);
  if (bare === 'instance' || bare === 'path') return '$path';
  if (bare === 'type' && String(place.schema['format'] ?? '').includes('uri')) return 'about:blank';
  if (bare === 'title' && others.some((other) => other === 'detail')) return TITLES[status] ?? 'Error';
  if (bare === 'status' || bare === 'statuscode') return choice(place, String(status), CODES[reason]);
  if (bare === 'error')
    return others.some((other) => MESSAGE.test(other)) ? choice(place, CODES[reason]) : text(writing, place, name);
  if (MESSAGE.test(bare)) return text(writing, place, name);
  if (CODE.test(bare)) return choice(place, CODES[reason]);
  if (/^(field|param|parameter|pointer|property|target|source)$/.test(bare))
    return reason === 'invalid' ? '$field' : undefined;
  return undefined;
}

/** The enum value that is most similar to the wanted one, otherwise the first. */
function choice({ schema }: SchemaAt, ...wanted: string[]): unknown {
  const choices = schema['enum'];
  const [first] = wanted;
  if (!Array.isArray(choices) || choices.length === 0) return fitting(schema, first ?? 'error');
  const texts = choices.filter((value): value is string => typeof value === 'string');
  const exact = wanted
    .map((want) => texts.find((value) => folded(value).includes(folded(want))))
    .find((value) => value !== undefined);
  const general = texts.find((value) => /invalid|bad_?request|api_?error|general|unknown/i.test(value));
  return escape(exact ?? general ?? choices[0]);
}

function fitting(schema: Json, value: string): string {
  const pattern = schema['pattern'];
  const example = schema['example'];
  if (typeof pattern !== 'string') return value;
  try {
    if (new RegExp(pattern, 'u').test(value)) return value;
  } catch {
    return value;
  }
  return typeof example === 'string' ? String(escape(example)) : value;
}

function text({ reason }: Writing, place: SchemaAt, name: string): unknown {
  const choices = place.schema['enum'];
  if (Array.isArray(choices)) return choice(place, CODES[reason]);
  return name === 'type' ? CODES[reason] : MESSAGES[reason];
}

function list(writing: Writing, place: SchemaAt, depth: number): unknown {
  const { schemas, reason } = writing;
  const items = schemas.facts(place).items;
  const one = items === undefined ? MESSAGES[reason] : write(writing, schemas.unwrapped(items), '', depth + 1);
  const hasField = reason === 'invalid' && writing.each === undefined;
  if (!hasField) return [one];
  writing.each = one;
  return '$issues';
}

/** Messages by field: `{ name: ["is required"] }`. */
function map(writing: Writing, place: SchemaAt): unknown {
  const { schemas, reason } = writing;
  const extra = schemas.document.child(place, 'additionalProperties');
  const isList = extra !== undefined && schemas.isArray(extra);
  if (extra === undefined || !(isList || schemas.facts(extra).types.has('string'))) return {};
  if (reason === 'invalid' && isList) return '$errors';
  return { detail: isList ? [MESSAGES[reason]] : MESSAGES[reason] };
}
