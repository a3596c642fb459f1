import type { Limits } from '../http/limits.js';
import type { StoreLimits } from '../world/store/usage.js';

import type { EvidenceLevel } from '../grammar/evidence.js';
import type { TlsFlags } from './tls-flags.js';

/** The flags of `serve`, as commander hands them over. */
export interface ServeFlags extends Limits, StoreLimits, TlsFlags {
  port: number;
  controlPort: number | 'off';
  controlHost: string;
  controlToken?: string;
  allowedHost: string[];
  console: boolean;
  open: boolean;
  host: string;
  specs?: string;
  seed?: string;
  edition?: Record<string, string>;
  watch: boolean;
  rehearse: boolean;
  fake?: number;
  accounts?: 'one' | 'per-credential';
  auth: 'open' | 'strict';
  evidence: EvidenceLevel;
  randomSeed: number;
  clock?: string;
  journalEntries?: number;
  journalBytes?: number;
  journalAllBytes?: number;
  state?: string;
  withSecrets: boolean;
  replyHeaders: boolean;
  json: boolean;
  quiet: boolean;
  config?: string;
}
