/** The `stuntdouble` command. stdout has data, stderr has logs; exit.ts has the exit codes. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_LEVEL, levels } from '../grammar/evidence.js';
import { settable } from '../world/clock.js';
import { SteeringError } from '../world/steering.js';
import { applyConfig } from './config.js';
import { ExitError, exitCodes } from './exit.js';
import { addLimits } from './limit-flags.js';
import type { ServeFlags } from './flags.js';
import type { DiffFlags } from './diff.js';
import type { ExplainFlags } from './explain.js';
import type { InferFlags } from './infer.js';
import { addControlCommands } from './control-commands.js';
import { addTls } from './tls-flags.js';
import { addVerify } from './verify-command.js';
import { version } from './version.js';

/** @param argv as in process.argv. @returns the exit code; `serve` returns after SIGTERM or SIGINT. */
export async function main(argv: readonly string[]): Promise<number> {
  // A closed pipe (`stuntdouble list | head`) is not a failure and must not stop `serve`.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const program = createProgram(serveUntilStopped);
  try {
    await program.parseAsync([...argv]);
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (!(error instanceof ExitError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.code;
  }
}

/** @param commands names to suggest when the first argument is not a vendor */
type Serve = (sources: string[], flags: ServeFlags, commands: readonly string[]) => Promise<void>;

const serveUntilStopped: Serve = async (sources, flags, commands) => {
  const { serve } = await import('./serve.js');
  await serve(sources, flags, commands);
};

/** @param run what `serve` does with its flags */
function createProgram(run: Serve): Command {
  const program = new Command('stuntdouble')
    .description('A stateful test server for HTTP APIs, from OpenAPI documents and the bundled vendors.')
    .version(version())
    .showSuggestionAfterError()
    .showHelpAfterError('(run stuntdouble --help for the commands)')
    .exitOverride();

  const serve = program
    .command('serve', { isDefault: true })
    .description('serve OpenAPI documents or vendors until SIGTERM, SIGINT or SIGHUP')
    .argument(
      '[source...]',
      'OpenAPI documents, vendor directories and names of bundled vendors (default: all bundled vendors)',
    )
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
    .addOption(flag('--specs <directory>', 'directory with vendor directories, instead of the bundled ones', 'SPECS'))
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
      ).argParser(count),
    )
    .addOption(evidence())
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
        'restore the state from this file; save it at shutdown and on `snapshot --state`',
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
  addTls(serve, flag);
  addLimits(serve, flag);
  serve.action(async (sources: string[]) => {
    await applyConfig(serve);
    const commands = program.commands.map((command) => command.name());
    await run(sources, serve.opts(), commands);
  });

  program
    .command('check')
    .description(
      'check an OpenAPI document, a vendor directory, or a directory of them; reports every mistake with file, line and remedy',
    )
    .argument('<source>', 'an OpenAPI document, a vendor directory, or a directory of vendor directories')
    .addOption(flag('--json', 'write JSON lines to stdout').default(false))
    .action(async (source: string, flags: { json: boolean }) => {
      const { check } = await import('./check.js');
      await check(source, flags);
    });

  program
    .command('list')
    .description('list the operations of OpenAPI documents or vendors')
    .argument(
      '[source...]',
      'OpenAPI documents, vendor directories and names of bundled vendors (default: all bundled vendors)',
    )
    .addOption(flag('--specs <directory>', 'directory with vendor directories, instead of the bundled ones', 'SPECS'))
    .addOption(flag('--json', 'write JSON lines to stdout').default(false))
    .action(async (sources: string[], flags: { specs?: string; json: boolean }) => {
      const { list } = await import('./list.js');
      await list(sources, flags);
    });

  program
    .command('explain')
    .description('explain what an API or one of its operations does: checks, refusals, fields and evidence')
    .argument('<source>', 'an OpenAPI document, a vendor directory, or the name of a bundled vendor')
    .argument('[operation]', 'operationId, `METHOD /path`, or the name of a resource (default: an overview)')
    .addOption(flag('--specs <directory>', 'directory with vendor directories, instead of the bundled ones', 'SPECS'))
    .addOption(evidence())
    .addOption(flag('--all', 'without an operation: all details instead of an overview').default(false))
    .addOption(flag('--json', 'write one JSON object to stdout, with all details').default(false))
    .action(async (source: string, operation: string | undefined, flags: ExplainFlags) => {
      const { explain } = await import('./explain.js');
      await explain(source, operation, flags);
    });
  program
    .command('infer')
    .description('print the behavior that an OpenAPI document implies, with a reason for each rule')
    .argument('<file>', 'an OpenAPI document: JSON or YAML, version 2.0 or 3')
    .addOption(
      flag('--no-rehearsal', 'do not try the behavior in memory: print operations that would fail as inferred'),
    )
    .addOption(flag('--json', 'write one JSON object to stdout').default(false))
    .action(async (file: string, flags: InferFlags) => {
      const { inferFile } = await import('./infer.js');
      await inferFile(file, flags);
    });
  program
    .command('diff')
    .description('compare two APIs as a client sees them: contract and behavior; exit code 4 if a change is breaking')
    .argument(
      '<before>',
      'what clients use today: an OpenAPI document, a vendor directory, or the name of a bundled vendor',
    )
    .argument('<after>', 'what takes its place, in the same forms')
    .addOption(flag('--specs <directory>', 'directory with vendor directories, instead of the bundled ones', 'SPECS'))
    .addOption(evidence())
    .addOption(flag('--json', 'write JSON lines to stdout').default(false).conflicts('markdown'))
    .addOption(flag('--markdown', 'write Markdown to stdout, for a pull request').default(false))
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { diff } = await import('./diff.js');
      await diff(before, after, flags);
    });
  program
    .command('health')
    .description('check the server of a container: exit with 0 if it answers, on any port')
    .option('--pid <number>', 'process of the server, whose flags are used', integer, 1)
    .action(async ({ pid }: { pid: number }) => {
      const { argumentsOf, checkHealth } = await import('./health.js');
      await createProgram((_, flags) => checkHealth(flags)).parseAsync(argumentsOf(pid));
    });
  addVerify(program, flag);
  addControlCommands(program, flag);
  return program;
}

