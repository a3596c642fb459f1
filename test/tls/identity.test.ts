/** The certificates of a double: a new authority, a directory that keeps one, and one's own. */
import { jest } from '@jest/globals';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, issue, type KeyPair } from '../../src/tls/certificate.js';
import { isServerCertificate } from '../../src/tls/server-certificate.js';
import { identityOf } from '../../src/tls/identity.js';
import { authorityIn, certificateIn } from '../../src/tls/tls-directory.js';
import { certificates } from '../support/certificates.js';

const DAY = 24 * 60 * 60 * 1000;
const NAMES = ['localhost', '*.localhost', '127.0.0.1', '::1', 'api.acme.test'];
const now = Date.now();
let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'stuntdouble-tls-')), 'kept');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** Makes or finds what the directory keeps. */
async function kept(names = NAMES, at = now): Promise<KeyPair & { ca: string }> {
  const authority = await authorityIn(directory, at);
  return { ...(await certificateIn(directory, authority, names, at)), ca: authority.cert };
}

describe('a new authority', () => {
  it('may sign certificates of servers, but no further authorities', async () => {
    const { cert, privateKey } = await createAuthority(now);
    const authority = new X509Certificate(cert);
    expect(authority.ca).toBe(true);
    expect(authority.checkPrivateKey(privateKey)).toBe(true);
    expect(authority.verify(authority.publicKey)).toBe(true);
    expect(authority.subject).toMatch(/^CN=stuntdouble test CA [0-9a-f]{8}$/);
    expect(new X509Certificate((await certificates()).cert).ca).toBe(false);
  });

  it('issues a certificate for names and addresses that is valid from a day ago for a year', async () => {
    const authority = await createAuthority(now);
    const { cert, key } = await issue(authority, NAMES, now);
    const certificate = new X509Certificate(cert);
    expect(certificate.subjectAltName).toBe(
      'DNS:localhost, DNS:*.localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:api.acme.test',
    );
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(now - Date.parse(certificate.validFrom)).toBeGreaterThan(0.99 * DAY);
    expect(Date.parse(certificate.validTo) - now).toBeGreaterThan(396 * DAY);
    expect(Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)).toBeLessThanOrEqual(398 * DAY);
    expect(isServerCertificate({ cert, key }, authority, NAMES, now)).toBe(true);
  });

  it('issues no certificate that is valid longer than the authority', async () => {
    const authority = await createAuthority(now - 3600 * DAY);
    const { cert } = await issue(authority, NAMES, now);
    expect(new X509Certificate(cert).validTo).toBe(new X509Certificate(authority.cert).validTo);
  });

  it('is valid by the real clock, also where a test has replaced it', async () => {
    jest.useFakeTimers({ now: new Date('2001-01-01') });
    try {
      const { ca = '' } = await identityOf(true);
      expect(Date.parse(new X509Certificate(ca).validTo)).toBeGreaterThan(now + 3000 * DAY);
    } finally {
      jest.useRealTimers();
    }
  });

  it('makes another certificate for a new name only', async () => {
    const identity = await identityOf(true);
    const first = await identity.certificateFor(NAMES);
    expect(await identity.certificateFor(['localhost'])).toBe(first);
    expect(await identity.certificateFor([...NAMES, 'new.test'])).not.toBe(first);
  });
});

