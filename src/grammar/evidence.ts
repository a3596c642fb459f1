/** The rules of a behavior that have evidence, by the names that replies, contract cases and documents use. */
import { isObject } from './json.js';
import type { Behavior, Evidence } from './behavior.js';

/** Best first. */
export const levels = ['documented', 'client', 'observed', 'assumed', 'inferred'] as const satisfies readonly Exclude<
  keyof Evidence,
  'parts'
>[];
export type EvidenceLevel = (typeof levels)[number];

/** The lowest level: every rule counts. */
export const DEFAULT_LEVEL: EvidenceLevel = 'inferred';

export interface Basis {
  level: EvidenceLevel;
  /** Where the evidence is found. */
  reference: string;
}

export interface StatedPart extends Basis {
  /** The path of its key within the rule; `the rest` is what no other part names. */
  part: string;
}

export interface Stated extends Basis {
  /** Where parts have evidence of their own: all of them, the weakest first. The level of the whole is that of the first. */
  parts?: StatedPart[];
}

export interface StatedRule extends Stated {
  /** As `x-stuntdouble-rule` has it behind the vendor: `integrations_update`, `refusals.notFound`, `resources.integration.fields.type`. */
  id: string;
  /** Keys that lead to it in the behavior. */
  path: string[];
}

export const THE_REST = 'the rest';
/** The part of a refusal that is stated by the refusal that it is answered as. */
export const TARGET = 'target';

export const rankOf = (level: EvidenceLevel): number => levels.indexOf(level);

/** The level and the reference of a piece of evidence. */
export const stated = cached(read);

function cached<From extends object, To>(compute: (from: From) => To): (from: From) => To {
  const results = new WeakMap<From, To>();
  return (from) => {
    let known = results.get(from);
    if (known === undefined) results.set(from, (known = compute(from)));
    return known;
  };
}

function read({ parts, ...evidence }: Evidence): Stated {
  const rest = basis(evidence);
  if (parts === undefined) return rest;
  return inParts([
    { part: THE_REST, ...rest },
    ...Object.entries(parts).map(([part, own]) => ({ part, ...basis(own) })),
  ]);
}

/** Of evidence without its parts. */
export const basis = cached(readBasis);

function readBasis(evidence: Omit<Evidence, 'parts'>): Basis {
  const level = levels.find((name) => evidence[name] !== undefined) ?? 'assumed';
  const reference = evidence[level] ?? '';
  return { level, reference: evidence.date === undefined ? reference : `${reference} (${evidence.date})` };
}

/** One statement of several: its level is the weakest, its reference names each part. */
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

/** A rule that relies on another: that one is a part of it, named `part`, where it is known less well. */
export function relyingOn({ parts, ...rest }: Stated, other: Stated, part: string): Stated {
  if (rankOf(other.level) <= rankOf(rest.level)) return { ...rest, ...(parts && { parts }) };
  const { level, reference } = other.parts?.[0] ?? other;
  return inParts([...(parts ?? [{ part: THE_REST, ...rest }]), { part, level, reference }]);
}

/** The parts as a header shows them, empty where there are none: `; parts="status assumed, the rest documented"`. */
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

/** What a refusal rests on: its own evidence, and that of the refusal that it is answered as. */
export function statedRefusal(refusals: Behavior['dialect']['refusals'], name: string, hops = 10): Stated {
  const rule = refusals[name];
  if (rule === undefined) return { level: 'assumed', reference: '' };
  const own = stated(rule.evidence);
  if (rule.as === undefined || hops === 0 || refusals[rule.as] === undefined) return own;
  return relyingOn(own, statedRefusal(refusals, rule.as, hops - 1), TARGET);
}

function* walk(node: unknown, path: string[]): Generator<StatedRule> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* walk(item, [...path, String(index)]);
    return;
  }
  if (!isObject(node)) return;
  if (isObject(node['evidence'])) yield { id: idOf(path), path, ...stated(node['evidence']) };
  for (const [key, value] of Object.entries(node)) if (key !== 'evidence') yield* walk(value, [...path, key]);
}

/** Names of operations and of the dialect do not say where they stand. */
export const idOf = (path: readonly string[]): string =>
  path.slice(path[0] === 'operations' || path[0] === 'dialect' ? 1 : 0).join('.');

/** A rule, or a part of one, below the requested level of evidence, and what is served instead. */
export interface LeftOut extends Basis {
  id: string;
  /** Undefined: the whole rule. */
  part?: string;
  /** `kept`: required, or has no effect. */
  instead: 'declined' | 'not applied' | 'own words' | 'kept';
}
