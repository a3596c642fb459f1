/** Values that are computed on first use. */
import type { Operation } from '../engine/model/contract.js';

/** Per operation and number (a status, or the index of a media type). */
export function memo<V>(
  make: (operation: Operation, number: number) => V,
): (operation: Operation, number?: number) => V {
  const made = new Map<Operation, Map<number, V>>();
  return (operation, number = 0) => {
    let row = made.get(operation);
    if (row === undefined) made.set(operation, (row = new Map<number, V>()));
    let value = row.get(number);
    if (value === undefined) row.set(number, (value = make(operation, number)));
    return value;
  };
}
