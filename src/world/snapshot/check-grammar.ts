/** Checks a large snapshot by its grammar in steps: first without records and owners, then these in groups. */
import type { CheckSnapshot } from '../../engine/model/snapshot.js';
import { isObject, type Json } from '../../grammar/json.js';
import type { Steps } from '../../timers/slices.js';

type Mistake = ReturnType<CheckSnapshot>;

/** Number of entries per step. */
const GROUP = 200;

export function* mistakeInParts(document: Json, mistakeIn: CheckSnapshot): Steps<Mistake> {
  const { vendors } = document;
  if (!isObject(vendors)) return mistakeIn(document);
  const bare = Object.entries(vendors).map(([name, state]): [string, unknown] => [name, without(state)]);
  yield;
  const mistake = mistakeIn({ ...document, vendors: Object.fromEntries(bare) });
  yield;
  if (mistake) return mistake;
  for (const [name, state] of Object.entries(vendors as Record<string, Json>)) {
    const holding = (part: Json): Json => ({
      ...document,
      ...NO_STEERING,
      vendors: { [name]: { ...state, draws: {}, sequences: {}, accounts: [], owners: [], ...part } },
    });
    const found = yield* mistakeInVendor(state, (part) => mistakeIn(holding(part)), `/vendors/${name}`);
    if (found) return found;
  }
  return undefined;
}

const NO_STEERING = { faults: { made: 0, drawn: 0, active: [] }, limits: { on: [], windows: [] } };

/** A value that is not a list is kept, and reported. */
function without(state: unknown): unknown {
  if (!isObject(state)) return state;
  const { accounts, owners } = state;
  return { ...state, ...(Array.isArray(accounts) && { accounts: [] }), ...(Array.isArray(owners) && { owners: [] }) };
}

function* mistakeInVendor(state: Json, check: (part: Json) => Mistake, at: string): Steps<Mistake> {
  for (const [from, owners] of groups(state['owners'] as unknown[])) {
    yield;
    const found = check({ owners });
    if (found) return moved(found, `${at}/owners`, from);
  }
  for (const [index, account] of (state['accounts'] as unknown[]).entries()) {
    yield;
    const records: unknown = isObject(account) ? account['records'] : undefined;
    const isList = isObject(account) && Array.isArray(records);
    const found = check({ accounts: [isList ? { ...account, records: [] } : account] });
    if (found) return moved(found, `${at}/accounts`, index);
    for (const [from, group] of groups(isList ? records : [])) {
      yield;
      const wrong = check({ accounts: [{ ...(account as Json), records: group }] });
      if (wrong) return moved(moved(wrong, `${at}/accounts/0/records`, from), `${at}/accounts`, index);
    }
  }
  return undefined;
}

function* groups(list: readonly unknown[]): Generator<[from: number, group: readonly unknown[]]> {
  for (let from = 0; from < list.length; from += GROUP) yield [from, list.slice(from, from + GROUP)];
}

/** Converts a pointer in a group to one in the whole document. */
function moved(mistake: NonNullable<Mistake>, list: string, by: number): NonNullable<Mistake> {
  if (!mistake.pointer.startsWith(`${list}/`)) return mistake;
  const [index = '', ...rest] = mistake.pointer.slice(list.length + 1).split('/');
  return { ...mistake, pointer: [list, String(Number(index) + by), ...rest].join('/') };
}
