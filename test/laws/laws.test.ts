/** Laws that hold for every vendor directory: each directory in specs/ is tested without further code. */
import { resourceNamed as resourceOfName } from '../../src/engine/records/locate.js';
import { storedAs } from '../../src/engine/records/record-key.js';
import { writeOnlyPaths } from '../../src/engine/values/write-only.js';
import type { Reason } from '../../src/grammar/reasons.js';
import { isObject, type Json } from '../../src/grammar/json.js';
import type { Operation } from '../../src/engine/model/contract.js';
import type { Rule, Vendor } from '../../src/engine/model/vendor.js';
import { relative } from 'node:path';
import { possibleRefusals } from '../../src/engine/refusals/possible.js';
import { refusalRule, ownWords } from '../../src/engine/refusals/refusal-reply.js';
import { DEFAULT_LEVEL } from '../../src/grammar/evidence.js';
import type { ResourceRule } from '../../src/grammar/behavior.js';
import { equal, get, set } from '../../src/engine/values/paths.js';
import { openApiContract } from '../../src/contract/openapi.js';
import { checkVendor } from '../../src/loading/check-vendor.js';
import { readVendor } from '../../src/loading/read-vendor.js';
import { quirks } from '../../src/quirks/index.js';
import { directories, lab, pathOf, vendorIn, type Answer, type Lab } from '../support/lab.js';
import { defaultLimits } from '../../src/http/client-limits.js';
import { long, sampleOf } from '../support/depth.js';
import { root } from '../support/double.js';
import { deviationOf, deviations } from './deviations.js';

const usedDeviations = new Set<string>();
const deviates = (vendor: string, law: string): boolean => {
  const name = deviationOf(vendor, law);
  if (name !== undefined) usedDeviations.add(name);
  return name !== undefined;
};

const verbOf = (rule: Rule): string => rule.rule.verb;
const resourceOf = ({ rule }: Rule): string => ('resource' in rule ? (rule.resource ?? '') : '');
const served = (vendor: Vendor): Rule[] => [...vendor.rules.values()].filter((rule) => verbOf(rule) !== 'decline');
const withVerb = (vendor: Vendor, ...verbs: string[]): Rule[] =>
  served(vendor).filter((item) => verbs.includes(verbOf(item)));
const operationFor = (vendor: Vendor, verb: string, resource: string): Operation | undefined =>
  withVerb(vendor, verb).find((item) => resourceOf(item) === resource)?.operation;

function ruleOf(vendor: Vendor, resource: string): ResourceRule {
  const found = vendor.resources.get(resource);
  if (found === undefined) throw new Error(`${vendor.name} has no resource ${resource}`);
  return found.rule;
}

/** The object in a reply that has this id under the resource's id field. */
function findRecord(body: unknown, field: string, id: unknown): Json | undefined {
  if (Array.isArray(body)) return body.map((item) => findRecord(item, field, id)).find(Boolean);
  if (!isObject(body)) return undefined;
  if (body[field] === id) return body;
  return Object.values(body)
    .map((item) => findRecord(item, field, id))
    .find(Boolean);
}

/** The record that an operation wrote last, with its secrets. */
function written(bench: Lab, resource: string): Json {
  const stored = storedAs(resourceOfName(bench.vendor, resource));
  const change = bench
    .journal()
    .at(-1)
    ?.changes.find((item) => item.resource === stored && item.kind === 'put');
  const field = bench.vendor.resources.get(resource)?.rule.id.field ?? '';
  const record = bench.records(resource).find((item) => String(get(item, field)) === change?.id);
  if (record === undefined) throw new Error(`nothing was written to ${resource}`);
  return record;
}

/** Path parameters that name this record (and its parent) in an operation. */
function paramsFor(vendor: Vendor, operation: Operation, resource: string, record: Json): Json {
  const { rule } = vendor.resources.get(resource) ?? {};
  const params: Json = {};
  const last = operation.parameters.at(-1);
  if (rule && last) params[last] = get(record, rule.id.field);
  if (rule?.parent) params[rule.parent.parameter] = get(record, rule.parent.field);
  return params;
}

