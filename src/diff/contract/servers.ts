/** Compares the addresses of an operation. */
import { addressesOf, serversOf } from '../../contract/servers.js';
import type { Operation } from '../../engine/model/contract.js';
import { listed } from '../../engine/values/wording.js';
import { addChange, type Comparing, type DocumentPart } from './operation-comparison.js';
import { holdersOf, type ContractSide } from './contract-side.js';

export function compareServers(comparing: Comparing): void {
  const { before, after } = comparing;
  const [from, to] = [comparing.from.operation, comparing.to.operation];
  const [old, now] = [urlsOf(before, from), urlsOf(after, to)];
  const sides = [partOf(before, from), partOf(after, to)] as const;
  const lost = old.filter((url) => !now.includes(url));
  const gained = now.filter((url) => !old.includes(url));
  const change = { place: 'servers', kind: 'servers', direction: 'request' as const };
  if (lost.length > 0) {
    const what = `no longer at ${listed(lost, 'or')}${now.length > 0 ? `, but at ${listed(now, 'or')}` : ''}`;
    addChange(comparing, { ...change, what, breaking: true, why: 'requests to the old address fail' }, sides);
  } else if (gained.length > 0)
    addChange(
      comparing,
      { ...change, what: `also at ${listed(gained, 'and')}`, breaking: false, why: 'the old address still works' },
      sides,
    );
}

/** Without slashes at the end. Empty: the document states no servers. */
const urlsOf = ({ document }: ContractSide, { path, method }: Operation): string[] => [
  ...new Set(addressesOf(serversOf(document, path, method)).map((url) => url.replace(/\/+$/, '') || '/')),
];

/** What states the servers: the operation, its path or the document. */
function partOf({ document }: ContractSide, operation: Operation): DocumentPart {
  const holder = holdersOf(document, operation).find(({ servers }) => Array.isArray(servers)) ?? document;
  const { servers } = holder;
  return servers === undefined ? { holder } : { holder, below: ['servers'], value: servers };
}
