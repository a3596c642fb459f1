/** What the comparison of one operation uses. */
import type { Declared } from '../../contract/operations.js';
import type { Json } from '../../grammar/json.js';
import type { ChangeOf, Side } from '../changes.js';
import { verdictOf, type Use } from '../schema/finding.js';
import type { SchemaComparison } from '../schema/comparison.js';
import type { ContractSide } from './contract-side.js';

export interface Comparing {
  before: ContractSide;
  after: ContractSide;
  from: Declared;
  to: Declared;
  schemas: SchemaComparison;
  add: (change: Omit<ChangeOf, 'area'>) => void;
}

type Simple = Omit<ChangeOf, 'area' | 'before' | 'after'>;

/** @param sides the parts of the documents that the change is about; undefined: that side does not have it */
export function addChange(
  { add, before, after }: Comparing,
  change: Simple,
  sides: readonly [from: DocumentPart | undefined, to: DocumentPart | undefined],
): void {
  const [from, to] = sides;
  add({
    ...change,
    ...(from && { before: sideOf(before, from) }),
    ...(to && { after: sideOf(after, to) }),
  });
}

export interface DocumentPart {
  holder: object;
  below?: readonly string[];
  value?: unknown;
}

const sideOf = ({ pointers }: ContractSide, { holder, below = [], value }: DocumentPart): Side => ({
  at: pointers.of(holder, ...below),
  ...(value !== undefined && { value }),
});

/** Compares two schemas. @param place of the value: `query limit`, `body` */
export function compareSchemas({ schemas, add }: Comparing, from: unknown, to: unknown, use: Use, place: string): void {
  for (const { path, finding } of schemas.compare(from, to, use)) {
    const { kind, what, before, after } = finding;
    add({
      place: place + path,
      kind,
      direction: use === 'reply' ? 'reply' : 'request',
      what,
      ...verdictOf(finding, use),
      ...(before && { before }),
      ...(after && { after }),
    });
  }
}

/** @param from,to the objects that can have `deprecated`: operations, parameters or schemas */
export function compareDeprecation(
  comparing: Comparing,
  place: string,
  from: DocumentPart & { holder: Json },
  to: DocumentPart & { holder: Json },
): void {
  const is = to.holder['deprecated'] === true;
  if ((from.holder['deprecated'] === true) === is) return;
  addChange(
    comparing,
    {
      place,
      kind: 'deprecated',
      direction: 'request',
      what: is ? 'it is deprecated' : 'it is no longer deprecated',
      breaking: false,
      why: 'it still works',
    },
    [from, to],
  );
}
