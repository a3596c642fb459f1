/** `serve`'s flags about what a client may do to it: one for each limit (docs/limits.md). */
import { InvalidArgumentError, type Command, type Option } from 'commander';
import { defaultLimits, type Limits } from '../http/limits.js';

const flags: readonly (readonly [name: keyof Limits, text: string, description: string])[] = [
  ['maxBodySize', '--max-body-size <bytes>', 'largest request body, where the vendor names no other'],
  ['maxHeaderSize', '--max-header-size <bytes>', 'largest request line with all headers'],
  [
    'maxConnections',
    '--max-connections <number>',
    'connections that are open at once; 0: as many as file descriptors allow',
  ],
  ['headersTimeout', '--headers-timeout <ms>', 'time until the head of a request is there; 0: any'],
  ['requestTimeout', '--request-timeout <ms>', 'time until the whole request is there; 0: any'],
  ['keepAliveTimeout', '--keep-alive-timeout <ms>', 'time that an idle connection stays open; 0: forever'],
  ['sendTimeout', '--send-timeout <ms>', 'time until a client must have taken the next 64 KiB of a reply; 0: any'],
  [
    'maxUnsentBytes',
    '--max-unsent-bytes <bytes>',
    'replies that clients leave untaken before stalled ones are cut off',
  ],
  ['stopTimeout', '--stop-timeout <ms>', 'time that calls under way have when told to stop'],
];

export function addLimits(
  serve: Command,
  flag: (text: string, description: string, environment: string) => Option,
): void {
  for (const [name, text, description] of flags) {
    const environment = name.replace(/[A-Z]/g, '_$&').toUpperCase();
    serve.addOption(flag(text, description, environment).default(defaultLimits[name]).argParser(count));
  }
}

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 0 or more.');
  return Number(text);
}
