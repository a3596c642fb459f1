/** What is refused before the decision, and what is checked only against the stored record. */
import type { Input } from '../../../src/engine/model/call.js';
import type { Vendor } from '../../../src/engine/model/vendor.js';
import type { OperationRule } from '../../../src/grammar/behavior.js';
import type { Issue, Refusal } from '../../../src/engine/model/refusal.js';
import { malformedId, validate } from '../../../src/engine/request/validate.js';
import { evidence, stubOperation, stubResource, stubRule, stubVendor, refusalOf } from '../../support/stubs.js';

const issue = (place: Issue['in'], field: string, keyword = 'type'): Issue => ({
  in: place,
  field,
  keyword,
  params: { a: 1 },
});
const resources = [stubResource('thing', { fields: { 'deep.kind': { immutable: {}, evidence } } })];
const refuseBoth = { unknownBodyFields: 'refuse', unknownQueryParameters: 'refuse' } as const;

interface Case {
  issues?: Issue[];
  rule?: OperationRule;
  sent?: unknown;
  requests?: NonNullable<Parameters<typeof stubVendor>[0]>['requests'];
  body?: unknown;
}

const update: OperationRule = { verb: 'update', resource: 'thing', merge: 'deep', evidence };
const create: OperationRule = { verb: 'create', resource: 'thing', evidence };

function validated({ issues = [], rule = create, sent, requests = refuseBoth, ...more }: Case): Input | Refusal {
  const { body } = { body: { b: 1 }, ...more };
  const operation = stubOperation();
  const vendor: Vendor = stubVendor({
    requests,
    resources,
    contract: {
      validate: (of, params, query, given) => {
        expect([of, params, query, given]).toEqual([operation, { id: '7' }, 'a=1', sent]);
        return { params: { id: 7 }, query: { a: 1 }, body, issues };
      },
    },
  });
  const call = { method: 'GET', path: '/', query: 'a=1', base: '', headers: {}, body: () => new Uint8Array() };
  return validate(vendor, stubRule(rule, operation), { id: '7' }, call, sent);
}

const input = { params: { id: 7 }, query: { a: 1 }, body: { b: 1 }, deferred: [] };

it('is the result of the contract’s validation', () => {
  expect(validated({})).toStrictEqual(input);
  expect(validated({ body: undefined })).toStrictEqual({ ...input, body: {} });
  expect(validated({ body: null })).toStrictEqual({ ...input, body: {} });
});

describe('what a server ignores', () => {
  const issues = [issue('query', 'x', 'unknownParameter'), issue('body', 'y', 'additionalProperties')];
  it.each([
    ['refuse', 'refuse', ['x', 'y']],
    ['refuse', 'ignore', ['x']],
    ['ignore', 'refuse', ['y']],
  ] as const)('is a separate policy: parameters %s, fields %s', (unknownQueryParameters, unknownBodyFields, fields) => {
    const requests = { unknownBodyFields, unknownQueryParameters };
    const refusal = refusalOf(() => validated({ issues, requests }));
    expect(refusal?.reason).toBe('invalid');
    expect(refusal?.details).toEqual({ issues: issues.filter((item) => fields.some((field) => field === item.field)) });
  });

  it('is no reason to refuse', () => {
    const requests = { unknownBodyFields: 'ignore', unknownQueryParameters: 'ignore' } as const;
    expect(validated({ issues, requests })).toStrictEqual(input);
    const more = refusalOf(() => validated({ issues: [...issues, issue('body', 'z')], requests }));
    expect(more?.details.issues).toEqual([issue('body', 'z')]);
  });
});

it('refuses a malformed id before all else', () => {
  const issues = [issue('body', 'a'), issue('path', 'id', 'format'), issue('path', 'other')];
  const sent = { deep: { kind: 'x' } };
  const refusal = refusalOf(() => validated({ issues, rule: update, sent }));
  expect(refusal).toEqual({
    reason: 'invalidId',
    details: { id: '7', field: 'id', issues: [issue('path', 'id', 'format')] },
    variant: 'invalidId',
  });
});

