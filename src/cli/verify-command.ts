import { InvalidArgumentError, type Command } from 'commander';
import { flag, specsFlag } from './flag.js';
import type { VerifyFlags } from './run-verify.js';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('run the contract suite of a vendor against a server: stuntdouble or the vendor itself')
    .argument('<source>', 'the name of a bundled vendor, a vendor directory, or an OpenAPI document')
    .addOption(flag('--target <url>', 'base URL of the server', 'TARGET'))
    .addOption(flag('--token <text>', 'credential, without the scheme', 'TOKEN'))
    .addOption(flag('--second-token <text>', 'credential of another account', 'SECOND_TOKEN'))
    .addOption(
      flag(
        '--token-for <reason=text>',
        'credential that the server refuses as credentialRejected, forbidden or rateLimited; counted=TEXT: a credential whose rate limit the run may use up; repeatable',
      )
        .default({}, 'none')
        .argParser(pair),
    )
    .addOption(
      flag(
        '--record <name=id>',
        'id of an existing record that a case needs; its name is a refusal or a resource (docs/verify.md); repeatable',
      )
        .default({}, 'none')
        .argParser(pair),
    )
    .addOption(flag('--only <case...>', 'only these cases, or the cases for these rules'))
    .addOption(flag('--read-only', 'only cases without writes').default(false))
    .addOption(flag('--yes', 'write to a remote host without asking').default(false))
    .addOption(flag('--timeout <seconds>', 'time limit for a call').default(10).argParser(seconds))
    .addOption(flag('--total-timeout <seconds>', 'time limit for the run').default(900).argParser(seconds))
    .addOption(specsFlag())
    .addOption(flag('--junit <file>', 'also write the results as JUnit XML'))
    .addOption(flag('--json', 'write JSON lines to stdout').default(false))
    .addOption(
      flag('--print', 'print the whole suite as an Arazzo document, without a run')
        .default(false)
        .conflicts(['only', 'readOnly', 'junit']),
    )
    .action(async (source: string, flags: VerifyFlags) => {
      const { runVerify } = await import('./run-verify.js');
      await runVerify(source, flags);
    });
}

function pair(text: string, previous: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  // The message must not contain the text, which may be a token.
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Expected name=value.');
  return { ...previous, [name]: value };
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 86_400))
    throw new InvalidArgumentError('Expected seconds, more than 0 and at most 86400.');
  return value;
}
