/** `explain` without an operation: one screen. */
import type { VendorDescription } from '../describe/vendor.js';
import { counted } from './explained.js';
import { styled, table, width } from './terminal.js';

/** Lines of a small terminal, and the lines of the overview that are neither operations nor request rules. */
const SCREEN = 24;
const OTHER_LINES = 7;

/** @param source the vendor as the command line names it */
export function vendorOverview(
  { vendor, title, rules, operations, requests, leftOut }: VendorDescription,
  source: string,
): string[] {
  const room = SCREEN - OTHER_LINES - requests.length;
  const rest = operations.length > room ? operations.length - room + 1 : 0;
  const rows = operations
    .slice(0, operations.length - rest)
    .map(({ operation, verb, method, path }) => [operation, verb, `${method} ${path}`]);
  return [
    `${styled('bold', vendor)}  ${title}`,
    `Rules: ${counted(rules)}${leftOut.length > 0 ? `; ${leftOut.length} not applied` : ''}`,
    '',
    ...table(rows).map(cut),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
    '',
    ...requests.map(({ about, says }) => cut(`  ${about}: ${says}`)),
    '',
    `One operation:  stuntdouble explain ${source} ${operations[0]?.operation ?? 'OPERATION'}`,
    `All details:    stuntdouble explain ${source} --all`,
  ];
}

const cut = (line: string): string => (line.length > width() ? `${line.slice(0, width() - 1)}…` : line);
