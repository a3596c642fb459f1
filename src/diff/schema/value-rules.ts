/** Compares the constraints of one value: type, null, enum, bounds, pattern, format, default. */
import { canonical } from '../../engine/values/canonical.js';
import { listed } from '../../engine/values/wording.js';
import { constraintEffect, short, type Effect, type Finding, type Pair, type Rule } from './finding.js';
import type { SchemaView } from './schema-view.js';

const TYPE_KEYWORDS = ['type', 'enum', 'const', 'properties', 'items', 'anyOf', 'oneOf'];

export const compareTypes: Rule = ({ before, after, use, sides }) => {
  const [from, to] = [before.types, after.types];
  const isWithin = (types: ReadonlySet<string> | undefined, others: ReadonlySet<string> | undefined): boolean => {
    if (others === undefined) return true;
    if (types === undefined) return false;
    // Every scalar of a parameter is a text.
    const isText = use === 'text' && others.has('string');
    return [...types].every(
      (type) =>
        others.has(type) ||
        (type === 'integer' && others.has('number')) ||
        (isText && type !== 'object' && type !== 'array'),
    );
  };
  const effect = effectOf(!isWithin(from, to), !isWithin(to, from));
  if (effect === 'none') return [];
  const [old, now] = [typesText(from), typesText(to)];
  return [{ kind: 'type', what: `the type ${old} became ${now}`, effect, ...sides(TYPE_KEYWORDS, [old, now]) }];
};

const typesText = (types: ReadonlySet<string> | undefined): string =>
  types === undefined ? 'any' : types.size === 0 ? 'none' : listed([...types], 'or');

export const compareNullability: Rule = ({ before, after, use, sides }) => {
  if (use === 'text' || before.allowsNull === after.allowsNull) return [];
  // The rule for types reports this already.
  if (before.types === undefined || after.types === undefined) return [];
  const what = after.allowsNull ? 'null became valid' : 'null is no longer valid';
  const effect = after.allowsNull ? 'widened' : 'narrowed';
  return [{ kind: 'nullable', what, effect, ...sides(TYPE_KEYWORDS, [before.allowsNull, after.allowsNull]) }];
};

export const compareEnumeration: Rule = ({ before, after, sides }) => {
  const [from, to] = [before.values, after.values];
  const keywords = ['enum', 'const'];
  if (from === undefined || to === undefined) {
    if (from === to) return [];
    const what = from ? 'the list of allowed values was removed' : 'only some values are allowed now';
    return [
      {
        kind: 'enum',
        what,
        effect: constraintEffect(from !== undefined),
        ...sides(keywords, [listOf(from), listOf(to)]),
      },
    ];
  }
  const lost = [...from].filter(([text]) => !to.has(text)).map(([, value]) => value);
  const gained = [...to].filter(([text]) => !from.has(text)).map(([, value]) => value);
  const finding = (values: unknown[], what: string, effect: Effect): Finding[] =>
    values.length === 0
      ? []
      : [
          {
            kind: 'enum',
            what: `${what} ${shortList(values)}`,
            effect,
            ...sides(keywords, [listOf(from), listOf(to)]),
          },
        ];
  return [
    ...finding(lost, 'these values are no longer allowed:', 'narrowed'),
    ...finding(gained, 'these values became allowed:', 'widened'),
  ];
};

const listOf = (values: ReadonlyMap<string, unknown> | undefined): unknown[] | undefined =>
  values && [...values.values()];

const MAX_VALUES = 8;

