/** Parses path templates of OpenAPI documents: segments, query and fragment. */

/** `{id}:cancel` is `{ literals: ['', ':cancel'] }`: the texts before, between and after the parameters. */
export interface MixedSegment {
  kind: 'mixed';
  literals: readonly string[];
}

export type Segment = { kind: 'literal'; text: string } | { kind: 'parameter'; name: string } | MixedSegment;

export interface PathTemplate {
  segments: Segment[];
  /** For `/things?kind=x`: the required query of a request. A value such as `{kind}` is a parameter. */
  query: readonly (readonly [name: string, value: string])[];
  /** Whether the template has a fragment, which requests never have. */
  hasFragment: boolean;
}

const PARAMETER = /\{([^{}]+)\}/g;

/** Names of the parameters in the order of the template, those in its query included. */
export const parameterNames = (template: string): string[] =>
  [...withoutFragment(template).matchAll(PARAMETER)].map(([, name = '']) => name);

const withoutFragment = (template: string): string => template.replace(/#.*$/s, '');

export function parseTemplate(template: string): PathTemplate {
  const [path = '', query = ''] = withoutFragment(template).split(/\?(.*)/s);
  return {
    segments: path.split('/').slice(1).map(segmentOf),
    query: query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => pairOf(pair)),
    hasFragment: template.includes('#'),
  };
}

function segmentOf(text: string): Segment {
  const literals = text.split(PARAMETER).filter((_part, at) => at % 2 === 0);
  if (literals.length === 1) return { kind: 'literal', text: unescaped(text) };
  if (literals.length > 2 || literals.some((part) => part !== ''))
    return { kind: 'mixed', literals: literals.map(unescaped) };
  return { kind: 'parameter', name: text.slice(1, -1) };
}

function pairOf(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [unescaped(pair), ''] : [unescaped(pair.slice(0, at)), unescaped(pair.slice(at + 1))];
}

/** Decodes percent-encoding; a malformed text is returned unchanged. */
export function unescaped(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The raw values of the parameters in a segment; undefined: the segment does not match. */
export function valuesOf({ literals }: MixedSegment, segment: string): string[] | undefined {
  const first = literals[0] ?? '';
  const last = literals.at(-1) ?? '';
  if (!segment.startsWith(first) || !segment.endsWith(last)) return undefined;
  const values: string[] = [];
  const end = segment.length - last.length;
  let at = first.length;
  for (const literal of literals.slice(1, -1)) {
    const found = segment.indexOf(literal, at + 1);
    if (found < 0 || found + literal.length > end) return undefined;
    values.push(segment.slice(at, found));
    at = found + literal.length;
  }
  if (at >= end) return undefined;
  return [...values, segment.slice(at, end)];
}

/** Decodes only characters that the template contains: `7%3Acancel` is `7:cancel` for `{id}:cancel`. */
export function withLiteralsUnescaped({ literals }: MixedSegment, segment: string): string {
  const text = literals.join('');
  return segment.replace(/%[0-7][0-9a-f]/gi, (code) => {
    const character = String.fromCharCode(parseInt(code.slice(1), 16));
    return text.includes(character) ? character : code;
  });
}
