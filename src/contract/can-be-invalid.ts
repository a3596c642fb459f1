/** Whether a request can violate what an operation declares, without compiling a validator. */
import { isObject, type Json } from '../grammar/json.js';
import { essence, isJsonType } from '../engine/values/media-type.js';
import { schemaOf, typesOf } from './bodies/media-types.js';
import { isIgnored, preparedParameter, type Parameter } from './parameters/parameter.js';
import type { Places, SchemaPlace } from './schema-place.js';

/** An operation in the document: its parameters and body with references resolved. */
export interface Requested {
  parameters: readonly Json[];
  requestBody: Json | undefined;
}

/** Whether a request can have an invalid body, or an invalid parameter besides those of the path. */
export function canBeInvalid(places: Places, { parameters, requestBody }: Requested): boolean {
  return parameters.some((raw) => canBreakParameter(places, raw)) || canBreakBody(places, requestBody);
}

function canBreakParameter(places: Places, raw: Json): boolean {
  const parameter = preparedParameter(raw, (schema) => places.of(schema));
  if (parameter.in === 'path' || isIgnored(parameter)) return false;
  if (raw['required'] === true) return true;
  // A repeated parameter is invalid.
  if (parameter.in === 'query' && !parameter.types.isList) return true;
  return constrainsTexts(places.of(parameter.schema), parameter);
}

/** Whether some text of a header, or some list of texts, is invalid. */
function constrainsTexts(place: SchemaPlace, { types, itemTypes }: Parameter): boolean {
  if (constrains(place) || (types.isObject && place.names.length > 0)) return true;
  if (!types.isList) return !takesText(types.names);
  const item = place.item();
  return item !== undefined && (constrains(item) || !takesText(itemTypes.names));
}

const takesText = (types: ReadonlySet<unknown>): boolean => types.size === 0 || types.has('string');

function canBreakBody(places: Places, requestBody: Json | undefined): boolean {
  if (requestBody === undefined) return false;
  if (requestBody['required'] === true) return true;
  return typesOf(requestBody).some((type) => {
    const schema = schemaOf(requestBody, type);
    if (schema === undefined) return false;
    const place = places.of(schema);
    if (isJsonType(type) || type.includes('*'))
      return place.parts.some(({ schema: part }) => saysMore(part, ANNOTATIONS));
    const isForm = /^(multipart\/|application\/x-www-form-urlencoded)/.test(essence(type));
    return constrains(place) || (isForm && place.names.length > 0);
  });
}

/** Whether a schema has a keyword that some text breaks. */
const constrains = (place: SchemaPlace): boolean => place.parts.some(({ schema }) => saysMore(schema, FORMS));

const saysMore = (schema: Json, known: ReadonlySet<string>): boolean =>
  Object.entries(schema).some(
    ([keyword, value]) =>
      !known.has(keyword) &&
      !keyword.startsWith('x-') &&
      !(keyword === 'format' && TEXT_FORMATS.has(String(value))) &&
      !(isObject(value) && Object.keys(value).length === 0),
  );

/** Keywords that no value breaks. */
const ANNOTATIONS = new Set([
  'title',
  'description',
  'example',
  'examples',
  'default',
  'deprecated',
  'nullable',
  'readOnly',
  'writeOnly',
  'externalDocs',
  'xml',
  '$comment',
]);

/** Keywords that say which type a value has and of what it consists. */
const FORMS = new Set([...ANNOTATIONS, 'type', 'items', 'properties', 'contentMediaType', 'contentEncoding']);

/** Formats that the validators do not check. */
const TEXT_FORMATS = new Set(['int32', 'int64', 'float', 'double', 'byte', 'binary', 'password']);
