/** The refusals that an operation can answer with. */
import type { Behavior } from '../../grammar/behavior.js';
import type { Reason } from '../../grammar/reasons.js';
import type { Contract, Operation } from '../model/contract.js';
import type { Place, Row, Way } from './row.js';
import { rowsInOrder, table } from './table.js';

export interface PossibleRefusal extends Way {
  reason: Reason;
  /** The dialect's entry that words it. */
  variant: string;
}

/** Reasons that need no operation: they are answered for any path. */
export const anywhere: readonly Reason[] = ['noSuchRoute', 'methodNotAllowed', 'malformedUrl'];

/** undefined: the operation has no rule. */
export function placeOf(contract: Contract, behavior: Behavior, operation: Operation): Place | undefined {
  const rule = behavior.operations[operation.id];
  return rule && { contract, behavior, operation, rule };
}

/** Every refusal that an operation can answer with once it is matched, in the order of the checks. */
export function possibleRefusals(contract: Contract, behavior: Behavior, operation: Operation): PossibleRefusal[] {
  const place = placeOf(contract, behavior, operation);
  if (place === undefined || place.rule.verb === 'decline') return [];
  const found = rowsInOrder
    .flatMap(([reason, row], at) => waysOf(place, reason, row).map((way) => ({ reason, way, stage: stageOf(row, at) })))
    .sort((a, b) => a.stage - b.stage || (a.way.depth ?? 0) - (b.way.depth ?? 0))
    .map(({ reason, way: { variant = reason, about } }) => ({ reason, variant, about }));
  return [...found, ...unworded(place)];
}

const stageOf = ({ checkedWith }: Row, at: number): number =>
  checkedWith === undefined ? at : rowsInOrder.findIndex(([reason]) => reason === checkedWith);

/** By the rules, and by what a quirk says that it raises. */
const waysOf = (place: Place, reason: Reason, { possible }: Row): Way[] => [
  ...possible(place),
  ...raises(place)
    .filter((name) => reasonOf(place, name) === reason)
    .map((variant) => ({ variant, about: {} })),
];

const raises = ({ rule }: Place): readonly string[] => (rule.verb === 'quirk' ? (rule.raises ?? []) : []);

const reasonOf = ({ behavior: { dialect } }: Place, name: string): string =>
  (Object.hasOwn(dialect.refusals, name) ? dialect.refusals[name]?.is : undefined) ?? name;

/** What a quirk raises without words in the dialect, which `check` refuses. */
const unworded = (place: Place): PossibleRefusal[] =>
  raises(place)
    .filter((name) => !Object.hasOwn(table, reasonOf(place, name)))
    .map((name) => ({ reason: name as Reason, variant: name, about: {} }));
