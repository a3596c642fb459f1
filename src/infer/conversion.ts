/** Infers `convert` for a field whose type in requests differs from its type in replies. */
import type { Conversion } from '../grammar/behavior.js';
import type { SchemaAt } from './openapi-document.js';
import type { Resource } from './resources.js';
import type { Schemas } from './schemas.js';

export interface FieldSources {
  schemas: Schemas;
  resources: readonly Resource[];
  /** The schemas of the bodies that create or change a record. */
  bodies: readonly SchemaAt[];
}

export interface InferredConversion {
  rule: Conversion;
  reason: string;
}

export function conversionOf(
  sources: FieldSources,
  sent: SchemaAt,
  shown: readonly SchemaAt[],
): InferredConversion | undefined {
  const { schemas } = sources;
  const [input, output] = [typesOf(schemas, [sent]), typesOf(schemas, shown)];
  if (input.size === 0 || output.size === 0) return undefined;
  const others = new Set([...input].filter((type) => !fits(type, output)));
  if (others.size === 0) return input.has('array') && input.size === 1 ? elements(sources, sent, shown) : undefined;
  if (output.has('array') && !others.has('object')) {
    const items = shown.map((place) => schemas.facts(place).items).find((place) => place !== undefined);
    const inner = items ? typesOf(schemas, [items]) : new Set<string>();
    if (inner.size === 0 || [...others].some((type) => fits(type, inner)))
      return { rule: { to: 'list' }, reason: 'requests send one, replies show a list' };
  }
  // If some sent types fit, no conversion is inferred.
  return others.size < input.size ? undefined : (reference(sources, input, output, shown) ?? madeUp(input, output));
}

/** Lists of ids in requests and lists of records in replies. */
function elements(sources: FieldSources, sent: SchemaAt, shown: readonly SchemaAt[]): InferredConversion | undefined {
  const { schemas } = sources;
  const [input, output] = [
    schemas.facts(sent).items,
    shown.map((place) => schemas.facts(place).items).find((place) => place !== undefined),
  ];
  if (input === undefined || output === undefined) return undefined;
  const [from, to] = [typesOf(schemas, [input]), typesOf(schemas, [output])];
  if (from.size === 0 || to.size === 0 || [...from].some((type) => fits(type, to))) return undefined;
  return reference(sources, from, to, [output]) ?? madeUp(from, to, 'list items');
}

function reference(
  sources: FieldSources,
  input: ReadonlySet<string>,
  output: ReadonlySet<string>,
  shown: readonly SchemaAt[],
): InferredConversion | undefined {
  const isId = input.has('string') || input.has('integer');
  if (!isId || !output.has('object') || output.has('string')) return undefined;
  const inner = shown.map((place) => sources.schemas.unwrapped(place));
  const resource = sources.resources.find(({ recordSchema }) =>
    inner.some((place) => place.pointer === recordSchema.pointer),
  );
  return {
    rule: { to: 'record', ...(resource && { resource: resource.name }) },
    reason: `requests send the id, replies show the ${resource?.name ?? 'object'}`,
  };
}

const madeUp = (input: ReadonlySet<string>, output: ReadonlySet<string>, what = 'requests'): InferredConversion => ({
  rule: { to: 'madeUp' },
  reason: `${what} send ${[...input].join(' or ')}, replies show ${[...output].join(' or ')}`,
});

const typesOf = (schemas: Schemas, places: readonly SchemaAt[]): Set<string> =>
  new Set(places.flatMap((place) => [...schemas.facts(place).types]));

const fits = (type: string, types: ReadonlySet<string>): boolean =>
  types.has(type) || (type === 'integer' && types.has('number'));
