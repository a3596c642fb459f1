import { closest, suggest } from '../engine/values/suggest.js';
import type { Json } from '../grammar/json.js';
import { UNKNOWN } from '../engine/model/contract.js';
import { parsePointer } from '../grammar/json-pointer.js';
import { withoutSecrets } from '../engine/decide/present.js';
import type { Resource, Vendor } from '../engine/model/vendor.js';
import { isParentOf, keyOf } from '../engine/records/record-key.js';
import { keyReader } from '../engine/values/id-formats.js';
import { get, set, topOf } from '../engine/values/paths.js';
import { isNoValue } from '../engine/decide/unique.js';
import { unmetRequirement } from '../engine/decide/requirements.js';
import { requirementText } from '../engine/values/wording.js';
import { seedVendor } from '../world/store/seed.js';
import { startsWith } from '../grammar/valid-parts.js';
import { withoutPrototype } from './null-prototype.js';
import type { SeedDocument } from './read-seed.js';
import type { VendorFiles } from './read-vendor.js';
import type { Mistake } from './mistakes.js';

const memberOf = (value: unknown, step: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Json)[step] : undefined;

/** Values that break the schema of replies. Missing fields are told elsewhere; only quirks read others than those of the schema. */
function valueMistakes(
  { contract }: Vendor,
  { rule: { schema, id }, secret }: Resource,
  record: Json,
): { at: string[]; problem: string }[] {
  if (schema === undefined) return [];
  return contract.mistakes(schema, withoutSecrets(record, secret)).flatMap(({ pointer, problem }) => {
    const at = parsePointer(pointer);
    const isTold =
      problem === UNKNOWN || at.length === 0 || at.join('.') === id.field || at.reduce(memberOf, record) === undefined;
    return isTold ? [] : [{ at, problem: `${at.join('.')} ${problem}` }];
  });
}

/** Checks the seed by the behavior: resources, ids, uniqueness, parents, fields, credentials. */
export function checkSeed(files: VendorFiles, vendor: Vendor): Mistake[] {
  const { seed: source, uncertain } = files;
  if (source === undefined) return [];
  const seed = vendor.seed;
  const checking: Checking = {
    vendor,
    source,
    mistakes: [],
    isUncertain: (...path) => uncertain.some((other) => startsWith(path, other)),
    records: new Map(),
  };
  const { mistakes } = checking;
  for (const { text, line } of source.inexactNumbers())
    mistakes.push({
      file: source.file,
      line,
      problem: `${text} cannot be stored exactly: numbers are 64-bit floats`,
      remedy: 'write it as a text, or use a number up to 9007199254740992',
    });
  const records = checkRecords(checking, ['records'], seed.records);
  const credentials = seed.credentials.map((credential) => ({
    ...credential,
    ...(credential.records && {
      records: checkRecords(checking, ['credentials', credential.name, 'records'], credential.records),
    }),
  }));
  checkTokens(checking);
  checkCompleteness(checking, { ...vendor, seed: { records, credentials } });
  return mistakes;
}

interface Checking {
  vendor: Vendor;
  source: SeedDocument;
  mistakes: Mistake[];
  /** Whether the value at a path of the behavior is missing, removed or guessed. */
  isUncertain: (...path: string[]) => boolean;
  /** The paths of the records, as they are meant. */
  records: Map<Json, PropertyKey[]>;
}

/** @returns the records as they are meant, without those that no resource has */
function checkRecords(
  checking: Checking,
  at: PropertyKey[],
  records: Readonly<Record<string, Json[]>>,
): Record<string, Json[]> {
  const { vendor, source, mistakes, isUncertain } = checking;
  const meant = withoutPrototype<Record<string, Json[]>>({});
  for (const [name, list] of Object.entries(records)) {
    const resource = vendor.resources.get(name);
    if (resource === undefined) {
      const remedy = suggest(name, [...vendor.resources.keys()]);
      if (!isUncertain('resources', name))
        mistakes.push(source.mistake([...at, name], `resource ${name} is not in the behavior`, remedy));
      continue;
    }
    const { sameRecordsAs } = resource.rule;
    if (sameRecordsAs !== undefined)
      mistakes.push(
        source.mistake(
          [...at, name],
          `${name} does not store its records`,
          `give the records to ${sameRecordsAs.resource}, in its form`,
        ),
      );
    const taken = new Set<string>();
    meant[name] = list.map((record, i) => checkRecord(checking, resource, records, taken, record, [...at, name, i]));
  }
  return meant;
}

