import type { Evidence } from '../../../grammar/behavior.js';
import { basis, idOf, rankOf, stated, type EvidenceLevel, type LeftOut } from '../../../grammar/evidence.js';

type Part = [name: string, evidence: Evidence];

/** Says which rules and parts reach the requested level, and lists the others. */
export class EvidenceFilter {
  readonly leftOut: LeftOut[] = [];

  constructor(readonly least: EvidenceLevel) {}

  /** Of the rule itself: its parts are looked at on their own. */
  isWeak = (evidence: Evidence): boolean => rankOf(basis(evidence).level) > rankOf(this.least);

  weakParts = ({ parts = {} }: Evidence): Part[] => Object.entries(parts).filter(([, own]) => this.isWeak(own));

  /** Whether a rule is applied; one that is not is listed. */
  trusts(path: readonly string[], evidence: Evidence, instead: LeftOut['instead'] = 'not applied'): boolean {
    if (!this.isWeak(evidence)) return true;
    const { level, reference } = stated(evidence);
    this.leftOut.push({ id: idOf(path), level, reference, instead });
    return false;
  }

  /** Lists weak parts of a rule that is applied. */
  leaveOut(path: readonly string[], parts: readonly Part[], instead: LeftOut['instead']): void {
    for (const [part, own] of parts) this.leftOut.push({ id: idOf(path), part, ...basis(own), instead });
  }

  /** For a rule without which nothing can be served: lists what is weak, the rule or its parts. */
  keep(path: readonly string[], evidence: Evidence): void {
    if (this.trusts(path, evidence, 'kept')) this.leaveOut(path, this.weakParts(evidence), 'kept');
  }
}

/** The evidence without parts of these names. */
export function withoutParts({ parts = {}, ...evidence }: Evidence, names: readonly string[]): Evidence {
  const rest = Object.entries(parts).filter(([name]) => !names.includes(name));
  return rest.length === 0 ? evidence : { ...evidence, parts: Object.fromEntries(rest) };
}