function shortList(values: readonly unknown[]): string {
  const rest = values.length - MAX_VALUES;
  return `${values.slice(0, MAX_VALUES).map(short).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

interface Bound {
  name: string;
  keyword: string;
  /** Excludes the bound itself. */
  exclusive?: string;
  /** What is valid without the keyword. */
  without: number;
}

const lower: readonly Bound[] = [
  { name: 'the minimum', keyword: 'minimum', exclusive: 'exclusiveMinimum', without: -Infinity },
  { name: 'the minimum length', keyword: 'minLength', without: 0 },
  { name: 'the minimum number of elements', keyword: 'minItems', without: 0 },
  { name: 'the minimum number of properties', keyword: 'minProperties', without: 0 },
];

const upper: readonly Bound[] = [
  { name: 'the maximum', keyword: 'maximum', exclusive: 'exclusiveMaximum', without: Infinity },
  { name: 'the maximum length', keyword: 'maxLength', without: Infinity },
  { name: 'the maximum number of elements', keyword: 'maxItems', without: Infinity },
  { name: 'the maximum number of properties', keyword: 'maxProperties', without: Infinity },
];

export const compareBounds: Rule = (pair) => [
  ...lower.flatMap((bound) => boundFindings(pair, bound, 1)),
  ...upper.flatMap((bound) => boundFindings(pair, bound, -1)),
];

/** @param sign 1 for a lower bound, -1 for an upper one */
function boundFindings({ before, after, sides }: Pair, bound: Bound, sign: 1 | -1): Finding[] {
  const [from, to] = [limitOf(before, bound, sign), limitOf(after, bound, sign)];
  const order = sign * (to.limit - from.limit) || Number(to.isExclusive) - Number(from.isExclusive);
  if (from.limit === to.limit && from.isExclusive === to.isExclusive) return [];
  const effect = order > 0 ? 'narrowed' : 'widened';
  const keywords = [bound.keyword, ...(bound.exclusive === undefined ? [] : [bound.exclusive])];
  const what = `${bound.name} ${limitChange(from, to)}`;
  return [{ kind: bound.keyword, what, effect, ...sides(keywords, [limitValue(from), limitValue(to)]) }];
}

interface Limit {
  limit: number;
  isExclusive: boolean;
}

/** The strictest of all bounds. */
function limitOf(view: SchemaView, { keyword, exclusive, without }: Bound, sign: 1 | -1): Limit {
  const read = (name: string, isExclusive: boolean): Limit[] =>
    view.all(name).flatMap((limit) => (typeof limit === 'number' ? [{ limit, isExclusive }] : []));
  return [...read(keyword, false), ...(exclusive === undefined ? [] : read(exclusive, true))].reduce(
    (strictest, limit) => {
      const difference = sign * (limit.limit - strictest.limit);
      return difference > 0 || (difference === 0 && limit.isExclusive) ? limit : strictest;
    },
    { limit: without, isExclusive: false },
  );
}

/** @param from different from `to` */
function limitChange(from: Limit, to: Limit): string {
  const [old, now] = [limitValue(from), limitValue(to)];
  if (old === undefined) return `${now} was added`;
  return now === undefined ? `${old} was removed` : `${old} became ${now}`;
}

/** undefined: everything is valid. */
const limitValue = ({ limit, isExclusive }: Limit): string | number | undefined =>
  !Number.isFinite(limit) ? undefined : isExclusive ? `${limit} (exclusive)` : limit;

/** Constraints that can be compared only as equal or different. */
export const compareOtherConstraints: Rule = (pair) => [
  ...constraint(pair, 'pattern', 'the pattern'),
  ...constraint(pair, 'multipleOf', 'the factor (multipleOf)', isMultiple),
  ...constraint(pair, 'uniqueItems', 'the rule that elements are unique'),
  ...constraint(pair, 'format', 'the format', isWiderFormat),
  ...OPAQUE.flatMap((keyword) => constraint(pair, keyword, `the condition ${keyword}`)),
  ...contents(pair),
];

/** Rare keywords, compared as they are written. */
const OPAQUE = [
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'contains',
  'minContains',
  'maxContains',
  'propertyNames',
];

/** How a text is to be decoded: an annotation, by which no text is invalid (JSON Schema 2020-12 Validation, section 8.1). */
const contents = (pair: Pair): Finding[] =>
  ['contentEncoding', 'contentMediaType'].flatMap((keyword) =>
    constraint(pair, keyword, keyword).map((finding) => ({
      ...finding,
      effect: 'none' as const,
      verdict:
        finding.effect === 'both'
          ? { breaking: true, why: 'a client encodes or decodes the text in another way' }
          : { breaking: false, why: 'it refuses no text, and only one document states it' },
    })),
  );

/** @param isWider whether all values of the first constraint satisfy the second */
function constraint(
  { before, after, sides }: Pair,
  keyword: string,
  name: string,
  isWider: (from: unknown, to: unknown) => boolean = () => false,
): Finding[] {
  const stated = (view: SchemaView): unknown[] =>
    view.all(keyword).filter((value) => value !== false && !isHint(value));
  const [from, to] = [stated(before), stated(after)];
  if (canonical(from) === canonical(to)) return [];
  const change = { kind: keyword, ...sides([keyword], [oneOrAll(from), oneOrAll(to)]) };
  if (from.length === 0) return [{ ...change, what: `${name} ${short(oneOrAll(to))} was added`, effect: 'narrowed' }];
  if (to.length === 0) return [{ ...change, what: `${name} ${short(oneOrAll(from))} was removed`, effect: 'widened' }];
  const [old, now] = [oneOrAll(from), oneOrAll(to)];
  const effect = isWider(old, now) ? 'widened' : isWider(now, old) ? 'narrowed' : 'both';
  return [{ ...change, what: `${name} ${short(old)} became ${short(now)}`, effect }];
}

const oneOrAll = (values: readonly unknown[]): unknown => (values.length < 2 ? values[0] : values);

/** A format that says only how to show an input field. */
const isHint = (value: unknown): boolean => value === 'password';

const isMultiple = (from: unknown, to: unknown): boolean =>
  typeof from === 'number' && typeof to === 'number' && to !== 0 && Number.isInteger(from / to);

const WIDER_FORMATS: Readonly<Record<string, string>> = {
  int32: 'int64',
  float: 'double',
  int16: 'int32',
  int8: 'int16',
};

const isWiderFormat = (from: unknown, to: unknown): boolean => WIDER_FORMATS[String(from)] === to;

/** Of requests: what is done for a client that leaves the value out. */
export const compareDefaults: Rule = ({ before, after, use, sides }) => {
  const [from, to] = [before.all('default')[0], after.all('default')[0]];
  // A parameter is a text: the default 20 of a number is that of the text "20".
  const comparable = (value: unknown): string =>
    use === 'text' && typeof value === 'string' ? value : canonical(value);
  if (use === 'reply' || comparable(from) === comparable(to)) return [];
  const change = { kind: 'default', effect: 'none' as const, ...sides(['default'], [from, to]) };
  if (from === undefined)
    return [
      {
        ...change,
        what: `the default ${short(to)} was added`,
        verdict: { breaking: false, why: 'none was stated before' },
      },
    ];
  const why = 'a request that leaves it out can have another effect';
  const what =
    to === undefined ? `the default ${short(from)} was removed` : `the default ${short(from)} became ${short(to)}`;
  return [{ ...change, what, verdict: { breaking: true, why } }];
};

export const compareDeprecations: Rule = ({ before, after, sides }) => {
  const [from, to] = [before.has('deprecated', true), after.has('deprecated', true)];
  if (from === to) return [];
  const what = to ? 'it is deprecated' : 'it is no longer deprecated';
  const verdict = { breaking: false, why: 'it still works' };
  return [{ kind: 'deprecated', what, effect: 'none', verdict, ...sides(['deprecated'], [from, to]) }];
};

const effectOf = (narrowed: boolean, widened: boolean): Effect =>
  narrowed ? (widened ? 'both' : 'narrowed') : widened ? 'widened' : 'none';
