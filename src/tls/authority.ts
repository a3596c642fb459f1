/** Certificates of the authorities (CA) that `--tls` makes. */
import { X509Certificate } from 'node:crypto';

/** The subject of their certificates starts with it. */
export const AUTHORITY = 'stuntdouble test CA';

/** Whether a text is only the certificate of such an authority. */
export function isAuthority(text: string): boolean {
  if (text.split('-----BEGIN ').length !== 2) return false;
  try {
    return new X509Certificate(text).subject.startsWith(`CN=${AUTHORITY} `);
  } catch {
    return false;
  }
}
