/** The certificates with which a double identifies itself. */
import { realNow } from '../timers/real-timers.js';
import { createAuthority, issue, type Authority, type KeyPair } from './certificate.js';
import { isServerCertificate } from './server-certificate.js';
import { checkPair } from './own-certificate.js';
import { authorityIn, certificateIn } from './tls-directory.js';

/** `true`: a new authority, whose key never leaves the process; `dir`: one that is kept; `cert` and `key`: one's own (PEM). */
export type TlsOptions = true | { dir: string } | KeyPair;

export interface Identity {
  /** The certificate of the authority as PEM, for clients to trust; undefined: the certificate is one's own. */
  ca: string | undefined;
  /** The certificate of the server. Only a new name leads to another one. @throws TlsError */
  certificateFor(names: readonly string[]): Promise<KeyPair>;
}

/** Certificates are valid by the real clock: clients do not know the clock of a sandbox. @throws TlsError */
export async function identityOf(options: TlsOptions): Promise<Identity> {
  if (options === true) return newIdentity(await createAuthority(realNow()));
  if ('dir' in options) {
    const authority = await authorityIn(options.dir, realNow());
    return {
      ca: authority.cert,
      certificateFor: (names) => certificateIn(options.dir, authority, names, realNow()),
    };
  }
  const { cert, key } = options;
  checkPair({ cert, key }, realNow());
  return { ca: undefined, certificateFor: () => Promise.resolve({ cert, key }) };
}

function newIdentity(authority: Authority): Identity {
  let last: KeyPair | undefined;
  return {
    ca: authority.cert,
    async certificateFor(names) {
      if (last && isServerCertificate(last, authority, names, realNow())) return last;
      last = await issue(authority, names, realNow());
      return last;
    },
  };
}
