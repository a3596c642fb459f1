import { print, remote, type RemoteFlags } from './remote.js';

export async function runReset(flags: RemoteFlags): Promise<void> {
  await remote(flags).call('POST', '/reset');
  print(flags.json ? JSON.stringify({ event: 'reset', sandbox: flags.sandbox }) : `reset ${flags.sandbox}`);
}
