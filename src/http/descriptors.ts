/** How many connections the process's file descriptors allow. Without any left, Node can open no file and accept no client. */
import { readdirSync, readFileSync } from 'node:fs';

/** Kept for files that are opened later: code that is loaded on first use, the state file. */
const RESERVE = 16;
const LEAST = 4;

/** The shares of the two listeners: clients of the vendors never lock the control side out. */
const SHARES = { vendors: 0.75, control: 0.25 };

export type Listener = keyof typeof SHARES;

/** 0: no bound is known. */
export function connectionsFor(listener: Listener): number {
  const free = freeDescriptors();
  return free === undefined ? 0 : Math.max(LEAST, Math.floor((free - RESERVE) * SHARES[listener]));
}

/** Linux tells; undefined elsewhere. */
function freeDescriptors(): number | undefined {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return soft === undefined ? undefined : Number(soft) - readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
}
