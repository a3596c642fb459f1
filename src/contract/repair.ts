/** Makes a record valid by its schema: makes up missing values at any depth, and replaces invalid ones. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { MissingField } from '../engine/model/contract.js';
import { isObject, type Json } from '../grammar/json.js';
import { parsePointer } from '../grammar/json-pointer.js';
import { isNamedBy, type Branch } from './branches.js';
import { isAboutKind } from './choice.js';
import type { Validate } from './compiler.js';
import type { SchemaPlace } from './schema-place.js';

export interface Repairing {
  validate: Validate;
  place: SchemaPlace;
  /** The alternatives of which a record is one, each with its own validator; none: there is one form of it. */
  branches?: readonly (Branch & { validate: Validate })[];
  schemaOf: (place: SchemaPlace) => Json;
  make: (field: MissingField) => unknown;
  /** The path of a value that is replaced and not removed, such as the id. */
  kept?: string | undefined;
}

/** Maximum number of passes, because a repair can reveal further mistakes. */
const ROUNDS = 6;

/** Returns a valid record unchanged. */
export function repaired(repairing: Repairing, given: Json): Json {
  const record = withoutOthers(repairing, given);
  const errors = wrongWith(repairing, record);
  if (errors.length === 0) return record;
  const isOneOfMany = errors.some(
    (error) => (error.instancePath === '' && /^(?:any|one)Of$/.test(error.keyword)) || isKindOfWhole(error),
  );
  return (isOneOfMany ? byBranch(repairing, record) : undefined) ?? inRounds(repairing, record, errors);
}

const isKindOfWhole = (error: ErrorObject): boolean =>
  isAboutKind(error) &&
  error.instancePath.lastIndexOf('/') <= 0 &&
  (error.keyword === 'enum' || error.instancePath === '');

const wrongWith = ({ validate }: Pick<Repairing, 'validate'>, value: Json): ErrorObject[] =>
  validate(value).filter(isKnown);

function inRounds(repairing: Repairing, record: Json, first: ErrorObject[]): Json {
  let errors = first;
  const copy = structuredClone(record);
  for (let round = 0; round < ROUNDS && errors.length > 0; round++) {
    const isLast = round >= ROUNDS - 2;
    for (const steps of round === 0 ? missingProperties(errors) : isLast ? tops(errors) : broken(errors))
      replace(repairing, copy, steps);
    errors = wrongWith(repairing, copy);
  }
  return copy;
}

/** The first alternative that can be made of the record: the one that it names, else the one that it is nearest to. */
function byBranch(repairing: Repairing, record: Json): Json | undefined {
  const { branches = [] } = repairing;
  const distance = (branch: Branch & { validate: Validate }): number =>
    isNamedBy(branch, record) ? -1 : wrongWith(branch, record).length;
  for (const branch of [...branches].sort((a, b) => distance(a) - distance(b))) {
    const named = withName(branch, record);
    const whole = inRounds({ ...repairing, ...branch }, named, wrongWith(branch, named));
    for (const candidate of [whole, onlyOf(branch, branches, whole)]) {
      const found = inRounds(repairing, candidate, wrongWith(repairing, candidate));
      if (wrongWith(repairing, found).length === 0) return found;
    }
  }
  return undefined;
}

/** Removes fields that other alternatives declare, and the one that the discriminator names does not. */
function withoutOthers({ branches = [] }: Repairing, record: Json): Json {
  const named = branches.find((branch) => isNamedBy(branch, record));
  return named === undefined ? record : onlyOf(named, branches, record);
}

function onlyOf(branch: Branch, branches: readonly Branch[], record: Json): Json {
  const others = new Set(branches.flatMap(({ place }) => place.names));
  const own = Object.entries(record).filter(([name]) => branch.place.declares(name) || !others.has(name));
  return own.length === Object.keys(record).length ? record : Object.fromEntries(own);
}

const withName = (branch: Branch, record: Json): Json => {
  const [name] = branch.names;
  return name === undefined || isNamedBy(branch, record) ? record : { ...record, [branch.property]: name };
};

/** Adds missing values for all alternatives. */
const missingProperties = (errors: readonly ErrorObject[]): string[][] =>
  errors.flatMap(({ keyword, instancePath, params }) => {
    const name: unknown = params['missingProperty'];
    return keyword === 'required' && typeof name === 'string' ? [[...parsePointer(instancePath), name]] : [];
  });

