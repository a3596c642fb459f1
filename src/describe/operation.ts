/** An operation as plain data, for `explain` and `list`: what the engine does, in the order in which it does it. */
import type { Contract, Operation } from '../engine/model/contract.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import type { OperationRule } from '../grammar/behavior.js';
import { describeFields } from './fields.js';
import { point, value, type Point } from './point.js';
import { conditions, listed } from '../engine/values/wording.js';
import { describeOwnReplies, type OwnReply } from './own-replies.js';
import { describeRecords } from './records.js';
import { describeRefusals, type RefusalDescription } from './refusals.js';
import { describeRequests } from './requests.js';

export interface ReplyDescription {
  status: number;
  /** Media type; undefined: the reply has no body. */
  type: string | undefined;
  /** The example of the document; undefined: it has none. */
  body: unknown;
}

export interface OperationDescription {
  vendor: string;
  operation: string;
  method: string;
  path: string;
  summary: string;
  verb: OperationRule['verb'];
  does: Point;
  /** The success replies; empty for a declined operation. */
  replies: ReplyDescription[];
  /** In the order of the checks. */
  refusals: RefusalDescription[];
  /** Requests that stuntdouble itself refuses because of its limits. */
  ownReplies: OwnReply[];
  requests: Point[];
  /** Query parameters of a list. */
  parameters: Point[];
  /** Ids, parents, order, unique fields. */
  records: Point[];
  fields: Point[];
  /** What the vendor states about it and no rule enforces. */
  notEnforced: NotEnforced[];
}

export interface NotEnforced {
  states: string;
  /** Where the vendor states it. */
  reference: string;
}

export function describeOperation(vendor: Vendor, operationRule: Rule): OperationDescription {
  const { operation, rule } = operationRule;
  const { contract } = vendor;
  const resource = 'resource' in rule && rule.resource !== undefined ? vendor.resources.get(rule.resource) : undefined;
  const declined = rule.verb === 'decline';
  const writes = !['read', 'list', 'delete'].includes(rule.verb) && operation.method !== 'GET';
  return {
    vendor: vendor.name,
    operation: operation.id,
    method: operation.method,
    path: operation.path,
    summary: operation.summary,
    verb: rule.verb,
    does: describeVerb(operationRule),
    replies: declined ? [] : successesOf(operationRule).map((status) => describeReply(contract, operation, status)),
    refusals: describeRefusals(vendor, operationRule),
    ownReplies: describeOwnReplies(contract, operationRule),
    requests: declined ? [] : describeRequests(vendor, operationRule),
    parameters: rule.verb === 'list' ? describeParameters(operation, rule) : [],
    records: [...ownRules(operation, rule), ...(resource ? describeRecords(vendor, rule.verb, resource) : [])],
    fields: resource && writes ? describeFields(contract, operation, resource, rule.verb !== 'update') : [],
    notEnforced: (vendor.behavior.notEnforced ?? [])
      .filter(({ operations }) => operations.includes(operation.id))
      .map(({ states, source }) => ({ states, reference: source })),
  };
}

/** Those of the document, and the status that the rule states where the document has none. */
function successesOf({ operation: { successes }, rule }: Rule): readonly number[] {
  const stated = 'status' in rule ? rule.status : undefined;
  return stated === undefined || successes.includes(stated) ? successes : [stated, ...successes];
}

const describeReply = (contract: Contract, operation: Operation, status: number): ReplyDescription => ({
  status,
  type: contract.replyType(operation, status),
  body: contract.replyExample(operation, status),
});

const merges = {
  deep: 'fields that are not sent stay, objects are merged, lists replaced; null clears a nullable field',
  replace: 'fields that are not sent stay, objects and lists are replaced; null clears a nullable field',
};

const singles = {
  read: (name: string) => `returns the only ${name} of the account; the first read creates it`,
  update: (name: string) => `changes the only ${name} of the account`,
  replace: (name: string) => `replaces the only ${name} of the account`,
  delete: (name: string) => `deletes the only ${name} of the account; the next read creates it again`,
} as const;

