/**
 * The directory that keeps an authority and the certificate of the server across restarts:
 * `ca-key.pem` (key and certificate of the authority), `ca.pem` (its certificate, for clients to trust) and `server.pem`
 * (key and certificate of the server). Key and certificate share a file, so that they always belong together.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecretFile, replaceFile } from '../disk/replace-file.js';
import { createAuthority, issue, type Authority, type KeyPair } from './certificate.js';
import { isServerCertificate } from './server-certificate.js';
import { TlsError } from './tls-error.js';

const AUTHORITY = 'ca-key.pem';
const TRUSTED = 'ca.pem';
const SERVER = 'server.pem';

/** The authority in the directory, which is made if there is none. @throws TlsError */
export async function authorityIn(directory: string, now: number): Promise<Authority> {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    const authority = readAuthority(directory, now) ?? (await makeAuthority(directory, now));
    await writeIfChanged(join(directory, TRUSTED), authority.cert);
    return authority;
  } catch (error) {
    throw asTlsError(error);
  }
}

/** The certificate in the directory; a new one if there is none that covers the names. @throws TlsError */
export async function certificateIn(
  directory: string,
  authority: Authority,
  names: readonly string[],
  now: number,
): Promise<KeyPair> {
  const file = join(directory, SERVER);
  try {
    const found = existsSync(file) ? pairIn(readFileSync(file, 'utf8')) : undefined;
    if (found && isUsable(found, authority, names, now)) return found;
    const made = await issue(authority, names, now);
    await replaceFile(file, [Buffer.from(made.key + made.cert)], true);
    return made;
  } catch (error) {
    throw asTlsError(error);
  }
}

function readAuthority(directory: string, now: number): Authority | undefined {
  const file = join(directory, AUTHORITY);
  if (!existsSync(file)) {
    if (existsSync(join(directory, TRUSTED)))
      throw new TlsError('dir', `${AUTHORITY} is missing, and clients may trust ${TRUSTED}; ${remedy}`);
    return undefined;
  }
  const pair = pairIn(readFileSync(file, 'utf8'));
  const authority = pair && authorityOf(pair);
  if (authority === undefined) throw new TlsError('dir', `${AUTHORITY} is damaged; ${remedy}`);
  const { validTo } = new X509Certificate(authority.cert);
  if (Date.parse(validTo) <= now) throw new TlsError('dir', `the authority in ${AUTHORITY} expired; ${remedy}`);
  return authority;
}

const remedy = `restore it, or remove ${AUTHORITY} and ${TRUSTED} and let clients trust the new ${TRUSTED}`;

async function makeAuthority(directory: string, now: number): Promise<Authority> {
  const made = await createAuthority(now);
  if (await createSecretFile(join(directory, AUTHORITY), made.key + made.cert)) return made;
  // Another process was faster.
  return readAuthority(directory, now) ?? makeAuthority(directory, now);
}

function authorityOf({ cert, key }: KeyPair): Authority | undefined {
  try {
    const certificate = new X509Certificate(cert);
    const privateKey = createPrivateKey(key);
    return certificate.ca && certificate.checkPrivateKey(privateKey) ? { cert, key, privateKey } : undefined;
  } catch {
    return undefined;
  }
}

/** A damaged certificate is replaced: clients trust the authority and not the certificate. */
function isUsable(pair: KeyPair, authority: Authority, names: readonly string[], now: number): boolean {
  try {
    return isServerCertificate(pair, authority, names, now);
  } catch {
    return false;
  }
}

function pairIn(text: string): KeyPair | undefined {
  const block = (label: string): string | undefined =>
    new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(text)?.[0];
  const [cert, key] = [block('CERTIFICATE'), block('PRIVATE KEY')];
  return cert === undefined || key === undefined ? undefined : { cert: `${cert}\n`, key: `${key}\n` };
}

async function writeIfChanged(file: string, text: string): Promise<void> {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  await replaceFile(file, [Buffer.from(text)], false);
}

/** Names the directory in an error of the file system. */
function asTlsError(error: unknown): unknown {
  const { syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  return new TlsError('dir', `${message}; use a directory that this user can read and write`);
}
