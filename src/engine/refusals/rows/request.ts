/** Refusals because of the request's parameters or body. */
import { isObject, type Json } from '../../../grammar/json.js';
import { bodyPath, inBody } from '../../values/body-path.js';
import { JsonError, parseJson } from '../../request/parse-json.js';
import { bodyTooLarge, expectedTypes } from '../../request/read-body.js';
import { isJsonType } from '../../values/media-type.js';
import { comparesImmutableFields } from '../../request/compares-immutable-fields.js';
import { malformedAs } from './malformed-id.js';
import { set } from '../../values/paths.js';
import { expectedAt, sentence } from '../expected-request.js';
import type { Issue } from '../../model/refusal.js';
import {
  SAMPLE_VALUE,
  plainCase,
  resourceRuleOf,
  type Explanation,
  type OperationContext,
  type Refused,
  type Row,
  type RefusalCase,
} from '../row.js';

const hasBody = ({ operation }: OperationContext): RefusalCase[] => (operation.mediaTypes ? [plainCase] : []);

/** Whether other issues of the body wait until immutable fields are compared (docs/decisions/0002). */
const defersBodyIssues = (place: OperationContext | undefined): boolean =>
  place !== undefined &&
  comparesImmutableFields(place.rule) &&
  Object.values(resourceRuleOf(place)?.fields ?? {}).some((field) => field.immutable);

const expectations = ({ details: { issues = [] } }: Refused): Explanation => {
  const expected = issues.map(expectedAt);
  return { says: sentence(expected), expected };
};

const message = ({ details, reason }: Refused): Explanation => ({ says: details.message ?? reason });

/** Default body limit in bytes, for samples. */
const SAMPLE_LIMIT = 1024 * 1024;

export const payloadTooLarge: Row = {
  possible: hasBody,
  sample: ({ rule }) => ({
    message: bodyTooLarge(('bodyLimit' in rule ? rule.bodyLimit : undefined) ?? SAMPLE_LIMIT),
  }),
  when: (_, details) => details.message ?? '',
  why: message,
};

export const unsupportedMediaType: Row = {
  possible: hasBody,
  sample: ({ operation }) => ({ message: expectedTypes(operation.mediaTypes ?? []), field: 'content-type' }),
  when: (place) => `the body is not ${place?.operation.mediaTypes?.join(' or ') ?? ''} in UTF-8`,
  why: ({ operation }) => ({
    says: `the body must be ${operation?.mediaTypes?.join(' or ') ?? 'absent'}, in UTF-8, without Content-Encoding`,
  }),
};

/** Texts that are no JSON, no XML, no form and no UTF-8. */
const MALFORMED = ['{', '<', 'a=%ZZ'].map((text) => Buffer.from(text)).concat(Buffer.from([0xff]));

/** A body of bytes or of text has no form that could be wrong. */
const canBeMalformed = ({ contract, operation }: OperationContext, type: string): boolean =>
  isJsonType(type) ||
  /^multipart\/|\*/.test(type) ||
  MALFORMED.some((bytes) => 'problem' in contract.decodeBody(operation, type, bytes));

export const malformedBody: Row = {
  possible: (place) =>
    place.operation.mediaTypes?.some((type) => canBeMalformed(place, type)) === true ? [plainCase] : [],
  sample: () => ({ message: syntaxErrorMessage() }),
  when: (_, details) => details.message ?? '',
  why: message,
};

export const invalidId: Row = {
  possible: (place) =>
    place.operation.parameters.some((name) => malformedAs(place, name) === 'invalidId') ? [plainCase] : [],
  sample: ({ operation }) => {
    const field = operation.parameters.at(-1) ?? '';
    return { id: SAMPLE_VALUE, field, issues: [{ in: 'path', field, keyword: 'format', params: {} }] };
  },
  when: (_, { field = '' }) => `${field} is not well-formed`,
  why: expectations,
};

export const invalid: Row = {
  possible: ({ operation, contract }) => (contract.canBeInvalid(operation) ? [plainCase] : []),
  sample: (place) => ({ issues: [sampleIssue(place)] }),
  when: (place, { issues: [issue] = [] }) => {
    const here = issue === undefined ? '' : `${issue.keyword} at ${issue.field || `the ${issue.in}`}`;
    return `the request is not valid${defersBodyIssues(place) ? ' (a sent immutable field is checked first)' : ''}; in this sample: ${here}`;
  },
  why: expectations,
};

/** Whether the schema of the body takes one without these fields. */
function takesNoneOf({ contract, operation, rule }: OperationContext, fields: readonly string[]): boolean {
  const { params, body } = contract.tools.example(operation);
  const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  const sent = fields.map((path) => inBody(bodyPath(rule), path));
  const isNeeded = ({ in: place, field, keyword }: Issue): boolean =>
    place === 'body' && (keyword === 'minProperties' || (keyword === 'required' && sent.includes(field)));
  const without = sent.reduce<Json>((rest, path) => set(rest, path, undefined), isObject(body) ? body : {});
  return [{}, without].some(
    (one) => !contract.validate(operation, texts, '', structuredClone(one), {}).issues.some(isNeeded),
  );
}

export const nothingToChange: Row = {
  possible: (place) => {
    const { fields } = (place.rule.verb === 'update' ? place.rule.atLeastOneOf : undefined) ?? { fields: [] };
    return fields.length > 0 && takesNoneOf(place, fields) ? [{ about: { fields } }] : [];
  },
  sample: (_, { about }, id) => ({
    ...about,
    id,
    issues: [{ in: 'body', field: '', keyword: 'atLeastOneOf', params: { allowedValues: about.fields } }],
  }),
  when: (_, { fields = [] }) => `none of ${fields.join(', ')} is sent`,
  why: expectations,
};

function syntaxErrorMessage(): string {
  try {
    return String(parseJson(Buffer.from('{')));
  } catch (error) {
    if (error instanceof JsonError) return error.message;
    throw error;
  }
}

/** The first issue that the contract finds in a body with one wrong value, or in a wrong parameter. */
function sampleIssue({ contract, operation }: OperationContext): Issue {
  const { body } = contract.tools.example(operation);
  const wrongBodies = operation.mediaTypes
    ? contract
        .writable(operation)
        .flatMap((name) => ['?', 0, [0]].map((value) => set(isObject(body) ? body : {}, name, value)))
    : [];
  const wrongQueries = contract
    .queryParameters(operation)
    .flatMap((name) => [`${name}=%3F`, `${name}=0`, `${name}=&${name}=`]);
  const tried = [
    ...wrongBodies.map((wrong) => ['', wrong] as const),
    ...wrongQueries.map((query) => [query, undefined] as const),
  ];
  for (const [query, wrong] of tried) {
    const [issue] = contract
      .validate(operation, {}, query, wrong)
      .issues.filter((found) => found.in === 'body' || found.in === 'query');
    if (issue) return issue;
  }
  return { in: 'body', field: '', keyword: 'type', params: { type: 'object' } };
}
