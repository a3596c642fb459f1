/** The flags of `serve`. */
import type { Command } from 'commander';
import type { EvidenceLevel } from '../grammar/evidence.js';
import type { ClientLimits } from '../http/client-limits.js';
import type { StoreLimits } from '../world/store/store-limits.js';
import { evidenceFlag, flag, specsFlag } from './flag.js';
import { numberTo99999, editions, hosts, instant, integer, port, portOrOff, positive } from './flag-values.js';
import { addClientLimits } from './client-limit-flags.js';
import { addTls, type TlsFlags } from './tls-flags.js';

/** As commander hands them over. */
export interface ServeFlags extends ClientLimits, StoreLimits, TlsFlags {
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

export function addServeFlags(serve: Command): void {
  serve
    .addOption(flag('--port <number>', 'port for the vendors; 0: any free port', 'PORT').default(4010).argParser(port))
    .addOption(
      flag('--control-port <number>', 'port for the control side; 0: any free port; off: none', 'CONTROL_PORT')
        .default(4011)
        .argParser(portOrOff),
    )
    .addOption(flag('--host <address>', 'bind address for the vendors', 'HOST').default('127.0.0.1'))
    .addOption(
      flag(
        '--control-host <address>',
        'bind address for the control side; a non-loopback address requires a token',
        'CONTROL_HOST',
      ).default('127.0.0.1'),
    )
    .addOption(
      flag(
        '--control-token <text>',
        'bearer token that the control side requires (default: none on loopback; otherwise generated and printed on stderr)',
        'CONTROL_TOKEN',
      ),
    )
    .addOption(
      flag(
        '--allowed-host <name>',
        'additional Host that the control side accepts; repeatable, or comma-separated',
        'ALLOWED_HOST',
      )
        .default([], 'localhost, 127.0.0.1, [::1]')
        .argParser(hosts),
    )
    .addOption(flag('--no-console', 'do not serve the console, the web page of the control side'))
    .addOption(flag('--open', 'open the console in the browser of this machine', 'OPEN').default(false))
    .addOption(specsFlag())
    .addOption(
      flag(
        '--edition <vendor=edition>',
        'serve this edition at the plain address and host of its vendor; repeatable, or comma-separated',
        'EDITION',
      ).argParser(editions),
    )
    .addOption(flag('--seed <file>', 'YAML file with seeds by vendor, instead of the bundled ones', 'SEED'))
    .addOption(
      flag(
        '--auth <mode>',
        'open: accept any credential as an account; strict: accept only credentials from the seed',
        'AUTH',
      )
        .choices(['open', 'strict'])
        .default('open'),
    )
    .addOption(
      flag(
        '--accounts <mode>',
        'one: all callers share their records (default for documents alone); per-credential: each has its own',
        'ACCOUNTS',
      ).choices(['one', 'per-credential']),
    )
    .addOption(
      flag(
        '--watch',
        'reload documents, behaviors and seeds when their files change; resources that stay keep their records',
        'WATCH',
      ).default(false),
    )
    .addOption(
      flag(
        '--rehearse',
        'try each inferred resource in memory at the start; operations that fail are answered by example',
        'REHEARSE',
      ).default(false),
    )
    .addOption(
      flag(
        '--fake <number>',
        'start each inferred resource with the examples of the document and this many made-up records; 0: examples only',
        'FAKE',
      ).argParser(numberTo99999),
    )
    .addOption(evidenceFlag())
    .addOption(
      flag('--random-seed <number>', 'seed for generated ids and values', 'RANDOM_SEED').default(1).argParser(integer),
    )
    .addOption(flag('--clock <instant>', 'freeze the clock at an ISO 8601 instant', 'CLOCK').argParser(instant))
    .addOption(
      flag(
        '--journal-entries <number>',
        'maximum number of calls in each journal (default: 1000)',
        'JOURNAL_ENTRIES',
      ).argParser(positive),
    )
    .addOption(
      flag(
        '--journal-bytes <number>',
        'maximum size of each journal in bytes (default: 16777216)',
        'JOURNAL_BYTES',
      ).argParser(positive),
    )
    .addOption(
      flag(
        '--journal-all-bytes <number>',
        'maximum size of all journals together in bytes (default: an eighth of the heap limit of Node)',
        'JOURNAL_ALL_BYTES',
      ).argParser(positive),
    )
    .addOption(
      flag(
        '--state <file>',
        'restore the state from this file; save it at SIGTERM, SIGINT, SIGHUP, SIGQUIT or SIGUSR2, and on `snapshot --state`',
        'STATE',
      ),
    )
    .addOption(
      flag(
        '--with-secrets',
        'include API keys and other write-only values in the --state file (mode 0600)',
        'WITH_SECRETS',
      ).default(false),
    )
    .addOption(flag('--no-reply-headers', 'do not add x-stuntdouble-* headers to replies'))
    .addOption(
      flag(
        '--config <file>',
        'YAML or JSON file with these flags by name (default: stuntdouble.config.yaml, if it exists)',
        'CONFIG',
      ),
    )
    .addOption(flag('--json', 'write JSON lines to stdout', 'JSON').default(false))
    .addOption(flag('--quiet', 'write nothing to stdout', 'QUIET').default(false));
  addTls(serve);
  addClientLimits(serve);
}
