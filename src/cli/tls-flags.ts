/** The flags of `serve` for https. */
import type { Command } from 'commander';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkWritable, replaceFile } from '../disk/replace-file.js';
import type { Double, DoubleOptions } from '../double/api.js';
import { isAuthority } from '../tls/authority.js';
import type { TlsError, TlsPart } from '../tls/tls-error.js';
import { ExitError, exitCodes, messageOf } from './exit.js';
import { flag } from './flag.js';

export interface TlsFlags {
  tls: boolean;
  tlsCa?: string;
  tlsDir?: string;
  tlsCert?: string;
  tlsKey?: string;
}

export function addTls(serve: Command): void {
  serve
    .addOption(
      flag(
        '--tls',
        'serve both ports by https; needs --tls-ca, --tls-dir, or --tls-cert and --tls-key, which imply it',
        'TLS',
      ).default(false),
    )
    .addOption(
      flag('--tls-ca <file>', 'write the certificate of the authority that clients must trust to this file', 'TLS_CA'),
    )
    .addOption(
      flag(
        '--tls-dir <directory>',
        'keep the authority, the certificate and their keys (mode 0600) in this directory across restarts',
        'TLS_DIR',
      ),
    )
    .addOption(flag('--tls-cert <file>', 'your own certificate (PEM), with its chain', 'TLS_CERT'))
    .addOption(flag('--tls-key <file>', 'the private key of --tls-cert (PEM)', 'TLS_KEY'));
}

/** The options of the double. Reads and writes nothing but --tls-cert and --tls-key. @throws ExitError */
export function tlsOf(flags: TlsFlags): Pick<DoubleOptions, 'tls'> {
  checkCombination(flags);
  if (!isTls(flags)) return {};
  const { tlsCa, tlsDir, tlsCert, tlsKey } = flags;
  if (tlsCert !== undefined && tlsKey !== undefined)
    return { tls: { cert: readText('--tls-cert', tlsCert), key: readText('--tls-key', tlsKey) } };
  if (tlsCa !== undefined) checkReplaceable(tlsCa);
  return { tls: tlsDir === undefined ? true : { dir: tlsDir } };
}

/** A file that is there is only replaced if it is from an earlier start: it could be a key. @throws ExitError */
function checkReplaceable(file: string): void {
  withFile('--tls-ca', file, 'write', () => checkWritable(file));
  const text = existsSync(file) ? readText('--tls-ca', file) : '';
  if (text !== '' && !isAuthority(text))
    throw cannotUse(
      '--tls-ca',
      file,
      'it exists and is not a certificate authority of stuntdouble; remove it, or name another file',
    );
}

/** Each of these flags asks for https. */
export const isTls = ({ tls, tlsCa, tlsDir, tlsCert, tlsKey }: TlsFlags): boolean =>
  tls || [tlsCa, tlsDir, tlsCert, tlsKey].some((file) => file !== undefined);

function checkCombination({ tls, ...files }: TlsFlags): void {
  const { tlsCa, tlsDir, tlsCert, tlsKey } = files;
  const given = Object.entries({ 'tls-ca': tlsCa, 'tls-dir': tlsDir, 'tls-cert': tlsCert, 'tls-key': tlsKey })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `--${name}`);
  const [first] = given;
  if (tls && first === undefined)
    throw usage(
      'Cannot use --tls alone: no client could trust the certificate. Add --tls-ca FILE, --tls-dir DIRECTORY, or --tls-cert FILE and --tls-key FILE',
    );
  if (tlsCert !== undefined && tlsKey === undefined)
    throw usage('Cannot use --tls-cert without --tls-key FILE, the private key of the certificate');
  if (tlsKey !== undefined && tlsCert === undefined)
    throw usage('Cannot use --tls-key without --tls-cert FILE, the certificate of the key');
  const other = given.find((name) => name === '--tls-ca' || name === '--tls-dir');
  if (tlsCert !== undefined && other !== undefined)
    throw usage(`Cannot use ${other} with --tls-cert: with your own certificate, stuntdouble makes no authority`);
}

/** The file that clients must trust; undefined: there is none. */
export function trustedFile({ tlsCa, tlsDir }: TlsFlags): string | undefined {
  const file = tlsCa ?? (tlsDir === undefined ? undefined : join(tlsDir, 'ca.pem'));
  return file === undefined ? undefined : resolve(file);
}

/** Only after the ports are bound, because the file may be that of a server that has the port. @throws ExitError */
export async function writeTrusted({ tlsCa }: TlsFlags, { ca }: Double): Promise<void> {
  if (tlsCa === undefined || ca === undefined) return;
  try {
    await replaceFile(tlsCa, [Buffer.from(ca)], false);
  } catch (error) {
    throw cannotUse('--tls-ca', tlsCa, problemOf(error, 'write'));
  }
}

/** Names the flag and the file. */
export function tlsExit({ part, problem }: TlsError, { tlsCert = '', tlsKey = '', tlsDir = '' }: TlsFlags): ExitError {
  const files: Record<TlsPart, readonly [flag: string, file: string]> = {
    cert: ['--tls-cert', tlsCert],
    key: ['--tls-key', tlsKey],
    dir: ['--tls-dir', tlsDir],
  };
  return cannotUse(...files[part], problem);
}

const readText = (flag: string, file: string): string => withFile(flag, file, 'read', () => readFileSync(file, 'utf8'));

function withFile<T>(flag: string, file: string, access: 'read' | 'write', use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw cannotUse(flag, file, problemOf(error, access));
  }
}

const cannotUse = (flag: string, file: string, problem: string): ExitError =>
  usage(`Cannot use ${file} as ${flag}: ${problem}`);

const usage = (message: string): ExitError => new ExitError(message, exitCodes.usage);

const problemOf = (error: unknown, access: 'read' | 'write'): string =>
  `${messageOf(error)}; name a file that this user can ${access}`;
