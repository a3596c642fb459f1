/** Finds evidence that refers to statements which SOURCES.md does not have. */
import type { Evidence } from '../../grammar/behavior.js';
import { basis, referencesIn, statedRules } from '../../grammar/evidence.js';
import { isObject } from '../../grammar/json.js';
import { suggest } from '../../engine/values/suggest.js';
import { SOURCES } from '../numbered-statements.js';
import type { Checking } from './checking.js';

/** A reference of numbers alone, such as `S1 S2` or `F1 to F3`, and a date. Others may name anything. */
const NUMBERS = /^[A-Z]\d+(?:(?:[\s,]+| to )[A-Z]\d+)*(?: \([\d-]+\))?$/;

/** @param numbers those of the statements; none: there is no SOURCES.md to which a number could refer */
export function checkSourceNumbers({ behavior, note }: Checking, numbers: readonly string[]): void {
  if (numbers.length === 0) return;
  for (const [i, { source }] of (behavior.notEnforced ?? []).entries())
    for (const number of missingFrom(source, numbers))
      note(['notEnforced', i, 'source'], `${SOURCES} has no statement ${number}: ${suggest(number, numbers)}`);
  for (const { path } of statedRules(behavior)) {
    const rule = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], behavior);
    if (!isObject(rule) || !isObject(rule['evidence'])) continue;
    const evidence = rule['evidence'] as Evidence;
    const at = [...path, 'evidence'];
    const parts = Object.entries(evidence.parts ?? {}).map(([part, own]) => ({ own, at: [...at, 'parts', part] }));
    for (const item of [{ own: evidence, at }, ...parts])
      for (const number of unknownIn(item.own, numbers))
        note([...item.at, basis(item.own).level], `${SOURCES} has no statement ${number}: ${suggest(number, numbers)}`);
  }
}

function unknownIn(evidence: Evidence, numbers: readonly string[]): string[] {
  const { level, reference } = basis(evidence);
  return level === 'inferred' ? [] : missingFrom(reference, numbers);
}

const missingFrom = (reference: string, numbers: readonly string[]): string[] =>
  NUMBERS.test(reference.trim()) ? referencesIn(reference).filter((number) => !numbers.includes(number)) : [];
