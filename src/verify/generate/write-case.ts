import type { Vendor } from '../../engine/model/vendor.js';
import type { CaseDraft } from './case-draft.js';

/** Writes one case; a case without calls is discarded. */
export interface Write {
  (id: string, title: string, compose: (testCase: CaseDraft) => void): void;
  readonly vendor: Vendor;
}
