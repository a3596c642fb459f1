import { counted } from './count-text.js';
import { isSandboxName, sandboxNames } from '../grammar/sandbox-name.js';
import { ExitError, exitCodes } from './exit.js';
import { print, remote, type ConnectionFlags, type Remote } from './remote.js';

interface Sandbox {
  name: string;
  calls: number;
  faults: number;
  clock: { now: string; mode: string };
  limits: string[];
}

export async function listSandboxes(flags: ConnectionFlags): Promise<void> {
  const { sandboxes } = await control(flags).call('GET', '/sandboxes');
  for (const sandbox of sandboxes as Sandbox[]) printSandbox(sandbox, flags);
}

export async function createSandbox(name: string, flags: ConnectionFlags): Promise<void> {
  printSandbox((await control(flags).call('PUT', sandboxPath(name))) as unknown as Sandbox, flags);
}

export async function removeSandbox(name: string, flags: ConnectionFlags): Promise<void> {
  await control(flags).call('DELETE', sandboxPath(name));
  print(flags.json ? JSON.stringify({ event: 'removed', sandbox: name }) : `removed ${name}`);
}

const control = (flags: ConnectionFlags): Remote => remote({ ...flags, sandbox: 'default' }, '');

/** @throws ExitError for other names: `..` in the path would reach another resource */
function sandboxPath(name: string): string {
  if (!isSandboxName(name))
    throw new ExitError(`Cannot use ${name} as the name of a sandbox; use ${sandboxNames}`, exitCodes.usage);
  return `/sandboxes/${name}`;
}

function printSandbox(sandbox: Sandbox, { json }: ConnectionFlags): void {
  if (json) return print(JSON.stringify(sandbox));
  const { name, calls, faults, clock, limits } = sandbox;
  const limited = limits.length === 0 ? [] : [`limits of ${limits.join(', ')}`];
  print([name, counted(calls, 'call'), counted(faults, 'fault'), clock.now, clock.mode, ...limited].join('  '));
}