/** @param taken the keys of the records before it @returns the record as it is meant */
function checkRecord(
  checking: Checking,
  resource: Resource,
  all: Readonly<Record<string, Json[]>>,
  taken: Set<string>,
  given: Json,
  path: PropertyKey[],
): Json {
  const { vendor, source, mistakes, isUncertain } = checking;
  const { name, rule } = resource;
  const record = withKnownFields(checking, resource, given, path);
  const report = (problem: string, remedy: string): unknown => mistakes.push(source.mistake(path, problem, remedy));
  const id = get(record, rule.id.field);
  const isClear =
    !isUncertain('resources', name, 'id', 'field') &&
    !isUncertain('resources', name, 'id', 'format') &&
    (rule.schema === undefined || vendor.contract.tools.hasField(rule.schema, rule.id.field));
  if (isClear && id === undefined) report(`${rule.id.field} is missing`, `add it: the id of the ${name}`);
  else if (isClear && keyReader(rule.id)(String(id)) === undefined)
    report(
      `${rule.id.field} ${JSON.stringify(id)} is not an id of format ${rule.id.format}`,
      'give it an id of the format that the behavior names',
    );
  const keys = [
    ...(isClear && id !== undefined ? [['id', keyOf(resource, record)]] : []),
    ...(rule.unique ?? []).flatMap(({ fields }) => {
      const values = fields.map((field) => get(record, field));
      return values.some(isNoValue) ? [] : [[fields.join(' and '), JSON.stringify(values)]];
    }),
  ];
  for (const [what = '', key] of keys) {
    const full = `${what} ${key}`;
    if (taken.has(full)) report(`another ${name} has the same ${what}`, 'make it unique');
    taken.add(full);
  }
  for (const { at, problem } of valueMistakes(vendor, resource, record))
    mistakes.push(source.mistake([...path, ...at], problem, 'correct the value'));
  const link = rule.parent;
  const parent = link && vendor.resources.get(link.resource);
  if (link && parent && !isUncertain('resources', link.resource, 'id')) {
    const parents = [...(vendor.seed.records[link.resource] ?? []), ...(all[link.resource] ?? [])];
    if (!parents.some((item) => isParentOf(parent, item, resource, record)))
      report(`${link.field} names no ${link.resource} of the seed`, 'add the parent, or correct the id');
  }
  const meant = id === undefined ? set(record, rule.id.field, '0') : record;
  checking.records.set(meant, path);
  return meant;
}

/** The record with its misspelled fields under the names that are meant. */
function withKnownFields(checking: Checking, resource: Resource, record: Json, path: PropertyKey[]): Json {
  const known = knownFields(checking.vendor, resource);
  const unknown = Object.keys(record).filter((name) => !known.has(name));
  let meant = record;
  for (const name of unknown) {
    const free = [...known].filter((field) => !Object.hasOwn(meant, field));
    const [near] = closest(name, free);
    if (near === undefined) continue;
    const remedy = suggest(name, free);
    checking.mistakes.push(checking.source.mistake([...path, name], `a ${resource.name} has no field ${name}`, remedy));
    meant = Object.fromEntries(Object.entries(meant).map(([key, value]) => [key === name ? near : key, value]));
  }
  return meant;
}

/** The fields of replies, of bodies, and those that only the behavior knows. */
function knownFields({ contract, behavior }: Vendor, { name, rule }: Resource): Set<string> {
  const { schema, alsoShownAs = [], id, fields = {}, parent, unique = [] } = rule;
  const bodies = contract.operations.filter((operation) => {
    const of = behavior.operations[operation.id];
    return of !== undefined && 'resource' in of && of.resource === name;
  });
  return new Set([
    ...[...(schema === undefined ? [] : [schema]), ...alsoShownAs].flatMap(
      (shown) => contract.tools.schema(shown)?.names ?? [],
    ),
    ...bodies.flatMap((operation) => contract.tools.body(operation)?.names ?? []),
    ...[
      id.field,
      ...Object.keys(fields),
      ...(parent ? [parent.field] : []),
      ...unique.flatMap((key) => key.fields),
    ].map(topOf),
  ]);
}

function checkTokens({ vendor, source, mistakes }: Checking): void {
  const taken = new Map<string, string>();
  for (const { name, token } of vendor.seed.credentials) {
    const other = taken.get(token);
    if (other === undefined) taken.set(token, name);
    else
      mistakes.push(
        source.mistake(
          ['credentials', name, 'token'],
          `the credentials ${other} and ${name} have the same token`,
          'give each one a token of its own',
        ),
      );
  }
}

/** Records whose required fields can neither be read nor derived. */
function checkCompleteness({ source, mistakes, records }: Checking, vendor: Vendor): void {
  const told = new Set<string>();
  const failed = (record: Json, problem: string): void => {
    const path = records.get(record);
    if (path === undefined || told.has(`${path.join('.')} ${problem}`)) return;
    told.add(`${path.join('.')} ${problem}`);
    mistakes.push(source.mistake(path, problem, 'complete the record'));
  };
  const seed = seedVendor(vendor, failed);
  for (const { name: account, records: own = {} } of [
    { name: '', records: vendor.seed.records },
    ...vendor.seed.credentials,
  ])
    for (const [name, list] of Object.entries(own)) {
      const resource = vendor.resources.get(name);
      if (resource?.rule.requires === undefined) continue;
      for (const record of list) {
        const whole = seed.of(account).get(name)?.get(keyOf(resource, record));
        const unmet = whole && unmetRequirement(resource, whole, whole);
        if (unmet) failed(record, `the record does not meet a condition: ${requirementText(unmet)}`);
      }
    }
}
