/** The `stuntdouble` command. stdout is data, stderr is logs; exit codes as in DESIGN §5. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { levels } from '../grammar/evidence.js';
import { instant as instantOf } from '../world/clock.js';
import { SteeringError } from '../world/steering.js';
import { applyConfig } from './config.js';
import { ExitError, exitCodes } from './exit.js';
import { addLimits } from './limits.js';
import type { ExplainFlags } from './explain.js';
import { addSteering } from './steering.js';
import { addVerify } from './verify-command.js';
import { version } from './version.js';

/** @param argv as in process.argv. @returns the exit code; `serve` returns when it is told to stop. */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that went away (`stuntdouble list | head`) is no failure, and no reason to stop serving.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const program = createProgram();
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

function createProgram(): Command {
  const program = new Command('stuntdouble')
    .description('A stateful stand-in for vendor HTTP APIs.')
    .version(version())
    .showSuggestionAfterError()
    .showHelpAfterError('(stuntdouble --help tells more)')
    .exitOverride();

  const serve = program
    .command('serve', { isDefault: true })
    .description('serve vendors until told to stop')
    .argument('[vendor...]', 'which vendors (default: all)')
    .addOption(flag('--port <number>', 'port of the vendors; 0: any', 'PORT').default(4010).argParser(port))
    .addOption(
      flag('--control-port <number>', 'port of the control side; 0: any; off: none', 'CONTROL_PORT')
        .default(4011)
        .argParser(portOrOff),
    )
    .addOption(flag('--host <address>', 'address that the vendors are bound to', 'HOST').default('127.0.0.1'))
    .addOption(
      flag(
        '--control-host <address>',
        'address that the control side is bound to; others than this machine need a token',
        'CONTROL_HOST',
      ).default('127.0.0.1'),
    )
    .addOption(
      flag(
        '--control-token <text>',
        'what the control side asks for (default: none on loopback; else made, and told once on stderr)',
        'CONTROL_TOKEN',
      ),
    )
    .addOption(
      flag(
        '--allowed-host <name>',
        'host that the control side answers for, beside localhost; can be repeated, or a list with commas',
        'ALLOWED_HOST',
      )
        .default([], 'localhost, 127.0.0.1, [::1]')
        .argParser(hosts),
    )
    .addOption(flag('--specs <directory>', 'vendor directories instead of those that come along', 'SPECS'))
    .addOption(flag('--seed <file>', 'YAML file with seeds by vendor, instead of the vendors’ own', 'SEED'))
    .addOption(
      flag('--auth <mode>', 'open: any credential is an account; strict: only those of the seed', 'AUTH')
        .choices(['open', 'strict'])
        .default('open'),
    )
    .addOption(evidence())
    .addOption(
      flag('--random-seed <number>', 'from which ids and made-up values are drawn', 'RANDOM_SEED')
        .default(1)
        .argParser(integer),
    )
    .addOption(
      flag('--clock <instant>', 'ISO 8601 instant at which the clock stands still', 'CLOCK').argParser(instant),
    )
    .addOption(
      flag('--journal-entries <number>', 'calls that each journal keeps (default: 1000)', 'JOURNAL_ENTRIES').argParser(
        positive,
      ),
    )
    .addOption(
      flag(
        '--journal-bytes <number>',
        'and at most so many bytes of them (default: 16777216)',
        'JOURNAL_BYTES',
      ).argParser(positive),
    )
    .addOption(
      flag(
        '--state <file>',
        'goes on from this file, and saves it when told to stop, or by `snapshot --state`',
        'STATE',
      ),
    )
    .addOption(
      flag(
        '--with-secrets',
        'keep API keys and other write-only values in --state (mode 0600)',
        'WITH_SECRETS',
      ).default(false),
    )
    .addOption(flag('--no-reply-headers', 'leave the x-stuntdouble-* headers out of replies'))
    .addOption(
      flag(
        '--config <file>',
        'YAML or JSON file with these flags by name (default: stuntdouble.config.yaml, if there is one)',
        'CONFIG',
      ),
    )
    .addOption(flag('--json', 'JSON lines on stdout', 'JSON').default(false))
    .addOption(flag('--quiet', 'nothing on stdout', 'QUIET').default(false));
  addLimits(serve, flag);
  serve.action(async (vendors: string[]) => {
    await applyConfig(serve);
    const { serve: run } = await import('./serve.js');
    const commands = program.commands.map((command) => command.name());
    await run(vendors, serve.opts(), commands);
  });

  program
    .command('check')
    .description('is this vendor directory (or directory of vendors) sound? Every mistake with file, line and remedy')
    .argument('<directory>')
    .addOption(flag('--json', 'JSON lines on stdout').default(false))
    .action(async (directory: string, flags: { json: boolean }) => {
      const { check } = await import('./check.js');
      check(directory, flags);
    });

  program
    .command('list')
    .description('the vendors, their operations and what each does')
    .addOption(flag('--specs <directory>', 'vendor directories instead of those that come along', 'SPECS'))
    .addOption(flag('--json', 'JSON lines on stdout').default(false))
    .action(async (flags: { specs?: string; json: boolean }) => {
      const { list } = await import('./list.js');
      await list(flags);
    });

  program
    .command('explain')
    .description('what a vendor, or one of its operations, does, and why: checks, refusals, fields, evidence')
    .argument('<vendor>')
    .argument('[operation]', 'by its operationId (default: the vendor as a whole)')
    .addOption(flag('--specs <directory>', 'vendor directories instead of those that come along', 'SPECS'))
    .addOption(evidence())
    .addOption(flag('--json', 'one JSON object on stdout').default(false))
    .action(async (vendor: string, operation: string | undefined, flags: ExplainFlags) => {
      const { explain } = await import('./explain.js');
      await explain(vendor, operation, flags);
    });
  addVerify(program, flag);
  addSteering(program, flag);
  return program;
}

const evidence = (): Option =>
  flag('--evidence <level>', 'serve only what rests on this or better; what does not is left out, and told', 'EVIDENCE')
    .choices(levels)
    .default('assumed');

const flag = (text: string, description: string, environment?: string): Option => {
  const option = new Option(text, description);
  return environment === undefined ? option : option.env(`STUNTDOUBLE_${environment}`);
};

function integer(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected an integer.');
  return Number(text);
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Number(text);
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new InvalidArgumentError('Expected a port, 0 to 65535.');
  return Number(text);
}

const hosts = (text: string, before: string[] | undefined): string[] => [
  ...(before ?? []),
  ...text.split(',').flatMap((part) => part.trim() || []),
];

const portOrOff = (text: string): number | 'off' => (text === 'off' ? 'off' : port(text));

function instant(text: string): string {
  try {
    instantOf(text);
  } catch (error) {
    if (!(error instanceof SteeringError)) throw error;
    throw new InvalidArgumentError(`${error.problem}; ${error.remedy}.`);
  }
  return text;
}
