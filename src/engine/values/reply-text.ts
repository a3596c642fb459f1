/** Reply bodies that are not JSON. */
import { isObject } from '../../grammar/json.js';
import { essence, isJsonType } from './media-type.js';

/** The body as text in its media type; undefined: serialize it as JSON. */
export function textFor(type: string, body: unknown): string | undefined {
  if (isJsonType(type) || body === undefined) return undefined;
  if (essence(type) === 'text/event-stream') return events(body);
  return typeof body === 'string' ? body : undefined;
}

/** The content type of a reply. JSON if the body cannot be sent in the declared type. */
export const sentType = (type: string, body: unknown): string =>
  isJsonType(type) || textFor(type, body) !== undefined || essence(type).endsWith('yaml') ? type : 'application/json';

/** Whether lists and objects can be written in a type: JSON in its forms, YAML, events. */
export const takesObjects = (type: string): boolean => /json|yaml|event-stream|\*/i.test(type);

/** Server-sent events: one per list element, or one for the whole. A text that is in this format already is kept. */
function events(body: unknown): string {
  if (typeof body === 'string' && /^(?:data|event|id|retry)?:/m.test(body)) return `${body.trimEnd()}\n\n`;
  return (Array.isArray(body) ? body : [body]).map(event).join('');
}

function event(part: unknown): string {
  const text = isObject(part) || Array.isArray(part) ? JSON.stringify(part) : String(part);
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `${lines.join('')}\n`;
}

const PDF = `%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 72 72]>> endobj
trailer <</Root 1 0 R>>
%%EOF
`;

/** The smallest file of each type. All are ASCII. */
const SMALLEST: Record<string, string> = {
  'application/pdf': PDF,
  'application/zip': `PK\u0005\u0006${'\u0000'.repeat(18)}`,
  'application/xml': '<?xml version="1.0" encoding="UTF-8"?>\n<example/>\n',
  'text/xml': '<?xml version="1.0" encoding="UTF-8"?>\n<example/>\n',
  'text/html': '<!doctype html>\n<title>Example</title>\n',
  'text/csv': 'id,name\r\n1,example\r\n',
  'image/gif': `GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000,\u0000\u0000\u0000\u0000\u0001\u0000\u0001\u0000\u0000\u0002\u0002D\u0001\u0000;`,
  'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n',
};

/** A made-up body of this type; undefined: unknown type. */
export const smallestOf = (type: string): string | undefined => SMALLEST[essence(type)];
