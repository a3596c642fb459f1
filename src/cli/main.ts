/** The `stuntdouble` command. stdout has data, stderr has logs; exit.ts has the exit codes. */
import { Command, CommanderError } from 'commander';
import { applyConfig } from './config.js';
import { ExitError, exitCodes } from './exit.js';
import type { DiffFlags } from './diff.js';
import type { ExplainFlags } from './explain.js';
import type { InferFlags } from './infer.js';
import { addControlCommands } from './control-commands.js';
import { evidenceFlag, flag, specsFlag } from './flag.js';
import { integer } from './flag-values.js';
import { addServeFlags, type ServeFlags } from './serve-flags.js';
import { addVerify } from './verify-command.js';
import { version } from './version.js';

/** @param argv as in process.argv. @returns the exit code; `serve` returns after a signal that stops it. */
export async function main(argv: readonly string[]): Promise<number> {
  // A closed pipe (`stuntdouble list | head`) is not a failure and must not stop `serve`.
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || process.exitCode === exitCodes.failed) return;
    // stdout reports an error after the command has ended, or before.
    process.once('exit', () => (process.exitCode = exitCodes.failed));
    process.exitCode = exitCodes.failed;
    process.stderr.write(`Cannot write to stdout: ${message}\n`);
  });
  const program = createProgram(serveUntilStopped);
  try {
    await program.parseAsync([...argv]);
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (error instanceof EvalError) {
      const { NO_CODE_GENERATION } = await import('../contract/code-generation.js');
      process.stderr.write(`${NO_CODE_GENERATION}\n`);
      return exitCodes.usage;
    }
    if (!(error instanceof ExitError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.code;
  }
}

/** @param commands names to suggest when the first argument is not a vendor; none if `serve` is named */
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
    // By default, commander wraps no text in columns narrower than 40.
    .configureHelp({ minWidthToWrap: 20 })
    .showSuggestionAfterError()
    .showHelpAfterError('(`stuntdouble --help` lists the commands)')
    .exitOverride();

  const serve = program
    .command('serve', { isDefault: true })
    .description('serve OpenAPI documents or vendors until SIGTERM, SIGINT, SIGHUP, SIGQUIT or SIGUSR2')
    .argument(
      '[source...]',
      'OpenAPI documents, vendor directories and names of bundled vendors (default: all bundled vendors)',
    );
  addServeFlags(serve);
  serve.action(async (sources: string[]) => {
    await applyConfig(serve);
    // `stuntdouble NAME` without a known command is `stuntdouble serve NAME`.
    const isNamed = program.args[0] === serve.name();
    await run(sources, serve.opts(), isNamed ? [] : program.commands.map((command) => command.name()));
  });

  program
    .command('check')
    .description('check an OpenAPI document or the files of vendors; reports every mistake with file, line and remedy')
    .argument(
      '<source>',
      'an OpenAPI document, a vendor directory, a directory of vendor directories, or the name of a bundled vendor',
    )
    .addOption(flag('--json', 'write JSON lines to stdout').default(false))
    .action(async (source: string, flags: { json: boolean }) => {
      const { runCheck } = await import('./check.js');
      await runCheck(source, flags);
    });

  program
    .command('list')
    .description('list the operations of OpenAPI documents or vendors')
    .argument(
      '[source...]',
      'OpenAPI documents, vendor directories and names of bundled vendors (default: all bundled vendors)',
    )
    .addOption(specsFlag())
    .addOption(flag('--json', 'write JSON lines to stdout').default(false))
    .action(async (sources: string[], flags: { specs?: string; json: boolean }) => {
      const { runList } = await import('./list.js');
      await runList(sources, flags);
    });

  program
    .command('explain')
    .description('explain what an API or one of its operations does: checks, refusals, fields and evidence')
    .argument('<source>', 'an OpenAPI document, a vendor directory, or the name of a bundled vendor')
    .argument('[operation]', 'operationId, `METHOD /path`, or the name of a resource (default: an overview)')
    .addOption(specsFlag())
    .addOption(evidenceFlag())
    .addOption(flag('--all', 'without an operation: all details instead of an overview').default(false))
    .addOption(flag('--json', 'write one JSON object to stdout, with all details').default(false))
    .action(async (source: string, operation: string | undefined, flags: ExplainFlags) => {
      const { runExplain } = await import('./explain.js');
      await runExplain(source, operation, flags);
    });
  program
    .command('infer')
    .description('print the behavior that an OpenAPI document implies, with a reason for each rule')
    .argument(
      '<source>',
      'an OpenAPI document (JSON or YAML, version 2.0 or 3), a vendor directory, or the name of a bundled vendor; only the document is read',
    )
    .addOption(
      flag('--no-rehearsal', 'do not try the behavior in memory: print operations that would fail as inferred'),
    )
    .addOption(flag('--json', 'write one JSON object to stdout').default(false))
    .action(async (source: string, flags: InferFlags) => {
      const { runInfer } = await import('./infer.js');
      await runInfer(source, flags);
    });
  program
    .command('diff')
    .description('compare two APIs as a client sees them: contract and behavior; exit code 4 if a change is breaking')
    .argument(
      '<before>',
      'the API that clients use today: an OpenAPI document, a vendor directory, or the name of a bundled vendor',
    )
    .argument('<after>', 'the API that replaces it, in one of these forms')
    .addOption(specsFlag())
    .addOption(evidenceFlag())
    .addOption(flag('--json', 'write JSON lines to stdout').default(false).conflicts('markdown'))
    .addOption(flag('--markdown', 'write Markdown to stdout, for a pull request').default(false))
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { runDiff } = await import('./diff.js');
      await runDiff(before, after, flags);
    });
  program
    .command('health')
    .description('health check for a container: exit with 0 if the server answers at its port')
    .option('--pid <number>', 'process of the server, whose flags are used', integer, 1)
    .action(async ({ pid }: { pid: number }) => {
      const { argumentsOf, checkHealth } = await import('./health.js');
      await createProgram((_, flags) => checkHealth(flags)).parseAsync(argumentsOf(pid));
    });
  addVerify(program);
  addControlCommands(program);
  pointToHelp(program);
  return program;
}

/** After a wrong argument or flag, each command names its own help. */
function pointToHelp({ commands }: Command, path = 'stuntdouble'): void {
  for (const command of commands) {
    const own = `${path} ${command.name()}`;
    command.showHelpAfterError(`(\`${own} --help\` lists the arguments and flags)`);
    pointToHelp(command, own);
  }
}
