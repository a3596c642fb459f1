/** Samples of what leads to each refusal, made from the contract and its examples. */
import { isObject, type Json } from '../grammar/json.js';
import type { Reason } from '../grammar/reasons.js';
import type { Operation } from '../engine/model/contract.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import { JsonError, parseJson } from '../engine/request/json.js';
import { set } from '../engine/values/paths.js';
import type { PossibleRefusal } from '../engine/refusals/possible.js';
import { bodyTooLarge, expectedTypes } from '../engine/request/read-body.js';
import type { Issue, RefusalDetails } from '../engine/refusals/refusal.js';
import { defaultLimits } from '../http/limits.js';

/** What stands where a sample has no better value. */
const OTHER = 'another';

export function sampleDetails(
  vendor: Vendor,
  { operation, rule }: Rule,
  reason: Reason,
  about: PossibleRefusal['about'],
): RefusalDetails {
  const id = exampleId(vendor, operation);
  const field = operation.parameters.at(-1) ?? '';
  switch (reason) {
    case 'forbidden':
      return { field: scopesOf(operation) };
    case 'payloadTooLarge':
      return { message: bodyTooLarge(('bodyLimit' in rule ? rule.bodyLimit : undefined) ?? defaultLimits.maxBodySize) };
    case 'unsupportedMediaType':
      return { message: expectedTypes(operation.mediaTypes ?? []), field: 'content-type' };
    case 'malformedBody':
      return { message: unreadable() };
    case 'invalidId':
      return { id: OTHER, field, issues: [{ in: 'path', field, keyword: 'format', params: {} }] };
    case 'invalid':
      return { issues: [sampleIssue(vendor, operation)] };
    case 'nothingToChange':
      return {
        ...about,
        id,
        issues: [{ in: 'body', field: '', keyword: 'atLeastOneOf', params: { allowedValues: about.fields } }],
      };
    case 'immutable':
      return { ...about, id, stored: 'one value', sent: OTHER };
    case 'conflict':
      return { ...about, id, field: about.fields?.[0] ?? '' };
    case 'notFound':
    case 'foreign':
    case 'protected':
      return { resource: 'resource' in rule ? (rule.resource ?? '') : '', id, ...about };
    case 'unknownReference':
      return { ...about, id: OTHER };
    case 'browserOrigin':
    case 'unauthenticated':
    case 'credentialRejected':
    case 'rateLimited':
    case 'noSuchRoute':
    case 'methodNotAllowed':
    case 'malformedUrl':
      return {};
    default:
      return reason satisfies never;
  }
}

export const pathOf = ({ path }: Operation, params: Json): string =>
  path.replace(/\{(.+?)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));

const exampleId = ({ contract }: Vendor, operation: Operation): unknown =>
  contract.example(operation).params[operation.parameters.at(-1) ?? ''];

const scopesOf = ({ security }: Operation): string =>
  Object.values(security[0] ?? {})
    .flat()
    .join(' ');

function unreadable(): string {
  try {
    return String(parseJson(Buffer.from('{')));
  } catch (error) {
    if (error instanceof JsonError) return error.message;
    throw error;
  }
}

/** The first thing that the contract has against a body with one wrong value, or against a wrong parameter. */
function sampleIssue({ contract }: Vendor, operation: Operation): Issue {
  const { body } = contract.example(operation);
  const wrongBodies = operation.mediaTypes
    ? contract
        .writable(operation)
        .flatMap((name) => ['?', 0, [0]].map((it) => set(isObject(body) ? body : {}, name, it)))
    : [];
  const wrongQueries = contract
    .queryParameters(operation)
    .flatMap((name) => [`${name}=%3F`, `${name}=0`, `${name}=&${name}=`]);
  const tried = [...wrongBodies.map((it) => ['', it] as const), ...wrongQueries.map((it) => [it, undefined] as const)];
  for (const [query, wrong] of tried) {
    const [issue] = contract.validate(operation, {}, query, wrong).issues.filter((it) => it.in !== 'path');
    if (issue) return issue;
  }
  return { in: 'body', field: '', keyword: 'type', params: { type: 'object' } };
}
