/** Descriptions of vendors and operations as text. */
import type { OperationDescription } from '../describe/operation.js';
import type { Point } from '../describe/point.js';
import type { RefusalDescription } from '../describe/refusals.js';
import { rulesIn, type Counts } from '../describe/rules.js';
import type { VendorDescription } from '../describe/vendor.js';
import { levels, type EvidenceLevel } from '../grammar/evidence.js';
import { items, spacedJson, styled } from './terminal.js';

type Item = readonly [term: string, text: string];

const NOT_ENFORCED = 'Stated by the vendor and not enforced';

export function operationText(operation: OperationDescription): string[] {
  const assumed = rulesIn(operation).filter(({ level }) => level === 'assumed');
  return [
    styled('bold', `${operation.vendor}.${operation.operation}  ${operation.method} ${operation.path}`),
    ...(operation.summary === '' ? [] : [operation.summary]),
    ...section('Does', [
      pointItem(operation.does),
      ...operation.replies.map((reply): Item => [String(reply.status), replyText(reply)]),
    ]),
    ...section('Refusals, in the order of the checks', operation.refusals.map(refusalItem)),
    ...section(
      'Refused by stuntdouble itself, because of its limits',
      operation.ownReplies.map(({ status, rule, when }): Item => [`${status} ${rule}`, when]),
    ),
    ...section('Parameters', operation.parameters.map(pointItem)),
    ...section('Records', operation.records.map(pointItem)),
    ...section('Fields', operation.fields.map(pointItem)),
    ...section('Requests', operation.requests.map(pointItem)),
    ...section(
      NOT_ENFORCED,
      operation.notEnforced.map(({ states, reference }): Item => [reference, states]),
    ),
    ...section(
      'Assumed: not stated by any source',
      assumed.map(({ rule, reference }): Item => [rule, reference]),
    ),
  ];
}

export function vendorText(vendor: VendorDescription): string[] {
  return [
    `${styled('bold', vendor.vendor)}  ${vendor.title}`,
    `${evidenceCounts(vendor.rules)} rules`,
    ...section('Requests', vendor.requests.map(pointItem)),
    ...section(
      'Operations',
      vendor.operations.map(({ operation, method, path, says, level, reference, rules }): Item => [
        operation,
        `${method} ${path}\n${says}\n${evidenceText(level, reference)}${Object.values(rules).reduce((sum, count) => sum + count) > 1 ? styled('dim', `; rules: ${evidenceCounts(rules)}`) : ''}`,
      ]),
    ),
    ...section('Records without an operation', vendor.records.map(pointItem)),
    ...section('Refusals without an operation', vendor.refusals.map(refusalItem)),
    ...section('Body of refusals', vendor.envelope.map(pointItem)),
    ...section('Messages for invalid requests', vendor.messages.map(pointItem)),
    ...section(
      NOT_ENFORCED,
      vendor.notEnforced.map(({ states, operations, reference }): Item => [
        reference,
        `${states}\n${styled('dim', operations.join(', '))}`,
      ]),
    ),
    ...section(
      'Below the requested evidence level',
      vendor.leftOut.map(({ id, part, instead, level, reference }): Item => [
        part === undefined ? id : `${id} (${part})`,
        `${instead}\n${evidenceText(level, reference)}`,
      ]),
    ),
  ];
}

function replyText({ type, body }: OperationDescription['replies'][number]): string {
  if (type === undefined) return 'no body';
  return body === undefined ? `${type}, as the schema says; the document has no example` : spacedJson(body);
}

/** Empty for an empty list. */
export const section = (title: string, list: readonly Item[]): string[] =>
  list.length === 0 ? [] : ['', styled('bold', title), ...items(list)];

const pointItem = ({ about, says, level, reference, rule }: Point): Item => [
  about,
  level === undefined
    ? `${says}\n${styled('dim', 'in the contract')}`
    : `${says}\n${evidenceText(level, reference ?? '')}${styled('dim', ` · ${rule ?? ''}`)}`,
];

function refusalItem({ status, reason, when, headers, body, rule, level, reference, words }: RefusalDescription): Item {
  const others = Object.entries(headers).filter(([name]) => name !== 'content-type');
  const lines = [
    when,
    ...others.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [spacedJson(body)]),
    `${evidenceText(level, reference)}${styled('dim', ` · ${rule}`)}`,
    ...(words ? [`${evidenceText(words.level, words.reference)}${styled('dim', ` · ${words.rule}`)}`] : []),
  ];
  return [`${status} ${reason}`, lines.join('\n')];
}

const colors = {
  documented: 'green',
  client: 'cyan',
  observed: 'cyan',
  assumed: 'yellow',
  inferred: 'yellow',
} as const satisfies Record<EvidenceLevel, string>;

export const evidenceText = (level: EvidenceLevel, reference: string): string =>
  `${styled(colors[level], level)} ${styled('dim', reference)}`;

export const evidenceCounts = (rules: Counts): string =>
  levels
    .filter((level) => rules[level] > 0)
    .map((level) => `${rules[level]} ${level}`)
    .join(', ');