const evidence = (): Option =>
  flag(
    '--evidence <level>',
    'apply only rules with this evidence level or better; `serve` lists the others at start',
    'EVIDENCE',
  )
    .choices(levels)
    .default(DEFAULT_LEVEL);

const flag = (text: string, description: string, environment?: string): Option => {
  const option = new Option(text, description);
  return environment === undefined ? option : option.env(`STUNTDOUBLE_${environment}`);
};

function integer(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected an integer.');
  return Number(text);
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 1 or more.');
  return Number(text);
}

function count(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 0 to 99999.');
  return Number(text);
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new InvalidArgumentError('Expected a port, 0 to 65535.');
  return Number(text);
}

const hosts = (text: string, previous: string[] | undefined): string[] => [
  ...(previous ?? []),
  ...text.split(',').flatMap((part) => part.trim() || []),
];

function editions(text: string, previous: Record<string, string> = {}): Record<string, string> {
  const chosen = { ...previous };
  for (const part of text.split(',')) {
    const [, vendor, edition] = /^\s*([^=@\s]+)=(\S+)\s*$/.exec(part) ?? [];
    if (vendor === undefined || edition === undefined)
      throw new InvalidArgumentError('Expected vendor=edition, such as acme=2026-08.');
    if (chosen[vendor] !== undefined)
      throw new InvalidArgumentError(`${vendor} has two editions: only one can have its address.`);
    chosen[vendor] = edition;
  }
  return chosen;
}

const portOrOff = (text: string): number | 'off' => (text === 'off' ? 'off' : port(text));

function instant(text: string): string {
  try {
    settable(text);
  } catch (error) {
    if (!(error instanceof SteeringError)) throw error;
    throw new InvalidArgumentError(`${error.problem}; ${error.remedy}.`);
  }
  return text;
}
