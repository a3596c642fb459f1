/** Declared headers of replies, with values for the required ones. */
import { isObject, type Json } from '../grammar/json.js';
import type { ReplyHeader } from '../engine/model/contract.js';
import { examplesOf } from './document-parts.js';
import { objectAt } from './references.js';

export function declaredReplyHeaders(
  document: Json,
  response: Json | undefined,
  status: number,
): readonly ReplyHeader[] {
  const headers = response?.['headers'];
  if (!isObject(headers)) return [];
  return Object.entries(headers).flatMap(([name, raw]) => {
    const header = objectAt(document, raw);
    // OpenAPI ignores a header named Content-Type.
    if (header === undefined || name.toLowerCase() === 'content-type') return [];
    const isNeeded = header['required'] === true || (status >= 300 && status < 400 && /^location$/i.test(name));
    return [{ name: name.toLowerCase(), ...(isNeeded && { value: headerText(headerValue(document, header)) }) }];
  });
}

/** The document's example, otherwise a neutral value of the schema. */
function headerValue(document: Json, header: Json): unknown {
  const schema = objectAt(document, header['schema']) ?? {};
  const choices: unknown[] = Array.isArray(schema['enum']) ? schema['enum'] : [];
  const given = [...examplesOf(document, header), schema['const'], schema['default'], choices[0]];
  return given.find((value) => value !== undefined) ?? plainValue(schema);
}

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'http://localhost/',
  url: 'http://localhost/',
  'uri-reference': '/',
};

function plainValue(schema: Json): unknown {
  const types = [schema['type']].flat();
  if (types.includes('integer') || types.includes('number')) return schema['minimum'] ?? 0;
  if (types.includes('boolean')) return false;
  return TEXTS[String(schema['format'])] ?? 'string';
}

/** Serializes a value in the style `simple`, without line breaks. */
function headerText(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map(String).join(',')
    : isObject(value)
      ? Object.entries(value).flat().map(String).join(',')
      : String(value);
  return text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, ' ').trim();
}
