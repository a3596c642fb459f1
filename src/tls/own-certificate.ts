/** Checks the certificate that the user gives (`--tls-cert`). */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { KeyPair } from './certificate.js';
import { TlsError } from './tls-error.js';

/** @param now milliseconds since the epoch. @throws TlsError */
export function checkPair({ cert, key }: KeyPair, now: number): void {
  const certificate = certificateIn(cert);
  const privateKey = keyIn(key);
  if (!certificate.checkPrivateKey(privateKey))
    throw new TlsError('key', 'it does not belong to the certificate; give the key that the certificate was made for');
  const { validFrom, validTo } = certificate;
  if (Date.parse(validTo) <= now)
    throw new TlsError('cert', `it expired on ${iso(validTo)}; renew it, or let stuntdouble make one`);
  if (Date.parse(validFrom) > now)
    throw new TlsError('cert', `it is not valid before ${iso(validFrom)}; wait, or let stuntdouble make one`);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    // For example a key that is too short.
    throw new TlsError('cert', `${error instanceof Error ? error.message : String(error)}; make a new one`);
  }
}

function certificateIn(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new TlsError('cert', 'not a certificate; expected PEM: -----BEGIN CERTIFICATE-----');
  }
}

function keyIn(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The code of the error differs between the formats.
    if (pem.includes('ENCRYPTED'))
      throw new TlsError('key', 'it needs a passphrase; remove it: openssl pkey -in KEY -out KEY_WITHOUT_PASSPHRASE');
    throw new TlsError('key', 'not a private key; expected PEM: -----BEGIN PRIVATE KEY-----');
  }
}

const iso = (date: string): string => new Date(Date.parse(date)).toISOString();
