/** Compares two contracts: their operations, and everything that belongs to each. */
import type { Operation } from '../../engine/model/contract.js';
import type { Declared } from '../../contract/operations.js';
import type { ChangeOf, Changes } from '../changes.js';
import { addressOf, type OperationPairs } from '../pairs.js';
import { SchemaComparison } from '../schema/comparison.js';
import { compareReplies, compareRequestBodies } from './bodies.js';
import { addChange, compareDeprecation, type Comparing, type DocumentPart } from './operation-comparison.js';
import { compareParameters } from './parameters.js';
import { compareSecurity } from './security.js';
import { compareServers } from './servers.js';
import { holdersOf, operationPointer, type ContractSide } from './contract-side.js';

export function compareContracts(
  before: ContractSide,
  after: ContractSide,
  { pairs, removed, added }: OperationPairs,
  changes: Changes,
): void {
  const schemas = new SchemaComparison(before, after);
  for (const { before: from, after: to, isMoved } of pairs) {
    const comparing: Comparing = {
      before,
      after,
      from: declaredIn(before, from),
      to: declaredIn(after, to),
      schemas,
      add: (change) => changes.add(addressOf(from), { area: 'contract', ...change }),
    };
    if (isMoved) moved(comparing);
    compareIds(comparing);
    const [old] = holdersOf(before.document, from);
    const [now] = holdersOf(after.document, to);
    compareDeprecation(comparing, 'operation', { holder: old }, { holder: now });
    compareServers(comparing);
    compareSecurity(comparing);
    compareParameters(comparing);
    compareRequestBodies(comparing);
    compareReplies(comparing);
  }
  for (const operation of removed)
    changes.add(addressOf(operation), {
      ...whole,
      what: 'the operation was removed',
      breaking: true,
      why: 'requests to it are refused',
      before: { at: pointerOf(before, operation) },
    });
  for (const operation of added)
    changes.add(addressOf(operation), {
      ...whole,
      what: 'the operation was added',
      breaking: false,
      why: 'no client calls it yet',
      after: { at: pointerOf(after, operation) },
    });
}

const whole: Pick<ChangeOf, 'area' | 'place' | 'kind' | 'direction'> = {
  area: 'contract',
  place: 'operation',
  kind: 'operation',
  direction: 'request',
};

function declaredIn({ declared }: ContractSide, { id }: Operation): Declared {
  const found = declared.get(id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
}

const pointerOf = ({ document, pointers }: ContractSide, operation: Operation): string =>
  pointers.of(document, ...operationPointer(operation));

const partOf = ({ document }: ContractSide, operation: Operation): DocumentPart => ({
  holder: document,
  below: operationPointer(operation),
});

function moved(comparing: Comparing): void {
  const { before, after, from, to } = comparing;
  addChange(
    comparing,
    {
      place: 'operation',
      kind: 'operation',
      direction: 'request',
      what: `it moved from ${addressOf(from.operation)} to ${addressOf(to.operation)}`,
      breaking: true,
      why: 'requests to the old address are refused',
    },
    [partOf(before, from.operation), partOf(after, to.operation)],
  );
}

function compareIds(comparing: Comparing): void {
  const { before, after, from, to } = comparing;
  const [old, now] = [from.operation.id, to.operation.id];
  if (old === now) return;
  addChange(
    comparing,
    {
      place: 'operationId',
      kind: 'operationId',
      direction: 'request',
      what: `${old} became ${now}`,
      breaking: false,
      why: 'requests and replies do not have it; names in generated code can change',
    },
    [
      { ...partOf(before, from.operation), value: old },
      { ...partOf(after, to.operation), value: now },
    ],
  );
}
