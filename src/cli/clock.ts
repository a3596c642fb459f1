import { print, remote, type Json, type RemoteFlags } from './remote.js';

/** @param change undefined: only tells the time */
export async function clock(change: Json | undefined, flags: RemoteFlags): Promise<void> {
  const to = remote(flags);
  const now = change === undefined ? await to.call('GET', '/clock') : await to.call('PATCH', '/clock', change);
  print(flags.json ? JSON.stringify(now) : `${String(now['now'])}  ${String(now['mode'])}`);
}