describe('with an immutable field in the body', () => {
  const sent = { deep: { kind: 'x' } };
  const inBody = [issue('body', 'deep.kind'), issue('body', 'b')];

  it.each<OperationRule>([update, { verb: 'replace', resource: 'thing', evidence }])(
    'issues of the body are deferred: $verb',
    (rule) => {
      expect(validated({ issues: inBody, rule, sent })).toStrictEqual({ ...input, deferred: inBody });
    },
  );

  it('other issues are not deferred', () => {
    const refusal = refusalOf(() => validated({ issues: [...inBody, issue('query', 'q')], rule: update, sent }));
    expect(refusal).toEqual({ reason: 'invalid', details: { issues: [issue('query', 'q')] }, variant: 'invalid' });
  });

  it.each<[string, Case]>([
    ['nothing is stored yet', { rule: create, sent }],
    ['a quirk decides', { rule: { verb: 'quirk', quirk: 'x', resource: 'thing', evidence }, sent }],
    ['it is not', { rule: update, sent: { deep: {} } }],
    ['the body is no object', { rule: update, sent: ['deep'] }],
    ['there is no body', { rule: update, sent: undefined }],
  ])('nothing is deferred if %s', (_, given) => {
    const refusal = refusalOf(() => validated({ issues: inBody, ...given }));
    expect(refusal).toEqual({ reason: 'invalid', details: { issues: inBody }, variant: 'invalid' });
  });

  it('includes fields that are sent as null', () => {
    expect(validated({ issues: inBody, rule: update, sent: { deep: { kind: null } } })).toMatchObject({
      deferred: inBody,
    });
  });
});

describe('an id in the format of its resource', () => {
  const vendor = stubVendor({
    resources: [
      stubResource('box', { id: { field: 'id', format: 'uuid', evidence } }),
      stubResource('part', {
        id: { field: 'id', format: 'integer', evidence },
        parent: { resource: 'box', field: 'box', parameter: 'box', evidence },
      }),
      stubResource('nick', { id: { field: 'id', format: 'integer', evidence }, aliases: ['name'] }),
    ],
  });
  const uuid = '00000000-0000-4000-8000-000000000000';
  const refused = (rule: OperationRule, parameters: string[], params: Record<string, string>) =>
    refusalOf(() => malformedId(vendor, stubRule(rule, stubOperation({ parameters })), params));
  const read = (resource: string): OperationRule => ({ verb: 'read', resource, evidence });
  const malformed = (field: string, id: string, format: string) => ({
    reason: 'invalidId',
    details: { id, field, issues: [{ in: 'path', field, keyword: 'format', params: { type: format, format } }] },
    variant: 'invalidId',
  });

  it.each([
    ['part', ['box', 'id'], { box: uuid, id: '7' }, undefined],
    ['part', ['box', 'id'], { box: '7', id: '7' }, malformed('box', '7', 'uuid')],
    ['part', ['box', 'id'], { box: uuid, id: 'x' }, malformed('id', 'x', 'integer')],
    ['part', ['box', 'id'], { box: 'y', id: 'x' }, malformed('box', 'y', 'uuid')],
    ['box', ['id'], { id: '7' }, malformed('id', '7', 'uuid')],
    ['box', ['id'], {}, malformed('id', '', 'uuid')],
    ['box', [], { id: '7' }, undefined],
    ['nick', ['id'], { id: 'by-name' }, undefined],
    ['unknown', ['id'], { id: 'x' }, undefined],
  ] as [string, string[], Record<string, string>, unknown][])(
    'of %s, %j: %j',
    (resource, parameters, params, refusal) => {
      expect(refused(read(resource), parameters, params)).toEqual(refusal);
    },
  );

  it('is not checked without a resource', () => {
    expect(refused({ verb: 'decline', reason: 'x', evidence }, ['id'], { id: 'x' })).toBeUndefined();
    expect(refused({ verb: 'quirk', quirk: 'x', evidence }, ['id'], { id: 'x' })).toBeUndefined();
    expect(refused({ verb: 'quirk', quirk: 'x', resource: 'box', evidence }, ['id'], { id: 'x' })?.reason).toBe(
      'invalidId',
    );
  });
});