/** Ignores undeclared properties: replies never show them. */
const isKnown = ({ keyword }: ErrorObject): boolean => !keyword.endsWith('Properties');

/** The outermost invalid values, and missing ones. */
function broken(errors: readonly ErrorObject[]): string[][] {
  const wrong = errors.filter(({ keyword, instancePath }) => keyword !== 'required' && instancePath !== '');
  const alternatives = wrong
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .map(({ instancePath }) => instancePath);
  const isWithin = (path: string): boolean =>
    alternatives.some((outer) => path === outer || path.startsWith(`${outer}/`));
  const alone = wrong.filter(({ instancePath }) => !isWithin(instancePath)).map(({ instancePath }) => instancePath);
  const required = errors.filter((error) => error.keyword === 'required' && !isWithin(error.instancePath));
  return [...missingProperties(required), ...[...new Set([...alternatives, ...alone])].map(parsePointer)];
}

/** The top-level fields with mistakes. */
const tops = (errors: readonly ErrorObject[]): string[][] =>
  [
    ...new Set(
      errors.map(
        ({ instancePath, params }) => parsePointer(instancePath)[0] ?? String(params['missingProperty'] ?? ''),
      ),
    ),
  ].flatMap((name) => (name === '' ? [] : [[name]]));

/** The value in the type or format of its schema, if it has such a form: a time as its date, a number as text, `true` as such. */
function inForm(value: unknown, { type, format }: Json): unknown {
  const types = [type].flat();
  if (typeof value === 'string') {
    if (format === 'date' && DATE_TIME.test(value)) return value.slice(0, 10);
    if (format === 'date-time') return dateTimeOf(value);
    const isNumber = types.some((one) => one === 'number' || (one === 'integer' && /^-?\d+$/.test(value)));
    if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
    if (isNumber && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  }
  return types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')
    ? String(value)
    : undefined;
}

/** A time as RFC 3339 writes it: some documents have a space instead of the T, or an offset without a colon or none. */
function dateTimeOf(text: string): string | undefined {
  const [, date, time = 'T00:00:00', hours = 'Z', minutes = ''] = TIME.exec(text) ?? [];
  if (date === undefined) return undefined;
  const offset = /^z$/i.test(hours) ? 'Z' : `${hours}:${minutes === '' ? '00' : minutes}`;
  return `${date}T${time.slice(1)}${offset}`;
}

const TIME = /^(\d{4}-\d\d-\d\d)(?:([T ]\d\d:\d\d:\d\d(?:\.\d+)?) ?(z|[+-]\d\d)?:?(\d\d)?)?$/i;
const DATE_TIME = /^\d{4}-\d\d-\d\dT/;

/** Replaces a required value by one of another form or a made-up one, and removes an optional value without another form. */
function replace({ place, schemaOf, make, kept }: Repairing, record: Json, steps: readonly string[]): void {
  const last = steps.at(-1);
  if (last === undefined) return;
  let holder: unknown = record;
  let at: SchemaPlace | undefined = place;
  for (const step of steps.slice(0, -1)) {
    if (!isObject(holder) && !Array.isArray(holder)) return;
    at = Array.isArray(holder) ? at?.item(Number(step)) : at?.property(step);
    holder = (holder as Json)[step];
  }
  const below = Array.isArray(holder) ? at?.item(Number(last)) : at?.property(last);
  const isHeld = typeof holder === 'object' && holder !== null && Object.hasOwn(holder, last);
  const formed = isHeld && below !== undefined ? inForm((holder as Json)[last], schemaOf(below)) : undefined;
  if (formed !== undefined) {
    (holder as Json)[last] = formed;
    return;
  }
  if (Array.isArray(holder)) {
    if (below === undefined) holder.splice(Number(last), 1);
    else (holder as unknown[])[Number(last)] = make({ path: steps.join('.'), schema: schemaOf(below) });
    return;
  }
  if (!isObject(holder)) return;
  const isNeeded = at?.required.has(last) === true || steps.join('.') === kept;
  const isWanted = below !== undefined && (isNeeded || !Object.hasOwn(holder, last));
  if (isWanted) holder[last] = make({ path: steps.join('.'), schema: schemaOf(below) });
  else Reflect.deleteProperty(holder, last);
}
