/** The names in the certificate of a server. */
import { isIP } from 'node:net';

/**
 * Maximum characters of all names: clients refuse certificates of more than about 100 KiB. A document may name
 * thousands of hosts.
 */
const MAX_CHARACTERS = 40_000;

const LOCAL = ['localhost', '127.0.0.1', '::1', '*.localhost'];

export interface CertificateNames {
  names: readonly string[];
  /** Hosts for which there was no room. */
  leftOut: readonly string[];
}

/**
 * @param vendors their names: OpenSSL accepts no `*.localhost`, so each has its own `NAME.localhost`
 * @param hosts further names with or without a port, such as the vendors' own hosts. Invalid ones are left out
 */
export function certificateNames(vendors: readonly string[], hosts: readonly string[]): CertificateNames {
  const wanted = [...LOCAL, ...vendors.map((vendor) => `${vendor}.localhost`), ...hosts].flatMap(
    (host) => certifiable(host) ?? [],
  );
  const names: string[] = [];
  const leftOut: string[] = [];
  let characters = 0;
  for (const name of new Set(wanted)) {
    characters += name.length;
    (characters > MAX_CHARACTERS ? leftOut : names).push(name);
  }
  return { names, leftOut };
}

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const DNS_NAME = new RegExp(`^(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*$`);
/** Bound to every address, so clients use another one. */
const WILDCARDS = ['0.0.0.0', '::'];

/** Lower case, without the port; undefined: not a name that a certificate can have. */
function certifiable(host: string): string | undefined {
  const bare = host.toLowerCase();
  const address = /^\[([^\]]*)\](?::\d+)?$/.exec(bare)?.[1] ?? (isIP(bare) === 6 ? bare : bare.replace(/:\d+$/, ''));
  if (isIP(address) !== 0) return WILDCARDS.includes(address) ? undefined : address;
  const name = address.replace(/\.$/, '');
  return name.length <= 253 && DNS_NAME.test(name) ? name : undefined;
}
