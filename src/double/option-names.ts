/** The names of the options of `startDouble`. */
import { refuseUnknownOptions, type OptionNames } from '../world/known-options.js';
import type { DoubleOptions } from './api.js';

const NAMES: OptionNames<DoubleOptions> = {
  vendors: true,
  specs: true,
  editions: true,
  accounts: true,
  seed: true,
  auth: true,
  evidence: true,
  randomSeed: true,
  clock: true,
  port: true,
  host: true,
  replyHeaders: true,
  journal: true,
  watch: true,
  fake: true,
  rehearse: true,
  reloaded: true,
  state: true,
  listen: true,
  saveState: true,
  controlPort: true,
  controlHost: true,
  controlToken: true,
  console: true,
  allowedHosts: true,
  tls: true,
  log: true,
  maxBodySize: true,
  maxHeaderSize: true,
  maxConnections: true,
  headersTimeout: true,
  requestTimeout: true,
  keepAliveTimeout: true,
  sendTimeout: true,
  maxUnsentBytes: true,
  stopTimeout: true,
  maxAccounts: true,
  maxRecords: true,
  maxRecordBytes: true,
};

const JOURNAL: OptionNames<NonNullable<DoubleOptions['journal']>> = { entries: true, bytes: true, allBytes: true };

/** @throws SteeringError */
export function refuseUnknownNames(options: DoubleOptions): void {
  refuseUnknownOptions('startDouble', options, NAMES);
  refuseUnknownOptions('startDouble', options.journal, JOURNAL, '/journal');
}
