import type { Evidence } from '../../../grammar/behavior.js';
import { basis, idOf, rankOf, stated, type EvidenceLevel, type LeftOut } from '../../../grammar/evidence.js';

type PartEvidence = [name: string, evidence: Evidence];

/** Decides which rules and parts reach the requested level, and lists those that do not. */
export class EvidenceFilter {
  readonly leftOut: LeftOut[] = [];

  constructor(readonly least: EvidenceLevel) {}

  /** Whether a rule is below the level. Its parts are checked separately. */
  isWeak = (evidence: Evidence): boolean => rankOf(basis(evidence).level) > rankOf(this.least);

  weakParts = ({ parts = {} }: Evidence): PartEvidence[] => Object.entries(parts).filter(([, own]) => this.isWeak(own));

  /** Whether a rule reaches the level. Lists it in `leftOut` if not. */
  reaches(path: readonly string[], evidence: Evidence, instead: LeftOut['instead'] = 'not applied'): boolean {
    if (!this.isWeak(evidence)) return true;
    const { level, reference } = stated(evidence);
    this.leftOut.push({ id: idOf(path), level, reference, instead });
    return false;
  }

  /** Lists weak parts of a rule that reaches the level. */
  leaveOut(path: readonly string[], parts: readonly PartEvidence[], instead: LeftOut['instead']): void {
    for (const [part, own] of parts) this.leftOut.push({ id: idOf(path), part, ...basis(own), instead });
  }

  /** As `reaches`, and lists the weak parts of a rule that reaches the level. They are kept. */
  applies(path: readonly string[], evidence: Evidence): boolean {
    const isApplied = this.reaches(path, evidence);
    if (isApplied) this.leaveOut(path, this.weakParts(evidence), 'kept');
    return isApplied;
  }

  /** Lists a rule that is always applied, or its parts, if they are below the level. */
  keep(path: readonly string[], evidence: Evidence): void {
    if (this.reaches(path, evidence, 'kept')) this.leaveOut(path, this.weakParts(evidence), 'kept');
  }
}

export function withoutParts({ parts = {}, ...evidence }: Evidence, names: readonly string[]): Evidence {
  const rest = Object.entries(parts).filter(([name]) => !names.includes(name));
  return rest.length === 0 ? evidence : { ...evidence, parts: Object.fromEntries(rest) };
}