/** What the operation does. */
export const describeVerb = ({ operation, rule }: Pick<Rule, 'operation' | 'rule'>): Point =>
  point(
    rule.verb,
    `${verbText(rule)}${takesMergePatch(operation, rule) ? MERGE_PATCH : ''}`,
    ['operations', operation.id],
    rule.evidence,
  );

const MERGE_PATCH =
  '. In a merge patch, null removes a field that is not nullable; a patch that removes what is required is refused';

const takesMergePatch = ({ mediaTypes = [] }: Operation, rule: OperationRule): boolean =>
  (rule.verb === 'update' || (rule.verb === 'singleton' && rule.does === 'update')) &&
  mediaTypes.some((type) => type.startsWith('application/merge-patch+json'));

/** The verb as a sentence. */
function verbText(rule: OperationRule): string {
  switch (rule.verb) {
    case 'create':
      return `creates one ${rule.resource}; required reply fields that were not sent get made-up values, which stay`;
    case 'read':
      return `returns one ${rule.resource}`;
    case 'list':
      return `lists the ${rule.resource} records of the account`;
    case 'update':
      return `changes one ${rule.resource}: ${merges[rule.merge]}`;
    case 'replace':
      return `replaces one ${rule.resource}: fields that are not sent get their defaults${rule.keep ? `, but ${listed(rule.keep)} stays` : ''}`;
    case 'upsert':
      return `creates one ${rule.resource} (201), or changes the one with this ${rule.by ?? 'id'} (200): ${merges[rule.merge]}`;
    case 'delete':
      return `deletes one ${rule.resource}`;
    case 'singleton':
      return singles[rule.does](rule.resource);
    case 'example':
      return "stateless: returns the document's example, or a made-up valid reply that is the same for the same request";
    case 'decline':
      return `not served (501): ${rule.reason}`;
    case 'quirk':
      return `implemented in code for this vendor: the quirk ${rule.quirk}`;
    default:
      return rule satisfies never;
  }
}

function describeParameters(operation: Operation, rule: Extract<OperationRule, { verb: 'list' }>): Point[] {
  const at = ['operations', operation.id];
  const { filters = {}, page, sort, ignored = {} } = rule;
  const words = { equals: 'equals', contains: 'contains' };
  return [
    ...Object.entries(filters).map(([name, filter]) => {
      const field = filter.through
        ? `${filter.through.field} of the ${filter.through.resource} in ${filter.field}`
        : filter.field;
      const how = [
        filter.ignoreCase && ', ignoring case',
        filter.nullMatches && '; records without a value match, too',
        filter.onlyOnRequest && `; without it, not ${listed(filter.onlyOnRequest.map(value), 'and not')}`,
      ]
        .filter(Boolean)
        .join('');
      return point(
        name,
        `filter: records whose ${field} ${words[filter.match]} this value${how}`,
        [...at, 'filters', name],
        filter.evidence,
      );
    }),
    ...(page
      ? [point(`${page.limit}, ${page.position}`, `pagination by ${page.style}`, [...at, 'page'], page.evidence)]
      : []),
    ...(sort
      ? [
          point(
            sort.parameter,
            `sort field; a leading - reverses the order; default: ${sort.default}`,
            [...at, 'sort'],
            sort.evidence,
          ),
        ]
      : []),
    ...Object.entries(ignored).map(([name, { evidence }]) =>
      point(name, 'no effect', [...at, 'ignored', name], evidence),
    ),
  ];
}

/** The rules about records that only this operation has. */
function ownRules(operation: Operation, rule: OperationRule): Point[] {
  const at = ['operations', operation.id];
  const out: Point[] = [];
  if (rule.verb === 'update' && rule.atLeastOneOf) {
    const { fields, evidence } = rule.atLeastOneOf;
    out.push(point('body', `must have at least one of ${listed(fields, 'or')}`, [...at, 'atLeastOneOf'], evidence));
  }
  if ('protect' in rule && rule.protect) {
    const { when, evidence } = rule.protect;
    out.push(point('protected', `records where ${conditions(when)}: refused`, [...at, 'protect'], evidence));
  }
  return out;
}
