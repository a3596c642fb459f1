/** Lists the rules of a behavior with their evidence and ids, as used in replies, contract cases and documents. */
import { isObject } from './json.js';
import type { Behavior, Evidence } from './behavior.js';

/** The best level is first. */
export const levels = ['documented', 'client', 'observed', 'assumed', 'inferred'] as const satisfies readonly Exclude<
  keyof Evidence,
  'parts'
>[];
export type EvidenceLevel = (typeof levels)[number];

/** The lowest level: all rules are applied. */
export const DEFAULT_LEVEL: EvidenceLevel = 'inferred';

export interface Basis {
  level: EvidenceLevel;
  /** Where the evidence is found. */
  reference: string;
}

export interface StatedPart extends Basis {
  /** The path of its key within the rule; `the rest`: everything without a part. */
  part: string;
}

export interface Stated extends Basis {
  /** All parts, the weakest first, if parts have their own evidence. The level of the whole is that of the first. */
  parts?: StatedPart[];
}

export interface StatedRule extends Stated {
  /** The id in `x-stuntdouble-rule`: `integrations_update`, `refusals.notFound`, `resources.integration.fields.type`. */
  id: string;
  /** Path in the behavior. */
  path: string[];
}

export const THE_REST = 'the rest';
/** Name of the part of a refusal that comes from its target (`as`). */
export const TARGET = 'target';

export const rankOf = (level: EvidenceLevel): number => levels.indexOf(level);

/** The level and the reference of a piece of evidence. */
export const stated = cached(statedFrom);

/** Whether a rule comes from the OpenAPI document alone. */
export const isInferred = (evidence: Evidence): boolean => stated(evidence).level === 'inferred';

function cached<From extends object, To>(compute: (from: From) => To): (from: From) => To {
  const results = new WeakMap<From, To>();
  return (from) => {
    let known = results.get(from);
    if (known === undefined) results.set(from, (known = compute(from)));
    return known;
  };
}

function statedFrom({ parts, ...evidence }: Evidence): Stated {
  const rest = basis(evidence);
  if (parts === undefined) return rest;
  return inParts([
    { part: THE_REST, ...rest },
    ...Object.entries(parts).map(([part, own]) => ({ part, ...basis(own) })),
  ]);
}

/** Level and reference without parts. */
export const basis = cached(readBasis);

function readBasis(evidence: Omit<Evidence, 'parts'>): Basis {
  const level = levels.find((name) => evidence[name] !== undefined) ?? 'assumed';
  const reference = evidence[level] ?? '';
  return { level, reference: evidence.date === undefined ? reference : `${reference} (${evidence.date})` };
}

/** Combines several statements: the weakest level, and a reference that names each part. */
export function inParts(parts: readonly StatedPart[]): Stated {
  const sorted = [...parts].sort((a, b) => rankOf(b.level) - rankOf(a.level));
  const level = sorted[0]?.level ?? 'assumed';
  const groups = new Map<string, string[]>();
  for (const { part, level: own, reference } of sorted) {
    const evidence = own === level ? reference : `${own} ${reference}`;
    groups.set(evidence, [...(groups.get(evidence) ?? []), part]);
  }
  const reference = [...groups].map(([evidence, names]) => `${names.join(', ')}: ${evidence}`).join('; ');
  return { level, reference, parts: sorted };
}

/** Adds the evidence of another rule as the part `part`, if it is weaker than what has no part of its own. */
export function relyingOn({ parts, ...rest }: Stated, other: Stated, part: string): Stated {
  const own = parts?.find((it) => it.part === THE_REST) ?? rest;
  if (rankOf(other.level) <= rankOf(own.level)) return { ...rest, ...(parts && { parts }) };
  const { level, reference } = other.parts?.[0] ?? other;
  return inParts([...(parts ?? [{ part: THE_REST, ...rest }]), { part, level, reference }]);
}

/** The parts for a header: `; parts="status assumed, the rest documented"`; '' without parts. */
export const partsShown = cached(({ parts }: Stated) =>
  parts === undefined ? '' : `; parts="${parts.map(({ part, level }) => `${part} ${level}`).join(', ')}"`,
);

/** Depth first, in the order of the file. */
export function statedRules(behavior: Behavior): StatedRule[] {
  const { refusals } = behavior.dialect;
  return [...walk(behavior, [])].map((rule) => {
    const [room, kind, name] = rule.path;
    return room === 'dialect' && kind === 'refusals' && name !== undefined
      ? { ...rule, ...statedRefusal(refusals, name) }
      : rule;
  });
}

/** The evidence of a refusal, including that of its target (`as`). */
export function statedRefusal(refusals: Behavior['dialect']['refusals'], name: string, hops = 10): Stated {
  const rule = refusals[name];
  if (rule === undefined) return { level: 'assumed', reference: '' };
  const own = stated(rule.evidence);
  if (rule.as === undefined || hops === 0 || refusals[rule.as] === undefined) return own;
  return relyingOnTarget(own, statedRefusal(refusals, rule.as, hops - 1));
}

/** The evidence of a refusal that answers like another one. The choice of that one can be a part (`as`). */
export const relyingOnTarget = (own: Stated, target: Stated): Stated =>
  own.parts?.some(({ part }) => part === 'as') ? own : relyingOn(own, target, TARGET);

function* walk(node: unknown, path: string[]): Generator<StatedRule> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* walk(item, [...path, String(index)]);
    return;
  }
  if (!isObject(node)) return;
  if (isObject(node['evidence'])) yield { id: idOf(path), path, ...stated(node['evidence']) };
  for (const [key, value] of Object.entries(node)) if (key !== 'evidence') yield* walk(value, [...path, key]);
}

/** The id of a path: without the prefix `operations` or `dialect`. */
export const idOf = (path: readonly string[]): string =>
  path.slice(path[0] === 'operations' || path[0] === 'dialect' ? 1 : 0).join('.');

/** The statements in a reference such as `S16 S17; the words are A1` or `F28 to F33`. */
export function referencesIn(reference: string): string[] {
  return [...reference.matchAll(/\b([A-Z])(\d+)(?: to \1(\d+))?\b/g)].flatMap(([, letter = '', from, to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${letter}${Number(from) + i}`),
  );
}

/** A rule or part below the requested level of evidence, and what happens instead. */
export interface LeftOut extends Basis {
  id: string;
  /** Undefined: the whole rule. */
  part?: string;
  /** `kept`: required, or has no effect. */
  instead: 'declined' | 'not applied' | 'own words' | 'kept';
}
