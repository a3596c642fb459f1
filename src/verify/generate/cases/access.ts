/** Cases of authentication, ownership and malformed requests. */
import { type Json } from '../../../grammar/json.js';
import type { Rule } from '../../../engine/model/vendor.js';
import { operationFor, resourceOfRule } from '../../run/cleanup.js';
import { actorFor } from './fields.js';
import { form, sampleWithout } from '../sample.js';
import { idCases, unknownParams } from './ids.js';
import { paramsFor, schemaAt, type CaseDraft, type Sent } from '../case-draft.js';
import type { Write } from '../write-case.js';

export function accessCases(write: Write, rule: Rule): void {
  const { operation } = rule;
  exampleCase(write, rule);
  if (operation.security.length > 0) credentialCases(write, rule);
  if (operation.parameters.length > 0) idCases(write, rule);
  if (operation.mediaTypes) unreadableCase(write, rule);
  protectedCase(write, rule);
}

/** The body for cases that are not about the body. */
function sample(testCase: CaseDraft, rule: Rule): Sent {
  const { operation } = rule;
  if (operation.mediaTypes === undefined) return {};
  if (operation.mediaTypes.includes('multipart/form-data')) return form(testCase.vendor, operation);
  return { body: testCase.body(rule, 'full') };
}

/** The documented example, with unique names. */
function exampleCase(write: Write, rule: Rule): void {
  const { operation } = rule;
  write(`${operation.id}-example`, `${operation.id}: the documented example`, (testCase) => {
    const actor = actorFor(testCase, rule);
    testCase.rules.add(operation.id);
    const params = actor ? paramsFor(operation, actor) : {};
    testCase.call(operation, { params, ...sample(testCase, rule) });
    if (operation.mediaTypes?.includes('multipart/form-data')) {
      testCase.rules.add('refusals.invalid');
      testCase.call(operation, { params, ...form(testCase.vendor, operation, 'text/plain') });
      testCase.call(operation, { params, ...form(testCase.vendor, operation, 'image/png', 'another') });
    }
    const reading = actor && operationFor(testCase.vendor, 'read', actor.resource);
    if (actor && reading && actor.id !== '')
      testCase.call(reading.operation, { params: paramsFor(reading.operation, actor) });
  });
}

function credentialCases(write: Write, rule: Rule): void {
  const { vendor } = write;
  const { operation } = rule;
  write(
    `${operation.id}-without-credential`,
    `${operation.id}: no credential, and a credential of another scheme`,
    (testCase) => {
      const params = unknownParams(vendor, rule);
      testCase.rules.add('refusals.unauthenticated');
      testCase.call(operation, { params, ...sampleWithout(testCase, rule), as: undefined });
      testCase.call(operation, {
        params,
        ...sampleWithout(testCase, rule),
        as: undefined,
        headers: { Authorization: 'Digest stuntdouble' },
      });
    },
  );
  for (const reason of ['credentialRejected', 'forbidden', 'rateLimited'] as const) {
    write(
      `${operation.id}-${reason}`,
      `${operation.id}: a credential that is refused with \`${reason}\``,
      (testCase) => {
        testCase.rules.add(`refusals.${reason}`);
        testCase.call(operation, {
          params: unknownParams(vendor, rule),
          ...sampleWithout(testCase, rule),
          as: `token_${reason}`,
        });
      },
    );
  }
  if (operation.parameters.length === 0) return;
  write(`${operation.id}-of-another-account`, `${operation.id}: a record of another account`, (testCase) => {
    const actor = actorFor(testCase, rule);
    if (actor === undefined) return;
    const resource = vendor.resources.get(actor.resource);
    testCase.rules
      .add(`refusals.${resource?.rule.foreign ?? 'foreign'}`)
      .add(`refusals.${resource?.rule.notFound ?? 'notFound'}`);
    const params = paramsFor(operation, actor);
    testCase.call(operation, { params, ...sample(testCase, rule), as: 'second_token' });
    if (resource?.rule.parent) {
      // An own parent with an unknown child, and a foreign parent with an own child.
      const other = testCase.make(resource.rule.parent.resource, undefined, 'least');
      if (other && actor.id !== '')
        testCase.call(operation, {
          params: { ...params, [resource.rule.parent.parameter]: other.id },
          ...sample(testCase, rule),
        });
    }
    const reading = operationFor(vendor, 'read', actor.resource);
    if (reading && actor.id !== '') testCase.call(reading.operation, { params: paramsFor(reading.operation, actor) });
  });
}

function unreadableCase(write: Write, rule: Rule): void {
  const { operation } = rule;
  write(`${operation.id}-unreadable`, `${operation.id}: malformed bodies`, (testCase) => {
    testCase.rules
      .add('refusals.malformedBody')
      .add('refusals.unsupportedMediaType')
      .add('refusals.payloadTooLarge')
      .add('refusals.invalid')
      .add('requests.unknownBodyFields');
    const actor = actorFor(testCase, rule);
    if (actor === undefined) return;
    const params = paramsFor(operation, actor);
    testCase.call(operation, { params, body: '{}', type: 'text/plain' });
    testCase.call(operation, { params, body: '{"a":', type: operation.mediaTypes?.[0] ?? 'application/json' });
    testCase.call(operation, { params, headers: {} });
    if (operation.mediaTypes?.includes('application/json')) {
      for (const body of [[], 1, null]) testCase.call(operation, { params, body });
      testCase.call(operation, { params, body: { ...testCase.body(rule, 'full'), stuntdouble_unknown: 'x' } });
      testCase.call(operation, { params, body: { stuntdouble: '{$inputs.large}' } });
    }
  });
}

/** Protected records; an input names one. */
function protectedCase(write: Write, rule: Rule): void {
  const { vendor } = write;
  const { operation } = rule;
  const resource = resourceOfRule(vendor, rule);
  if (resource === undefined) return;
  const protects = 'protect' in rule.rule ? rule.rule.protect : undefined;
  const fixed = Object.entries(resource.rule.fields ?? {}).filter(
    ([path, item]) => item.immutable?.when !== undefined && vendor.contract.tools.hasBodyField(operation, path),
  );
  const by = 'by' in rule.rule ? rule.rule.by : undefined;
  const call = (testCase: CaseDraft, input: string, change: Json): void => {
    const id = `$inputs.record_${input}`;
    const last = operation.parameters.at(-1);
    const body = operation.mediaTypes
      ? { ...testCase.body(rule, 'bare'), ...change, ...(by !== undefined && { [by]: id }) }
      : undefined;
    testCase.call(operation, { params: last === undefined ? {} : { [last]: id }, ...(body && { body }) });
  };
  if (protects) {
    const variant = protects.refuse ?? 'protected';
    write(`${operation.id}-${variant}`, `${operation.id}: a protected record`, (testCase) => {
      testCase.rules.add(`${operation.id}.protect`).add(`refusals.${variant}`);
      call(testCase, variant, {});
    });
  }
  for (const [path, { immutable }] of fixed) {
    const variant = immutable?.refuse ?? 'immutable';
    write(`${operation.id}-${variant}-${path}`, `${operation.id}: \`${path}\` of a protected record`, (testCase) => {
      testCase.rules.add(`resources.${resource.name}.fields.${path}`).add(`refusals.${variant}`);
      const schema = schemaAt(vendor.contract.tools.bodySchema(operation), path);
      const takesObject = [schema?.['type']].flat().includes('object');
      call(testCase, variant, { [path]: takesObject ? { stuntdouble: 1 } : 'stuntdouble-another' });
    });
  }
}
