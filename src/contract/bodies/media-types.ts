/** Compares declared media types with content types. */
import { essence, isJsonType } from '../../engine/values/media-type.js';
import { isObject, type Json } from '../../grammar/json.js';

/** Whether a declared type, which may have wildcards (`application/*`, `application/*+json`), covers one without. */
export function covers(declared: string, type: string): boolean {
  const wanted = essence(declared);
  const given = essence(type);
  if (wanted === given || wanted === '*/*' || wanted === '*') return given !== '';
  if (!wanted.includes('*')) return false;
  const pattern = wanted.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]+');
  return new RegExp(`^${pattern}$`).test(given);
}

/** The declared type for a content type: the same text, otherwise the same type, otherwise the narrowest wildcard. */
export function declaredFor(declared: readonly string[], contentType: string): string | undefined {
  if (declared.includes(contentType)) return contentType;
  const exact = declared.find((type) => type.toLowerCase() === contentType.trim().toLowerCase());
  if (exact !== undefined) return exact;
  const fitting = declared.filter((type) => covers(type, contentType));
  return fitting.sort((a, b) => stars(a) - stars(b))[0];
}

const stars = (type: string): number => essence(type).split('*').length;

/** The declared types, as the document writes them. */
export const typesOf = (holder: unknown): string[] =>
  isObject(holder) && isObject(holder['content']) ? Object.keys(holder['content']) : [];

/** The JSON type of a `content` object, otherwise its first. */
export function mainType(holder: unknown): string | undefined {
  const types = typesOf(holder);
  return types.find(isJsonType) ?? types.find((type) => covers(type, 'application/json')) ?? types[0];
}

/** The schema of the JSON (or else the first) media type. */
export const contentSchema = (holder: unknown): Json | undefined => schemaOf(holder, mainType(holder));

export function schemaOf(holder: unknown, type: string | undefined): Json | undefined {
  const media = mediaOf(holder, type);
  return media && isObject(media['schema']) ? media['schema'] : undefined;
}

export function mediaOf(holder: unknown, type: string | undefined): Json | undefined {
  if (type === undefined || !isObject(holder) || !isObject(holder['content'])) return undefined;
  const media = holder['content'][type];
  return isObject(media) ? media : undefined;
}

/** The content type of a reply of a declared type. A wildcard that includes JSON becomes JSON. */
export function replyTypeOf(declared: string): string {
  if (!declared.includes('*')) return declared;
  return covers(declared, 'application/json') ? 'application/json' : declared.replaceAll('*', 'plain');
}
