import { levels, type EvidenceLevel } from '../grammar/evidence.js';
import type { OperationDescription } from './operation.js';
import type { Point } from './point.js';

/** A point that rests on a rule of the behavior. */
export type RulePoint = Required<Omit<Point, 'parts'>> & Pick<Point, 'parts'>;

/** The rules that an operation goes by, each once. */
export function rulesIn({ does, refusals, requests, parameters, records, fields }: OperationDescription): RulePoint[] {
  const refused = refusals.flatMap(({ reason, when, rule, level, reference, parts, words }): Point[] => [
    { about: reason, says: when, rule, level, reference, ...(parts && { parts }) },
    ...(words ? [{ about: reason, says: 'its words', ...words }] : []),
  ]);
  const points = [does, ...refused, ...requests, ...parameters, ...records, ...fields];
  return [...new Map(points.filter(isRule).map((it) => [it.rule, it])).values()];
}

const isRule = (it: Point): it is RulePoint => it.rule !== undefined;

export type Counts = Record<EvidenceLevel, number>;

export function countByLevel(rules: readonly { level: EvidenceLevel }[]): Counts {
  const of = (level: EvidenceLevel): number => rules.filter((it) => it.level === level).length;
  return Object.fromEntries(levels.map((it) => [it, of(it)])) as Counts;
}
