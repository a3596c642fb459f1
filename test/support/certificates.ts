/** Certificates for tests. */
import { createAuthority, issue, type KeyPair } from '../../src/tls/certificate.js';

const DAY = 24 * 60 * 60 * 1000;

/** A certificate for localhost and the authority that signs it (PEM), as if made `daysAgo` days ago. */
export async function certificates(daysAgo = 0): Promise<KeyPair & { ca: string }> {
  const now = Date.now() - daysAgo * DAY;
  const authority = await createAuthority(now);
  return { ...(await issue(authority, ['localhost', '127.0.0.1'], now)), ca: authority.cert };
}
