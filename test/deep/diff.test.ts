/** The comparison of large public documents: with themselves, and with changed copies. */
import { diffVendors } from '../../src/diff/diff.js';
import type { Change } from '../../src/diff/changes.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import { documentNamed, documentNames, describeDocuments, sourceOf } from '../support/documents.js';
import { vendorOf } from '../support/contract-changes.js';
import fc from 'fast-check';

/** Seconds of the processor. The largest document takes two on an idle machine. */
const MAX_SECONDS = 5;

describeDocuments.each(documentNames)('%s', (name) => {
  it('does not differ from itself, which is found quickly', async () => {
    const [before, after] = [await vendorOf(sourceOf(name)), await vendorOf(sourceOf(name))];
    const start = process.cpuUsage();
    const { changes, compared } = diffVendors(before, after);
    const { user, system } = process.cpuUsage(start);
    expect(changes).toEqual([]);
    expect(compared).toBe(before.contract.operations.length);
    expect((user + system) / 1e6).toBeLessThan(MAX_SECONDS);
  });

  it('differs from a changed copy at the same places both ways', async () => {
    const document = documentNamed(name);
    const before = await vendorOf(document);
    const schemas = schemasOf(document);
    for (const [at, mutate] of fc.sample(fc.tuple(fc.nat(), fc.constantFrom(...mutations)), { numRuns: 3, seed: 7 })) {
      const copy = structuredClone(document);
      mutate(schemasOf(copy)[at % schemas.length] ?? {});
      const after = await vendorOf(copy);
      const [there, back] = [diffVendors(before, after).changes, diffVendors(after, before).changes];
      expect(placesIn(back, ['after', 'before'])).toEqual(placesIn(there, ['before', 'after']));
    }
  });
});

const placesIn = (
  changes: readonly Change[],
  [from, to]: readonly ['before' | 'after', 'before' | 'after'],
): string[] =>
  changes
    .filter(({ area }) => area === 'contract')
    .map((change) => JSON.stringify([change.kind, change.direction, change[from]?.at, change[to]?.at]))
    .sort();

/** The component schemas, and the schemas of their properties. */
function schemasOf(document: Json): Json[] {
  const components = isObject(document['components']) ? document['components'] : {};
  const named = Object.values(isObject(components['schemas']) ? components['schemas'] : {}).filter(isObject);
  return named.flatMap((schema) => [
    schema,
    ...Object.values(isObject(schema['properties']) ? schema['properties'] : {}).filter(isObject),
  ]);
}

const mutations: ((schema: Json) => void)[] = [
  (schema) => (schema['type'] = schema['type'] === 'string' ? 'integer' : 'string'),
  (schema) => (schema['minLength'] = 3),
  (schema) => (schema['properties'] = { another: { type: 'string' } }),
  (schema) => (schema['required'] = ['another']),
  (schema) => (schema['enum'] = ['a', 'b']),
  (schema) => (schema['additionalProperties'] = false),
  (schema) => (schema['oneOf'] = [{ type: 'string' }, { type: 'object', properties: { a: {} } }]),
];
