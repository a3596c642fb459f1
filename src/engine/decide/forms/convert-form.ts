/** `sameRecordsAs`: converts records between the stored form and another form of the same records. */
import { isObject, type Json } from '../../../grammar/json.js';
import type { SameRecordsRule } from '../../../grammar/behavior.js';
import type { Resource } from '../../model/vendor.js';
import { withDefaults } from '../fields.js';
import { holds, holdsOneOf } from '../../records/locate.js';
import { get, omit, set, topOf } from '../../values/paths.js';

type Pairs = readonly (readonly [own: string, stored: string])[];

interface Mapping {
  pairs: Pairs;
  constants: Json;
}

const none: Json = {};

/** Whether the form shows a stored record. */
export const isInForm = ({ where = {} }: SameRecordsRule, stored: Json): boolean => holds(where, stored);

/** The record in this form. Fields that it lacks get their defaults. */
export function fromStored(resource: Resource, rule: SameRecordsRule, stored: Json): Json {
  return withDefaults(resource, withoutDefaults(rule, stored), true);
}

function withoutDefaults(rule: SameRecordsRule, stored: Json): Json {
  const { pairs, constants } = mappingFor(rule, stored);
  let record = ownFields(rule, stored);
  for (const [own, path] of pairs) {
    const value = get(stored, path);
    if (value !== undefined) record = set(record, own, value);
  }
  for (const [own, value] of Object.entries(constants)) if (isPartOf(record, own)) record = set(record, own, value);
  return record;
}

/** The stored record with the values of this form. `old`: the stored record before; undefined: a new one. */
export function toStored(rule: SameRecordsRule, record: Json, old: Json | undefined): Json {
  const before = old ? withoutDefaults(rule, old) : none;
  const start = Object.entries(rule.where ?? {}).reduce<Json>((at, [path, value]) => set(at, path, value), old ?? {});
  const chosen = withPairs(start, Object.entries(rule.fields), record);
  const { pairs } = mappingFor(rule, chosen);
  const mapped = new Set(pairs.map(([own]) => topOf(own)));
  let stored = withPairs(chosen, pairs, record);
  for (const key of Object.keys(before))
    if (!mapped.has(key) && !Object.hasOwn(record, key)) stored = omit(stored, key);
  for (const key of Object.keys(record)) if (!mapped.has(key)) stored = { ...stored, [key]: record[key] };
  return stored;
}

const withPairs = (stored: Json, pairs: Pairs, record: Json): Json =>
  pairs.reduce((at, [own, path]) => set(at, path, get(record, own)), stored);

function mappingFor({ fields, cases = [] }: SameRecordsRule, stored: Json): Mapping {
  const those = cases.filter(({ when }) => holdsOneOf(when, stored));
  return {
    pairs: [fields, ...those.map((item) => item.fields)].flatMap((item) => Object.entries(item)),
    constants: Object.assign({}, ...those.map(({ constants }) => constants ?? none)) as Json,
  };
}

/** The fields that have the same name in both forms. */
function ownFields({ where = {}, fields, cases = [] }: SameRecordsRule, stored: Json): Json {
  const paths = [fields, ...cases.map((item) => item.fields)].flatMap((item) => Object.values(item));
  return [...paths, ...Object.keys(where)].map(topOf).reduce(omit, stored);
}

/** A constant within an object is shown if the record has the object. */
function isPartOf(record: Json, path: string): boolean {
  const at = path.lastIndexOf('.');
  return at < 0 || isObject(get(record, path.slice(0, at)));
}
