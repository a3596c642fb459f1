/** Why a call was refused. Computed when a journal entry is read, from redacted data. */
import type { Explanation, Refused } from './row.js';
import { table } from './table.js';

export const explainRefusal = (refused: Refused): Explanation => table[refused.reason].why(refused);
