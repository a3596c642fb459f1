/** A step of a case under construction, and what is expected of its reply. */
import type { Step } from '../../grammar/arazzo.js';

/** How much of a reply is compared with the rehearsal: everything, or only its success. */
export type Checked = 'reply' | 'success';

export interface DraftStep {
  step: Step;
  checked: Checked;
  /** Sent values that no reply may show. */
  secrets: string[];
  /** JSONPath conditions that no element of the list may meet. */
  none?: readonly string[];
  /** The field of the record that must have increased since this earlier step. */
  later?: { field: string; than: string };
}
