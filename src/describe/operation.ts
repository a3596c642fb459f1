/** What an operation does, as plain data: nothing here decides, it only tells what the engine goes by. */
import type { Operation } from '../engine/model/contract.js';
import type { Rule, Vendor } from '../engine/model/vendor.js';
import type { OperationRule } from '../grammar/behavior.js';
import { describeFields } from './fields.js';
import { point, type Point } from './point.js';
import { conditions, listed } from '../engine/refusals/row.js';
import { describeRecords } from './records.js';
import { describeRefusals, type RefusalDescription } from './refusals.js';
import { describeRequests } from './requests.js';

export interface OperationDescription {
  vendor: string;
  operation: string;
  method: string;
  path: string;
  summary: string;
  verb: OperationRule['verb'];
  does: Point;
  /** As the contract's own examples show them; none where it is declined. */
  replies: { status: number; body: unknown }[];
  /** In the order of the checks: the first that applies is answered. */
  refusals: RefusalDescription[];
  requests: Point[];
  /** Query parameters of a list. */
  parameters: Point[];
  /** Ids, unique keys, order, what belongs to what. */
  records: Point[];
  fields: Point[];
}

export function describeOperation(vendor: Vendor, it: Rule): OperationDescription {
  const { operation, rule } = it;
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
    does: point(rule.verb, does(rule), ['operations', operation.id], rule.evidence),
    replies: declined
      ? []
      : operation.successes.map((status) => ({ status, body: contract.replyExample(operation, status) })),
    refusals: declined ? [] : describeRefusals(vendor, it),
    requests: declined ? [] : describeRequests(vendor.behavior, operation),
    parameters: rule.verb === 'list' ? describeParameters(operation, rule) : [],
    records: [...ownRules(operation, rule), ...(resource ? describeRecords(vendor, rule.verb, resource) : [])],
    fields: resource && writes ? describeFields(contract, operation, resource, rule.verb !== 'update') : [],
  };
}

const merges = {
  deep: 'what is left out stays, objects merge, lists are taken whole, null clears where the contract allows it',
  replace: 'what is left out stays, objects and lists are taken whole, null clears where the contract allows it',
};

const singles = {
  read: (name: string) => `shows the one ${name} of the account, which is made when it is first asked for`,
  update: (name: string) => `changes the one ${name} of the account`,
  replace: (name: string) => `replaces the one ${name} of the account`,
  delete: (name: string) => `removes the one ${name} of the account: it is made anew when it is next asked for`,
} as const;

/** The verb in a sentence. */
function does(rule: OperationRule): string {
  switch (rule.verb) {
    case 'create':
      return `makes a new ${rule.resource}, complete: what a reply needs and nobody supplied is made up once`;
    case 'read':
      return `shows one ${rule.resource}`;
    case 'list':
      return `shows the account's records of ${rule.resource}`;
    case 'update':
      return `changes one ${rule.resource}: ${merges[rule.merge]}`;
    case 'replace':
      return `replaces one ${rule.resource}: what is left out goes back to its default${rule.keep ? `, but ${listed(rule.keep)} stays` : ''}`;
    case 'upsert':
      return `makes a ${rule.resource} (201), or changes the one that ${rule.by === undefined ? 'the call names' : `has this ${rule.by}`} (200): ${merges[rule.merge]}`;
    case 'delete':
      return `removes one ${rule.resource}`;
    case 'singleton':
      return singles[rule.does](rule.resource);
    case 'example':
      return "answers with the document's example, or a valid reply made up, the same for the same request; remembers nothing";
    case 'decline':
      return `not served, answered with 501 in stuntdouble's own name: ${rule.reason}`;
    case 'quirk':
      return `does what only this vendor does: the quirk ${rule.quirk}`;
    default:
      return rule satisfies never;
  }
}

function describeParameters(operation: Operation, rule: Extract<OperationRule, { verb: 'list' }>): Point[] {
  const at = ['operations', operation.id];
  const { filters = {}, page, sort, ignored = {} } = rule;
  const words = { equals: 'is', contains: 'contains' };
  return [
    ...Object.entries(filters).map(([name, it]) => {
      const field = it.through ? `the ${it.through.field} of the ${it.through.resource} in ${it.field}` : it.field;
      const how = `${it.ignoreCase ? ', in upper or lower case' : ''}${it.nullMatches ? '; those without a value stay' : ''}`;
      return point(
        name,
        `keeps those whose ${field} ${words[it.match]} it${how}`,
        [...at, 'filters', name],
        it.evidence,
      );
    }),
    ...(page
      ? [point(`${page.limit}, ${page.position}`, `paged, by ${page.style}`, [...at, 'page'], page.evidence)]
      : []),
    ...(sort
      ? [
          point(
            sort.parameter,
            `names the field to sort by, - in front reverses; ${sort.default} if not sent`,
            [...at, 'sort'],
            sort.evidence,
          ),
        ]
      : []),
    ...Object.entries(ignored).map(([name, { evidence }]) =>
      point(name, 'changes nothing', [...at, 'ignored', name], evidence),
    ),
  ];
}

/** What belongs to this operation alone. */
function ownRules(operation: Operation, rule: OperationRule): Point[] {
  const at = ['operations', operation.id];
  const out: Point[] = [];
  if (rule.verb === 'update' && rule.atLeastOneOf) {
    const { fields, evidence } = rule.atLeastOneOf;
    out.push(point('body', `must have ${listed(fields, 'or')}`, [...at, 'atLeastOneOf'], evidence));
  }
  if ('protect' in rule && rule.protect) {
    const { when, evidence } = rule.protect;
    out.push(point('protected', `records where ${conditions(when)}: refused`, [...at, 'protect'], evidence));
  }
  return out;
}
