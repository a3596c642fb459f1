/** The TLS of a double: one certificate for both ports. */
import type { Vendor } from '../engine/model/vendor.js';
import { overTcp, type Transport } from '../http/transport.js';
import type { DoubleOptions } from './api.js';

export interface Secured {
  transport: Transport;
  /** The certificate of the authority as PEM; undefined: no TLS, or a certificate of one's own. */
  ca: string | undefined;
  /** Takes the hosts of reloaded vendors into the certificate. */
  renew: () => Promise<void>;
}

type Options = Pick<DoubleOptions, 'tls' | 'host' | 'controlHost' | 'allowedHosts'>;

/**
 * Loads the code for certificates and https only if it is used.
 * @param vendors the served ones, which a reload changes in place. @param plain names of editions by the vendor whose
 * host they have. @param log called with the hosts that are not in the certificate
 * @throws TlsError
 */
export async function secured(
  options: Options,
  vendors: readonly Vendor[],
  plain: ReadonlyMap<string, string>,
  log: (line: string) => void,
): Promise<Secured> {
  const { tls = false } = options;
  if (tls === false) return { transport: overTcp, ca: undefined, renew: () => Promise.resolve() };
  const { identityOf } = await import('../tls/identity.js');
  const { certificateNames } = await import('../tls/names.js');
  const { overTls } = await import('../http/secure-server.js');
  const identity = await identityOf(tls);
  const names = (): readonly string[] => {
    // The names of a given certificate cannot change.
    if (identity.ca === undefined) return [];
    const { host = '', controlHost = '', allowedHosts = [] } = options;
    const hosts = [host, controlHost, ...allowedHosts, ...vendors.flatMap((vendor) => vendor.hosts)];
    const found = certificateNames([...vendors.map((vendor) => vendor.name), ...plain.keys()], hosts);
    const [first] = found.leftOut;
    if (first !== undefined)
      log(
        `the certificate has no room for ${found.leftOut.length} hosts of the documents (${first} …): serve fewer documents`,
      );
    return found.names;
  };
  const transport = overTls(await identity.certificateFor(names()));
  return {
    transport,
    ca: identity.ca,
    renew: async () => transport.replace(await identity.certificateFor(names())),
  };
}
