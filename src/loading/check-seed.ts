import { suggest } from '../engine/values/suggest.js';
import type { Json } from '../grammar/json.js';
import { UNKNOWN } from '../engine/model/contract.js';
import { parsePointer } from '../grammar/json-pointer.js';
import { withoutSecrets } from '../engine/decide/present.js';
import type { Resource, Vendor } from '../engine/model/vendor.js';
import { keyOf } from '../engine/records/record-key.js';
import { keyReader } from '../engine/values/id-formats.js';
import { get } from '../engine/values/paths.js';
import { seedVendor } from '../world/store/seed.js';
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

/** Checks the seed by the behavior: resources, ids, uniqueness, parents, required fields. */
export function checkSeed(files: VendorFiles, vendor: Vendor): Mistake[] {
  const { seed: source } = files;
  const mistakes: Mistake[] = [];
  if (source === undefined) return mistakes;
  for (const { text, line } of source.inexactNumbers())
    mistakes.push({
      file: source.file,
      line,
      problem: `${text} cannot be stored exactly: numbers are 64-bit floats`,
      remedy: 'write it as a text, or use a number up to 9007199254740992',
    });
  const parts = [
    { at: ['records'], records: vendor.seed.records },
    ...vendor.seed.credentials.map((credential) => ({
      at: ['credentials', credential.name, 'records'],
      records: credential.records ?? {},
    })),
  ];
  for (const { at, records } of parts) {
    const taken = new Map<string, string>();
    for (const [name, list] of Object.entries(records)) {
      const resource = vendor.resources.get(name);
      if (resource === undefined) {
        mistakes.push(
          source.mistake(
            [...files.seedPath, ...at, name],
            `resource ${name} is not in the behavior`,
            suggest(name, [...vendor.resources.keys()]),
          ),
        );
        continue;
      }
      const { sameRecordsAs } = resource.rule;
      if (sameRecordsAs !== undefined)
        mistakes.push(
          source.mistake(
            [...files.seedPath, ...at, name],
            `${name} does not store its records`,
            `give the records to ${sameRecordsAs.resource}, in its form`,
          ),
        );
      for (const [i, record] of list.entries()) {
        const path = [...files.seedPath, ...at, name, i];
        const report = (problem: string, remedy: string): unknown =>
          mistakes.push(source.mistake(path, problem, remedy));
        const id = get(record, resource.rule.id.field);
        if (id === undefined || keyReader(resource.rule.id)(String(id)) === undefined)
          report(
            `${resource.rule.id.field} ${JSON.stringify(id)} is not an id of format ${resource.rule.id.format}`,
            'give it an id of the format that the behavior names',
          );
        const keys = [
          ['id', keyOf(resource, record)],
          ...(resource.rule.unique ?? []).map(({ fields }) => [
            fields.join(' and '),
            JSON.stringify(fields.map((field) => get(record, field))),
          ]),
        ];
        for (const [what, key] of keys) {
          const full = `${name} ${what} ${key}`;
          if (taken.has(full)) report(`another ${name} has the same ${what}`, 'make it unique');
          taken.set(full, '');
        }
        for (const { at: field, problem } of valueMistakes(vendor, resource, record))
          mistakes.push(source.mistake([...path, ...field], problem, 'correct the value'));
        const link = resource.rule.parent;
        if (link) {
          const parents = [...(vendor.seed.records[link.resource] ?? []), ...(records[link.resource] ?? [])];
          const parent = vendor.resources.get(link.resource);
          if (parent && !parents.some((item) => keyOf(parent, item) === String(get(record, link.field))))
            report(`${link.field} names no ${link.resource} of the seed`, 'add the parent, or correct the id');
        }
      }
    }
  }
  if (mistakes.length === 0) {
    try {
      seedVendor(vendor);
    } catch (error) {
      mistakes.push(
        source.mistake(
          [...files.seedPath, 'records'],
          error instanceof Error ? error.message : String(error),
          'complete the record',
        ),
      );
    }
  }
  return mistakes;
}
