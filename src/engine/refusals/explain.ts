/** Why a call was refused. Made when an entry is read, of what holds no secrets any more. */
import type { Explanation, Refused } from './row.js';
import { table } from './table.js';

export const explain = (refused: Refused): Explanation => table[refused.reason].why(refused);