describe('a directory', () => {
  it('has keys that only their owner can read', async () => {
    await kept();
    expect(readdirSync(directory).sort()).toEqual(['ca-key.pem', 'ca.pem', 'server.pem']);
    expect(mode(directory)).toBe('700');
    expect(mode(join(directory, 'ca-key.pem'))).toBe('600');
    expect(mode(join(directory, 'server.pem'))).toBe('600');
    expect(read('ca.pem')).not.toContain('PRIVATE');
  });

  it('keeps authority and certificate', async () => {
    const first = await kept();
    expect(await kept()).toEqual(first);
    expect(await kept(['localhost'])).toEqual(first);
  });

  it.each([
    ['lacks a name', [...NAMES, 'new.test'], 0],
    ['is about to expire', NAMES, 370],
    ['expired', NAMES, 400],
    ['is not valid yet', NAMES, -2],
  ])('renews a certificate that %s, by the same authority', async (_, names, days) => {
    const first = await kept();
    const second = await kept(names, now + days * DAY);
    expect(second.ca).toBe(first.ca);
    expect(second.cert).not.toBe(first.cert);
    expect(read('server.pem')).toContain(second.cert);
  });

  it('renews a certificate that is damaged or from another authority', async () => {
    const { ca } = await kept();
    truncateSync(join(directory, 'server.pem'), 300);
    expect(await kept()).toMatchObject({ ca });
    const foreign = await certificates();
    writeFileSync(join(directory, 'server.pem'), foreign.key + foreign.cert);
    expect((await kept()).cert).not.toBe(foreign.cert);
  });

  it('renews a certificate that is there with the key of another one', async () => {
    const { cert } = await kept();
    writeFileSync(join(directory, 'server.pem'), (await certificates()).key + cert);
    expect((await kept()).cert).not.toBe(cert);
  });

  it('makes one authority for servers that start together', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => kept()));
    expect(new Set(made.map(({ ca }) => ca)).size).toBe(1);
  });

  it('writes the certificate of the authority again if it is lost', async () => {
    const { ca } = await kept();
    rmSync(join(directory, 'ca.pem'));
    await kept();
    expect(read('ca.pem')).toBe(ca);
  });

  it('is refused if the key of its authority is damaged', async () => {
    await kept();
    truncateSync(join(directory, 'ca-key.pem'), 100);
    const before = readdirSync(directory);
    await expect(kept()).rejects.toThrow(
      'Cannot use tls.dir: ca-key.pem is damaged; restore it, or remove ca-key.pem and ca.pem and let clients trust the new ca.pem',
    );
    expect(readdirSync(directory)).toEqual(before);
  });

  it('is refused if the key of its authority is missing or of another one', async () => {
    const { ca } = await kept();
    const other = await createAuthority(now);
    writeFileSync(join(directory, 'ca-key.pem'), other.key + ca);
    await expect(kept()).rejects.toThrow('ca-key.pem is damaged');
    rmSync(join(directory, 'ca-key.pem'));
    await expect(kept()).rejects.toThrow('ca-key.pem is missing, and clients may trust ca.pem');
    expect(existsSync(join(directory, 'ca-key.pem'))).toBe(false);
  });

  it('is refused if its authority expired', async () => {
    await kept();
    await expect(kept(NAMES, now + 3651 * DAY)).rejects.toThrow('the authority in ca-key.pem expired');
  });

  it('is refused if it is a file', async () => {
    writeFileSync(directory, '');
    await expect(kept()).rejects.toThrow(
      /^Cannot use tls\.dir: .+; use a directory that this user can read and write$/,
    );
  });

  (process.getuid?.() === 0 ? it.skip : it)('is refused if it is read-only', async () => {
    await kept();
    chmodSync(directory, 0o500);
    await expect(kept()).rejects.toThrow('use a directory that this user can read and write');
    chmodSync(directory, 0o700);
  });
});

describe('a certificate of one’s own', () => {
  it('is used as it is, without an authority', async () => {
    const { cert, key } = await certificates();
    const identity = await identityOf({ cert, key });
    expect(identity.ca).toBeUndefined();
    expect(await identity.certificateFor(NAMES)).toEqual({ cert, key });
  });

  it('is refused with a key that is not its own', async () => {
    const [{ cert }, { key }] = [await certificates(), await certificates()];
    await expect(identityOf({ cert, key })).rejects.toThrow(
      'Cannot use tls.key: it does not belong to the certificate',
    );
  });

  it('is refused when it expired, and before it is valid', async () => {
    await expect(identityOf(await certificates(400))).rejects.toThrow(
      /^Cannot use tls\.cert: it expired on \d{4}-\d\d-\d\dT.+; renew it, or let stuntdouble make one$/,
    );
    await expect(identityOf(await certificates(-10))).rejects.toThrow('Cannot use tls.cert: it is not valid before');
  });

  it('is refused if it is not PEM', async () => {
    const { cert, key } = await certificates();
    await expect(identityOf({ cert: 'nonsense', key })).rejects.toThrow('Cannot use tls.cert: not a certificate');
    await expect(identityOf({ cert, key: 'nonsense' })).rejects.toThrow('Cannot use tls.key: not a private key');
    await expect(identityOf({ cert: key, key: cert })).rejects.toThrow('Cannot use tls.cert: not a certificate');
  });

  it('is refused with a key that needs a passphrase', async () => {
    const { cert } = await certificates();
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'prime256v1',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
    });
    await expect(identityOf({ cert, key: privateKey })).rejects.toThrow('Cannot use tls.key: it needs a passphrase');
  });
});
