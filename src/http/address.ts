/** Finds the vendor and the sandbox of a request: by path, by Host, or the only vendor. */
import type { Vendor } from '../engine/model/vendor.js';
import { memoize } from '../engine/values/memoize.js';
import { isSandboxName, sandboxNames } from '../grammar/sandbox-name.js';

export interface Address {
  vendor: Vendor;
  sandbox: string;
  /** The part of the path before the vendor's own: `/@worker-3/acme`; '' if the Host header names the vendor. */
  prefix: string;
  /** The vendor's own path. */
  path: string;
  /** Without the question mark. */
  query: string;
}

export interface AddressProblem {
  problem: 'vendor' | 'sandbox' | 'target';
  detail: string;
}

export const DEFAULT_SANDBOX = 'default';

/** @param plain names of editions by the vendor whose plain address and host they have */
export function addressFinder(
  vendors: readonly Vendor[],
  plain: ReadonlyMap<string, string> = new Map(),
): (host: string | undefined, target: string) => Address | AddressProblem {
  const byName = new Map(vendors.map((vendor) => [vendor.name, vendor]));
  const byHost = new Map<string, Vendor>();
  // Of two vendors with the same host, the first one has it: a vendor before its editions.
  for (const vendor of [...vendors].reverse()) for (const host of vendor.hosts) byHost.set(host, vendor);
  for (const [base, edition] of plain) {
    const vendor = byName.get(edition);
    if (vendor === undefined) continue;
    byName.set(base, vendor);
    for (const host of vendor.hosts) byHost.set(host, vendor);
  }
  for (const [name, vendor] of byName) byHost.set(`${name}.localhost`, vendor);
  const only = vendors.length === 1 ? vendors[0] : undefined;
  /** A single vendor also answers without the prefix, and its API may have paths that begin with its own name. */
  const isOwnPath = (path: string, below: string): boolean =>
    mayClash && hasRoute(only, path) && !hasRoute(only, below);
  const mayClash = only !== undefined && mayBeginWithName(only, [...byName.keys()]);
  const hosts = memoize((authority) => vendorOfHost(byHost, authority));

  return (host, target) => {
    let [authority, local] = [host, target];
    if (!target.startsWith('/')) {
      const [, there, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? [];
      if (rest === undefined)
        return { problem: 'target', detail: 'The request target is neither a path nor an absolute http URL.' };
      [authority, local] = [there, rest.startsWith('/') ? rest : `/${rest}`];
    }
    const question = local.indexOf('?');
    let path = question < 0 ? local : local.slice(0, question);
    const query = question < 0 ? '' : local.slice(question + 1);
    let [sandbox, before] = [DEFAULT_SANDBOX, ''];
    if (path.startsWith('/@')) {
      const end = path.indexOf('/', 2);
      sandbox = path.slice(2, end < 0 ? undefined : end);
      if (!isSandboxName(sandbox))
        return {
          problem: 'sandbox',
          detail: `A sandbox name has ${sandboxNames}: /@worker-3/…`,
        };
      before = `/@${sandbox}`;
      path = end < 0 ? '/' : path.slice(end);
    }
    const named = authority === undefined ? undefined : hosts(authority);
    if (named) return { vendor: named, sandbox, prefix: before, path, query };
    const end = path.indexOf('/', 1);
    const segment = path.slice(1, end < 0 ? undefined : end);
    const first = segment.includes('%40') ? segment.replace('%40', '@') : segment;
    const vendor = byName.get(first);
    if (vendor && !(vendor === only && isOwnPath(path, end < 0 ? '/' : path.slice(end))))
      return { vendor, sandbox, prefix: `${before}/${segment}`, path: end < 0 ? '/' : path.slice(end), query };
    if (only) return { vendor: only, sandbox, prefix: before, path, query };
    return {
      problem: 'vendor',
      detail: `This address names no vendor. Served vendors: ${[...byName.keys()].map((name) => `/${name}`).join(', ')}.`,
    };
  };
}

/** Whether a path of the API can begin with a name of the vendor: in a template or in a server's base path. */
function mayBeginWithName({ contract }: Vendor, names: readonly string[]): boolean {
  const begins = (template: string): boolean => {
    const [, first = ''] = template.split('/');
    return names.includes(first) || first.includes('{');
  };
  // Without the hosts.
  const servers = JSON.stringify(contract.document['servers'] ?? []).replace(/\/\/[^/"]*/g, '');
  return (
    names.some((name) => servers.includes(name)) || contract.operations.some((operation) => begins(operation.path))
  );
}

/** Whether the contract has this path with any method. */
function hasRoute(vendor: Vendor | undefined, path: string): boolean {
  const found = vendor?.contract.match('GET', path);
  return typeof found === 'object';
}

function vendorOfHost(byHost: ReadonlyMap<string, Vendor>, authority: string): Vendor | undefined {
  const host = authority.toLowerCase();
  return byHost.get(host) ?? byHost.get(host.replace(/:\d+$/, '').replace(/\.$/, ''));
}
