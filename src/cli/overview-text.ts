/** `explain` without an operation: one screen; of a resource: its operations. */
import type { OverviewOperation, VendorOverview } from '../describe/overview.js';
import { evidenceCounts } from './description-text.js';
import { leftOutCounts } from './left-out-rules.js';
import { styled, table, width } from './terminal.js';

/** Lines of a small terminal, and the lines of the overview that are neither operations nor request rules. */
const SCREEN = 24;
const OTHER_LINES = 7;

/** @param source the vendor as the command line names it */
export function vendorOverview(overview: VendorOverview, source: string): string[] {
  const { vendor, title, rules, operations, requests, start, leftOut, notEnforced } = overview;
  const room =
    SCREEN -
    OTHER_LINES -
    requests.length -
    [start !== undefined, leftOut.length > 0, notEnforced > 0].filter(Boolean).length;
  const isLong = operations.length > room;
  const [first] = isLong ? resourceNames(operations) : [];
  return [
    `${styled('bold', vendor)}  ${title}`,
    `Rules: ${evidenceCounts(rules)}`,
    ...(leftOut.length > 0 ? [`Rules and parts below the evidence level: ${leftOutCounts(leftOut)}`] : []),
    ...(notEnforced > 0 ? [`Stated by the vendor and not enforced: ${notEnforced}`] : []),
    '',
    ...(isLong ? table(resourceRows(operations)) : operationRows(operations)).map(cut),
    '',
    ...requests.map(({ about, says }) => cut(`  ${about}: ${says}`)),
    ...(start === undefined ? [] : [cut(`  records at the start: ${start}`)]),
    '',
    ...(first ? [`One resource:   stuntdouble explain ${source} ${first}`] : []),
    `One operation:  stuntdouble explain ${source} ${operations[0]?.operation ?? 'OPERATION'}`,
    `All details:    stuntdouble explain ${source} --all`,
  ];
}

/** The operations on one resource. */
export const resourceOverview = (
  { vendor, operations }: VendorOverview,
  resource: string,
  source: string,
): string[] => {
  const own = operations.filter((operation) => operation.resource === resource);
  return [
    styled('bold', `${vendor}.${resource}`),
    '',
    ...operationRows(own).map(cut),
    '',
    `One operation:  stuntdouble explain ${source} ${own[0]?.operation ?? 'OPERATION'}`,
  ];
};

/** In the order in which the operations name them. */
export const resourceNames = (operations: readonly OverviewOperation[]): string[] => [
  ...new Set(operations.flatMap(({ resource }) => resource ?? [])),
];

const operationRows = (operations: readonly OverviewOperation[]): string[] =>
  table(operations.map(({ operation, verb, method, path }) => [operation, verb, `${method} ${path}`]));

/** A row for each resource, and one for the operations of each verb that are about none. */
function resourceRows(operations: readonly OverviewOperation[]): string[][] {
  const rows = resourceNames(operations).map((resource) => {
    const own = operations.filter((operation) => operation.resource === resource);
    const verbs = [...new Set(own.map(({ verb }) => verb))];
    return [resource, String(own.length), verbs.join(', ')];
  });
  const others = operations.filter(({ resource }) => resource === undefined);
  const words: Readonly<Record<string, string>> = { example: 'answered by example', decline: 'not served (501)' };
  return [
    ...rows,
    ...[...new Set(others.map(({ verb }) => verb))].map((verb) => [
      '(no resource)',
      String(others.filter((operation) => operation.verb === verb).length),
      words[verb] ?? verb,
    ]),
  ];
}

const cut = (line: string): string => (line.length > width() ? `${line.slice(0, width() - 1)}…` : line);
