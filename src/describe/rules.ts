import { levels, type EvidenceLevel } from '../grammar/evidence.js';
import type { OperationDescription } from './operation.js';
import type { Point } from './point.js';

/** A point about a rule of the behavior. */
export type RulePoint = Required<Omit<Point, 'parts'>> & Pick<Point, 'parts'>;

/** The rules of an operation, without repetition. */
export function rulesIn({ does, refusals, requests, parameters, records, fields }: OperationDescription): RulePoint[] {
  const refused = refusals.flatMap(({ reason, when, rule, level, reference, parts, words }): Point[] => [
    { about: reason, says: when, rule, level, reference, ...(parts && { parts }) },
    ...(words ? [{ about: reason, says: 'its message', ...words }] : []),
  ]);
  const points = [does, ...refused, ...requests, ...parameters, ...records, ...fields];
  return [...new Map(points.filter(isRule).map((point) => [point.rule, point])).values()];
}

const isRule = (point: Point): point is RulePoint => point.rule !== undefined;

export type Counts = Record<EvidenceLevel, number>;

export function countByLevel(rules: readonly { level: EvidenceLevel }[]): Counts {
  const of = (level: EvidenceLevel): number => rules.filter((rule) => rule.level === level).length;
  return Object.fromEntries(levels.map((level) => [level, of(level)])) as Counts;
}
