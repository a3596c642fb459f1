/** Values that are computed on first use. */
import type { Operation } from '../engine/model/contract.js';

/** Per operation and number (a status, or the index of a media type). */
export function memo<V>(
  make: (operation: Operation, number: number) => V,
): (operation: Operation, number?: number) => V {
  const made = new Map<Operation, Map<number, V>>();
  // Under load, many calls in a row are for the same operation.
  let last: { operation: Operation; number: number; value: V } | undefined;
  return (operation, number = 0) => {
    if (last?.operation === operation && last.number === number) return last.value;
    let row = made.get(operation);
    if (row === undefined) made.set(operation, (row = new Map<number, V>()));
    let value = row.get(number);
    if (value === undefined) row.set(number, (value = make(operation, number)));
    last = { operation, number, value };
    return value;
  };
}
