/** `extends: inferred`: merges a behavior with the inferred one. It states only differences. */
import { isObject, type Json } from '../grammar/json.js';
import { equal } from '../engine/values/paths.js';
import { suggest } from '../engine/values/suggest.js';

export interface Deviation {
  /** Path in the behavior that extends. */
  path: string[];
  problem: string;
  remedy: string;
}

export interface Extended {
  behavior: Json;
  /** Names that the inferred behavior does not have. */
  mistakes: Deviation[];
  /** Entries that equal the inferred value. */
  idle: Deviation[];
}

/** Keys whose entries are replaced as a whole, by name; those of a resource are merged by key. */
const BY_NAME = new Set(['requests', 'operations', 'resources', 'dialect']);
/** Maps of a resource or of the dialect whose entries are replaced as a whole. */
const MAPS = new Set(['fields', 'embed', 'messages', 'refusals']);

/** @param addresses operationIds by `POST /v1/customers` */
export function extend(inferred: Json, delta: Json, addresses: ReadonlyMap<string, string>): Extended {
  const found: Pick<Extended, 'mistakes' | 'idle'> = { mistakes: [], idle: [] };
  const behavior: Json = { ...inferred };
  for (const [room, value] of Object.entries(delta)) {
    if (room === 'extends' || room === 'stuntdouble') continue;
    behavior[room] =
      BY_NAME.has(room) && isObject(value)
        ? merged(found, [room], asMap(inferred[room]), value, addresses)
        : replaced(found, [room], inferred[room], value);
  }
  return { behavior: withoutNull(behavior), ...found };
}

const asMap = (value: unknown): Json => (isObject(value) ? value : {});

function merged(found: Found, at: string[], base: Json, delta: Json, addresses: ReadonlyMap<string, string>): Json {
  const out: Json = { ...base };
  for (const [given, value] of Object.entries(delta)) {
    const path = [...at, given];
    const name = at[0] === 'operations' ? (addresses.get(given) ?? given) : given;
    if (isUnknown(at, name, base, value, addresses)) {
      const names = [...Object.keys(base)];
      found.mistakes.push({ path, problem: `there is no inferred ${path.join('.')}`, remedy: suggest(given, names) });
      continue;
    }
    const isMerged =
      isObject(value) && isObject(base[name]) && (at[0] === 'resources' ? at.length === 1 : MAPS.has(given));
    out[name] = isMerged
      ? merged(found, path, asMap(base[name]), value, addresses)
      : mergedMap(found, path, at, given, base[name], value, addresses);
    if (at[0] === 'operations' && out[name] === null) out[name] = REMOVED;
  }
  return withoutNull(out);
}

type Found = Pick<Extended, 'mistakes' | 'idle'>;

/** Merges a resource: its `fields` are merged by name as well. */
function mergedMap(
  found: Found,
  path: string[],
  at: string[],
  key: string,
  base: unknown,
  value: unknown,
  addresses: ReadonlyMap<string, string>,
): unknown {
  if (at[0] === 'resources' && at.length === 2 && MAPS.has(key) && isObject(value))
    return merged(found, path, asMap(base), value, addresses);
  return replaced(found, path, base, value);
}

const REMOVED = {
  verb: 'decline',
  reason: 'The behavior of this document removes it.',
  evidence: { assumed: 'removed by the behavior' },
};

/** Operations must exist in the document, removed entries must exist, and a part needs its resource. */
function isUnknown(
  at: string[],
  name: string,
  base: Json,
  value: unknown,
  addresses: ReadonlyMap<string, string>,
): boolean {
  if (Object.hasOwn(base, name)) return false;
  if (at[0] === 'operations') return ![...addresses.values()].includes(name);
  return value === null || (at[0] === 'resources' && at.length === 1 && isObject(value) && value['id'] === undefined);
}

function replaced(found: Found, path: string[], base: unknown, value: unknown): unknown {
  if (base !== undefined && equal(base, value))
    found.idle.push({ path, problem: `${path.join('.')} equals the inferred value`, remedy: 'remove it' });
  return value;
}

const withoutNull = (map: Json): Json =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null && value !== undefined));
