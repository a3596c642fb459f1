/** The flags of `serve` for limits on clients (docs/limits.md). */
import { InvalidArgumentError, type Command } from 'commander';
import { defaultLimits, type ClientLimits } from '../http/client-limits.js';
import { defaultStoreLimits, type StoreLimits } from '../world/store/store-limits.js';
import { flag } from './flag.js';

const flags: readonly (readonly [name: keyof ClientLimits | keyof StoreLimits, text: string, description: string])[] = [
  ['maxBodySize', '--max-body-size <bytes>', 'maximum size of a request body, unless the vendor has its own'],
  ['maxHeaderSize', '--max-header-size <bytes>', 'maximum size of the request line and headers'],
  [
    'maxConnections',
    '--max-connections <number>',
    'maximum number of open connections; 0: limited by file descriptors',
  ],
  ['headersTimeout', '--headers-timeout <ms>', 'time to receive the headers of a request; 0: no limit'],
  ['requestTimeout', '--request-timeout <ms>', 'time to receive a whole request; 0: no limit'],
  ['keepAliveTimeout', '--keep-alive-timeout <ms>', 'time that an idle connection stays open; 0: no limit'],
  ['sendTimeout', '--send-timeout <ms>', 'time for a client to read the next 64 KiB of a reply; 0: no limit'],
  [
    'maxUnsentBytes',
    '--max-unsent-bytes <bytes>',
    'unread reply bytes of all clients before stalled clients are disconnected',
  ],
  ['maxAccounts', '--max-accounts <number>', 'maximum number of accounts that have written, in all sandboxes'],
  ['maxRecords', '--max-records <number>', 'maximum number of records of these accounts'],
  ['maxRecordBytes', '--max-record-bytes <bytes>', 'maximum size of these records; 0: a quarter of the heap limit'],
  ['stopTimeout', '--stop-timeout <ms>', 'time that running calls have to finish at shutdown'],
];

const defaults = { ...defaultLimits, ...defaultStoreLimits };

export function addClientLimits(serve: Command): void {
  for (const [name, text, description] of flags) {
    const environment = name.replace(/[A-Z]/g, '_$&').toUpperCase();
    serve.addOption(flag(text, description, environment).default(defaults[name]).argParser(limitValue));
  }
}

function limitValue(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 0 or more.');
  return Number(text);
}
