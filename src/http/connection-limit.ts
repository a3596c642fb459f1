/** The number of connections that the process's file descriptors allow. Without free ones, Node cannot open files or accept clients. */
import { readdirSync, readFileSync } from 'node:fs';

/** Descriptors for files that are opened later: code that is loaded on first use, the state file. */
const RESERVE = 16;
const LEAST = 4;

/** Separate shares, so that clients of the vendors cannot block the control side. */
const SHARES = { vendors: 0.75, control: 0.25 };

export type Listener = keyof typeof SHARES;

/** 0: unknown. */
export function connectionsFor(listener: Listener): number {
  const free = freeDescriptors();
  return free === undefined ? 0 : Math.max(LEAST, Math.floor((free - RESERVE) * SHARES[listener]));
}

/** Linux only; undefined on other systems. */
function freeDescriptors(): number | undefined {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return soft === undefined ? undefined : Number(soft) - readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
}
