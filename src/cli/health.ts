/** The health check of the image: calls the vendors' port. The control side may be off, or on another port. */
import { readFileSync } from 'node:fs';
import { reachable } from '../http/server.js';
import { ExitError, exitCodes } from './exit.js';
import type { ServeFlags } from './serve-flags.js';
import { isTls, type TlsFlags } from './tls-flags.js';

/** Arguments as in process.argv. The flags of a container are known to its first process only. @param pid of a server */
export function argumentsOf(pid: number): string[] {
  const standard = ['node', 'stuntdouble', 'serve'];
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return standard;
  }
  const given = line.split('\0').slice(0, -1);
  const script = given.findIndex((argument) => /(?:^|[/\\])(?:cli\.cjs|stuntdouble)$/.test(argument));
  return script < 0 ? standard : ['node', ...given.slice(script)];
}

/** @throws ExitError if nothing answers as a double does */
export async function checkHealth(flags: Pick<ServeFlags, 'host' | 'port'> & TlsFlags): Promise<void> {
  const { host, port } = flags;
  const tls = isTls(flags);
  // No sandbox has this name: the double itself refuses it, and no journal records it.
  const url = `${tls ? 'https' : 'http'}://${reachable(host)}:${port}/@`;
  const status = await (tls ? statusOverTls(url) : statusOf(url)).catch(() => undefined);
  if (status !== 400)
    throw new ExitError(
      `No stuntdouble answers at ${url}; start one with \`stuntdouble serve\`, or pass its --host and --port`,
      exitCodes.failed,
    );
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

/** Accepts any certificate: whether clients trust it is not a question of health. */
async function statusOverTls(url: string): Promise<number | undefined> {
  const { get } = await import('node:https');
  return new Promise((resolve, reject) => {
    get(url, { rejectUnauthorized: false, agent: false }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    }).once('error', reject);
  });
}