const succeeded = (answer: Answer, what: string): Answer => {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${answer.text ?? ''}`);
  return answer;
};

/** Levels that differ: no vendor has rules that are observed or inferred. At `documented`, an edition may serve nothing. */
const cases = (['documented', 'client', DEFAULT_LEVEL] as const).flatMap((level) =>
  (level === DEFAULT_LEVEL ? directories : sampleOf(directories, 5))
    .filter((item) => served(vendorIn(item, level)).length > 0)
    .map((item) => [relative(`${root}/specs`, item), level, item] as const),
);

// The vendors with all rules (`assumed`), and at higher levels of evidence.
describe.each(cases)('%s, %s', (name, level, directory) => {
  const vendor = vendorIn(directory, level);
  let bench: Lab;
  beforeEach(() => {
    bench = lab(vendor);
  });
  // Every reply of every law, refusals included, is held against the contract by the pipeline itself.
  afterEach(() => expect(bench.complaints).toEqual([]));

  if (level === DEFAULT_LEVEL)
    long('every operation has a rule or a decline with a reason', () => {
      expect(checkVendor(readVendor(directory), quirks).mistakes).toEqual([]);
    });

  describe.each(sampleOf(served(vendor), 9).map((item) => [item.operation.id, item] as const))('%s', (id, rule) => {
    const { operation } = rule;
    const answersTo = possibleRefusals(vendor.contract, vendor.behavior, operation);
    const can = (reason: string): boolean => answersTo.some((item) => item.reason === reason);
    const words = ownWords(vendor, operation) ?? {};
    const refusedAs = async (variant: string, answer: Promise<Answer>): Promise<void> => {
      const before = bench.dump();
      const { status, headers } = await answer;
      expect([headers['x-stuntdouble-rule']?.split(';')[0], status]).toEqual([
        `${name}.refusals.${Object.hasOwn(words, variant) ? words[variant as Reason] : variant}`,
        refusalRule(vendor, variant, words).status,
      ]);
      expect(bench.dump()).toBe(before);
    };
    const token = (refuse: string): string =>
      vendor.seed.credentials.find((credential) => credential.refuse === refuse)?.token ?? '';

    it('answers its documented example with a documented success', async () => {
      const answer = await bench.perform(operation);
      expect(`${answer.status} ${answer.text ?? ''}`).toMatch(/^2/);
      expect(operation.successes).toContain(answer.status);
    });

    if (level === DEFAULT_LEVEL)
      it('declares no refusal that no call can get', () => {
        const reached = new Set(answersTo.map((item) => refusalRule(vendor, item.variant).status));
        const declared = operation.statuses.filter((status) => status >= 400);
        // A path that needs no parameter cannot be missing; the vendor's own 404 for an unknown address is declared by some.
        const unreached = declared.filter(
          (status) =>
            !reached.has(status) && !anywhere(vendor).has(status) && !deviates(name, `${id} declares ${status}`),
        );
        expect(unreached).toEqual([]);
      });

    if (operation.security.length > 0) {
      it('answers a missing credential, a wrong scheme and a revoked credential as the vendor does', async () => {
        await refusedAs('unauthenticated', bench.perform(operation, { token: '' }));
        await refusedAs(
          'unauthenticated',
          bench.perform(operation, { token: '', headers: { authorization: 'Basic bGF3OmtleQ==' } }),
        );
        await refusedAs('credentialRejected', bench.perform(operation, { token: token('credentialRejected') }));
      });

      it('answers a credential without the permission, and one over its limit', async () => {
        const unscoped = vendor.seed.credentials.find(
          (credential) => credential.refuse === 'forbidden' || credential.scopes?.length === 0,
        )?.token;
        await refusedAs('forbidden', bench.perform(operation, { token: unscoped }));
        await refusedAs('rateLimited', bench.perform(operation, { token: token('rateLimited') }));
      });
    }

    if (operation.mediaTypes) {
      it('refuses a body of another media type, a too large one, and a malformed one', async () => {
        await refusedAs(
          'unsupportedMediaType',
          bench.perform(operation, { raw: Buffer.from('{}'), type: 'text/plain' }),
        );
        await refusedAs(
          'unsupportedMediaType',
          bench.perform(operation, {
            raw: Buffer.from('{}'),
            type: operation.mediaTypes?.[0],
            headers: { 'content-encoding': 'gzip' },
          }),
        );
        const limit =
          'bodyLimit' in rule.rule ? (rule.rule.bodyLimit ?? defaultLimits.maxBodySize) : defaultLimits.maxBodySize;
        await refusedAs('payloadTooLarge', bench.perform(operation, { raw: new Uint8Array(limit + 1) }));
        await refusedAs(
          'malformedBody',
          bench.perform(operation, { raw: Buffer.from('{"a":'), type: operation.mediaTypes?.[0] }),
        );
      });

      if (operation.mediaTypes.includes('application/json')) {
        it.each([
          ['nested too deeply', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
          ['with a key that reaches a prototype', '{"__proto__":{"polluted":true}}'],
          ['with an escaped key that reaches a prototype', '{"__pr\\u006fto__":{"polluted":true}}'],
          ['with a constructor that reaches a prototype', '{"constructor":{"prototype":{"polluted":true}}}'],
          ['that is not valid UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
          ['with a byte order mark', '\ufeff{}'],
          ['with bytes behind it', '{} x'],
        ])('refuses JSON %s', async (_, text) => {
          await refusedAs(
            'malformedBody',
            bench.perform(operation, { raw: Buffer.from(text), type: 'application/json' }),
          );
          expect(({} as Json)['polluted']).toBeUndefined();
        });

        it.each(['{"a":12345678901234567890}', '{"a":9007199254740993}', '{"a":1e400}'])(
          'answers with a problem reply that it cannot store the number in %s',
          async (text) => {
            const reply = await bench.perform(operation, { raw: Buffer.from(text), type: 'application/json' });
            expect([reply.status, reply.headers['x-stuntdouble-error']]).toEqual([400, 'true']);
            expect(reply.body).toMatchObject({ title: 'A number cannot be stored', status: 400 });
          },
        );

        it.each([
          ['a list', []],
          ['a number', 1],
          ['a text', 'x'],
          ['null', null],
        ])('refuses a body that is %s', async (_, body) => {
          await refusedAs(
            'invalid',
            bench.perform(operation, { raw: Buffer.from(JSON.stringify(body)), type: 'application/json' }),
          );
        });
      }
    }

    if (operation.parameters.length > 0 && resourceOf(rule) !== '') {
      const resource = vendor.resources.get(resourceOf(rule));
      const last = operation.parameters.at(-1) ?? '';
      const link = resource?.rule.parent;
      const named = last === link?.parameter ? link.resource : (resource?.name ?? '');

      it('answers an unknown id as not found', async () => {
        await refusedAs(
          notFoundVariant(vendor, named),
          bench.perform(operation, { params: { [last]: unknownId(vendor, named) } }),
        );
      });

      if (
        vendor.resources.get(named)?.rule.aliases === undefined &&
        vendor.resources.get(named)?.rule.id.format !== 'given'
      ) {
        it('refuses a malformed id', async () => {
          await refusedAs('invalidId', bench.perform(operation, { params: { [last]: 'not an id!' } }));
        });
      }

      const stored = storedAs(resourceOfName(vendor, named));
      const owner = vendor.seed.credentials.find((credential) => credential.records?.[stored]?.length);
      it('answers for another account’s record as documented, and does not change it', async () => {
        if (owner === undefined) throw new Error(`the seed reserves no record of ${named} for another account`);
        const foreign = owner.records?.[stored]?.[0] ?? {};
        const params = {
          ...(vendor.resources.get(named)?.rule.parent && {
            [vendor.resources.get(named)?.rule.parent?.parameter ?? '']: get(
              foreign,
              vendor.resources.get(named)?.rule.parent?.field ?? '',
            ),
          }),
          [last]: get(foreign, vendor.resources.get(named)?.rule.id.field ?? ''),
        };
        const before = bench.dump(owner.token);
        await refusedAs(foreignVariant(vendor, named), bench.perform(operation, { params }));
        expect(bench.dump(owner.token)).toBe(before);
      });
    }

    if (['update', 'replace', 'upsert'].includes(verbOf(rule)) && can('immutable')) {
      const fields = Object.entries(vendor.resources.get(resourceOf(rule))?.rule.fields ?? {}).filter(
        ([path, it]) => it.immutable && vendor.contract.tools.hasBodyField(operation, path),
      );
      it.each(fields)(
        '%s never changes: a different value is refused, an equal one accepted (or refused, for a secret)',
        async (path, { immutable }) => {
          const resource = vendor.resources.get(resourceOf(rule));
          const stored =
            bench
              .records(resourceOf(rule))
              .find((record) =>
                immutable?.when
                  ? Object.entries(immutable.when).every(([field, value]) => equal(get(record, field), value))
                  : get(record, path) !== undefined,
              ) ?? {};
          const params = paramsFor(vendor, operation, resource?.name ?? '', stored);
          const base = minimalBody(vendor, operation, stored, path);
          const other =
            typeof get(stored, path) === 'string' || get(stored, path) === undefined
              ? 'quite-another-value'
              : { quite: 'another value' };
          await refusedAs(
            immutable?.refuse ?? 'immutable',
            bench.perform(operation, { params, body: set(base, path, other) }),
          );
          if (get(stored, path) === undefined) return;
          const again = bench.perform(operation, { params, body: set(base, path, get(stored, path)) });
          if (immutable?.evenEqual) await refusedAs(immutable.refuse ?? 'immutable', again);
          else succeeded(await again, 'an equal value');
        },
      );
    }

    if (['create', 'upsert'].includes(verbOf(rule))) {
      const resource = resourceOf(rule);
      const resourceRule = ruleOf(vendor, resource);

      it('creates what the list then contains and the read gives back', async () => {
        const created = succeeded(await bench.perform(operation), id);
        const record = written(bench, resource);
        const shown =
          findRecord(created.body, resourceRule.id.field, get(record, resourceRule.id.field)) ??
          findShown(created.body);
        const reading = operationFor(vendor, 'read', resource);
        if (reading) {
          const read = succeeded(
            await bench.perform(reading, { params: paramsFor(vendor, reading, resource, record) }),
            reading.id,
          );
          const again = findShown(read.body);
          for (const key of Object.keys(shown).filter((item) => item in again))
            expect([key, again[key]]).toEqual([key, shown[key]]);
        }
        const listing = operationFor(vendor, 'list', resource);
        if (listing)
          expect(JSON.stringify((await bench.perform(listing)).body)).toContain(
            JSON.stringify(Object.values(shown)[0]),
          );
      });

      for (const unique of resourceRule.unique ?? []) {
        if (verbOf(rule) === 'upsert') continue;
        it(`${unique.fields.join(' and ')} is unique`, async () => {
          succeeded(await bench.perform(operation), id);
          await refusedAs(unique.refuse ?? 'conflict', bench.perform(operation));
        });
      }

      it('returns equal bytes for equal seeds and calls', async () => {
        const twin = lab(vendor);
        const first = await bench.perform(operation);
        expect((await twin.perform(operation)).text).toBe(first.text);
        expect(twin.dump()).toBe(bench.dump());
      });
    }

    if (verbOf(rule) === 'delete') {
      it('deletes once, and then refuses as the vendor does', async () => {
        const resource = resourceOf(rule);
        succeeded(await bench.perform(operation), id);
        await refusedAs(notFoundVariant(vendor, resource), bench.perform(operation));
        const reading = operationFor(vendor, 'read', resource);
        if (reading)
          await refusedAs(
            notFoundVariant(vendor, resource),
            bench.perform(reading, { params: vendor.contract.tools.example(operation).params }),
          );
      });
    }

    if (verbOf(rule) === 'update') {
      it('changes only what was sent', async () => {
        const resource = resourceOf(rule);
        const resourceRule = ruleOf(vendor, resource);
        const before = new Map(bench.records(resource).map((item) => [String(get(item, resourceRule.id.field)), item]));
        succeeded(await bench.perform(operation), id);
        const record = written(bench, resource);
        const old = before.get(String(get(record, resourceRule.id.field))) ?? {};
        const sent = Object.keys(vendor.contract.tools.example(operation).body as Json);
        const moved = Object.keys({ ...old, ...record }).filter((key) => !equal(old[key], record[key]));
        const ruled = Object.entries(resourceRule.fields ?? {}).flatMap(([path, it]) =>
          it.stamp === 'updated' || it.derive ? [path.split('.')[0]?.replace('[]', '')] : [],
        );
        expect(moved.filter((key) => !sent.includes(key) && !ruled.includes(key))).toEqual([]);
      });
    }

    const secrets = writeOnlyPaths(vendor.contract.tools.body(operation));
    if (secrets.length > 0) {
      it.each(secrets)('%s is write-only', async (path) => {
        const canary = 'canary-4f9d2c71-never-to-be-seen';
        const stored = isObject(vendor.contract.tools.example(operation).body)
          ? (vendor.contract.tools.example(operation).body as Json)
          : {};
        const old = get(stored, path);
        const body = set(
          stored,
          path.replaceAll('[]', ''),
          isObject(old)
            ? Object.fromEntries(Object.keys(old).map((key) => [key, canary]))
            : old === undefined && !isText(vendor, operation, path)
              ? { api_key: canary }
              : canary,
        );
        const answers = [await bench.perform(operation, { body })];
        for (const other of served(vendor)) answers.push(await bench.perform(other.operation));
        answers.push(
          await bench.perform(operation, { body: { ...body, 'no such field': 1 } }),
          await bench.send(operation.method, pathOf(operation, vendor.contract.tools.example(operation).params), {
            raw: Buffer.from(`{"${path}":"${canary}"`),
            type: 'application/json',
          }),
        );
        expect(answers.map((answer) => JSON.stringify([answer.headers, answer.text])).join('\n')).not.toContain(canary);
        expect(JSON.stringify(bench.journal())).not.toContain(canary);
      });
    }
  });

  it('accounts never see each other, and reset restores the seed', async () => {
    const seed = bench.dump();
    for (const rule of withVerb(vendor, 'create', 'upsert', 'update', 'delete')) await bench.perform(rule.operation);
    expect(bench.dump()).not.toBe(seed);
    expect(bench.dump('another-key')).toBe(seed);
    bench.world.reset();
    expect(bench.dump()).toBe(seed);
  });
});

long('has no deviation that no longer applies', () => {
  expect(Object.keys(deviations).filter((name) => !usedDeviations.has(name))).toEqual([]);
});

function anywhere(vendor: Vendor): Set<number> {
  return new Set(['noSuchRoute', 'malformedUrl'].map((item) => refusalRule(vendor, item).status));
}

const foreignVariant = (vendor: Vendor, resource: string): string =>
  vendor.resources.get(resource)?.rule.foreign ?? 'foreign';
const notFoundVariant = (vendor: Vendor, resource: string): string =>
  vendor.resources.get(resource)?.rule.notFound ?? 'notFound';

/** The record in an envelope: the first object that is not a list of things. */
function findShown(body: unknown): Json {
  if (!isObject(body)) return {};
  const inner = Object.values(body).find((item) => isObject(item) && Object.keys(item).length > 1);
  return 'id' in body || inner === undefined ? body : (inner as Json);
}

function unknownId(vendor: Vendor, resource: string): string {
  const { id } = ruleOf(vendor, resource);
  switch (id.format) {
    case 'uuid':
      return '00000000-0000-4000-8000-000000000000';
    case 'integer':
      return '987654';
    case 'ulid':
      return `${id.prefix ?? ''}01ARZ3NDEKTSV4RRFFQ69G5FAV`;
    case 'globalId':
      return Buffer.from(`${id.prefix ?? ''}:987654:zzzz`).toString('base64');
    case 'digits':
      return '987654';
    case 'given':
    case 'text':
    case 'single':
      return 'no-such-thing';
    default:
      return id.format satisfies never;
  }
}

/** The required fields of an operation with their stored values, besides the field under test. */
function minimalBody(vendor: Vendor, operation: Operation, stored: Json, path: string): Json {
  const example = vendor.contract.tools.example(operation).body;
  const required = openApiContract.length > 0 && isObject(example) ? Object.keys(example) : [];
  const issues = vendor.contract
    .validate(operation, {}, '', {})
    .issues.filter((issue) => issue.in === 'body')
    .map((issue) => issue.field);
  const kept = [...required.filter((key) => issues.includes(key)), ...issues];
  const base = Object.fromEntries(kept.flatMap((key) => (stored[key] === undefined ? [] : [[key, stored[key]]])));
  // An update with only an immutable field may be refused as empty: send one more field of the example.
  const rule = vendor.rules.get(operation.id);
  const fixed = rule && vendor.resources.get(resourceOf(rule))?.rule.fields;
  const more = required.find((key) => !(key in base) && key !== path.split('.')[0] && !fixed?.[key]?.immutable);
  return more === undefined ? base : { ...base, [more]: (example as Json)[more] };
}

const isText = (vendor: Vendor, operation: Operation, path: string): boolean =>
  vendor.contract
    .validate(operation, {}, '', set({}, path, 'text'))
    .issues.every((issue) => issue.field !== path || issue.keyword !== 'type');
