/** The refusals that an operation can answer with. */
import type { Behavior } from '../../grammar/behavior.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Contract, Operation } from '../model/contract.js';
import type { OperationContext, Row, RefusalCase } from './row.js';
import { rowsInOrder, table } from './table.js';

export interface PossibleRefusal extends RefusalCase {
  reason: Reason;
  /** The entry of the dialect that renders it. */
  variant: string;
}

/** Reasons that can apply to any path. */
export const REASONS_WITHOUT_OPERATION: readonly Reason[] = ['noSuchRoute', 'methodNotAllowed', 'malformedUrl'];

/** Reasons that are decided before a declined operation is answered as such. */
const REASONS_OF_DECLINED: readonly Reason[] = ['unauthenticated', 'credentialRejected', 'forbidden', 'rateLimited'];

/** undefined: the operation has no rule. */
export function operationContext(
  contract: Contract,
  behavior: Behavior,
  operation: Operation,
): OperationContext | undefined {
  const rule = behavior.operations[operation.id];
  return rule && { contract, behavior, operation, rule };
}

/** Every refusal that an operation can answer with, in the order of the checks. */
export function possibleRefusals(contract: Contract, behavior: Behavior, operation: Operation): PossibleRefusal[] {
  const place = operationContext(contract, behavior, operation);
  if (place === undefined) return [];
  const isDeclined = place.rule.verb === 'decline';
  const found = rowsInOrder
    .filter(([reason]) => !isDeclined || REASONS_OF_DECLINED.includes(reason))
    .flatMap(([reason, row], at) =>
      casesOf(place, reason, row).map((way) => ({ reason, way, stage: stageOf(row, at) })),
    )
    .sort((a, b) => a.stage - b.stage || (a.way.depth ?? 0) - (b.way.depth ?? 0))
    .map(({ reason, way: { variant = reason, about } }) => ({ reason, variant, about }));
  return [...found, ...withoutDialectEntry(place)];
}

const stageOf = ({ checkedWith }: Row, at: number): number =>
  checkedWith === undefined ? at : rowsInOrder.findIndex(([reason]) => reason === checkedWith);

/** From the rules, and from the `raises` of a quirk. */
const casesOf = (place: OperationContext, reason: Reason, { possible }: Row): RefusalCase[] => [
  ...possible(place),
  ...raisedByQuirk(place)
    .filter((name) => reasonOf(place, name) === reason)
    .map((variant) => ({ variant, about: {} })),
];

const raisedByQuirk = ({ rule }: OperationContext): readonly string[] =>
  rule.verb === 'quirk' ? (rule.raises ?? []) : [];

const reasonOf = ({ behavior: { dialect } }: OperationContext, name: string): string =>
  (Object.hasOwn(dialect.refusals, name) ? dialect.refusals[name]?.is : undefined) ?? name;

/** Refusals that a quirk raises, but the dialect lacks. `check` reports them. */
const withoutDialectEntry = (place: OperationContext): PossibleRefusal[] =>
  raisedByQuirk(place)
    .filter((name) => !Object.hasOwn(table, reasonOf(place, name)))
    .map((name) => ({ reason: name as Reason, variant: name, about: {} }));
