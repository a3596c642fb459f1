import { print, remote, type Json, type RemoteFlags } from './remote.js';

/** @param change undefined: prints the time */
export async function runClock(change: Json | undefined, flags: RemoteFlags): Promise<void> {
  const control = remote(flags);
  const now =
    change === undefined ? await control.call('GET', '/clock') : await control.call('PATCH', '/clock', change);
  print(flags.json ? JSON.stringify(now) : `${String(now['now'])}  ${String(now['mode'])}`);
}
