/** Splits raw texts by the serialization styles of OpenAPI parameters (RFC 6570). */

export type Style = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';

/** Space and bar are delimiters encoded or not, because clients must encode them; a comma only if it is not encoded. */
const DELIMITERS: Partial<Record<Style, RegExp>> = {
  spaceDelimited: /%20|\+| /,
  pipeDelimited: /\||%7C/i,
};

/** The parts of a delimited text, still encoded. */
export const split = (style: Style, raw: string): string[] => raw.split(DELIMITERS[style] ?? ',');

/** Decodes a text of a query or form, in which a plus is a space. Throws URIError. */
export const decodeQueryPart = (text: string): string =>
  text.includes('%') || text.includes('+') ? decodeURIComponent(text.replaceAll('+', ' ')) : text;

/** `R,100,G,200` as pairs. */
export function pairsOf(parts: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < parts.length; at += 2) pairs.push([parts[at] ?? '', parts[at + 1] ?? '']);
  return pairs;
}

/** `R=100` as a pair. */
export function pairOf(part: string): [string, string] {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

/** The prefix and the separators of the styles that only paths have. */
export function pathParts(style: Style, explode: boolean, name: string, raw: string): string[] {
  if (style === 'label') return raw.replace(/^\./, '').split(explode || !raw.includes(',') ? '.' : ',');
  if (style !== 'matrix') return raw.split(',');
  const parts = raw.replace(/^;/, '').split(';');
  const prefix = `${name}=`;
  const bare = parts.map((part) => (part.startsWith(prefix) ? part.slice(prefix.length) : part));
  return explode ? bare : bare.flatMap((part) => part.split(','));
}
