/**
 * `extends`: merges a behavior with the inferred one (`extends: inferred`) or with that of the base of an edition
 * (`extends: base`). It states only differences.
 */
import { isObject, type Json } from '../grammar/json.js';
import { MAPS_OF_DIALECT, MAPS_OF_RESOURCE } from '../grammar/merged-maps.js';
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
  /** Names that the extended behavior does not have. */
  mistakes: Deviation[];
  /** Entries that equal the extended value. */
  idle: Deviation[];
}

/** What a behavior extends. */
export type Extends = 'inferred' | 'base';

/** Sections whose entries are stated by name. */
const SECTIONS = new Set(['requests', 'operations', 'resources', 'dialect']);

/** Whether the object at a path is merged by key. Other values are replaced as a whole. */
function isMerged(path: readonly string[]): boolean {
  const [section = '', name = '', key = ''] = path;
  switch (path.length) {
    case 1:
      return SECTIONS.has(section);
    case 2:
      return section === 'resources' || (section === 'dialect' && MAPS_OF_DIALECT.includes(name));
    case 3:
      return section === 'resources' && MAPS_OF_RESOURCE.includes(key);
    default:
      return false;
  }
}

export interface Extension {
  from: Extends;
  /** The operationIds of the document. */
  operations: ReadonlySet<string>;
  /** Whether the document is that of an edition of the vendor whose behavior it is: it may have fewer operations. */
  isOfBase: boolean;
}

/** @param delta its operations by operationId */
export function extend(extension: Extension, extended: Json, delta: Json): Extended {
  const found: Found = { ...extension, mistakes: [], idle: [] };
  const behavior: Json = { ...extended };
  for (const [section, value] of Object.entries(delta)) {
    if (section === 'extends' || section === 'stuntdouble') continue;
    if (value === null && extended[section] === undefined && !found.isOfBase)
      found.mistakes.push({ path: [section], problem: absent(found, [section]), remedy: 'remove this line' });
    behavior[section] =
      isMerged([section]) && isObject(value)
        ? merged(found, [section], asMap(extended[section]), value)
        : replaced(found, [section], extended[section], value);
  }
  const { mistakes, idle } = found;
  return { behavior: withoutNull(behavior), mistakes, idle };
}

/** Whether a behavior with `extends` states the value at a path itself. */
export function states(delta: Json, path: readonly PropertyKey[]): boolean {
  const names = path.map(String);
  let stated: unknown = delta;
  for (const [depth, name] of names.entries()) {
    if (!isObject(stated) || (depth > 0 && !isMerged(names.slice(0, depth)))) return true;
    if (!Object.hasOwn(stated, name)) return false;
    stated = stated[name];
  }
  return true;
}

const asMap = (value: unknown): Json => (isObject(value) ? value : {});

function merged(found: Found, at: string[], base: Json, delta: Json): Json {
  const out: Json = { ...base };
  for (const [name, value] of Object.entries(delta)) {
    const path = [...at, name];
    if (found.isOfBase && isGone(found, at, name, base, value)) continue;
    if (isUnknown(found, at, name, base, value)) {
      found.mistakes.push({ path, problem: absent(found, path), remedy: suggest(name, Object.keys(base)) });
      continue;
    }
    out[name] =
      isMerged(path) && isObject(value)
        ? merged(found, path, asMap(base[name]), value)
        : replaced(found, path, base[name], value);
    if (found.from === 'inferred' && at[0] === 'operations' && out[name] === null) out[name] = REMOVED;
  }
  return withoutNull(out);
}

type Found = Extension & Pick<Extended, 'mistakes' | 'idle'>;

/** Whether it is about an operation or an entry that the edition does not have. */
const isGone = ({ operations }: Found, at: string[], name: string, base: Json, value: unknown): boolean =>
  !Object.hasOwn(base, name) && (value === null || (at[0] === 'operations' && !operations.has(name)));

const absent = ({ from }: Found, path: readonly string[]): string =>
  from === 'inferred' ? `there is no inferred ${path.join('.')}` : `the base has no ${path.join('.')}`;

const REMOVED = {
  verb: 'decline',
  reason: 'The behavior of this document removes it.',
  evidence: { assumed: 'removed by the behavior' },
};

/** Operations must exist in the document, removed entries must exist, and a part needs its resource. */
function isUnknown({ operations }: Found, at: string[], name: string, base: Json, value: unknown): boolean {
  if (Object.hasOwn(base, name)) return false;
  if (at[0] === 'operations') return value === null || !operations.has(name);
  return value === null || (at[0] === 'resources' && at.length === 1 && isObject(value) && value['id'] === undefined);
}

function replaced({ from, idle }: Found, path: string[], base: unknown, value: unknown): unknown {
  if (base !== undefined && equal(base, value)) {
    const same = from === 'inferred' ? 'the inferred value' : 'that of the base';
    idle.push({ path, problem: `${path.join('.')} equals ${same}`, remedy: 'remove it' });
  }
  return value;
}

const withoutNull = (map: Json): Json =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null && value !== undefined));
