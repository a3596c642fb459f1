/** The structure of a path: words and parameters, without suffixes (`.json`, `:verb`). */
export interface Segment {
  /** The literal text, or the text around the parameter. */
  text: string;
  parameter: string | undefined;
}

export interface Skeleton {
  segments: Segment[];
  /** `:cancel` after the last segment. */
  action: string | undefined;
  /** Equal for paths that differ only in parameter names and suffixes. */
  key: string;
  /** The key of the path before the last parameter; undefined: the path does not end in a parameter. */
  collection: string | undefined;
  /** Path parameters in order. */
  parameters: string[];
}

const FORMAT_SUFFIX = /\.(json|xml|yaml|yml)$/i;

export function skeletonOf(path: string): Skeleton {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .flatMap(keyed);
  const segments: Segment[] = [];
  let action: string | undefined;
  for (const [at, part] of parts.entries()) {
    let text = at === parts.length - 1 ? part.replace(FORMAT_SUFFIX, '') : part;
    const verb = /^(.+):([A-Za-z][\w-]*)$/.exec(text);
    if (verb && at === parts.length - 1) [text, action] = [verb[1] ?? text, verb[2]];
    segments.push(segment(text));
  }
  const keys = segments.map(({ text, parameter }) => (parameter === undefined ? text.toLowerCase() : '{}'));
  const endsInParameter = segments.at(-1)?.parameter !== undefined;
  return {
    segments,
    action,
    key: keys.join('/') + (action === undefined ? '' : `:${action}`),
    collection: endsInParameter && action === undefined ? keys.slice(0, -1).join('/') : undefined,
    parameters: [...path.matchAll(/\{([^}]+)\}/g)].map((found) => found[1] ?? ''),
  };
}

/** `Orders({id})` and `People('{name}')`, as OData writes them: the collection and the item in it. */
function keyed(part: string): string[] {
  const found = /^([\w.~-]+)\((['"]?)(\{[^{}]+\})\2\)$/.exec(part);
  return found ? [found[1] ?? '', found[3] ?? ''] : [part];
}

/** A segment with several parameters (`{base}...{head}`) counts as one that cannot be named alone. */
function segment(text: string): Segment {
  const names = [...text.matchAll(/\{([^}]+)\}/g)].map((found) => found[1] ?? '');
  return { text, parameter: names.length === 1 ? names[0] : names.length > 1 ? names.join('+') : undefined };
}

/** The last word of the path that is not a parameter. */
export const lastWord = ({ segments }: Pick<Skeleton, 'segments'>): string =>
  segments.findLast(({ parameter }) => parameter === undefined)?.text ?? '';
