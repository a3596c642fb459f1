/** Finds the operations of two APIs that belong together: those with the same address, then those with the same operationId. */
import type { Operation } from '../engine/model/contract.js';

export interface OperationPair {
  before: Operation;
  after: Operation;
  /** Whether it has another method or path. */
  isMoved: boolean;
}

export interface OperationPairs {
  pairs: OperationPair[];
  removed: Operation[];
  added: Operation[];
}

export const addressOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** The names of path parameters are no part of an address. */
const addressKey = (operation: Operation): string => addressOf(operation).replace(/\{[^{}]*\}/g, '{}');

export function pairOperations(before: readonly Operation[], after: readonly Operation[]): OperationPairs {
  const byAddress = pairBy(before, after, addressKey);
  const byId = pairBy(byAddress.removed, byAddress.added, ({ id }) => id);
  return {
    pairs: [
      ...byAddress.pairs.map((pair) => ({ ...pair, isMoved: false })),
      ...byId.pairs.map((pair) => ({ ...pair, isMoved: true })),
    ],
    removed: byId.removed,
    added: byId.added,
  };
}

interface Paired {
  pairs: { before: Operation; after: Operation }[];
  removed: Operation[];
  added: Operation[];
}

function pairBy(
  before: readonly Operation[],
  after: readonly Operation[],
  keyOf: (operation: Operation) => string,
): Paired {
  const waiting = new Map<string, Operation[]>();
  for (const operation of after) waiting.set(keyOf(operation), [...(waiting.get(keyOf(operation)) ?? []), operation]);
  const paired: Paired = { pairs: [], removed: [], added: [] };
  const taken = new Set<Operation>();
  for (const operation of before) {
    const found = waiting.get(keyOf(operation))?.shift();
    if (found === undefined) paired.removed.push(operation);
    else {
      paired.pairs.push({ before: operation, after: found });
      taken.add(found);
    }
  }
  paired.added = after.filter((operation) => !taken.has(operation));
  return paired;
}
