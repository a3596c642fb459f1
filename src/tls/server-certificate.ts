import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Authority, KeyPair } from './certificate.js';

const DAY = 24 * 60 * 60 * 1000;
/** A certificate is renewed this long before it expires. */
const REMAINING = 30 * DAY;

/**
 * Whether a server can still use a certificate: signed by the authority, with its key, for all names, and not about to
 * expire. @param now milliseconds since the epoch
 */
export function isServerCertificate(
  { cert, key }: KeyPair,
  authority: Authority,
  names: readonly string[],
  now: number,
): boolean {
  const certificate = new X509Certificate(cert);
  const issuer = new X509Certificate(authority.cert);
  const lastDay = Math.min(now + REMAINING, Date.parse(issuer.validTo) - 1);
  return (
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    certificate.checkPrivateKey(createPrivateKey(key)) &&
    Date.parse(certificate.validFrom) <= now &&
    Date.parse(certificate.validTo) > lastDay &&
    namesAll(certificate, names)
  );
}

function namesAll(certificate: X509Certificate, names: readonly string[]): boolean {
  const dns = new Set((certificate.subjectAltName ?? '').split(', '));
  return names.every((name) => (isIP(name) === 0 ? dns.has(`DNS:${name}`) : certificate.checkIP(name) !== undefined));
}
