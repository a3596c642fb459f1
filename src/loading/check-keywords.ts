/** Finds misspelled keywords, formats and required names in schemas: JSON Schema allows unknown ones. */
import { schemasIn } from '../contract/openapi-schema.js';
import { closest } from '../engine/values/suggest.js';
import { isObject, type Json } from '../grammar/json.js';
import type { Mistake } from './mistakes.js';
import type { PlacedDocument } from './placed-document.js';

/** Keywords whose value is a schema, a list of schemas, or a map of schemas. */
const SCHEMAS = [
  ...['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'],
  ...['unevaluatedProperties', 'unevaluatedItems', 'contentSchema'],
];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];
const OTHERS = [
  ...['type', 'enum', 'const', 'format', 'required', 'dependentRequired', 'default', 'title', 'description'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'pattern'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains', 'minProperties', 'maxProperties'],
  ...['readOnly', 'writeOnly', 'deprecated', 'example', 'examples', 'discriminator', 'xml', 'externalDocs'],
  ...['contentEncoding', 'contentMediaType', 'nullable', 'definitions', 'dependencies', 'additionalItems'],
  ...['$ref', '$id', '$schema', '$anchor', '$dynamicRef', '$dynamicAnchor', '$comment', '$vocabulary'],
];
const KEYWORDS = [...SCHEMAS, ...LISTS, ...MAPS, ...OTHERS];
const KNOWN = new Set(KEYWORDS);

const FORMATS = [
  ...['date-time', 'date', 'time', 'duration', 'email', 'idn-email', 'hostname', 'idn-hostname', 'ipv4', 'ipv6'],
  ...['uri', 'uri-reference', 'iri', 'iri-reference', 'uuid', 'uri-template', 'json-pointer', 'regex', 'binary'],
  ...['int32', 'int64', 'float', 'double', 'byte', 'password', 'url', 'decimal'],
];
/** Shorter words are similar to many. */
const MIN_LENGTH = 5;

export function checkKeywords(source: PlacedDocument): Mistake[] {
  const mistakes: Mistake[] = [];
  const seen = new Set<object>();
  const check = (schema: unknown, path: PropertyKey[]): void => {
    if (!isObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    mistakes.push(...misspelledIn(source, schema, path));
    for (const [key, part] of Object.entries(schema)) {
      const at = [...path, key];
      if (SCHEMAS.includes(key)) check(part, at);
      else if (LISTS.includes(key) && Array.isArray(part)) part.forEach((item, i) => check(item, [...at, i]));
      else if (MAPS.includes(key) && isObject(part))
        for (const [name, item] of Object.entries(part)) check(item, [...at, name]);
    }
  };
  for (const { schema, path } of schemasIn(source.value, [])) check(schema, path);
  return mistakes;
}

function misspelledIn(source: PlacedDocument, schema: Json, path: PropertyKey[]): Mistake[] {
  const where = path.map(String).join('.');
  const asked = (near: readonly string[]): string => `did you mean ${near.join(' or ')}?`;
  const mistakes = Object.keys(schema).flatMap((key) => {
    if (KNOWN.has(key) || key.length < MIN_LENGTH || key.startsWith('x-')) return [];
    const near = closest(key, KEYWORDS).filter((name) => !Object.hasOwn(schema, name) && isSlip(key, name));
    return near.length === 0
      ? []
      : [source.mistake([...path, key], `${where} has the unknown keyword ${key}`, asked(near))];
  });
  const { format, required, properties } = schema;
  if (typeof format === 'string' && !FORMATS.includes(format) && format.length >= MIN_LENGTH) {
    const near = closest(format, FORMATS).filter((name) => isSlip(format, name));
    if (near.length > 0)
      mistakes.push(source.mistake([...path, 'format'], `${where} has the unknown format ${format}`, asked(near)));
  }
  if (!Array.isArray(required) || !isObject(properties)) return mistakes;
  const free = Object.keys(properties).filter((name) => !required.includes(name));
  for (const name of required) {
    if (typeof name !== 'string' || Object.hasOwn(properties, name)) continue;
    const near = closest(name, free).filter((other) => isSlip(name, other));
    if (near.length > 0)
      mistakes.push(
        source.mistake([...path, 'required'], `${where} requires ${name}, which it does not declare`, asked(near)),
      );
  }
  return mistakes;
}

/** Whether a word differs from another one in the case of letters, or by one or two letters. */
const isSlip = (word: string, other: string): boolean =>
  Math.abs(word.length - other.length) <= 2 && closest(word, [other]).length > 0;
