/** Makes X.509 certificates (RFC 5280). Keys and serial numbers are random and never come from `randomSeed`. */
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { createHash, createPublicKey, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import { AUTHORITY } from './authority.js';

/** A certificate with its private key, both as PEM. */
export interface KeyPair {
  cert: string;
  key: string;
}

/** The certificate authority (CA) that signs the servers' certificates. */
export interface Authority extends KeyPair {
  privateKey: KeyObject;
}

const DAY = 24 * 60 * 60 * 1000;
const AUTHORITY_DAYS = 3650;
/** Some clients refuse certificates that are valid for longer. */
const SERVER_DAYS = 397;

/** RFC 5758 §3.2; this algorithm has no parameters. */
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
/** RFC 4519 §2.3. */
const COMMON_NAME = '2.5.4.3';

/** @param now milliseconds since the epoch */
export async function createAuthority(now: number): Promise<Authority> {
  const { privateKey, publicKey } = await newKey();
  // A client that trusts several of these authorities finds the right one by its name.
  const subject = nameOf(`${AUTHORITY} ${randomBytes(4).toString('hex')}`);
  const cert = certificate(privateKey, {
    issuer: subject,
    subject,
    validity: validity(now, now + AUTHORITY_DAYS * DAY),
    subjectPublicKeyInfo: keyInfo(publicKey),
    extensions: new Extensions([
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(publicKey))),
    ]),
  });
  return { cert, key: pemOf(privateKey), privateKey };
}

/**
 * A certificate for a server, signed by the authority.
 * @param names DNS names and IP addresses. @param now milliseconds since the epoch
 */
export async function issue(authority: Authority, names: readonly string[], now: number): Promise<KeyPair> {
  const { privateKey, publicKey } = await newKey();
  const issuer = AsnConvert.parse(derOf(authority.cert), Certificate).tbsCertificate;
  const lastDay = Math.min(now + SERVER_DAYS * DAY, issuer.validity.notAfter.getTime().getTime());
  const authorityKey = new KeyIdentifier(keyId(createPublicKey(authority.privateKey)));
  const cert = certificate(authority.privateKey, {
    issuer: issuer.subject,
    subject: nameOf('stuntdouble'),
    validity: validity(now, lastDay),
    subjectPublicKeyInfo: keyInfo(publicKey),
    extensions: new Extensions([
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(id_ce_subjectAltName, new SubjectAlternativeName(names.map(generalName))),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(publicKey))),
      extension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier: authorityKey })),
    ]),
  });
  return { cert, key: pemOf(privateKey) };
}

function certificate(issuerKey: KeyObject, content: Partial<TBSCertificate>): string {
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    ...content,
  });
  const signed = Buffer.from(AsnConvert.serialize(tbsCertificate));
  const signatureValue = bytesOf(sign('sha256', signed, issuerKey));
  const whole = new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue });
  const base64 = Buffer.from(AsnConvert.serialize(whole)).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const newKey = (): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> =>
  promisify(generateKeyPair)('ec', { namedCurve: 'prime256v1' });

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const derOf = (pem: string): ArrayBuffer =>
  bytesOf(Buffer.from(pem.replace(/-----[^-]+-----/g, '').replace(/\s/g, ''), 'base64'));

/** A copy, because a Buffer may be a view of a larger memory area. */
const bytesOf = (buffer: Uint8Array): ArrayBuffer => Uint8Array.from(buffer).buffer;

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

const keyInfo = (key: KeyObject): SubjectPublicKeyInfo => AsnConvert.parse(spki(key), SubjectPublicKeyInfo);

/** RFC 7093 §2, method 1. */
const keyId = (key: KeyObject): ArrayBuffer =>
  bytesOf(
    createHash('sha256')
      .update(new Uint8Array(keyInfo(key).subjectPublicKey))
      .digest()
      .subarray(0, 20),
  );

/** RFC 5280 §4.1.2.2: a positive integer of at most 20 bytes. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytesOf(bytes);
}

/** From a day before, because the clock of a container or a virtual machine may be behind. */
const validity = (now: number, notAfter: number): Validity =>
  new Validity({ notBefore: new Date(now - DAY), notAfter: new Date(notAfter) });

const nameOf = (text: string): Name =>
  new Name([
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type: COMMON_NAME, value: new AttributeValue({ utf8String: text }) }),
    ]),
  ]);

const generalName = (name: string): GeneralName =>
  new GeneralName(isIP(name) === 0 ? { dNSName: name } : { iPAddress: name });

function extension(id: string, value: unknown, critical = false): Extension {
  return new Extension({ extnID: id, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}
